/**
 * Pages on which agents read the history: what is left for a person, and what `doctor` sees. The setup adds the
 * component to the pages that agents see; it activates none, since which one an agent sees is the org's choice, often
 * one a profile.
 */
import { wayOf, type ConnectorEntry, type SetupConfig } from '../config/schema.ts';
import type { Check, ManualStep } from '../provider-setup.ts';
import type { BotReading, Readings } from '../readings.ts';
import { objectOfWay, type ObjectPages, type PagesReading, type RecordObject } from './read.ts';

interface Words {
    label: string;
    check: string;
    title: string;
    where: string[];
}

const activate =
    'Activation: make it the default of the org, or assign it to the apps and profiles of the agents. Save';

const dragTo = (label: string) => [
    `Salesforce: Setup, Object Manager, ${label}, Lightning Record Pages: the page that agents see of a ${label}, Edit; if there is none, New, Record Page`,
    'Lightning App Builder: drag the custom component "Bot Conversation" onto the page, Save',
    activate
];

const words: Record<RecordObject, Words> = {
    Case: {
        label: 'Case',
        check: 'org.page-case',
        title: 'Put the history on the page of Cases',
        where: dragTo('Case')
    },
    LiveChatTranscript: {
        label: 'Chat Transcript',
        check: 'org.page-chat',
        title: 'Have agents see the page of Chat Transcripts with the history',
        where: [
            'Salesforce: Setup, Object Manager, Chat Transcript, Lightning Record Pages, Bot Handoff Chat Transcript, Edit',
            'Or, on a page of your own: drag the custom component "Bot Conversation" onto it, Save',
            activate
        ]
    },
    MessagingSession: {
        label: 'Messaging Session',
        check: 'org.page-messaging',
        title: 'Put the history on the page of Messaging Sessions',
        where: dragTo('Messaging Session')
    }
};

/** Of several connectors that bring the same records, the first one has the step. */
function objectFor(entry: ConnectorEntry, { connectors }: SetupConfig): RecordObject | undefined {
    const first = connectors.find((each) => wayOf(each) === wayOf(entry));
    return first === entry ? objectOfWay[wayOf(entry)] : undefined;
}

/** Of Messaging Sessions, the package's console app shows its own page. */
const isShownAnyway = (object: RecordObject, active: readonly string[]) =>
    object === 'MessagingSession' && active.length === 0;

/** Pages that agents see with the history, once the setup has done its part. */
const covered = ({ active, shown, wanted }: ObjectPages, { keep }: SetupConfig) =>
    active.filter((name) => shown.includes(name) || (wanted.includes(name) && !keep.includes(`FlexiPage:${name}`)));

const none: ObjectPages = { active: [], shown: [], wanted: [], takenOff: [], unnamedHosts: new Map() };

/** What is left for a person, at the bot and in the org. Pure. */
export function stepsForPerson(
    { entry, setup, context, state }: BotReading,
    config: SetupConfig,
    pages: PagesReading,
    instanceUrl: string
): ManualStep[] {
    return [...setup.manual(state, context), ...pageSteps(entry, config, pages, instanceUrl)];
}

function pageSteps(
    entry: ConnectorEntry,
    config: SetupConfig,
    { objects, problem }: PagesReading,
    instanceUrl: string
): ManualStep[] {
    const object = objectFor(entry, config);
    if (!object) return [];
    const found = objects.get(object) ?? none;
    if (covered(found, config).length > 0) return [];
    if (problem === undefined && isShownAnyway(object, found.active)) return [];
    const { label, check, title, where } = words[object];
    const why =
        problem !== undefined
            ? `The org did not tell its Lightning pages (${problem}), so the setup put the history on none.`
            : found.active.length > 0
              ? `The setup leaves ${found.active.join(', ')} as it is: ${reasonsToLeave}.`
              : `No page of ${label}s is activated, and which one an agent sees is the choice of the org.`;
    return [
        {
            id: check,
            title,
            why: `${why} Without this step, agents see no history.`,
            where,
            values: [{ name: 'Component', value: 'Bot Conversation' }],
            link: `${instanceUrl}/lightning/setup/ObjectManager/${object}/LightningPages/view`,
            check
        }
    ];
}

const reasonsToLeave =
    'keep names it, an installed package brings it, it has no region of its own for a component, or somebody took the component off it';

/** Pages that somebody took the history off, for whoever reads a plan. Pure. */
export function pageNotes({ keep }: SetupConfig, { objects }: PagesReading): string[] {
    const names = [...objects.values()]
        .flatMap(({ takenOff }) => takenOff)
        .filter((name) => !keep.includes(`FlexiPage:${name}`));
    return names.length === 0
        ? []
        : [
              `Somebody took the component "Bot Conversation" off ${names.join(', ')} since apply put it there: it stays off. Who wants it there puts it there in Lightning App Builder.`
          ];
}

/** Does a page of the records have the component, and does anything lead to it? Pure. */
export function pageChecks(entry: ConnectorEntry, config: SetupConfig, { pages }: Pick<Readings, 'pages'>): Check[] {
    const object = objectFor(entry, config);
    if (!object) return [];
    const { label, check } = words[object];
    const base = { id: check, title: `Page of ${label}s with the history` };
    if (pages.problem !== undefined) {
        const found = `It could not be asked: ${pages.problem}`;
        return [{ ...base, status: 'failed', found, remedy: 'Mend what it names, then run doctor again.' }];
    }
    const { active, shown, wanted, unnamedHosts } = pages.objects.get(object) ?? none;
    if (isShownAnyway(object, active)) return [];
    const there = active.filter((name) => shown.includes(name));
    const lacking = active.filter((name) => !shown.includes(name));
    if (there.length > 0) {
        const others = lacking.length > 0 ? ` Activated without it: ${lacking.join(', ')}.` : '';
        const found = `Activated, with the component: ${there.join(', ')}.${others}`;
        const links = [...unnamedHosts]
            .filter(([, each]) => each.length > 0)
            .map(([name, each]) => `${name}: ${each.join(', ')}`);
        if (links.length === 0) return [{ ...base, status: 'ok', found }];
        return [
            {
                ...base,
                status: 'warning',
                found: `${found} Media of these hosts are links there, since the component does not name them (${links.join('; ')}).`,
                remedy: 'Lightning App Builder: add them to "Hosts of pictures, videos and sounds" of the component. Save.'
            }
        ];
    }
    if (lacking.length > 0) {
        const isApplys = wanted.some((name) => !config.keep.includes(`FlexiPage:${name}`));
        return [
            {
                ...base,
                status: 'open',
                found: `The component Bot Conversation is not on the page that agents see (${lacking.join(', ')}): they see no history.`,
                remedy: isApplys ? 'Run apply: it puts it there.' : 'Do the step for a person that is told below.'
            }
        ];
    }
    return shown.length > 0
        ? [
              {
                  ...base,
                  status: 'warning',
                  found: `${shown.join(', ')} has the component; that it is activated, neither the object nor an app says.`,
                  remedy: 'Open a record as an agent, and do the step for a person that is told below if the history is not there.'
              }
          ]
        : [
              {
                  ...base,
                  status: 'open',
                  found: `No Lightning page of ${label}s has the component Bot Conversation: agents see no history.`,
                  remedy: 'Do the step for a person that is told below.'
              }
          ];
}
