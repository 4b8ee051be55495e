/** Does an org still have Salesforce Chat (Live Agent)? */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { deployFiles } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';

/**
 * `on`: it is switched on. `allowed`: it is off, and the org takes the switch. `gone`: the org refuses it, with its
 * words; cognigy-chat, and the desk that IBM builds into watsonx, cannot be used then.
 */
export interface ChatState {
    state: 'on' | 'allowed' | 'gone';
    why?: string;
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
