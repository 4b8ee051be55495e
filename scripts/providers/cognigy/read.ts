import type { CognigyBot, ProviderContext } from '../../setup/provider-setup.ts';
import { isObject, objectOf, textOf, type JsonObject } from '../shared/json.ts';
import { isFailure } from '../shared/request-error.ts';
import { CognigyClient, type CognigyRecord } from './client.ts';
import { isServiceOf, matchRoles, propertiesOf, roles, type CognigyConnector, type FieldRole } from './field-names.ts';
import { extensionOf, handoverDescriptor, isHandoverType, isOfExtension, nodeFields } from './node-fields.ts';
import type { CognigyState, FlowState, NodePlace, NodeState, ProviderState, ServiceState } from './state.ts';

export const idOf = (record: CognigyRecord): string => textOf(record['_id']) ?? textOf(record['id']) ?? '';

/** The named entries of an object that are there. */
export function pick(source: Record<string, unknown>, keys: (string | undefined)[]): JsonObject {
    return Object.fromEntries(
        keys.flatMap((key) => (key !== undefined && source[key] !== undefined ? [[key, source[key]]] : []))
    ) as JsonObject;
}

/** Live Agent settings are known; they are right where a tenant declares nothing else. */
const documentedKeys: Partial<Record<FieldRole, string>> = {
    baseUrl: 'baseUrl',
    apiVersion: 'apiVersion',
    organizationId: 'organizationId',
    deploymentId: 'deploymentId',
    buttonId: 'buttonId'
};

/**
 * Reads a tenant in at most 6 requests: services, providers, the provider (where the list leaves its settings out),
 * kinds of nodes, nodes (where none is named), the node; one for the project where no provider is there yet; and one for
 * each further node that is to be put back.
 *
 * @param toPutBack for undo: nodes that the setup wrote into, whichever of them the setup file names
 * @throws ProviderRequestError; Error where the config names something that cannot be used
 */
export async function readCognigy(
    client: CognigyClient,
    { config }: Pick<ProviderContext<CognigyConnector>, 'config'>,
    toPutBack?: NodePlace[]
): Promise<CognigyState> {
    const [listedServices, listedProviders, flow] = await Promise.all([
        ifListed(client.services()),
        ifListed(client.providers()),
        config.bot.flowId === undefined ? null : readFlow(client, config.bot.flowId, config.bot)
    ]);
    const isListed = listedServices !== null && listedProviders !== null;
    // Nothing else has told yet that there is a project behind this address.
    if (!isListed && !flow) await askForProject(client);
    const [services, providers] = isListed ? [listedServices, listedProviders] : [[], []];
    const raw = services.find((service) => isServiceOf(config.connector, service));
    const service = raw ? await readService(client, config.connector, raw, providers) : null;
    const named = providers.filter(({ name }) => name === config.bot.handoverProvider);
    const fitting = named.filter((provider) => service && isOfService(provider, service));
    const [stranger] = named.filter((provider) => !fitting.includes(provider));
    if (stranger && service && fitting.length === 0) {
        throw new Error(
            `Cognigy.AI has a handover provider "${config.bot.handoverProvider}" of another service than ` +
                `"${service.name}". Name another one in the setup file (bot.handoverProvider): this one stays as it is.`
        );
    }
    const [found] = fitting;
    // A project that is not there has an empty list, too: apply would come to know at the very end.
    if (isListed && !found && toPutBack === undefined) await askForProject(client);
    return {
        isListed,
        service,
        provider: found && service ? await readProvider(client, found, service) : null,
        sameName: fitting.length,
        localeId: providers.map(({ localeId }) => textOf(localeId)).find((id) => id !== undefined) ?? null,
        flow,
        ...(toPutBack !== undefined && toPutBack.length > 0 && { others: await readOthers(client, flow, toPutBack) })
    };
}

/** Those that are still there. */
async function readOthers(client: CognigyClient, flow: FlowState | null, toPutBack: NodePlace[]): Promise<NodeState[]> {
    const wanted = toPutBack.filter(({ flowId, id }) => flowId === flow?.id && id !== flow.node?.id);
    const nodes = await Promise.all(
        wanted.map(async ({ flowId, id, keys }) => {
            try {
                return nodeState(await client.node(flowId, id), keys);
            } catch (error) {
                if (isFailure(error, 'notFound')) return undefined;
                throw error;
            }
        })
    );
    return nodes.filter((node) => node !== undefined);
}

/** Null where the tenant has no such list: only single services and providers are documented. */
const ifListed = (list: Promise<CognigyRecord[]>): Promise<CognigyRecord[] | null> =>
    list.catch((error: unknown) => {
        if (isFailure(error, 'notFound')) return null;
        throw error;
    });

/** @throws ProviderRequestError unless the project is there, be it not for this key's eyes */
async function askForProject(client: CognigyClient): Promise<void> {
    try {
        await client.project();
    } catch (error) {
        if (!isFailure(error, 'forbidden')) throw error;
    }
}

const isOfService = (provider: CognigyRecord, service: ServiceState): boolean =>
    provider['serviceId'] === service.id || provider['service'] === service.referenceId;

async function readService(
    client: CognigyClient,
    connector: CognigyConnector,
    listed: CognigyRecord,
    providers: CognigyRecord[]
): Promise<ServiceState> {
    const service = listed['properties'] === undefined ? await client.service(idOf(listed)) : listed;
    const id = idOf(service);
    const declared = propertiesOf(service['properties']);
    const used = providers
        .filter((provider) => provider['serviceId'] === id)
        .flatMap((provider) => Object.keys(objectOf(provider['settings'])).map((key) => ({ key })));
    const unique = used.filter(({ key }, place) => used.findIndex((other) => other.key === key) === place);
    const ways: [ServiceState['source'], Partial<Record<FieldRole, string>>][] = [
        ['properties', matchRoles(connector, declared)],
        ['providers', matchRoles(connector, unique)]
    ];
    if (connector === 'cognigy-chat' && declared.length === 0) ways.push(['documentation', documentedKeys]);
    // The way that explains most; the earlier one of two that explain the same.
    const [source, keys] = ways.reduce((best, way) =>
        Object.keys(way[1]).length > Object.keys(best[1]).length ? way : best
    );
    return {
        id,
        referenceId: textOf(service['referenceId']) ?? '',
        name: textOf(service['name']) ?? '',
        keys,
        isComplete: roles[connector].every((role) => keys[role] !== undefined),
        source,
        properties: (Array.isArray(service['properties']) ? service['properties'].filter(isObject) : []) as JsonObject[]
    };
}

async function readProvider(
    client: CognigyClient,
    listed: CognigyRecord,
    { keys }: ServiceState
): Promise<ProviderState> {
    const provider = isObject(listed['settings']) ? listed : await client.provider(idOf(listed));
    return {
        id: idOf(listed),
        referenceId: textOf(provider['referenceId']) ?? null,
        name: textOf(provider['name']) ?? '',
        settings: pick(objectOf(provider['settings']), Object.values(keys))
    };
}

async function readFlow(
    client: CognigyClient,
    flowId: string,
    { nodeId, afterNodeId }: Pick<CognigyBot, 'nodeId' | 'afterNodeId'>
): Promise<FlowState> {
    const [descriptors, listed] = await Promise.all([
        client.descriptors(flowId).catch((error: unknown) => {
            // An older tenant may not have it; a flow that is not there shows in the next request.
            if (isFailure(error, 'notFound')) return [];
            throw error;
        }),
        nodeId === undefined ? client.nodes(flowId) : null
    ]);
    const descriptor = handoverDescriptor(descriptors);
    const extension = extensionOf(descriptor);
    const ofKind = (listed ?? []).filter(
        (node) =>
            isOfExtension(node, extension) &&
            (descriptor ? node['type'] === descriptor['type'] : isHandoverType(node['type']))
    );
    const candidates = ofKind.map((node) => ({ id: idOf(node), label: textOf(node['label']) ?? '' }));
    const wanted = nodeId ?? (candidates.length === 1 ? candidates[0]?.id : undefined);
    const node = wanted === undefined ? undefined : await client.node(flowId, wanted);
    const isOther =
        node && (!isOfExtension(node, extension) || (descriptor !== undefined && node['type'] !== descriptor['type']));
    if (isOther && nodeId !== undefined) {
        const kind = `"${String(node['type'])}" of ${textOf(node['extension']) ?? extension}`;
        throw new Error(
            `The node ${nodeId} of the flow is no Handover to Agent node of Cognigy.AI itself (its type is ${kind}). ` +
                'Name another one in the setup file (bot.nodeId), or none.'
        );
    }
    const config = objectOf(node?.['config']);
    const fields = nodeFields(descriptor, config);
    const type = textOf(descriptor?.['type']);
    return {
        id: flowId,
        candidates,
        // Only a new node needs a place: what the author has done to that place since is none of the setup's business.
        target: wanted === undefined && candidates.length === 0 ? targetOf(listed ?? [], afterNodeId) : null,
        kind: type === undefined ? null : { type, extension },
        keys: fields.keys,
        providerChoices: fields.providerChoices,
        node: node ? nodeState(node, Object.values(fields.keys)) : null
    };
}

/** @throws Error where the place that the config names is not there */
function targetOf(nodes: CognigyRecord[], afterNodeId: string | undefined): FlowState['target'] {
    const found = nodes.find((node) =>
        afterNodeId === undefined ? node['type'] === 'start' : idOf(node) === afterNodeId
    );
    if (!found && afterNodeId !== undefined) {
        throw new Error(
            `The flow has no node ${afterNodeId} to put a new one behind. Name another one in the setup file ` +
                '(bot.afterNodeId), or none.'
        );
    }
    return found ? { id: idOf(found), label: textOf(found['label']) ?? '', isChosen: afterNodeId !== undefined } : null;
}

function nodeState(node: CognigyRecord, keys: string[]): NodeState {
    return {
        id: idOf(node),
        label: textOf(node['label']) ?? '',
        type: textOf(node['type']) ?? '',
        isDisabled: node['isDisabled'] === true,
        config: pick(objectOf(node['config']), keys)
    };
}

/** Roles of the provider that no field could be found for. */
export const unmatchedRoles = (connector: CognigyConnector, service: ServiceState): FieldRole[] =>
    roles[connector].filter((role) => service.keys[role] === undefined);
