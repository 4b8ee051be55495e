/** Cognigy.AI: handover through Messaging (Salesforce MIAW) and through Salesforce Chat (Live Agent). */
import type { Json, ProviderContext, ProviderSetup, ProviderSetups } from '../../setup/provider-setup.ts';
import type { HttpOptions } from '../shared/http.ts';
import { applyChange } from './apply.ts';
import { CognigyClient } from './client.ts';
import type { CognigyConnector } from './field-names.ts';
import { manualSteps } from './manual.ts';
import { changesOf } from './plan.ts';
import { readCognigy } from './read.ts';
import type { CognigyState } from './state.ts';
import { backupOf, nodesToPutBack, undoOf } from './undo.ts';
import { verifyCognigy } from './verify.ts';

export type { CognigyState } from './state.ts';

const stateOf = (state: Json): CognigyState => state as unknown as CognigyState;
const toJson = (value: object): Json => value as unknown as Json;

/** @param wait how retries wait; tests make it short */
export function cognigySetup<C extends CognigyConnector>(
    connector: C,
    { wait }: { wait?: HttpOptions['wait'] } = {}
): ProviderSetup<C> {
    const client = (context: ProviderContext<CognigyConnector>): CognigyClient => new CognigyClient(context, wait);
    return {
        connector,
        secrets: () => [{ name: 'apiKey', label: 'API key of the Cognigy.AI user', variable: 'COGNIGY_API_KEY' }],
        credentials: () => ({ ApiKey: 'apiKey' }),
        read: async (context, kept) =>
            toJson(await readCognigy(client(context), context, kept && nodesToPutBack(kept.backup, kept.written))),
        changes: (state, context) => changesOf(stateOf(state), context),
        apply: (change, context) => applyChange(change, client(context), context),
        verify: (context, state) => verifyCognigy(client(context), context, stateOf(state)),
        manual: (state, context) => manualSteps(stateOf(state), context),
        backup: (state, earlier, written) => toJson(backupOf(stateOf(state), earlier, written)),
        undo: (backup, state, context, written) => undoOf(backup, stateOf(state), written, context).changes,
        leaves: (backup, state, written) => undoOf(backup, stateOf(state), written).left
    };
}

export const setups: ProviderSetups = {
    'cognigy-messaging': cognigySetup('cognigy-messaging'),
    'cognigy-chat': cognigySetup('cognigy-chat')
};
