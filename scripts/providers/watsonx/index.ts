/** IBM watsonx Assistant: nothing that an API could set, so values and snippets to paste, and a look at the logs. */
import type { ProviderSetup, ProviderSetups } from '../../setup/provider-setup.ts';
import type { HttpOptions } from '../shared/http.ts';
import { refuseWrongKey } from './logs.ts';
import { manualSteps } from './manual.ts';
import { checksOf } from './verify.ts';

/** @param wait how retries wait; tests make it short */
export function watsonxSetup({ wait }: { wait?: HttpOptions['wait'] } = {}): ProviderSetup<'watsonx'> {
    return {
        connector: 'watsonx',
        secrets: () => [
            {
                name: 'apiKey',
                label: 'IBM Cloud API key (Manager role); without it, histories are read by session key only',
                variable: 'IBM_CLOUD_API_KEY',
                isOptional: true
            }
        ],
        credentials: () => ({ ApiKey: 'apiKey' }),
        /**
         * No request: nothing of the bot's side can be changed by an API, and IBM allows 40 looks at the logs in 30
         * minutes.
         */
        read: async () => null,
        refuseWrongSecret: (context) => refuseWrongKey(context, wait),
        changes: () => [],
        apply: async (change) => {
            throw new Error(`watsonx Assistant has no API for ${change.what}.`);
        },
        /** At most 2 requests to IBM (a token, the newest log records), 1 to the org. */
        verify: (context) => checksOf(context, wait),
        manual: (_state, context) => manualSteps(context),
        backup: () => null,
        undo: () => [],
        leaves: () => []
    };
}

export const setups: ProviderSetups = { watsonx: watsonxSetup() };
