/**
 * Pages on which agents read the history. Of Messaging Sessions the package's console app shows its own page. Which page
 * an agent sees of a Case or a Chat Transcript is the org's choice, often one a profile: no setup takes it away, so a
 * person puts the component there, and `doctor` looks whether it was done.
 */
import type { OrgClient } from '../salesforce/org-client.ts';
import { listMetadata, retrieveMetadata } from '../salesforce/retrieve.ts';
import { childrenOf, childText, parseXml, type XmlElement } from '../salesforce/xml.ts';
import { wayOf, type ConnectorEntry, type SetupConfig } from './config/schema.ts';
import type { Check, ManualStep } from './provider-setup.ts';
import type { BotReading } from './readings.ts';

interface Page {
    object: 'Case' | 'LiveChatTranscript';
    label: string;
    check: string;
    title: string;
    where: string[];
}

const activate =
    'Activation: make it the default of the org, or assign it to the apps and profiles of the agents. Save';

const pages: Partial<Record<ReturnType<typeof wayOf>, Page>> = {
    case: {
        object: 'Case',
        label: 'Case',
        check: 'org.page-case',
        title: 'Put the history on the page of Cases',
        where: [
            'Salesforce: Setup, Object Manager, Case, Lightning Record Pages: the page that agents see of a Case, Edit; if there is none, New, Record Page',
            'Lightning App Builder: drag the custom component "Bot Conversation" onto the page, Save',
            activate
        ]
    },
    chat: {
        object: 'LiveChatTranscript',
        label: 'Chat Transcript',
        check: 'org.page-chat',
        title: 'Have agents see the page of Chat Transcripts with the history',
        where: [
            'Salesforce: Setup, Object Manager, Chat Transcript, Lightning Record Pages, Bot Handoff Chat Transcript, Edit',
            'Or, on a page of your own: drag the custom component "Bot Conversation" onto it, Save',
            activate
        ]
    }
};

/** Of several connectors that bring the same records, the first one has the step. */
function pageOf(entry: ConnectorEntry, { connectors }: SetupConfig): Page | undefined {
    const first = connectors.find((each) => wayOf(each) === wayOf(entry));
    return first === entry ? pages[wayOf(entry)] : undefined;
}

/** What is left for a person, at the bot and in the org. Pure. */
export function stepsForPerson(
    { entry, setup, context, state }: BotReading,
    config: SetupConfig,
    instanceUrl: string
): ManualStep[] {
    return [...setup.manual(state, context), ...pageSteps(entry, config, instanceUrl)];
}

function pageSteps(entry: ConnectorEntry, config: SetupConfig, instanceUrl: string): ManualStep[] {
    const page = pageOf(entry, config);
    if (!page) return [];
    const { object, check, title, where } = page;
    return [
        {
            id: check,
            title,
            why: 'Which page an agent sees is the choice of the org, and the setup replaces none. Without this step, agents see no history.',
            where,
            values: [{ name: 'Component', value: 'Bot Conversation' }],
            link: `${instanceUrl}/lightning/setup/ObjectManager/${object}/LightningPages/view`,
            check
        }
    ];
}

/**
 * Does a page of the records have the component, and does anything lead to it?
 *
 * @throws OrgRequestError
 */
export async function pageChecks(org: OrgClient, entry: ConnectorEntry, config: SetupConfig): Promise<Check[]> {
    const page = pageOf(entry, config);
    if (!page) return [];
    const { object, label } = page;
    const base = { id: page.check, title: `Page of ${label}s with the history` };
    const apps = await listMetadata(org, 'CustomApplication');
    const { files } = await retrieveMetadata(
        org,
        new Map([
            ['FlexiPage', ['*']],
            ['CustomObject', [object]],
            ...(apps.length > 0 ? [['CustomApplication', apps] as const] : [])
        ])
    );
    const inFolder = (folder: string) =>
        [...files]
            .filter(([path]) => path.startsWith(`${folder}/`))
            .map(([path, text]) => [path, parseXml(text)] as const);
    const shown = inFolder('flexipages')
        .filter(([, xml]) => childText(xml, 'sobjectType') === object && hasHistory(xml))
        .map(([path]) => path.replace(/^flexipages\/|\.flexipage$/g, ''));
    if (shown.length === 0) {
        return [
            {
                ...base,
                status: 'open',
                found: `No Lightning page of ${label}s has the component Bot Conversation: agents see no history.`,
                remedy: 'Do the step for a person that is told below.'
            }
        ];
    }
    const led = new Set([...inFolder('objects'), ...inFolder('applications')].flatMap(([, xml]) => pagesLedTo(xml)));
    const active = shown.filter((name) => led.has(name));
    return active.length > 0
        ? [{ ...base, status: 'ok', found: `Activated, with the component: ${active.join(', ')}.` }]
        : [
              {
                  ...base,
                  status: 'warning',
                  found: `${shown.join(', ')} has the component; that it is activated, neither the object nor an app says.`,
                  remedy: 'Open a record as an agent, and do the step for a person that is told below if the history is not there.'
              }
          ];
}

const hasHistory = (xml: XmlElement): boolean =>
    (xml.name === 'componentName' && /^(?:\w+:)?botHistory$/.test(xml.text.trim())) || xml.children.some(hasHistory);

function pagesLedTo(xml: XmlElement): string[] {
    return ['actionOverrides', 'profileActionOverrides']
        .flatMap((name) => childrenOf(xml, name))
        .map((override) => childText(override, 'content') ?? '');
}
