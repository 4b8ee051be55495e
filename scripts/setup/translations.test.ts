/** What agents of other languages read: the fields that the setup brings, called in their language. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import type { SetupError } from './run/error.ts';
import { applySetup } from './setup.ts';
import { contentsOf, withoutLeft, type OrgContents } from '../../tests/setup/trial-snapshot.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';
import { withText, type Unit } from './org/units.ts';

const languages = readdirSync('force-app/unpackaged/translations/translations')
    .map((file) => file.split('.')[0] ?? '')
    .sort();
const german = 'CustomObjectTranslation:Case-de';

describe('fields in the languages of the agents', () => {
    let trial: Trial;
    let orgBefore: OrgContents;
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        orgBefore = contentsOf(trial.org);
    });
    after(() => trial.close());

    /** As in an org that has a field under another name. */
    async function withRefused(): Promise<Trial['connection']> {
        const { desired } = trial.connection;
        assert.ok(desired);
        const broken = (unit: Unit) =>
            withText(unit, [...unit.files.values()].join().replace('Bot_Language__c', 'Bot_Tongue__c'));
        return {
            ...trial.connection,
            desired: async (...options) => {
                const whole = await desired(...options);
                const stages = whole.stages.map((stage) => {
                    const unit = stage.units.get(german);
                    return unit ? { ...stage, units: new Map([...stage.units, [german, broken(unit)]]) } : stage;
                });
                return { ...whole, stages };
            }
        };
    }

    test('an org that refuses one: said, with what to leave out', async () => {
        await assert.rejects(applySetup(trial.config, await withRefused()), ({ message, remedy }: SetupError) => {
            assert.match(message, /^The org refused "Translations".*\n.*Case-de.*Bot_Tongue__c/);
            assert.match(remedy ?? '', /under keep of the setup file \(CustomObjectTranslation:Case-de\): agents/);
            return true;
        });
        const { done } = await applySetup({ ...trial.config, keep: [german] }, await withRefused());
        assert.ok(done.includes('deploy:translations') && done.includes('publish'), done.join());
        assert.equal(trial.org.metadata.fieldLabel('Case', 'Bot_Summary__c', 'de'), undefined);
    });

    test('the objects that the way in uses, in each language', async () => {
        await applySetup(trial.config, trial.connection);
        assert.deepEqual(
            trial.org.metadata
                .components('CustomObjectTranslation')
                .map(({ fullName }) => fullName)
                .sort(),
            ['Case', 'MessagingSession'].flatMap((object) => languages.map((language) => `${object}-${language}`))
        );
        const called = (language: string) =>
            trial.org.metadata.fieldLabel('MessagingSession', 'Bot_Customer_Name__c', language);
        assert.equal(called('de'), 'Kundenname (Bot)');
        assert.equal(called('ja'), 'お客様名 (ボット)');
    });

    test('undo takes them back with the fields', async () => {
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.deepEqual(
            left.filter(({ what }) => what.includes('Translation')),
            []
        );
        assert.deepEqual(trial.org.metadata.components('CustomObjectTranslation'), []);
        assert.deepEqual(withoutLeft(contentsOf(trial.org), left), withoutLeft(orgBefore, left));
    });
});
