import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { DeployOutcome } from '../../salesforce/deploy.ts';
import { problemsOf } from './deploys.ts';
import type { Unit } from './units.ts';

const unit = (type: string, fullName: string): Unit => ({
    key: `${type}:${fullName}`,
    type,
    fullName,
    files: new Map()
});
const units = [unit('LiveChatDeployment', 'Bot_Handoff_Chat'), unit('Skill', 'Bot_Handoff_Chat')];
const refusing = (componentType: string) =>
    ({ failures: [{ componentType, fullName: 'bot_handoff_chat', problem: 'in use' }] }) as unknown as DeployOutcome;
const keys = (componentType: string) => [...problemsOf(units, refusing(componentType)).keys()].map(({ key }) => key);

test('a refusal is of the component whose type it names; of all of the name where it names no type, or an unknown one', () => {
    assert.deepEqual(keys('Skill'), ['Skill:Bot_Handoff_Chat']);
    for (const type of ['', 'ServiceResourceSkill']) {
        assert.deepEqual(keys(type), ['LiveChatDeployment:Bot_Handoff_Chat', 'Skill:Bot_Handoff_Chat']);
    }
});
