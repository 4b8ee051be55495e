/** Reads a setup file: all of its mistakes at once, each with its line, what was found and what is wanted. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import type { z } from 'zod';

import { counted } from '../counted.ts';
import { fieldName, readDocument, type ConfigProblem, type Path } from './document.ts';
import {
    apiOfPage,
    configSchema,
    connectorSchema,
    instanceAddress,
    isOfOtherApplication,
    providerOf,
    regionOfAddress,
    secretNames,
    secretVariables,
    vendorOf,
    type ConnectorEntry,
    type SetupConfig,
    type Vendor
} from './schema.ts';

export type { ConfigProblem } from './document.ts';

export class ConfigError extends Error {
    readonly file: string;
    readonly problems: ConfigProblem[];

    constructor(file: string, problems: ConfigProblem[]) {
        const lines = problems.map(
            ({ line, field, found, wanted }) =>
                `${file}:${line} ${field || 'the file'}: found ${found}; wanted ${wanted}.`
        );
        super(lines.join('\n'));
        this.name = 'ConfigError';
        this.file = file;
        this.problems = problems;
    }
}

/** @throws ConfigError with everything that is wrong, also where the file cannot be read */
export function readConfig(file: string): SetupConfig {
    let bytes: Buffer;
    try {
        bytes = readFileSync(file);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // npm goes to the project's folder, wherever it was called.
        const found = `no readable file in ${dirname(resolve(file))} (${code})`;
        throw new ConfigError(file, [{ line: 1, field: '', found, wanted: 'a setup file; `init` writes one' }]);
    }
    // UTF-16 without its mark is UTF-8 full of NULs.
    if (!isUtf8(bytes) || bytes.includes(0)) {
        // An old editor, or PowerShell's >: labels would reach the org with their umlauts broken.
        throw new ConfigError(file, [
            { line: 1, field: '', found: 'a file in another encoding', wanted: 'UTF-8: save it as that' }
        ]);
    }
    return parseConfig(bytes.toString('utf8'), file);
}

/** @param file names the file in errors */
export function parseConfig(text: string, file: string): SetupConfig {
    const { value, lineOf, problems: problemsOfText } = readDocument(text);
    if (problemsOfText.length > 0) throw new ConfigError(file, problemsOfText);
    const parsed = configSchema.safeParse(value);
    const problems = [
        ...(parsed.error?.issues ?? []).flatMap((issue) => problemsOf(issue, value, lineOf)),
        ...furtherProblems(partsOf(value), lineOf)
    ];
    if (!parsed.success || problems.length > 0) {
        throw new ConfigError(
            file,
            problems.sort((one, other) => one.line - other.line)
        );
    }
    return parsed.data;
}

/** How a value looks, without being the value. */
function shapeOf(value: unknown): string {
    if (value === undefined) return 'nothing';
    if (value === null) return 'an empty value';
    if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
    switch (typeof value) {
        case 'string': {
            if (value === '') return 'an empty text';
            if (/^[“”„‘’‚«»]/.test(value)) return 'a text in curly quotes, which are letters to YAML';
            if (/^https?:\/\//i.test(value)) return `a url${value.endsWith('/') ? ' with / at its end' : ''}`;
            return `a text of ${counted(value.length, 'character')}`;
        }
        case 'object':
            return 'a group of fields';
        default:
            return `a ${typeof value}`;
    }
}

/**
 * YAML reads digits as a number, and {{…}} as groups of fields: an id or a label of digits alone, or a bot's
 * expression, has to say that it is a text.
 */
function foundFor({ path, expected }: z.core.$ZodIssueInvalidType, root: unknown): string {
    const value = valueAt(root, path);
    return `${shapeOf(value)}${expected === 'string' ? whyNoText(value) : whyText(value)}`;
}

function whyNoText(value: unknown): string {
    if (['number', 'boolean'].includes(typeof value) || isExpression(value)) return ', which is a text in quotes';
    if (Array.isArray(value)) return ', as [ or - makes it without quotes';
    return value !== null && typeof value === 'object' ? ', as { or a colon makes it without quotes' : '';
}

const whyText = (value: unknown): string =>
    typeof value === 'string' && /^(?:\d+|true|false)$/.test(value) ? ', because of its quotes' : '';

const isExpression = (value: unknown): boolean =>
    value !== null && typeof value === 'object' && Object.keys(value).some((name) => name.startsWith('{'));

function problemsOf(issue: z.core.$ZodIssue, root: unknown, lineOf: (path: Path) => number): ConfigProblem[] {
    const problem = (path: Path, wanted: string, found = shapeOf(valueAt(root, path))): ConfigProblem => ({
        line: lineOf(path),
        field: fieldName(path),
        found,
        wanted
    });
    switch (issue.code) {
        case 'unrecognized_keys':
            return issue.keys.map((key) => problem([...issue.path, key], issue.message, 'an unknown field'));
        case 'invalid_type':
            return [problem(issue.path, ownWords(issue) ?? wantedType(issue.expected), foundFor(issue, root))];
        case 'invalid_union':
            return [problem(issue.path, 'one of cognigy-messaging, cognigy-chat, watsonx, sendbird')];
        case 'invalid_value': {
            const wanted = `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
            const value = valueAt(root, issue.path);
            const why = issue.values.some((each) => typeof each === 'string') ? '' : whyText(value);
            return [problem(issue.path, wanted, `${shapeOf(value)}${why}`)];
        }
        case 'invalid_key':
        case 'invalid_element':
            return issue.issues.flatMap((inner) =>
                problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, root, lineOf)
            );
        default:
            return [problem(issue.path, issue.message)];
    }
}

function wantedType(expected: string): string {
    const words: Record<string, string> = {
        object: 'a group of fields',
        array: 'a list, each entry in a line behind "- "',
        string: 'a text',
        boolean: 'true or false',
        int: 'a whole number',
        number: 'a number',
        record: 'a group of fields'
    };
    return words[expected] ?? expected;
}

/** What the schema says of this very field; undefined where it has only the library's words. */
const ownWords = ({ message }: z.core.$ZodIssue) => (message.startsWith('Invalid input') ? undefined : message);

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

/** What no single field shows. */
function furtherProblems(parts: Parts, lineOf: (path: Path) => number): ConfigProblem[] {
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

function valueAt(root: unknown, path: Path): unknown {
    return path.reduce<unknown>(
        (value, part) => (value !== null && typeof value === 'object' ? Reflect.get(value, part) : undefined),
        root
    );
}
