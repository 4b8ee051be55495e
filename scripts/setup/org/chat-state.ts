/** Does an org still have Salesforce Chat (Live Agent)? */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { deployFiles } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { wayOf, type SetupConfig } from '../config/schema.ts';
import { SetupError } from '../run/error.ts';

/**
 * `on`: it is switched on. `allowed`: it is off, and the org takes the switch. `gone`: the org refuses it, with its
 * words; cognigy-chat, and the desk that IBM builds into watsonx, cannot be used then.
 */
export interface ChatState {
    state: 'on' | 'allowed' | 'gone';
    why?: string;
}

export const remedyWithoutChat =
    'This org has no Salesforce Chat (retired on 14 February 2026). Use a connector or way that goes through Messaging.';

/** Chat is the first that apply would deploy: what the org says to that is told before. @throws SetupError */
export async function refuseWithoutChat(org: OrgClient, config: SetupConfig, isOn: boolean): Promise<void> {
    const connectors = config.connectors.filter((entry) => wayOf(entry) === 'chat');
    if (connectors.length === 0) return;
    const { state, why } = await readChatState(org, isOn);
    if (state !== 'gone') return;
    const names = connectors.map(({ connector }) => connector).join(', ');
    throw new SetupError(`The org refuses Salesforce Chat, which the setup file wants for ${names}: ${why}`, {
        remedy: remedyWithoutChat
    });
}

const settings = fileURLToPath(
    new URL('../../../force-app/unpackaged/chat/settings/LiveAgent.settings-meta.xml', import.meta.url)
);

/**
 * Nothing names the licence, so where Chat is off the org is asked by a deploy of the setting with checkOnly: nothing
 * is written.
 *
 * @param isOn does the org have the object LiveChatDeployment?
 */
export async function readChatState(org: OrgClient, isOn: boolean): Promise<ChatState> {
    if (isOn) return { state: 'on' };
    const outcome = await deployFiles(
        org,
        {
            'package.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>LiveAgent</members><name>Settings</name></types><version>${org.apiVersion}</version></Package>\n`,
            'settings/LiveAgent.settings': readFileSync(settings, 'utf8')
        },
        { checkOnly: true }
    );
    if (outcome.success) return { state: 'allowed' };
    const why = outcome.failures[0]?.problem ?? outcome.errorMessage ?? outcome.status;
    return { state: 'gone', why };
}
