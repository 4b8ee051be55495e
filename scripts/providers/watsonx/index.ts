/** IBM watsonx Assistant: nothing that an API could set, so values and snippets to paste, and a look at the logs. */
import type { Json, ProviderSetup, ProviderSetups } from '../../setup/provider-setup.ts';
import type { HttpOptions } from '../shared/http.ts';
import { readLogAccess, type LogState } from './logs.ts';
import { manualSteps } from './manual.ts';
import { checksOf } from './verify.ts';

export interface WatsonxState {
    logs: LogState;
}

const stateOf = (state: Json): WatsonxState => state as unknown as WatsonxState;

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
        /** 2 requests; none without an API key. */
        read: async (context) => ({ logs: await readLogAccess(context, wait) }) as unknown as Json,
        changes: () => [],
        apply: async (change) => {
            throw new Error(`watsonx Assistant has no API for ${change.what}.`);
        },
        /** At most 2 requests to IBM (a token, the newest log records), 1 to the org. */
        verify: (context, state) => checksOf(stateOf(state).logs, context, wait),
        manual: (_state, context) => manualSteps(context),
        backup: () => null,
        undo: () => []
    };
}

export const setups: ProviderSetups = { watsonx: watsonxSetup() };
