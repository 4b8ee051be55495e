/** What an org has that a setup can use: read in bulk, nothing is written. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { retrieveMetadata } from '../../salesforce/retrieve.ts';
import { child, childText, parseXml } from '../../salesforce/xml.ts';
import { isLoopbackUrl, messagingUrlOf } from '../org/read.ts';
import { readChatState, type ChatState } from '../org/chat-state.ts';

export interface Named {
    /** Developer name. */
    name: string;
    label: string;
}

export interface QueueFound extends Named {
    /** What it takes, out of {@link handedObjects}. */
    objects: string[];
    routing?: Named;
}

export interface ChannelFound extends Named {
    isActive: boolean;
}

export interface DeploymentFound extends Named {
    /** A custom client, as a bot needs it; the others are pieces for web pages and apps. */
    isCustomClient: boolean;
    channel?: string;
}

export interface ChatDeploymentFound extends Named {
    id: string;
    /** Takes what a bot sends along. */
    hasPrechatApi: boolean;
}

export interface ChatButtonFound extends Named {
    id: string;
    isActive: boolean;
    /** As the org names it: `Choice` is by skill, `OmniQueue` by a queue of Omni-Channel. */
    routing?: string;
}

export interface Inventory {
    organizationId: string;
    name: string;
    /** `Developer Edition`, … */
    edition: string;
    isSandbox: boolean;
    instanceUrl: string;
    isLocalOrg: boolean;
    language: string;
    /** Is Messaging switched on? Where not, `apply` does it. */
    hasMessaging: boolean;
    /** Url of the Messaging API, by My Domain; absent where the org has none that tells it. */
    messagingUrl?: string;
    chat: ChatState;
    queues: QueueFound[];
    routings: Named[];
    /** Those for In-App and Web. */
    channels: ChannelFound[];
    deployments: DeploymentFound[];
    chatDeployments: ChatDeploymentFound[];
    chatButtons: ChatButtonFound[];
    /** Active users, at most {@link mostUsers}. */
    users: { userName: string; name: string }[];
    hasMoreUsers: boolean;
    /** Public groups. */
    groups: Named[];
}

/** Objects of which handed-over conversations are. */
const handedObjects = ['MessagingSession', 'LiveChatTranscript', 'Case'] as const;
export const mostUsers = 200;

/** Objects that an org has only with their feature. */
const objectsOfFeatures = [
    'MessagingChannel',
    'QueueRoutingConfig',
    'LiveChatDeployment',
    'LiveChatButton',
    'LiveChatTranscript'
];

type Row = Record<string, unknown>;

/** @throws OrgRequestError where the org does not answer or refuses */
export async function readInventory(org: OrgClient): Promise<Inventory> {
    const quoted = objectsOfFeatures.map((name) => `'${name}'`).join(', ');
    const [organizations = [], entities = []] = await org.queryAll([
        'SELECT Id, Name, OrganizationType, IsSandbox, LanguageLocaleKey FROM Organization',
        `SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName IN (${quoted})`
    ]);
    const objects = new Set(entities.map((row) => text(row, 'QualifiedApiName')));
    const [organization = {}] = organizations;
    const rows = await readLists(org, objects);
    const messagingUrl = messagingUrlOf(org.instanceUrl, { org: {} });
    const routings = rows('QueueRoutingConfig').map((row) => ({ ...named(row), id: text(row, 'Id') }));
    return {
        organizationId: text(organization, 'Id'),
        name: text(organization, 'Name'),
        edition: text(organization, 'OrganizationType'),
        isSandbox: organization['IsSandbox'] === true,
        instanceUrl: org.instanceUrl,
        isLocalOrg: isLoopbackUrl(org.instanceUrl),
        language: text(organization, 'LanguageLocaleKey') || 'en_US',
        hasMessaging: objects.has('MessagingChannel'),
        ...(messagingUrl !== undefined && { messagingUrl }),
        chat: await readChatState(org, objects.has('LiveChatDeployment')),
        queues: queuesOf(rows('Queue'), rows('QueueSobject'), routings),
        routings: routings.map(({ name, label }) => ({ name, label })),
        channels: rows('MessagingChannel').map((row) => ({ ...named(row), isActive: row['IsActive'] === true })),
        deployments: await readDeployments(org),
        chatDeployments: rows('LiveChatDeployment').map((row) => ({
            ...named(row),
            id: text(row, 'Id'),
            hasPrechatApi: row['OptionsHasPrechatApi'] === true
        })),
        chatButtons: rows('LiveChatButton').map((row) => ({
            ...named(row),
            id: text(row, 'Id'),
            isActive: row['IsActive'] === true,
            ...(text(row, 'RoutingType') !== '' && { routing: text(row, 'RoutingType') })
        })),
        users: rows('User')
            .slice(0, mostUsers)
            .map((row) => ({ userName: text(row, 'Username'), name: text(row, 'Name') })),
        hasMoreUsers: rows('User').length > mostUsers,
        groups: rows('Group').map((row) => ({ name: text(row, 'DeveloperName'), label: text(row, 'Name') }))
    };
}

/** All lists in one request. */
async function readLists(org: OrgClient, objects: ReadonlySet<string>): Promise<(list: string) => Row[]> {
    const routing = objects.has('QueueRoutingConfig') ? ', QueueRoutingConfigId' : '';
    const queries: Record<string, string> = {
        Queue: `SELECT Id, DeveloperName, Name${routing} FROM Group WHERE Type = 'Queue' ORDER BY Name`,
        QueueSobject: `SELECT QueueId, SobjectType FROM QueueSobject WHERE SobjectType IN ('${handedObjects.join("', '")}')`,
        Group: "SELECT DeveloperName, Name FROM Group WHERE Type = 'Regular' ORDER BY Name",
        User: `SELECT Username, Name FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name LIMIT ${mostUsers + 1}`
    };
    const optional: Record<string, string> = {
        QueueRoutingConfig: 'SELECT Id, DeveloperName, MasterLabel FROM QueueRoutingConfig',
        MessagingChannel:
            "SELECT DeveloperName, MasterLabel, IsActive FROM MessagingChannel WHERE MessageType = 'EmbeddedMessaging' ORDER BY MasterLabel",
        LiveChatDeployment:
            'SELECT Id, DeveloperName, MasterLabel, OptionsHasPrechatApi FROM LiveChatDeployment ORDER BY MasterLabel',
        LiveChatButton:
            'SELECT Id, DeveloperName, MasterLabel, IsActive, RoutingType FROM LiveChatButton ORDER BY MasterLabel'
    };
    for (const [object, soql] of Object.entries(optional)) if (objects.has(object)) queries[object] = soql;
    const answers = await org.queryAll(Object.values(queries));
    const lists = new Map(Object.keys(queries).map((list, index) => [list, answers[index] ?? []]));
    return (list) => lists.get(list) ?? [];
}

function queuesOf(queues: Row[], takes: Row[], routings: (Named & { id: string })[]): QueueFound[] {
    return queues.map((row) => {
        const routing = routings.find(({ id }) => id === row['QueueRoutingConfigId']);
        return {
            name: text(row, 'DeveloperName'),
            label: text(row, 'Name'),
            objects: handedObjects.filter((object) =>
                takes.some((one) => one['QueueId'] === row['Id'] && one['SobjectType'] === object)
            ),
            ...(routing && { routing: { name: routing.name, label: routing.label } })
        };
    });
}

/** Which of the deployments are custom clients, and of which channel, only their metadata tells. */
async function readDeployments(org: OrgClient): Promise<DeploymentFound[]> {
    const rows = await org.query<Row>('SELECT DeveloperName, MasterLabel FROM EmbeddedServiceConfig', {
        tooling: true
    });
    if (rows.length === 0) return [];
    const { files } = await retrieveMetadata(
        org,
        new Map([['EmbeddedServiceConfig', rows.map((row) => text(row, 'DeveloperName'))]])
    );
    return rows.map((row) => {
        const { name, label } = named(row);
        const file = [...files].find(([path]) => path.endsWith(`/${name}.EmbeddedServiceConfig`))?.[1];
        const xml = file === undefined ? undefined : parseXml(file);
        const messaging = xml && child(xml, 'embeddedServiceMessagingChannel');
        const channel = messaging && childText(messaging, 'messagingChannel');
        return {
            name,
            label,
            isCustomClient: xml !== undefined && childText(xml, 'deploymentType') === 'API',
            ...(channel !== undefined && { channel })
        };
    });
}

function named(row: Row): Named {
    return { name: text(row, 'DeveloperName'), label: text(row, 'MasterLabel') };
}

function text(row: Row, field: string): string {
    const value = row[field];
    return typeof value === 'string' ? value : '';
}
