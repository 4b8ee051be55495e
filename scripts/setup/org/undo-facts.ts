/** What keeps parts of the metadata from going: asked before anything is written. */
import { literal, literals } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { listMetadata, retrieveMetadata } from '../../salesforce/retrieve.ts';
import { childrenOf, childText } from '../../salesforce/xml.ts';
import { providerOf, wayOf, type SetupConfig } from '../config/schema.ts';
import type { PagesReading } from '../pages/read.ts';
import type { JournalData } from '../run/journal.ts';
import type { DesiredOrg, StageId } from './desired.ts';
import { routingFlow } from './mappings.ts';
import type { OrgState } from './read.ts';
import { unitsOf, type Unit } from './units.ts';
import { comeByOtherWays } from './ways.ts';

export interface UndoFacts extends OthersAtWork {
    /** Records with handoff data by object; fields that hold data are not deleted unasked. */
    data: Map<string, number>;
    /** `Object.Field`: what the user of the connection may not read, and may hold data for all that can be told. */
    hidden: Set<string>;
    /** Conversations of the channel that are not the setup's own tests. */
    conversations: number;
    /** What became of the pages that the setup put the history on. */
    pages: Pick<PagesReading, 'gone' | 'problem'>;
}

/** Who else works with what the setup file brought, as far as the org and the journal tell. */
export interface OthersAtWork {
    /** Bot Providers of the org that the setup file does not name: another file's, another admin's. */
    others: OtherProvider[];
    /** None of them comes by the setup file's channel or button, as far as the journal knows. */
    hasOwnWay: boolean;
    /** Messaging channels at work that go through our flow, and that the setup file does not name either. */
    channels: string[];
    /** Chat buttons at work that ask for our skill, likewise. */
    buttons: string[];
    /** All handoffs of the setup file are Cases: no channel's conversations name one of its Bot Providers. */
    areCases: boolean;
}

export interface OtherProvider {
    name: string;
    adapter: string;
}

const objectsWithData = ['Case', 'MessagingSession', 'LiveChatTranscript'];

/**
 * @param config names the Bot Providers that are undone
 * @throws OrgRequestError
 */
export async function readUndoFacts(
    org: OrgClient,
    config: SetupConfig,
    { desired, state, pages }: { desired: DesiredOrg; state: OrgState; pages: UndoFacts['pages'] },
    journal: JournalData
): Promise<UndoFacts> {
    const tests = new Set((journal.tests ?? []).map(({ id }) => id));
    const data = new Map<string, number>();
    const hidden = new Set<string>();
    for (const object of objectsWithData) {
        const fields = fieldsToDelete(object, state, journal);
        if (fields.length === 0) continue;
        const readable = await readableFields(org, object);
        for (const name of fields) if (!readable.has(name)) hidden.add(`${object}.${name}`);
        const conditions = fields.filter((name) => readable.get(name)).map((name) => `${name} != null`);
        // A chat may have brought nothing but a session key, which is a long text: no query can ask for it.
        if (state.chat.buttonId !== undefined && readable.get('LiveChatButtonId')) {
            conditions.push(`LiveChatButtonId = ${literal(state.chat.buttonId)}`);
        }
        const records = conditions.length === 0 ? 0 : await countOf(org, object, conditions.join(' OR '), tests);
        if (records > 0) data.set(object, records);
    }
    const { channel } = state;
    const conversations =
        desired.channel === undefined || !channel
            ? 0
            : await countOf(org, 'MessagingSession', `MessagingChannelId = ${literal(channel.id)}`, tests);
    const [others, channels] = [await otherProviders(org, config, state), await otherChannels(org, desired, state)];
    const buttons = await otherButtons(org, desired, state);
    const hasOwnWay = comeByOtherWays(
        others.map(({ name }) => name),
        config,
        journal
    );
    const areCases = config.connectors.every((entry) => wayOf(entry) === 'case');
    return { data, hidden, conversations, others, hasOwnWay, channels, buttons, areCases, pages };
}

/** Asked of the metadata, which whoever sets up may read; the records need a right of their own. */
async function otherProviders(org: OrgClient, config: SetupConfig, { units }: OrgState): Promise<OtherProvider[]> {
    if (!units.has('CustomObject:Bot_Provider__mdt')) return [];
    const prefix = 'Bot_Provider.';
    const own = new Set(config.connectors.map((entry) => `${prefix}${providerOf(entry).name}`.toLowerCase()));
    const names = (await listMetadata(org, 'CustomMetadata')).filter(
        (name) => name.startsWith(prefix) && !own.has(name.toLowerCase())
    );
    if (names.length === 0) return [];
    const there = unitsOf((await retrieveMetadata(org, new Map([['CustomMetadata', names]]))).files);
    return names.map((name) => ({
        name: name.slice(prefix.length),
        adapter: adapterOf(there.get(`CustomMetadata:${name}`)) ?? ''
    }));
}

function adapterOf(provider: Unit | undefined): string | undefined {
    const values = provider?.xml ? childrenOf(provider.xml, 'values') : [];
    const entry = values.find((each) => childText(each, 'field') === 'Adapter_Class__c');
    return entry && childText(entry, 'value');
}

/** Two setup files may have a channel each and the same Bot Provider. */
async function otherChannels(org: OrgClient, { channel }: DesiredOrg, { objects }: OrgState): Promise<string[]> {
    if (!objects.has('MessagingChannel')) return [];
    const rows = await org.query<{ DeveloperName: string }>(
        'SELECT DeveloperName FROM MessagingChannel WHERE IsActive = true'
    );
    const names = rows
        .map(({ DeveloperName }) => DeveloperName)
        .filter((name) => name.toLowerCase() !== channel?.toLowerCase());
    if (names.length === 0) return [];
    const there = unitsOf((await retrieveMetadata(org, new Map([['MessagingChannel', names]]))).files);
    const flowOf = ({ xml }: Unit) => xml && childText(xml, 'sessionHandlerFlow');
    return [...there.values()].filter((unit) => flowOf(unit) === routingFlow).map(({ fullName }) => fullName);
}

/** The skill by which chats come to the agents. */
const chatSkill = 'Bot_Handoff_Chat';

/** Likewise a Chat button each. */
async function otherButtons(org: OrgClient, { chat }: DesiredOrg, { objects }: OrgState): Promise<string[]> {
    if (!objects.has('LiveChatDeployment')) return [];
    const names = (await listMetadata(org, 'LiveChatButton')).filter(
        (name) => name.toLowerCase() !== chat?.button.toLowerCase()
    );
    if (names.length === 0) return [];
    const there = unitsOf((await retrieveMetadata(org, new Map([['LiveChatButton', names]]))).files);
    const isOurs = ({ xml }: Unit) =>
        xml !== undefined &&
        childText(xml, 'isActive') === 'true' &&
        childrenOf(xml, 'skills').some((skills) =>
            childrenOf(skills, 'skill').some(({ text }) => text.trim() === chatSkill)
        );
    return [...there.values()].filter(isOurs).map(({ fullName }) => fullName);
}

/** Of the Chat deployment's stage, what all buttons of the org share. */
export const isOfAllButtons = ({ type }: Unit): boolean => type === 'Skill' || type === 'LiveChatAgentConfig';

/** How conversations come to the org. */
const wayStages: readonly StageId[] = ['channel', 'deployment', 'chat-deployment'];

/** What is a setup file's alone, where another one has a channel, or bots, of its own. */
const ownStages: Record<'others' | 'channels' | 'buttons', readonly StageId[]> = {
    others: ['providers'],
    channels: wayStages,
    buttons: wayStages
};

/**
 * Why something stays that the bots of others work with; undefined where nobody else does.
 *
 * @param stage unless given, what all bots of the org share
 */
export function reasonOfOthers(
    { others, hasOwnWay, channels, buttons, areCases }: OthersAtWork,
    stage?: StageId
): string | undefined {
    const kind = others.length > 0 ? 'others' : channels.length > 0 ? 'channels' : 'buttons';
    const names = { others: others.map(({ name }) => name), channels, buttons }[kind];
    if (names.length === 0 || (stage !== undefined && ownStages[kind].includes(stage))) return undefined;
    // Else each of the two files would wait for the other: the one with the channel stays for this file's bots.
    if (kind === 'others' && hasOwnWay && stage !== undefined && wayStages.includes(stage)) return undefined;
    if (areCases && stage === 'providers') return undefined;
    const [one, many, byHand] = {
        others: ['Bot Provider', 'Bot Providers', 'delete them in Setup, Custom Metadata Types'],
        channels: ['messaging channel', 'messaging channels', 'deactivate them in Setup, Messaging Settings'],
        buttons: ['Chat button', 'Chat buttons', 'switch them off in Setup, Chat Buttons & Invitations']
    }[kind];
    const listed = names.length === 1 ? `the ${one} ${names.join('')}` : `${many} (${names.join(', ')})`;
    return `${listed} of this org, which the setup file does not name, may work with it: undo with the file that names them, or, where that was done, ${byHand}; then run undo again`;
}

/** Names of the fields that undo would delete. */
function fieldsToDelete(object: string, state: OrgState, { units }: JournalData): string[] {
    const prefix = `CustomField:${object}.`;
    return Object.entries(units)
        .filter(([key, { existed }]) => key.startsWith(prefix) && !existed && state.units.has(key))
        .map(([key]) => key.slice(prefix.length));
}

/** Field → may a query ask for its value? An object that the user may not read has none. */
async function readableFields(org: OrgClient, object: string): Promise<Map<string, boolean>> {
    interface Describe {
        fields: { name: string; filterable: boolean }[];
    }
    try {
        const { fields } = await org.request<Describe>('GET', `/sobjects/${object}/describe`);
        return new Map(fields.map(({ name, filterable }) => [name, filterable]));
    } catch (error) {
        if (!(error instanceof OrgRequestError) || error.status !== 404) throw error;
        return new Map();
    }
}

async function countOf(org: OrgClient, object: string, condition: string, without: Set<string>): Promise<number> {
    const others = without.size === 0 ? '' : ` AND Id NOT IN (${literals(without)})`;
    const [row] = await org.query<{ total: number }>(
        `SELECT COUNT(Id) total FROM ${object} WHERE (${condition})${others}`
    );
    return row?.total ?? 0;
}
