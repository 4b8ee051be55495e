/** What is wrong between the fields of a setup file, each of which is right in itself. */
import { fieldName, type ConfigProblem, type Path } from './document.ts';
import {
    agentAddress,
    apiOfPage,
    configSchema,
    connectorSchema,
    instanceAddress,
    isOfOtherApplication,
    isOtherThanAgent,
    providerOf,
    regionOfAddress,
    secretNames,
    secretVariables,
    vendorOf,
    type ConnectorEntry,
    type SetupConfig,
    type Vendor
} from './schema.ts';
import { valueAt } from './schema-problems.ts';

/** The parts of a file that are right in themselves: what can be wrong between them is told with all else. */
interface Parts {
    agents?: SetupConfig['agents'];
    queue?: SetupConfig['queue'];
    /** By its place in the file. */
    connectors: [index: number, entry: ConnectorEntry][];
}

function partsOf(value: unknown): Parts {
    const { agents, queue } = configSchema.shape;
    const [agentsPart, queuePart] = [
        agents.safeParse(valueAt(value, ['agents'])),
        queue.safeParse(valueAt(value, ['queue']))
    ];
    const list = valueAt(value, ['connectors']);
    return {
        ...(agentsPart.data && { agents: agentsPart.data }),
        ...(queuePart.data && { queue: queuePart.data }),
        connectors: (Array.isArray(list) ? list : []).flatMap((each, index): Parts['connectors'] => {
            const { data } = connectorSchema.safeParse(each);
            return data ? [[index, data]] : [];
        })
    };
}

/**
 * What no single field shows.
 *
 * @param value what the file holds, however much of it is right
 * @param lineOf line of a field
 */
export function conflictsIn(value: unknown, lineOf: (path: Path) => number): ConfigProblem[] {
    const parts = partsOf(value);
    const problems: ConfigProblem[] = [];
    const add = (path: Path, found: string, wanted: string) =>
        problems.push({ line: lineOf(path), field: fieldName(path), found, wanted });
    const { agents, queue } = parts;
    if (agents && agents.users.length + agents.groups.length === 0) {
        add(['agents'], 'no agents', 'at least one user name or group');
    }
    if (queue && queue.name.toLowerCase() === queue.fallback.name.toLowerCase()) {
        add(['queue', 'fallback'], 'the name of the first queue', 'another queue');
    }
    parts.connectors.forEach(([index, entry]) => {
        for (const name of Object.keys(entry.secrets)) {
            const wanted = secretNames[entry.connector];
            if (!wanted.includes(name)) {
                add(['connectors', index, 'secrets', name], 'a secret that this bot does not have', wanted.join(', '));
            }
        }
        if (vendorOf[entry.connector] !== 'cognigy' && Object.keys(entry.attributes).length > 0) {
            const found = 'attributes, which the setup writes into the node of a Cognigy.AI flow alone';
            add(['connectors', index, 'attributes'], found, 'none here; what else this bot passes is set in the bot');
        }
    });
    tenantConflicts(parts, add);
    cognigyConflicts(parts, add);
    addressConflicts(parts, add);
    return problems;
}

type Add = (path: Path, found: string, wanted: string) => void;

/** Each tenant is one Bot Provider; an org keeps names in one case, and one secret for all tenants of a vendor. */
function tenantConflicts({ connectors }: Parts, add: Add): void {
    const known = new Set<string>();
    const providers = new Map<string, { name: string; tenant: string }>();
    const keys = new Map<Vendor, { tenant: string; variable: string }>();
    connectors.forEach(([index, entry]) => {
        const path = ['connectors', index];
        const { name } = providerOf(entry);
        const key = `${entry.connector} ${name.toLowerCase()}`;
        if (known.has(key)) add(path, 'the same connector and provider a second time', 'each once');
        known.add(key);

        const vendor = vendorOf[entry.connector];
        const bot = JSON.stringify(entry.bot, ['apiUrl', 'projectId', 'environmentId', 'applicationId']);
        const tenant = `${vendor} ${bot}`;
        const provider = providers.get(name.toLowerCase());
        if (provider && provider.tenant !== tenant) {
            add(
                [...path, 'provider'],
                `the provider ${name} for two tenants`,
                'a provider name of its own for each tenant'
            );
        } else if (provider && provider.name !== name) {
            add([...path, 'provider'], "the name of another connector's provider in another case", provider.name);
        }
        providers.set(name.toLowerCase(), { name, tenant });

        const variable = Object.values(entry.secrets)[0] ?? secretVariables[vendor];
        const other = keys.get(vendor);
        if (other && other.tenant !== tenant && other.variable !== variable) {
            add(
                [...path, 'secrets'],
                `another secret than ${other.variable}, for another tenant of the same vendor`,
                'one that both tenants take: the org reads the histories of a vendor with one secret'
            );
        }
        keys.set(vendor, { tenant, variable });
    });
}

/** Two connectors of one Cognigy.AI project: each needs a handover provider of its own, and a node of its own. */
function cognigyConflicts({ connectors }: Parts, add: Add): void {
    const providers = new Set<string>();
    const nodes = new Map<string, Set<string>>();
    connectors.forEach(([index, entry]) => {
        if (entry.connector !== 'cognigy-messaging' && entry.connector !== 'cognigy-chat') return;
        const { apiUrl, projectId, flowId, nodeId, afterNodeId, handoverProvider } = entry.bot;
        const path = ['connectors', index, 'bot'];
        const provider = JSON.stringify([apiUrl, projectId, handoverProvider]);
        if (providers.has(provider)) {
            add(
                [...path, 'handoverProvider'],
                'the name that another connector of this project has',
                'a name of its own'
            );
        }
        providers.add(provider);
        if (nodeId !== undefined && afterNodeId !== undefined) {
            add([...path, 'afterNodeId'], 'a place for a new node beside nodeId', 'only one of the two');
        }
        if (flowId === undefined) return;
        const flow = JSON.stringify([apiUrl, projectId, flowId]);
        const taken = nodes.get(flow);
        if (taken && (nodeId === undefined || taken.has('') || taken.has(nodeId))) {
            add(
                [...path, 'flowId'],
                'the flow of another connector, whose one Handover to Agent node cannot serve two',
                'the id of another flow, or in both connectors a nodeId: each its own Handover to Agent node'
            );
        }
        nodes.set(flow, (taken ?? new Set()).add(nodeId ?? ''));
    });
}

/** What an address says by itself, and what another field says too: the setup reads and writes where it leads. */
function addressConflicts({ connectors }: Parts, add: Add): void {
    connectors.forEach(([index, entry]) => {
        const told = (field: string, found: string, wanted: string) =>
            add(['connectors', index, 'bot', field], found, wanted);
        const { apiUrl } = entry.bot;
        if (entry.connector === 'sendbird') {
            if (isOfOtherApplication(apiUrl, entry.bot.applicationId)) {
                told(
                    'apiUrl',
                    'the address of another application than applicationId',
                    'both of one application: https://api-{applicationId}.sendbird.com'
                );
            }
            if (isOtherThanAgent(entry.bot.agentUrl)) {
                told('agentUrl', "another address of Sendbird's than that of its AI agent", agentAddress);
            }
        } else if (entry.connector === 'watsonx') {
            const address = instanceAddress(apiUrl);
            if (address !== undefined) told('apiUrl', 'an address that is not that of one service instance', address);
            const region = regionOfAddress(apiUrl);
            if (region !== undefined && entry.bot.region !== undefined && entry.bot.region !== region) {
                const wanted = `${region}, or an apiUrl of the region of the web chat`;
                told('region', 'another region than that of apiUrl', wanted);
            }
        } else {
            const api = apiOfPage(apiUrl);
            if (api !== undefined) told('apiUrl', 'the address of the pages, where no API answers', api);
        }
    });
}
