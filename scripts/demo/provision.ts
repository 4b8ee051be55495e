/** Makes a fresh local org what an admin would: users, and then the real setup for all connectors at once. */
import type { PretendBots } from '../local-org/bots/index.ts';
import type { LocalOrg } from '../local-org/local-org.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { exampleValues } from '../salesforce/templates/placeholders.ts';
import { readConfig } from '../setup/config/read.ts';
import { fetchFor, loadProviders } from '../setup/run/connection.ts';
import { SecretStore } from '../setup/run/secrets.ts';
import { applySetup } from '../setup/setup.ts';
import { apiVersion, call, create, idOf } from './rest.ts';

/** Developer names of what the setup makes by default. */
export const names = exampleValues();

export interface DemoUser {
    userName: string;
    firstName: string;
    lastName: string;
    /** The one whom the setup file names as an agent. */
    isAgent: boolean;
}

const demoUsers: DemoUser[] = [
    { userName: 'maya.agent@bot-handoff.example.com', firstName: 'Maya', lastName: 'Agent', isAgent: true },
    { userName: 'noah.newcomer@bot-handoff.example.com', firstName: 'Noah', lastName: 'Newcomer', isAgent: false }
];

const setupFile = 'config/handoff.demo.yaml';

async function addUser(org: LocalOrg, user: DemoUser): Promise<string> {
    return create(org, 'User', {
        Username: user.userName,
        FirstName: user.firstName,
        LastName: user.lastName,
        Email: user.userName,
        Alias: user.firstName.toLowerCase(),
        ProfileId: await idOf(org, "SELECT Id FROM Profile WHERE Name = 'Standard User'"),
        LanguageLocaleKey: 'en_US',
        LocaleSidKey: 'en_US',
        TimeZoneSidKey: 'Europe/Berlin',
        EmailEncodingKey: 'UTF-8'
    });
}

/** What the setup asks for, as the pretend bots know it. */
function secretsOf(bots: PretendBots): Record<string, string> {
    return {
        COGNIGY_API_KEY: bots.cognigy.secrets['apiKey'] ?? '',
        IBM_CLOUD_API_KEY: bots.watsonx.secrets['apiKey'] ?? '',
        SENDBIRD_API_TOKEN: bots.sendbird.secrets['apiToken'] ?? ''
    };
}

/**
 * Adds the demo's users, runs the setup with `config/handoff.demo.yaml`, and lets the agent go online.
 *
 * @throws Error with what the org or a bot refused
 */
export async function provision(org: LocalOrg, bots: PretendBots): Promise<void> {
    const stateFolder = temporaryFolder('bot-handoff-demo-');
    try {
        const ids = new Map<DemoUser, string>();
        for (const user of demoUsers) ids.set(user, await addUser(org, user));
        await applySetup(readConfig(setupFile), {
            org: new OrgClient({ instanceUrl: org.instanceUrl, accessToken: org.accessToken }, apiVersion),
            secrets: new SecretStore(secretsOf(bots)),
            providers: await loadProviders(),
            stateFolder: stateFolder.path,
            fetch: await fetchFor(org.instanceUrl, bots.hosts)
        });
        for (const [{ isAgent }, userId] of ids) {
            if (!isAgent) continue;
            await call(org, 'PUT', '/local/omni/presence', { userId, status: 'Bot_Handoff_Available' });
            await call(org, 'PUT', '/local/session', { userId });
        }
    } finally {
        stateFolder.remove();
    }
}
