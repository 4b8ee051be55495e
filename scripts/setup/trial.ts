/** For tests: a fresh local org with its pretend bots, and a setup's connection to both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildComponents } from '../build/lwc.ts';
import { botControlPlugin, conversations, startPretendBots, type PretendBots } from '../local-org/bots/index.ts';
import { createLocalOrg, type LocalOrg } from '../local-org/local-org.ts';
import { serviceChannels } from '../local-org/omni/service-channels.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { readConfig } from './config/read.ts';
import type { SetupConfig } from './config/schema.ts';
import type { Connector } from './provider-setup.ts';
import { fetchFor, loadProviders, type SetupConnection } from './run/connection.ts';
import { SecretStore } from './run/secrets.ts';

export const secretValues = {
    cognigyApiKey: 'made-up-cognigy-key-7f31',
    watsonxApiKey: 'made-up-ibm-cloud-key-7f32',
    sendbirdApiToken: 'made-up-sendbird-token-7f33'
};

export interface Trial {
    org: LocalOrg;
    bots: PretendBots;
    config: SetupConfig;
    connection: SetupConnection;
    environment: Record<string, string>;
    /** A connection of its own to the same org: another person, another machine. */
    another(options?: { stateFolder?: string; accessToken?: string }): Promise<SetupConnection>;
    close(): Promise<void>;
}

/** @param options features: what the org is licensed for; all by default */
export async function startTrial(connector: Connector, options: { features?: readonly string[] } = {}): Promise<Trial> {
    await buildComponents();
    const bots = await startPretendBots({ secrets: secretValues });
    const org = await createLocalOrg({
        port: 0,
        hosts: bots.hosts,
        ...(options.features && { features: options.features }),
        plugins: [
            serviceChannels({ chatPollTimeout: 1 }),
            async (app) => {
                await app.register(botControlPlugin(bots), { prefix: '/local/bots' });
            }
        ]
    });
    const folders: string[] = [];
    const environment = {
        COGNIGY_API_KEY: secretValues.cognigyApiKey,
        IBM_CLOUD_API_KEY: secretValues.watsonxApiKey,
        SENDBIRD_API_TOKEN: secretValues.sendbirdApiToken,
        SETUP_ACCESS_TOKEN: org.accessToken
    };
    const another: Trial['another'] = async ({ stateFolder, accessToken = org.accessToken } = {}) => {
        const folder = stateFolder ?? mkdtempSync(join(tmpdir(), 'setup-trial-'));
        folders.push(folder);
        return {
            org: new OrgClient({ instanceUrl: org.instanceUrl, accessToken }, '66.0'),
            secrets: new SecretStore(environment),
            providers: await loadProviders(),
            stateFolder: folder,
            root: '.',
            fetch: await fetchFor(org.instanceUrl)
        };
    };
    return {
        org,
        bots,
        config: readConfig(`config/handoff.${connector}.yaml`),
        connection: await another(),
        environment,
        another,
        async close() {
            await org.close();
            await bots.close();
            for (const folder of folders) rmSync(folder, { recursive: true, force: true });
        }
    };
}

/** A session that the connector's pretend bot knows. */
export function knownSession(connector: Connector): string {
    const found = conversations().find((each) => each.connector === connector && each.kind === 'short');
    if (!found) throw new Error(`The pretend bots have no short session of ${connector}.`);
    return found.sessionId;
}

const watchedTypes = [
    'ApexClass',
    'CustomApplication',
    'CustomField',
    'CustomLabel',
    'CustomMetadata',
    'CustomObject',
    'EmbeddedServiceConfig',
    'ExternalCredential',
    'Flow',
    'LightningComponentBundle',
    'LiveChatAgentConfig',
    'LiveChatButton',
    'LiveChatDeployment',
    'MessagingChannel',
    'NamedCredential',
    'PermissionSet',
    'PresenceUserConfig',
    'Queue',
    'QueueRoutingConfig',
    'RemoteSiteSetting',
    'ServicePresenceStatus',
    'Skill',
    'Translations'
] as const;

/** What an org holds, settings and the platform's own channels aside: what undo has to bring back. */
export function snapshot(org: LocalOrg): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const type of watchedTypes) found[type] = org.metadata.list(type).map(({ fullName }) => fullName);
    for (const object of [
        'GroupMember',
        'PermissionSetAssignment',
        'Case',
        'MessagingSession',
        'MessagingEndUser',
        'LiveChatTranscript',
        'LiveChatVisitor',
        'PresenceUserConfigUser'
    ]) {
        // Before its feature is on, an object is not there: the same as empty.
        if (!org.records.schema.object(object)) found[object] = [];
        else {
            const { rows } = org.records.query(`SELECT Id FROM ${object}`, {
                access: 'system',
                userId: org.adminUserId
            });
            found[object] = rows.map((row) => row.id ?? '').sort();
        }
    }
    return found;
}
