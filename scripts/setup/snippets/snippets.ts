/**
 * Reads the code snippets that Salesforce shows to admins, as people paste them: whole or cut, in either quotes, with
 * comments and line breaks anywhere, through a mail or a ticket. Facts come from the vendors' setup guides, which tell
 * people to copy single values out of these snippets by hand.
 */

export type SnippetKind = 'chat-deployment' | 'chat-button' | 'embedded-chat' | 'messaging';

export interface SnippetValues {
    /** `00D…` */
    organizationId?: string;
    /** Live Agent endpoint without `/chat` or `/chat/rest`. */
    chatUrl?: string;
    /** `572…` */
    deploymentId?: string;
    /** `573…` */
    buttonId?: string;
    /** Url of the Messaging API (`https://….my.salesforce-scrt.com`). */
    messagingUrl?: string;
    esDeveloperName?: string;
}

export interface Snippet {
    kind: SnippetKind;
    values: SnippetValues;
    /** What should be in a snippet of this kind and is not, or has the wrong shape; names and shapes, not the value. */
    problems: string[];
}

/** Quotes as they were in Salesforce: mail and word processors curve them, pages and tickets write them as entities. */
function withPlainQuotes(source: string): string {
    return source
        .replace(/[‘’‚′]|&(?:#0*39|#x0*27|apos|[lr]squo);/gi, "'")
        .replace(/[“”„″]|&(?:#0*34|#x0*22|quot|[lr]dquo);/gi, '"');
}

/**
 * Removes comments, but not what stands inside quotes (`https://` has two slashes); the apostrophe of a word is no
 * quote.
 */
function withoutComments(source: string): string {
    return source.replace(
        /("(?:\\.|[^"\\\n])*"|(?<!\w)'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g,
        (_, quoted: string | undefined) => quoted ?? ' '
    );
}

/** The quoted arguments of a call, in order; unquoted ones are undefined. */
function argumentsOf(source: string, call: RegExp): (string | undefined)[] | undefined {
    const start = call.exec(source);
    if (!start) return undefined;
    const rest = source.slice(start.index + start[0].length);
    const found: (string | undefined)[] = [];
    const pattern = /\s*(?:(["'`])((?:\\.|(?!\1)[^\\])*)\1|([^,(){}"'`]+|\{))\s*(,|\)|$)?/y;
    while (pattern.lastIndex < rest.length) {
        const match = pattern.exec(rest);
        if (!match) break;
        found.push(match[2]);
        if (match[4] !== ',' || match[3]?.includes('{')) break;
    }
    return found;
}

function property(source: string, name: string): string | undefined {
    return new RegExp(`["']?\\b${name}["']?\\s*[:=]\\s*(["'\`])((?:(?!\\1).)*)\\1`, 'i').exec(source)?.[2];
}

/** How a value looks, without being the value. */
export function shapeOf(value: string): string {
    if (value === '') return 'empty';
    const id = /^([0-9A-Za-z]{3})[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$/.exec(value);
    if (id) return `an id that starts with ${id[1]}`;
    if (/^https?:\/\//i.test(value)) return 'a url';
    return `${value.length} characters`;
}

function idOf(prefix: string, value: string | undefined, name: string, problems: string[]): string | undefined {
    if (value === undefined || value.trim() === '') {
        problems.push(`${name} is missing: wanted is an id that starts with ${prefix}`);
        return undefined;
    }
    const text = value.trim();
    if (!new RegExp(`^${prefix}[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$`).test(text)) {
        problems.push(`${name} is ${shapeOf(text)}: wanted is an id of 15 or 18 characters that starts with ${prefix}`);
        return undefined;
    }
    return text;
}

interface Address {
    name: string;
    hosts: RegExp;
    wanted: string;
}

function originOf(
    value: string | undefined,
    { name, hosts, wanted }: Address,
    ownOrigin: string | undefined,
    problems: string[]
): string | undefined {
    const text = value?.trim() ?? '';
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && url.origin === ownOrigin) return url.origin;
    if (url?.protocol !== 'https:' || !hosts.test(url.hostname)) {
        problems.push(`${name} is ${text === '' ? 'missing' : shapeOf(text)}: wanted is ${wanted}`);
        return undefined;
    }
    return url.origin;
}

const chatAddress = (name: string): Address => ({
    name,
    hosts: /(^|\.)salesforceliveagent\.com$/i,
    wanted: 'the https address of the Chat API endpoint (…salesforceliveagent.com)'
});
const messagingAddress: Address = {
    name: 'Url',
    hosts: /\.salesforce-scrt\.com$/i,
    wanted: 'the https address of the Messaging API (….my.salesforce-scrt.com)'
};

/** Drops what is undefined, so that what was not found is not there. */
function known(values: SnippetValues): SnippetValues {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function chatDeployment(source: string, ownOrigin?: string): Snippet | undefined {
    const found = argumentsOf(source, /\bliveagent\s*\.\s*init\s*\(/);
    if (!found) return undefined;
    const problems: string[] = [];
    const values = known({
        chatUrl: originOf(found[0], chatAddress('the first argument of liveagent.init'), ownOrigin, problems),
        deploymentId: idOf('572', found[1], 'the second argument of liveagent.init (deployment)', problems),
        organizationId: idOf('00D', found[2], 'the third argument of liveagent.init (organization)', problems)
    });
    return { kind: 'chat-deployment', values, problems };
}

function chatButton(source: string): Snippet | undefined {
    const found = argumentsOf(
        source,
        /\bliveagent\s*\.\s*(?:showWhenOnline|showWhenOffline|addButtonEventHandler|startChat(?:WithWindow)?)\s*\(/
    );
    if (!found) return undefined;
    const problems: string[] = [];
    return {
        kind: 'chat-button',
        values: known({ buttonId: idOf('573', found[0], 'the id of the chat button', problems) }),
        problems
    };
}

function embeddedChat(source: string, ownOrigin?: string): Snippet | undefined {
    const found = argumentsOf(source, /\bembedded_svc\s*\.\s*init\s*\(/);
    if (!found) return undefined;
    const problems: string[] = [];
    const content = property(source, 'baseLiveAgentURL') ?? property(source, 'baseLiveAgentContentURL');
    const values = known({
        organizationId: idOf('00D', found[3], 'the fourth argument of embedded_svc.init (organization)', problems),
        deploymentId: idOf('572', property(source, 'deploymentId'), 'deploymentId', problems),
        buttonId: idOf('573', property(source, 'buttonId'), 'buttonId', problems),
        chatUrl: originOf(content, chatAddress('baseLiveAgentURL'), ownOrigin, problems)
    });
    return { kind: 'embedded-chat', values, problems };
}

function messaging(source: string, ownOrigin?: string): Snippet | undefined {
    const bootstrap = argumentsOf(source, /\bembeddedservice_bootstrap\s*\.\s*init\s*\(/);
    const listed = {
        organizationId: property(source, 'OrganizationId') ?? property(source, 'orgId'),
        esDeveloperName: property(source, 'DeveloperName') ?? property(source, 'esDeveloperName'),
        messagingUrl: property(source, 'scrt2URL') ?? property(source, 'Url')
    };
    if (!bootstrap && listed.esDeveloperName === undefined && listed.messagingUrl === undefined) return undefined;
    const problems: string[] = [];
    const esDeveloperName = (bootstrap?.[1] ?? listed.esDeveloperName)?.trim();
    if (!esDeveloperName || !/^[A-Za-z]\w*$/.test(esDeveloperName)) {
        problems.push(
            `DeveloperName is ${esDeveloperName ? shapeOf(esDeveloperName) : 'missing'}: wanted is the deployment's developer name (letters, digits, _)`
        );
    }
    const values = known({
        organizationId: idOf('00D', bootstrap?.[0] ?? listed.organizationId, 'OrganizationId', problems),
        esDeveloperName: esDeveloperName && /^[A-Za-z]\w*$/.test(esDeveloperName) ? esDeveloperName : undefined,
        messagingUrl: originOf(listed.messagingUrl, messagingAddress, ownOrigin, problems)
    });
    return { kind: 'messaging', values, problems };
}

/** Characters of pasted text that are read at most. */
export const longestPaste = 1_000_000;

/**
 * Reads whatever snippets a text holds; the first of each kind.
 *
 * @param source pasted text; of more than {@link longestPaste} characters nothing is read
 * @param ownOrigin an address that is taken beside Salesforce's own hosts: a local org's
 * @returns the snippets found, in the order embedded chat, chat deployment, chat button, messaging; empty where none is
 */
export function readSnippets(source: string, ownOrigin?: string): Snippet[] {
    if (source.length > longestPaste) return [];
    const code = withoutComments(withPlainQuotes(source));
    return [embeddedChat, chatDeployment, chatButton, messaging].flatMap((read) => read(code, ownOrigin) ?? []);
}
