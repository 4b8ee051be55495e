/**
 * What an org has to hold so that a config's connectors work: stages of metadata in the order in which they deploy, and
 * the records around them. Pure but for reading the project's own files.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { strFromU8, unzipSync } from 'fflate';

import { PROJECT_ROOT } from '../../project-root.ts';
import { convertedPackage } from '../../salesforce/kept-conversion.ts';
import { renderTemplates, writeRendered } from '../../salesforce/templates/render.ts';
import { providerOf, vendorOf, wayOf, type ConnectorEntry, type SetupConfig } from '../config/schema.ts';
import { chatAgents, loading, omniUnits, routed } from './adapted.ts';
import { externalCredentials, providerValues, templateValues } from './template-values.ts';
import { merged, only, unitsOf, without, type Unit } from './units.ts';

export interface Stage {
    /** Stable; the journal names steps by it. */
    id: StageId;
    title: string;
    units: Map<string, Unit>;
}

export type StageId =
    | 'settings'
    | 'omni'
    | 'core'
    | 'messaging'
    | 'chat'
    | 'translations'
    | 'channel'
    | 'deployment'
    | 'chat-deployment'
    | 'providers'
    | 'pages';

export interface DesiredOrg {
    stages: Stage[];
    usesMessaging: boolean;
    usesChat: boolean;
    /** Sets for every agent. */
    permissionSets: string[];
    queues: string[];
    presenceConfig?: string;
    channel?: string;
    deployment?: string;
    chat?: { deployment: string; button: string };
    /** External Credential → connectors whose secrets go into it. */
    credentials: Map<string, ConnectorEntry>;
    /** Components that are looked at and never written: metadata type → names. */
    watched: Map<string, string[]>;
    apiVersion: string;
}

const titles: Record<StageId, string> = {
    settings: 'Settings',
    omni: 'Omni-Channel: routing, queues, presence',
    core: 'Package Bot Handoff',
    messaging: 'Package Bot Handoff Messaging',
    chat: 'Package Bot Handoff Chat',
    translations: 'Translations',
    channel: 'Messaging channel',
    deployment: 'Embedded service deployment',
    'chat-deployment': 'Chat deployment and button',
    providers: 'Bot providers',
    pages: 'Lightning pages that show the history'
};

/** A stage with its title. */
export function stageOf(id: StageId, units: Map<string, Unit>): Stage {
    return { id, title: titles[id], units };
}

export interface DesiredOptions {
    apiVersion?: string;
    /** User names of the agents, with those of the groups: chat names them in its metadata. */
    agents?: readonly string[];
}

/** The units that a template under `force-app/unpackaged` makes with these values. */
type Render = (template: string, values?: Record<string, string>) => Promise<Map<string, Unit>>;

/**
 * @throws Error where the project's components are not built, or a template has no value
 */
export async function desiredOrg(config: SetupConfig, options: DesiredOptions = {}): Promise<DesiredOrg> {
    const { apiVersion = '66.0', agents = [] } = options;
    const ways = new Set(config.connectors.map(wayOf));
    const uses = { usesMessaging: ways.has('messaging'), usesChat: ways.has('chat') };
    const { usesMessaging, usesChat } = uses;
    return {
        stages: await stagesOf(config, uses, agents),
        usesMessaging,
        usesChat,
        permissionSets: [
            'Bot_Handoff_Agent',
            ...(usesMessaging ? ['Bot_Handoff_Messaging_Agent'] : []),
            ...(usesChat ? ['Bot_Handoff_Chat_Agent'] : []),
            ...(usesMessaging || usesChat ? ['Bot_Handoff_Presence'] : [])
        ],
        queues: [config.queue.name, config.queue.fallback.name],
        ...((usesMessaging || usesChat) && { presenceConfig: 'Bot_Handoff_Agents' }),
        ...(usesMessaging && {
            channel: config.messaging.channel.name,
            deployment: config.messaging.deployment.name
        }),
        ...(usesChat && {
            chat: { deployment: config.chat.deployment.name, button: config.chat.button.name }
        }),
        credentials: new Map(config.connectors.map((entry) => [externalCredentials[vendorOf[entry.connector]], entry])),
        // Whether Sendbird may log in stands there.
        watched: new Map(
            config.connectors.some(({ connector }) => connector === 'sendbird') ? [['Settings', ['OauthOidc']]] : []
        ),
        apiVersion
    };
}

/** The stages in the order in which they deploy, rendered in a folder that is gone again afterwards. */
async function stagesOf(
    config: SetupConfig,
    uses: Pick<DesiredOrg, 'usesMessaging' | 'usesChat'>,
    agents: readonly string[]
): Promise<Stage[]> {
    // Inside the project, so that its .forceignore holds, and of this run alone.
    mkdirSync(join(PROJECT_ROOT, 'dist'), { recursive: true });
    const folder = mkdtempSync(join(PROJECT_ROOT, 'dist', 'setup-'));
    try {
        const render: Render = (template, values = {}) =>
            renderUnits(join(PROJECT_ROOT, 'force-app/unpackaged'), template, values, folder);
        const stages = [
            ...(await packageStages(config, uses, render)),
            ...(await serviceStages(config, uses, agents, render)),
            ['providers', await providerUnits(config, render)] as const
        ];
        return stages.map(([id, units]) => stageOf(id, units));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** What the packages need, and the packages. */
async function packageStages(
    config: SetupConfig,
    { usesMessaging, usesChat }: Pick<DesiredOrg, 'usesMessaging' | 'usesChat'>,
    render: Render
): Promise<[StageId, Map<string, Unit>][]> {
    const stages: [StageId, Map<string, Unit>][] = [
        [
            'settings',
            merged([
                await render('omni/settings'),
                await render('translations/settings'),
                ...(usesMessaging ? [await render('messaging/settings')] : []),
                ...(usesChat ? [await render('chat/settings')] : [])
            ])
        ],
        ['omni', omniUnits(await render('omni', templateValues(config)), usesMessaging, usesChat)],
        ['core', await packageUnits(join(PROJECT_ROOT, 'force-app/core'))]
    ];
    if (usesMessaging) {
        const units = routed(await packageUnits(join(PROJECT_ROOT, 'force-app/messaging')), config);
        stages.push(['messaging', loading(units, config)]);
    }
    if (usesChat) stages.push(['chat', loading(await packageUnits(join(PROJECT_ROOT, 'force-app/chat')), config)]);
    return stages;
}

/** What no package can carry of Messaging and Chat, and the translations of all. */
async function serviceStages(
    config: SetupConfig,
    { usesMessaging, usesChat }: Pick<DesiredOrg, 'usesMessaging' | 'usesChat'>,
    agents: readonly string[],
    render: Render
): Promise<[StageId, Map<string, Unit>][]> {
    const values = templateValues(config);
    const messaging = usesMessaging ? await render('messaging', values) : new Map<string, Unit>();
    const chat = usesChat ? await render('chat', values) : new Map<string, Unit>();
    const stages: [StageId, Map<string, Unit>][] = [
        [
            'translations',
            merged([
                without(await render('translations'), 'Settings'),
                only(messaging, 'CustomObjectTranslation'),
                only(chat, 'CustomObjectTranslation')
            ])
        ]
    ];
    if (usesMessaging) {
        stages.push(['channel', only(messaging, 'MessagingChannel')]);
        stages.push(['deployment', only(messaging, 'EmbeddedServiceConfig')]);
    }
    if (usesChat) {
        const units = without(without(chat, 'Settings'), 'CustomObjectTranslation');
        stages.push(['chat-deployment', chatAgents(units, agents)]);
    }
    return stages;
}

/** Each provider once, also where two connectors share it. */
async function providerUnits(config: SetupConfig, render: Render): Promise<Map<string, Unit>> {
    const providers = new Map(config.connectors.map((entry) => [providerOf(entry).name, entry]));
    const all: Map<string, Unit>[] = [];
    for (const entry of providers.values()) {
        const units = await render(`providers/${vendorOf[entry.connector]}`, providerValues(entry));
        all.push(entry.mediaUrl === undefined ? without(units, 'CspTrustedSite') : units);
    }
    return merged(all);
}

async function renderUnits(
    templates: string,
    template: string,
    values: Record<string, string>,
    folder: string
): Promise<Map<string, Unit>> {
    const target = join(folder, template);
    rmSync(target, { recursive: true, force: true });
    writeRendered(renderTemplates(join(templates, template), values), target);
    return packageUnits(target, `dist/setup/${template}`);
}

async function packageUnits(folder: string, place?: string): Promise<Map<string, Unit>> {
    const entries = Object.entries(unzipSync(await convertedPackage(folder, place)));
    return unitsOf(
        new Map(entries.filter(([path]) => !path.endsWith('/')).map(([path, bytes]) => [path, strFromU8(bytes)]))
    );
}
