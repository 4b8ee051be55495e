/** A pretend Sendbird application of its own for each test, and what a test looks at in it. */
import assert from 'node:assert/strict';
import { startPretendBots, type PretendBots } from '../../local-org/bots/index.ts';
import type { Check, SendbirdBot } from '../../setup/provider-setup.ts';
import { noWait, orgReaderOf, testContext, type TestContext, type TestOptions } from '../shared/test-context.ts';
import { sendbirdSetup } from './index.ts';

export let bots: PretendBots;

/** Starts an application in the place of the one before. */
export async function freshApplication(): Promise<void> {
    await bots?.close();
    bots = await startPretendBots();
}

export const closeApplication = async (): Promise<void> => bots?.close();

export const setup = sendbirdSetup({ wait: noWait });
const agentUrl = 'https://genai-us-llm-api.chat.sendbird.com';
export const webhookUrl = 'https://hooks.example.com/sendbird';

/** An org that has all that Sendbird needs of it. */
const goodOrg = () =>
    orgReaderOf({
        RemoteProxy: [
            { SiteName: 'A', EndpointUrl: bots.sendbird.url, IsActive: true },
            { SiteName: 'B', EndpointUrl: `${agentUrl}/`, IsActive: true }
        ],
        InstalledSubscriberPackage: [
            { Id: '1', SubscriberPackage: { NamespacePrefix: 'other' } },
            { Id: '2', SubscriberPackage: { NamespacePrefix: 'Sendbird' } }
        ],
        Case: [],
        Knowledge__kav: [{ Id: '1' }]
    });
export const handedOver = { recordId: '500000000000001AAA', at: '2026-03-01T10:00:00.000+0000' };

export function contextOf(
    bot: Partial<SendbirdBot> = {},
    rest: Partial<TestOptions<'sendbird'>> = {}
): TestContext<'sendbird'> {
    const { apiToken = '', applicationId = '' } = bots.sendbird.secrets;
    return testContext({
        connector: 'sendbird',
        bot: {
            apiUrl: bots.sendbird.url,
            agentUrl,
            applicationId,
            webhookUrl,
            ...bot
        },
        secrets: { apiToken },
        orgReader: goodOrg(),
        hosts: new Map([[agentUrl, bots.sendbird.url]]),
        ...rest
    });
}

export const checkOf = (checks: Check[], id: string): Check => {
    const found = checks.find((check) => check.id === `sendbird.${id}`);
    assert.ok(found, id);
    return found;
};
