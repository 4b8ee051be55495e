import type { FieldChange, Json, ProviderChange } from '../../setup/provider-setup.ts';
import { fieldChanges } from '../shared/field-changes.ts';
import { isEmpty, isObject, isSame, type JsonObject } from '../shared/json.ts';
import type { CognigyContext } from './attributes.ts';
import type { CognigyState, FlowState, ServiceState } from './state.ts';
import { attributesOf, wantedByKey, wantedConfig } from './wanted.ts';

/** What `apply` needs of a change. Values that depend on the org are worked out again then. */
export type Payload =
    | { kind: 'create-provider'; service: ServiceState; localeId: string | null }
    | { kind: 'change-provider'; id: string; service: ServiceState; before: JsonObject }
    | { kind: 'restore-provider'; id: string; keys: string[]; settings: JsonObject }
    | { kind: 'delete-provider'; id: string }
    | { kind: 'create-node'; flow: FlowState; providerValue: string | null }
    | {
          kind: 'change-node';
          flowId: string;
          id: string;
          keys: FlowState['keys'];
          before: JsonObject;
          providerValue: string | null;
      }
    | { kind: 'restore-node'; flowId: string; id: string; keys: string[]; config: JsonObject }
    | { kind: 'delete-node'; flowId: string; id: string };

/** The payload is kept as JSON, which it is. */
export const json = (payload: Payload): Json => payload as unknown as Json;

export const providerStep = 'handover-provider';
export const nodeStep = 'handover-node';

export function changesOf(state: CognigyState, context: CognigyContext): ProviderChange[] {
    return [...providerChanges(state, context), ...nodeChanges(state, context)];
}

/** The provider is made only where every field that it needs is known: half a provider helps nobody. */
export function canPlanProvider({ service, sameName, provider }: CognigyState): boolean {
    if (!service || sameName > 1) return false;
    return provider !== null || service.isComplete;
}

function providerChanges(state: CognigyState, context: CognigyContext): ProviderChange[] {
    const { service, provider } = state;
    if (!service || !canPlanProvider(state)) return [];
    const present = provider?.settings ?? {};
    const fields = fieldChanges(present, wantedByKey(present, service.keys, context));
    if (provider && fields.length === 0) return [];
    const payload: Payload = provider
        ? { kind: 'change-provider', id: provider.id, service, before: present }
        : { kind: 'create-provider', service, localeId: state.localeId };
    return [
        {
            id: providerStep,
            action: provider ? 'update' : 'create',
            what: `Handover provider "${context.config.bot.handoverProvider}" (${service.name})`,
            fields,
            payload: json(payload)
        }
    ];
}

/** How this tenant's node chooses the provider, where its choices tell. */
export function providerValue({ flow, provider }: CognigyState): string | null {
    const ids = [provider?.id, provider?.referenceId].filter((id) => typeof id === 'string');
    return flow?.providerChoices.find(({ value }) => ids.includes(value))?.value ?? null;
}

/** A field with members: one change a member, so that a person sees what changes and what stays. */
function memberChanges(key: string, from: Json | undefined, to: Json): FieldChange[] {
    if (Array.isArray(to)) {
        // An expression, or somebody's own text: it is replaced as a whole.
        if (!isEmpty(from) && !Array.isArray(from)) return fieldChanges({ [key]: from ?? null }, { [key]: to });
        const byLabel = (list: Json | undefined): JsonObject => {
            const entries: unknown[] = Array.isArray(list) ? list : [];
            return Object.fromEntries(
                entries.filter(isObject).map((entry) => [String(entry['label'] ?? entry['entityName']), entry])
            ) as JsonObject;
        };
        return changesWithin(key, byLabel(from), byLabel(to));
    }
    const [now, then] = [attributesOf(from), attributesOf(to)];
    if (!now || !then) return fieldChanges({ [key]: from ?? null }, { [key]: to });
    return changesWithin(key, now.attributes, then.attributes);
}

function changesWithin(key: string, now: JsonObject, then: JsonObject): FieldChange[] {
    const removed = Object.entries(now).filter(([name]) => !(name in then));
    return [
        ...fieldChanges(now, then),
        ...removed.map(([name, from]): FieldChange => ({ name, from, isOverwrite: true }))
    ].map((change) => ({ ...change, name: `${key}.${change.name}` }));
}

function configChanges(present: JsonObject, wanted: JsonObject): FieldChange[] {
    return Object.entries(wanted).flatMap(([key, to]) => {
        const from = present[key];
        if (isSame(from, to)) return [];
        if (typeof to === 'boolean') {
            // Off is how a new node stands: nobody chose it.
            return [
                { name: key, ...(from !== undefined && { from }), to, ...(from === true && { isOverwrite: true }) }
            ];
        }
        const hasMembers = typeof to === 'object' || (typeof to === 'string' && attributesOf(to) && !isEmpty(to));
        return hasMembers ? memberChanges(key, from, to) : fieldChanges(present, { [key]: to });
    });
}

/** A node is made only where nobody has one: which of several is meant, a person has to say. */
export const canPlanNode = (flow: FlowState | null): flow is FlowState =>
    flow !== null &&
    (flow.node !== null || (flow.candidates.length === 0 && flow.kind !== null && flow.target !== null));

function nodeChanges(state: CognigyState, context: CognigyContext): ProviderChange[] {
    const { flow } = state;
    if (!canPlanNode(flow)) return [];
    const present = flow.node?.config ?? {};
    const chosen = providerValue(state);
    const fields = configChanges(present, wantedConfig(present, flow.keys, context, chosen ?? undefined));
    if (flow.node && fields.length === 0) return [];
    const payload: Payload = flow.node
        ? {
              kind: 'change-node',
              flowId: flow.id,
              id: flow.node.id,
              keys: flow.keys,
              before: present,
              providerValue: chosen
          }
        : { kind: 'create-node', flow, providerValue: chosen };
    return [
        {
            id: nodeStep,
            action: flow.node ? 'update' : 'create',
            what: flow.node
                ? `Node "${flow.node.label}" (Handover to Agent)`
                : flow.target?.isChosen
                  ? `Node "Handover to Agent", behind "${flow.target.label}", switched on`
                  : 'Node "Handover to Agent", switched off until a person has put it where the bot gives up',
            fields,
            payload: json(payload)
        }
    ];
}
