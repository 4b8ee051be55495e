/** What an org has of what the setup wants: read in bulk, each thing once. Nothing is written. */
import { hasCredential } from '../../salesforce/credentials.ts';
import { literal, literals, queryIn } from '../../salesforce/soql.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { retrieveMetadata } from '../../salesforce/retrieve.ts';
import type { SetupConfig } from '../config/schema.ts';
import type { DesiredOrg } from './desired.ts';
import type { OrgPeople } from './people.ts';
import { membersOf, unitsOf, type Unit } from './units.ts';

export interface OrgRecords {
    /** Queue's developer name → id and members (users and groups). */
    queues: Map<string, { id: string; members: Set<string> }>;
    /** Permission set's name → id. */
    permissionSets: Map<string, string>;
    /** `user id/permission set id`. */
    assignments: Set<string>;
    presenceConfigs: Map<string, string>;
    /** User id → presence configuration's id, and the row's. */
    presenceOf: Map<string, { configId: string; id: string }>;
}

export interface OrgIdentity {
    organizationId: string;
    /** Neither a sandbox nor a Developer Edition: Apex deploys with tests only. */
    isProduction: boolean;
    /** Names of objects, out of those that the setup asks about. */
    objects: Set<string>;
}

export interface OrgState extends OrgRecords, OrgIdentity {
    /** By key; what is not there is absent. */
    units: Map<string, Unit>;
    people: OrgPeople;
    channel?: { id: string; isActive: boolean };
    chat: { deploymentId?: string; buttonId?: string };
    /** External credentials whose principal has secrets. */
    configured: Set<string>;
}

export const principalName = 'Integration';

const objectsOfInterest = [
    'AgentWork',
    'MessagingChannel',
    'MessagingSession',
    'LiveChatDeployment',
    'LiveChatTranscript',
    'PresenceUserConfig',
    'Knowledge__kav'
];

/** The organization's id, and which objects it has. */
export async function readOrganization(org: OrgClient): Promise<OrgIdentity> {
    const [organization] = await org.query<{ Id: string; IsSandbox?: boolean; OrganizationType?: string }>(
        'SELECT Id, IsSandbox, OrganizationType FROM Organization'
    );
    const rows = await org.query<{ QualifiedApiName: string }>(
        `SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName IN (${literals(objectsOfInterest)})`
    );
    return {
        organizationId: organization?.Id ?? '',
        isProduction: organization?.IsSandbox === false && organization.OrganizationType !== 'Developer Edition',
        objects: new Set(rows.map((row) => row.QualifiedApiName))
    };
}

/** Everything else. */
export async function readOrg(
    org: OrgClient,
    desired: DesiredOrg,
    organization: OrgIdentity,
    people: OrgPeople
): Promise<OrgState> {
    const { objects } = organization;
    const wanted = desired.stages.flatMap((stage) => [...stage.units.values()]);
    const members = membersOf(wanted);
    for (const [type, names] of desired.watched) members.set(type, [...(members.get(type) ?? []), ...names]);
    const { files } = await retrieveMetadata(org, members);
    const units = unitsOf(files);
    const records = await readRecords(org, desired, people, objects);

    let channel: OrgState['channel'];
    if (desired.channel !== undefined && objects.has('MessagingChannel')) {
        const [row] = await org.query<{ Id: string; IsActive: boolean }>(
            `SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = ${literal(desired.channel)}`
        );
        if (row) channel = { id: row.Id, isActive: row.IsActive };
    }
    const chat = await readChat(org, desired, objects);
    const configured = new Set<string>();
    for (const name of desired.credentials.keys()) {
        if (!units.has(`ExternalCredential:${name}`)) continue;
        if (await hasCredential(org, { externalCredential: name, principalName })) configured.add(name);
    }
    return {
        ...organization,
        units,
        people,
        ...records,
        ...(channel && { channel }),
        chat,
        configured
    };
}

/** What the agents have: queues, permission sets, presence. */
export async function readRecords(
    org: OrgClient,
    desired: DesiredOrg,
    people: OrgPeople,
    objects: ReadonlySet<string>
): Promise<OrgRecords> {
    const agentIds = [...people.users.values()].map(({ id }) => id);

    const queues: OrgRecords['queues'] = new Map();
    const members = await org.query<{ Id: string; DeveloperName: string }>(
        `SELECT Id, DeveloperName FROM Group WHERE Type = 'Queue' AND DeveloperName IN (${literals(desired.queues)})`
    );
    for (const row of members) queues.set(row.DeveloperName, { id: row.Id, members: new Set() });
    if (queues.size > 0) {
        const rows = await org.query<{ GroupId: string; UserOrGroupId: string }>(
            `SELECT GroupId, UserOrGroupId FROM GroupMember WHERE GroupId IN (${literals([...queues.values()].map(({ id }) => id))})`
        );
        const byId = new Map([...queues.values()].map((queue) => [queue.id, queue]));
        for (const row of rows) byId.get(row.GroupId)?.members.add(row.UserOrGroupId);
    }

    const permissionSets = new Map<string, string>();
    const assignments = new Set<string>();
    const sets = await org.query<{ Id: string; Name: string }>(
        `SELECT Id, Name FROM PermissionSet WHERE Name IN (${literals(desired.permissionSets)})`
    );
    for (const row of sets) permissionSets.set(row.Name, row.Id);
    if (permissionSets.size > 0 && agentIds.length > 0) {
        const ofSets = `PermissionSetId IN (${literals(permissionSets.values())})`;
        const rows = await queryIn<{ AssigneeId: string; PermissionSetId: string }>(
            org,
            agentIds,
            (some) =>
                `SELECT AssigneeId, PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId IN (${some}) AND ${ofSets}`
        );
        for (const row of rows) assignments.add(`${row.AssigneeId}/${row.PermissionSetId}`);
    }

    const presenceConfigs = new Map<string, string>();
    const presenceOf: OrgRecords['presenceOf'] = new Map();
    if (desired.presenceConfig !== undefined && objects.has('PresenceUserConfig')) {
        const configs = await org.query<{ Id: string; DeveloperName: string }>(
            'SELECT Id, DeveloperName FROM PresenceUserConfig'
        );
        for (const row of configs) presenceConfigs.set(row.DeveloperName, row.Id);
        const rows = await queryIn<{ Id: string; PresenceUserConfigId: string; UserId: string }>(
            org,
            agentIds,
            (some) => `SELECT Id, PresenceUserConfigId, UserId FROM PresenceUserConfigUser WHERE UserId IN (${some})`
        );
        for (const row of rows) presenceOf.set(row.UserId, { configId: row.PresenceUserConfigId, id: row.Id });
    }
    return { queues, permissionSets, assignments, presenceConfigs, presenceOf };
}

async function readChat(org: OrgClient, desired: DesiredOrg, objects: Set<string>): Promise<OrgState['chat']> {
    if (!desired.chat || !objects.has('LiveChatDeployment')) return {};
    const { deployment, button } = desired.chat;
    const id = async (object: string, name: string) =>
        (await org.query<{ Id: string }>(`SELECT Id FROM ${object} WHERE DeveloperName = ${literal(name)}`))[0]?.Id;
    const deploymentId = await id('LiveChatDeployment', deployment);
    const buttonId = await id('LiveChatButton', button);
    return { ...(deploymentId && { deploymentId }), ...(buttonId && { buttonId }) };
}

/**
 * Does the Messaging API know the deployment? It does once it is published and its channel is active. There is no other
 * way to ask, since no field tells it
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-itsm-teams-debug/references/configuration-checklists.md);
 * nothing is written in the org.
 *
 * @throws OrgRequestError where the endpoint gives no answer
 */
export async function isPublished(messagingUrl: string, organizationId: string, deployment: string): Promise<boolean> {
    let response: Response;
    try {
        response = await fetch(new URL('/iamessage/api/v2/authorization/unauthenticated/access-token', messagingUrl), {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            // A page that it leads to would answer, too.
            redirect: 'manual',
            signal: AbortSignal.timeout(30_000),
            body: JSON.stringify({
                orgId: organizationId,
                esDeveloperName: deployment,
                capabilitiesVersion: '1',
                platform: 'Web'
            })
        });
    } catch (error) {
        const cause = (error as Error).cause as { code?: string } | undefined;
        throw new OrgRequestError(
            0,
            cause?.code ?? 'NO_ANSWER',
            `The Messaging API at ${new URL(messagingUrl).host} cannot be reached: ${cause?.code ?? (error as Error).name}`
        );
    }
    // So it answers for a channel with verified customers only: it knows the deployment then.
    if (response.status === 400 && /auth mode/i.test(await response.text())) return true;
    if (!response.bodyUsed) await response.body?.cancel();
    if (response.ok) return true;
    if (response.status >= 500 || response.status === 429) {
        throw new OrgRequestError(
            response.status,
            `HTTP_${response.status}`,
            `The Messaging API at ${new URL(messagingUrl).host} answered HTTP ${response.status}.`
        );
    }
    return false;
}

/** Where the Messaging API of an org is: its My Domain's `salesforce-scrt.com` host, or the local org itself. */
export function messagingUrlOf(instanceUrl: string, config: Pick<SetupConfig, 'org'>): string | undefined {
    if (config.org.messagingUrl !== undefined) return config.org.messagingUrl;
    return isLoopbackUrl(instanceUrl)
        ? new URL(instanceUrl).origin
        : /\.my\.salesforce\.com$/.test(new URL(instanceUrl).hostname)
          ? `https://${new URL(instanceUrl).hostname.replace(/\.my\.salesforce\.com$/, '.my.salesforce-scrt.com')}`
          : undefined;
}

/**
 * The Chat API endpoint. No API tells it, so on a real org the config has to (`init` takes it from the pasted code).
 */
export function chatUrlOf(instanceUrl: string, config: SetupConfig): string | undefined {
    return config.org.chatUrl ?? (isLoopbackUrl(instanceUrl) ? new URL(instanceUrl).origin : undefined);
}

export function isLoopbackUrl(url: string): boolean {
    return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
