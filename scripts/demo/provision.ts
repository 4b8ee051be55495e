/** Makes a fresh local org what an admin would: packages and surroundings deployed, bots connected, agents ready. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PretendBots } from '../local-org/bots/index.ts';
import type { LocalOrg } from '../local-org/local-org.ts';
import { convertPackage } from '../salesforce/convert.ts';
import { exampleValues } from '../salesforce/templates/placeholders.ts';
import { renderTemplates, writeRendered } from '../salesforce/templates/render.ts';
import { call, create, idOf } from './rest.ts';

/** Developer names of what the templates make, as the demo names them. */
export const names = exampleValues();

export interface DemoUser {
    userName: string;
    firstName: string;
    lastName: string;
    language: string;
    /** Gets the agents' permission sets, queue and presence. */
    isAgent: boolean;
}

export const demoUsers: DemoUser[] = [
    {
        userName: 'maya.agent@bot-handoff.example.com',
        firstName: 'Maya',
        lastName: 'Agent',
        language: 'en_US',
        isAgent: true
    },
    {
        userName: 'noah.newcomer@bot-handoff.example.com',
        firstName: 'Noah',
        lastName: 'Newcomer',
        language: 'en_US',
        isAgent: false
    }
];

const agentPermissionSets = [
    'Bot_Handoff_Agent',
    'Bot_Handoff_Messaging_Agent',
    'Bot_Handoff_Chat_Agent',
    'Bot_Handoff_Presence'
];

/** Deploys source folders as one package; all of it, or an error that names every component that was refused. */
async function deploy(org: LocalOrg, folders: string[]): Promise<void> {
    const result = org.deploy(await convertPackage(folders));
    if (result.success) return;
    const failures = result.details.componentFailures.map(
        ({ componentType, fullName, problem }) => `${componentType} ${fullName}: ${problem}`
    );
    throw new Error(
        `The local org refused ${folders.join(', ')}.\n${[result.errorMessage, ...failures].filter(Boolean).join('\n')}`
    );
}

/** Values of the provider templates for these bots: the vendors' own addresses where those are fixed. */
function providerValues(bots: PretendBots): Record<string, string> {
    const { cognigy, watsonx, sendbird } = bots;
    const sendbirdUrl = `https://api-${sendbird.secrets['applicationId']}.sendbird.com`;
    return {
        ...names,
        cognigyUrl: 'https://api-trial.cognigy.ai',
        cognigyProjectId: cognigy.secrets['projectId'] ?? '',
        watsonxUrl: `https://api.${watsonx.secrets['region']}.assistant.watson.cloud.ibm.com/instances/${watsonx.secrets['serviceInstanceId']}`,
        watsonxEnvironmentId: watsonx.secrets['environmentId'] ?? '',
        watsonxIntegrationId: watsonx.secrets['integrationId'] ?? '',
        watsonxSubscriptionId: watsonx.secrets['subscriptionId'] ?? '',
        watsonxRegion: watsonx.secrets['region'] ?? '',
        sendbirdUrl,
        sendbirdApplicationId: sendbird.secrets['applicationId'] ?? ''
    };
}

async function storeCredential(org: LocalOrg, externalCredential: string, apiKey: string): Promise<void> {
    await call(org, 'POST', 'named-credentials/credential', {
        externalCredential,
        authenticationProtocol: 'Custom',
        principalName: 'Integration',
        principalType: 'NamedPrincipal',
        credentials: { ApiKey: { value: apiKey, encrypted: true } }
    });
}

async function addUsers(org: LocalOrg): Promise<void> {
    const profileId = await idOf(org, "SELECT Id FROM Profile WHERE Name = 'Standard User'");
    const queues = [
        await idOf(org, `SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = '${names['queue']}'`),
        await idOf(org, `SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = '${names['fallbackQueue']}'`)
    ];
    for (const user of demoUsers) {
        const id = await create(org, 'User', {
            Username: user.userName,
            FirstName: user.firstName,
            LastName: user.lastName,
            Email: user.userName,
            Alias: user.firstName.toLowerCase(),
            ProfileId: profileId,
            LanguageLocaleKey: user.language,
            LocaleSidKey: user.language,
            TimeZoneSidKey: 'Europe/Berlin',
            EmailEncodingKey: 'UTF-8'
        });
        if (!user.isAgent) continue;
        for (const name of agentPermissionSets) {
            const permissionSetId = await idOf(org, `SELECT Id FROM PermissionSet WHERE Name = '${name}'`);
            await create(org, 'PermissionSetAssignment', { AssigneeId: id, PermissionSetId: permissionSetId });
        }
        for (const queue of queues) await create(org, 'GroupMember', { GroupId: queue, UserOrGroupId: id });
        await call(org, 'PUT', '/local/omni/presence', { userId: id, status: 'Bot_Handoff_Available' });
        await call(org, 'PUT', '/local/session', { userId: id });
    }
}

/**
 * Provisions a fresh local org and connects it with the pretend bots.
 *
 * @param folder where rendered templates are kept meanwhile; inside the project, so that its .forceignore holds, and not hidden
 * @throws Error with what the org refused
 */
export async function provision(org: LocalOrg, bots: PretendBots, folder = 'dist/demo'): Promise<void> {
    rmSync(folder, { recursive: true, force: true });
    const render = (template: string, values: Record<string, string>): string => {
        const target = join(folder, template);
        writeRendered(renderTemplates(join('force-app/unpackaged', template), values), target);
        return target;
    };
    const values = providerValues(bots);

    await deploy(org, [
        render('messaging/settings', {}),
        render('chat/settings', {}),
        render('omni/settings', {}),
        render('translations/settings', {})
    ]);
    await deploy(org, [render('omni', values)]);
    for (const name of ['core', 'messaging', 'chat']) await deploy(org, [`force-app/${name}`]);
    await deploy(org, [render('translations', {})]);
    await deploy(org, [render('messaging', values)]);
    await deploy(org, [render('chat', values)]);
    await deploy(
        org,
        ['cognigy', 'watsonx', 'sendbird'].map((vendor) => render(`providers/${vendor}`, values))
    );

    const channelId = await idOf(
        org,
        `SELECT Id FROM MessagingChannel WHERE DeveloperName = '${names['messagingChannel']}'`
    );
    await call(org, 'PATCH', `sobjects/MessagingChannel/${channelId}`, { IsActive: true });
    await call(org, 'POST', `connect/embeddedservice/embeddedserviceconfig/publish/${names['embeddedService']}`);

    await storeCredential(org, 'Bot_Cognigy', bots.cognigy.secrets['apiKey'] ?? '');
    await storeCredential(org, 'Bot_Watsonx', bots.watsonx.secrets['apiKey'] ?? '');
    await storeCredential(org, 'Bot_Sendbird', bots.sendbird.secrets['apiToken'] ?? '');
    await addUsers(org);
}
