/** What pasted snippets say of the connected org: checked against it, and matched with what it has. */
import { isSameId } from '../../salesforce/record-id.ts';
import { longestPaste, readSnippets, type Snippet, type SnippetKind } from '../snippets/snippets.ts';
import type { Inventory } from './inventory.ts';

export interface Pasted {
    /** What was understood, a line each, for people. */
    understood: string[];
    /** What speaks against using it; names, ids and shapes, no other text of the snippet. */
    problems: string[];
    /** What the config can take from it. */
    choice: {
        /** Developer names of what the org has. */
        deployment?: string;
        chatDeployment?: string;
        chatButton?: string;
        messagingUrl?: string;
        chatUrl?: string;
    };
}

const titles: Record<SnippetKind, string> = {
    'embedded-chat': 'Embedded Service code (embedded_svc.init)',
    'chat-deployment': 'deployment code (liveagent.init)',
    'chat-button': 'chat button code',
    messaging: 'Messaging for Web code'
};

/** @param text as it was pasted; empty is nothing pasted */
export function readPasted(text: string, inventory: Inventory): Pasted {
    const pasted: Pasted = { understood: [], problems: [], choice: {} };
    if (text.trim() === '') return pasted;
    if (text.length > longestPaste) {
        pasted.problems.push(`The pasted text is longer than ${longestPaste} characters: paste the code only.`);
        return pasted;
    }
    const snippets = readSnippets(text, inventory.isLocalOrg ? new URL(inventory.instanceUrl).origin : undefined);
    if (snippets.length === 0) {
        pasted.problems.push(
            'The pasted text holds none of the codes that Salesforce shows: deployment and button code of Chat, Embedded Service code, Messaging for Web code.'
        );
    }
    for (const snippet of snippets) take(snippet, inventory, pasted);
    return pasted;
}

function take(snippet: Snippet, inventory: Inventory, pasted: Pasted): void {
    const title = titles[snippet.kind];
    const problem = (text: string) => pasted.problems.push(`${title}: ${text}`);
    snippet.problems.forEach((text) => problem(`${text}.`));
    const { organizationId } = snippet.values;
    if (organizationId !== undefined && !isSameId(organizationId, inventory.organizationId)) {
        problem(
            `it is of the organization ${organizationId}, and you are connected with ${inventory.organizationId} (${inventory.name}). Copy it from this org, or connect with the other.`
        );
        return;
    }
    const parts = [
        ...(organizationId === undefined ? [] : ['of this org']),
        ...chatParts(snippet, inventory, pasted, problem),
        ...messagingParts(snippet, inventory, pasted, problem),
        ...addressParts(snippet, inventory, pasted)
    ];
    if (parts.length > 0) pasted.understood.push(`${title}: ${parts.join(', ')}`);
}

type Report = (problem: string) => void;

function chatParts({ values, kind }: Snippet, inventory: Inventory, { choice }: Pasted, problem: Report): string[] {
    if (kind === 'messaging') return [];
    if (inventory.chat.state !== 'on') {
        problem('this org has Salesforce Chat not switched on, so the code cannot be of this org.');
        return [];
    }
    const name = (
        kind: 'deployment' | 'button',
        into: 'chatDeployment' | 'chatButton',
        id: string | undefined,
        known: readonly { name: string; id: string }[]
    ): string[] => {
        if (id === undefined) return [];
        const found = byId(known, id);
        if (!found) {
            problem(lacking(`chat ${kind}`, id, known));
            return [];
        }
        if (choice[into] !== undefined && choice[into] !== found.name) {
            problem(`it names the ${kind} ${found.name}, and other pasted code ${choice[into]}.`);
            return [];
        }
        choice[into] = found.name;
        return [`${kind} ${found.name}`];
    };
    return [
        ...name('deployment', 'chatDeployment', values.deploymentId, inventory.chatDeployments),
        ...name('button', 'chatButton', values.buttonId, inventory.chatButtons)
    ];
}

function messagingParts(
    { values }: Snippet,
    { deployments }: Inventory,
    { choice }: Pasted,
    problem: Report
): string[] {
    const name = values.esDeveloperName;
    if (name === undefined) return [];
    const found = deployments.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (!found) {
        problem(lacking('embedded service deployment', name, deployments));
        return [];
    }
    if (!found.isCustomClient) {
        return [`deployment ${found.name} is a web client, and a bot needs a custom client: it is left as it is`];
    }
    choice.deployment = found.name;
    return [`deployment ${found.name}`];
}

/** A local org answers for Salesforce's own hosts, which it could not reach. */
function addressParts({ values }: Snippet, { isLocalOrg }: Inventory, { choice }: Pasted): string[] {
    const addresses = { messagingUrl: values.messagingUrl, chatUrl: values.chatUrl };
    return Object.entries(addresses).flatMap(([name, url]) => {
        if (url === undefined) return [];
        if (isLocalOrg && url.startsWith('https:')) return [`${url} (not used: the local org answers by itself)`];
        choice[name as keyof typeof addresses] = url;
        return [url];
    });
}

function lacking(what: string, which: string, there: readonly { name: string; id?: string }[]): string {
    const list = there.map(({ name, id }) => (id === undefined ? name : `${name} (${id})`));
    return `this org has no ${what} ${which}; it has ${list.length === 0 ? 'none' : list.join(', ')}.`;
}

function byId<Entry extends { id: string }>(list: readonly Entry[], id: string): Entry | undefined {
    return list.find((entry) => isSameId(entry.id, id));
}
