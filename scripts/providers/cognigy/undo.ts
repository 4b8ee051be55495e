/** The way back: what was before, but for what somebody changed since. */
import type { FieldChange, Json, ProviderChange } from '../../setup/provider-setup.ts';
import { restoredFields } from '../shared/field-changes.ts';
import { isEmpty, isSame, objectOf, type JsonObject } from '../shared/json.ts';
import type { CognigyContext } from './attributes.ts';
import { canPlanNode, canPlanProvider, json, nodeStep, providerStep, providerValue, type Payload } from './plan.ts';
import { pick } from './read.ts';
import type { CognigyState, NodePlace, NodeState, ProviderState } from './state.ts';
import { attributesOf, isSameSetting, wantedByKey, wantedConfig } from './wanted.ts';

/** A node as it was before the setup first wrote into it. */
interface NodeBackup {
    flowId: string | null;
    node: NodeState | null;
    /** Was the setup about to make it? One that a person made later is not its to delete. */
    makesNode: boolean;
    /** Keys that the setup writes: what is not among the settings then was not there. */
    nodeKeys: string[];
}

export interface CognigyBackup extends NodeBackup {
    provider: ProviderState | null;
    /** Likewise. */
    makesProvider: boolean;
    providerKeys: string[];
    /** Nodes of the flow that the setup wrote into before it came to another one. */
    former?: BackedUpNode[];
}

interface BackedUpNode {
    before: NodeBackup;
    /** As the setup left it; null where nobody knows. */
    wrote: NodeBackup | null;
}

const nodePart = ({ flowId, node, makesNode, nodeKeys }: NodeBackup): NodeBackup => ({
    flowId,
    node,
    makesNode,
    nodeKeys
});

const parsed = (backup: Json | undefined): CognigyBackup | undefined =>
    backup === undefined ? undefined : (objectOf(backup) as unknown as CognigyBackup);

/**
 * @param earlier a backup of before: what it knows of the very same provider and node counts, what it does not is added
 * @param written tells which ones the setup made
 */
export function backupOf(state: CognigyState, earlier?: Json, written?: Json): CognigyBackup {
    const { provider, service, flow } = state;
    const now: CognigyBackup = {
        provider,
        makesProvider: provider === null && canPlanProvider(state),
        providerKeys: Object.values(service?.keys ?? {}),
        flowId: flow?.id ?? null,
        node: flow?.node ?? null,
        makesNode: !flow?.node && canPlanNode(flow),
        nodeKeys: Object.values(flow?.keys ?? {})
    };
    const [first, wrote] = [parsed(earlier), parsed(written)];
    return first ? withNode(withProvider(first, now, wrote), now, wrote) : now;
}

/** Its name is there once: one with another id came in the place of the one before. */
function withProvider(first: CognigyBackup, now: CognigyBackup, wrote: CognigyBackup | undefined): CognigyBackup {
    const id = first.provider?.id ?? (first.makesProvider ? wrote?.provider?.id : undefined);
    const isKnown = first.provider !== null || first.makesProvider;
    if (!now.provider || (isKnown && (id === undefined || id === now.provider.id))) return first;
    const { provider, makesProvider, providerKeys } = now;
    return { ...first, provider, makesProvider, providerKeys };
}

function withNode(first: CognigyBackup, now: CognigyBackup, wrote: CognigyBackup | undefined): CognigyBackup {
    const isKnown = first.flowId !== null && (first.node !== null || first.makesNode);
    if (!isKnown) return { ...first, ...nodePart(now) };
    const one: BackedUpNode = { before: nodePart(first), wrote: wrote ? nodePart(wrote) : null };
    const id = nodeIdOf(one);
    if (!now.node || id === undefined || id === now.node.id) return first;
    const { former = [] } = first;
    // A setup file may come to name one of before again.
    const again = former.find((each) => nodeIdOf(each) === now.node?.id);
    return { ...first, ...(again?.before ?? nodePart(now)), former: [...former.filter((each) => each !== again), one] };
}

/** Undefined: the setup was about to make it, and nobody knows whether it did. */
function nodeIdOf({ before, wrote }: BackedUpNode): string | undefined {
    return before.node?.id ?? (before.makesNode ? wrote?.node?.id : undefined);
}

function nodesOf(backup: CognigyBackup, wrote: CognigyBackup | undefined): BackedUpNode[] {
    const { former = [], ...current } = backup;
    return [{ before: nodePart(current), wrote: wrote ? nodePart(wrote) : null }, ...former];
}

/** The nodes that a backup can put back, whichever of them the setup file names. */
export function nodesToPutBack(backup: Json, written?: Json): NodePlace[] {
    const nodes = nodesOf(objectOf(backup) as unknown as CognigyBackup, parsed(written));
    return nodes.flatMap((each) => {
        const [id, { flowId, nodeKeys }] = [nodeIdOf(each), each.before];
        return id === undefined || flowId === null ? [] : [{ flowId, id, keys: nodeKeys }];
    });
}

interface Undone {
    changes: ProviderChange[];
    left: { what: string; why: string }[];
}

/**
 * The nodes first: they name the provider.
 *
 * @param written `backupOf` the state that `apply` left
 * @param context what the config wants: tells what is the setup's where nobody knows what was written
 */
export function undoOf(backup: Json, state: CognigyState, written?: Json, context?: CognigyContext): Undone {
    const before = objectOf(backup) as unknown as CognigyBackup;
    const wrote = parsed(written);
    const parts = [
        ...nodesOf(before, wrote).map((each, place) =>
            undoNode(each, state, { context, place, provider: wrote?.provider })
        ),
        undoProvider(before, state, wrote, context)
    ];
    return { changes: parts.flatMap(({ changes }) => changes), left: parts.flatMap(({ left }) => left) };
}

/** What the setup made or changed. */
interface Part {
    id: string;
    what: string;
    step: string;
    present: JsonObject;
    /** Undefined: it was not there. */
    before: JsonObject | undefined;
    isMade: boolean;
    /** That the setup writes. */
    keys: string[];
    /** As it was written, with what could be written then; undefined where nobody knows. */
    wrote: { id: string | undefined; values: JsonObject; keys: string[] } | undefined;
    /** As the config wants it. */
    wanted: Record<string, Json | undefined>;
    remove: Payload;
    restore(keys: string[], values: JsonObject): Payload;
}

const nothing: Undone = { changes: [], left: [] };

function undoProvider(
    { provider: before, providerKeys, makesProvider }: CognigyBackup,
    { provider, service, isListed }: CognigyState,
    wrote: CognigyBackup | undefined,
    context: CognigyContext | undefined
): Undone {
    if (!isListed && (before || makesProvider)) {
        // It was listed once, and is not now.
        const why = "this tenant's API does not list it: a person has to";
        const left = [{ what: 'Handover provider', why: before ? `${why} put its settings back` : `${why} delete it` }];
        return { changes: [], left };
    }
    if (!provider || (before && before.id !== provider.id)) return nothing;
    const { id, settings } = provider;
    return undoPart({
        id,
        what: `Handover provider "${provider.name}"`,
        step: providerStep,
        present: settings,
        before: before?.settings,
        isMade: makesProvider,
        keys: providerKeys,
        wrote: wrote && { id: wrote.provider?.id, values: wrote.provider?.settings ?? {}, keys: wrote.providerKeys },
        wanted: context && service ? wantedByKey(settings, service.keys, context) : {},
        remove: { kind: 'delete-provider', id },
        restore: (keys, values) => ({ kind: 'restore-provider', id, keys, settings: values })
    });
}

/** @param provider the setup's own, as `apply` left it */
function undoNode(
    one: BackedUpNode,
    state: CognigyState,
    {
        context,
        place,
        provider
    }: { context: CognigyContext | undefined; place: number; provider: ProviderState | null | undefined }
): Undone {
    const { before } = one;
    const wrote = one.wrote ?? undefined;
    const { flow, others = [] } = state;
    if (!flow || before.flowId !== flow.id) return nothing;
    const wantedId = nodeIdOf(one);
    const there = [...(flow.node ? [flow.node] : []), ...others];
    // One that the setup may have made is the one that is there, as far as anybody knows.
    const node = there.find(({ id }) => id === wantedId) ?? (before.node || place > 0 ? undefined : flow.node);
    if (!node) return nothing;
    const { id, config } = node;
    // A person is asked to choose the setup's own provider.
    const choice = flow.keys.provider ?? '';
    const isOwnChoice = [provider?.id, provider?.referenceId].includes(config[choice] as string);
    return undoPart({
        id,
        what: `Node "${node.label}" (Handover to Agent)`,
        step: place === 0 ? nodeStep : `${nodeStep}:${id}`,
        present: config,
        before: before.node?.config,
        isMade: before.makesNode,
        keys: before.nodeKeys,
        wrote: wrote && {
            id: wrote.node?.id,
            values: wrote.node?.config ?? {},
            keys: wrote.nodeKeys.filter((key) => key !== choice || !isOwnChoice)
        },
        wanted: context ? wantedConfig(config, flow.keys, context, providerValue(state) ?? undefined) : {},
        remove: { kind: 'delete-node', flowId: flow.id, id },
        restore: (keys, values) => ({ kind: 'restore-node', flowId: flow.id, id, keys, config: values })
    });
}

function undoPart({ id, what, step, present, before, isMade, keys, wrote, wanted, remove, restore }: Part): Undone {
    if (!before && !isMade) return nothing;
    const changed = wrote ? wrote.keys.filter((key) => !isSameValue(present[key], wrote.values[key])) : [];
    const change = (action: ProviderChange['action'], fields: FieldChange[], payload: Payload): ProviderChange[] => [
        { id: step, action, what, fields: marked(fields, wrote ? {} : wanted), payload: json(payload) }
    ];
    if (!before) {
        const isAnother = wrote !== undefined && wrote.id !== id;
        return isAnother || changed.length > 0
            ? { changes: [], left: leftPart(what, isAnother ? [] : changed) }
            : { changes: change('delete', restoredFields(present, {}), remove), left: [] };
    }
    const back = keys.filter((key) => !changed.includes(key));
    const fields = restoredFields(pick(present, back), pick(before, back));
    // What the setup never changed, and what is as it was by now, is nothing to tell.
    const kept = changed.filter(
        (key) => ![wrote?.values[key], present[key]].some((value) => isSame(value, before[key]))
    );
    return {
        changes: fields.length > 0 ? change('update', fields, restore(back, pick(before, back))) : [],
        left: kept.length > 0 ? leftPart(what, kept) : []
    };
}

function leftPart(what: string, keys: string[]): Undone['left'] {
    const which = keys.length > 0 ? ` (${keys.join(', ')})` : '';
    return [
        {
            what,
            why: `changed by hand since the setup wrote it${which}: whoever no longer needs that changes it in Cognigy.AI`
        }
    ];
}

/** The same to whoever reads it, however it is written: Cognigy's console may write JSON in its own way. */
function isSameValue(one: Json | undefined, other: Json | undefined): boolean {
    if (isSameSetting(one, other)) return true;
    const [now, then] = [attributesOf(one), attributesOf(other)];
    return now !== undefined && then !== undefined && isSame(now.attributes, then.attributes);
}

/** With a mark where something stands that the config does not ask for. */
const marked = (fields: FieldChange[], wanted: Part['wanted']): FieldChange[] =>
    fields.map((field) => {
        const to = wanted[field.name];
        const isTheirs = to !== undefined && !isEmpty(field.from) && !isSame(field.from, to);
        return { ...field, ...(isTheirs && { isOverwrite: true }) };
    });
