/**
 * Sendbird AI agent: its webhook by API; its login to Salesforce by hand, after what the org allows has been looked at.
 */
import type { Json, ProviderContext, ProviderSetup, ProviderSetups } from '../../setup/provider-setup.ts';
import type { HttpOptions } from '../shared/http.ts';
import { isSame, objectOf } from '../shared/json.ts';
import { SendbirdClient, type Webhook } from './client.ts';
import { manualSteps } from './manual.ts';
import { connectorPackage, missingRemoteSites } from './org-probes.ts';
import type { SendbirdState } from './state.ts';
import { checksOf } from './verify.ts';
import { undoWebhook, webhookChanges, webhookLeft } from './webhook-plan.ts';

export type { Finding } from './org-probes.ts';
export type { SendbirdState } from './state.ts';

export interface SendbirdSetupOptions {
    /** How retries wait; tests make it short. */
    wait?: HttpOptions['wait'];
}

const stateOf = (state: Json): SendbirdState => state as unknown as SendbirdState;

/**
 * The signature secret of the webhook, for the receiver's own store. It is in no state, backup or output.
 *
 * @throws ProviderRequestError
 */
export const signatureSecret = (context: ProviderContext<'sendbird'>): Promise<string | undefined> =>
    new SendbirdClient(context).signatureSecret();

export function sendbirdSetup({ wait }: SendbirdSetupOptions = {}): ProviderSetup<'sendbird'> {
    return {
        connector: 'sendbird',
        secrets: () => [
            { name: 'apiToken', label: 'Api-Token of the Sendbird application', variable: 'SENDBIRD_API_TOKEN' }
        ],
        credentials: () => ({ ApiKey: 'apiToken' }),
        /** 4 requests: 2 to Sendbird (1 for undo), 2 to the org. */
        read: async (context, kept) => {
            const { orgReader, config } = context;
            const client = new SendbirdClient(context, wait);
            const [webhook, remoteSites, connector] = await Promise.all([
                client.webhook(),
                missingRemoteSites(orgReader, [config.bot.apiUrl, config.bot.agentUrl]),
                connectorPackage(orgReader)
            ]);
            if (kept === undefined) await client.findAgentHost();
            const state: SendbirdState = { webhook, remoteSites, connector };
            return state as unknown as Json;
        },
        changes: (state, { config }) => webhookChanges(stateOf(state).webhook, config.bot.webhookUrl),
        apply: async (change, context) => {
            const { from, to } = objectOf(change.payload) as unknown as { from: Webhook | null; to: Webhook };
            const client = new SendbirdClient(context, wait);
            const present = await client.webhook();
            if (isSame(present, to)) return;
            if (!isSame(present, from)) {
                throw new Error(
                    'The webhook was changed in Sendbird since it was read. Nothing was written: plan again.'
                );
            }
            await client.setWebhook(to);
        },
        /** 2 to 4 requests to the org: the newest Case of the bot, Knowledge (one a name of the language). */
        verify: (context, state) => checksOf(stateOf(state), context),
        manual: (state, context) => manualSteps(stateOf(state), context),
        backup: (state, earlier) => earlier ?? { webhook: stateOf(state).webhook as unknown as Json },
        undo: (backup, state, { config }, written) =>
            undoWebhook(backup, stateOf(state).webhook, config.bot.webhookUrl, written),
        leaves: (backup, state, written) => webhookLeft(backup, stateOf(state).webhook, written)
    };
}

export const setups: ProviderSetups = { sendbird: sendbirdSetup() };
