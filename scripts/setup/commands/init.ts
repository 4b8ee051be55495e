/** `init`: asks for a config, and finds out by itself what the org can tell. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { stringify } from 'yaml';

import { deployFiles } from '../../salesforce/deploy.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { parseConfig } from '../config/read.ts';
import type { Connector } from '../provider-setup.ts';
import { readSnippets, type SnippetValues } from '../snippets/snippets.ts';
import { exitCodes, SetupError } from '../run/error.ts';

export interface Found {
    organizationId: string;
    instanceUrl: string;
    /** Does the org still have Salesforce Chat? Asked by a deploy that writes nothing. */
    hasChat: boolean;
    queues: string[];
    deployments: string[];
    /** What pasted snippets hold. */
    snippets: SnippetValues;
    /** What is wrong with them: names and shapes, not values. */
    problems: string[];
}

/** What the org can tell. Reads only. */
export async function discover(org: OrgClient, snippetText = ''): Promise<Found> {
    const [organization] = await org.query<{ Id: string }>('SELECT Id FROM Organization');
    const queues = await org.query<{ DeveloperName: string }>(
        "SELECT DeveloperName FROM Group WHERE Type = 'Queue' ORDER BY DeveloperName"
    );
    const deployments = await org.query<{ DeveloperName: string }>('SELECT DeveloperName FROM EmbeddedServiceConfig', {
        tooling: true
    });
    const snippets = readSnippets(snippetText);
    const values = Object.assign({}, ...snippets.map((snippet) => snippet.values)) as SnippetValues;
    const problems = snippets.flatMap((snippet) => snippet.problems);
    if (snippetText.trim() !== '' && snippets.length === 0) {
        problems.push('The pasted text holds none of the snippets that Salesforce shows.');
    }
    const organizationId = organization?.Id ?? '';
    if (values.organizationId !== undefined && values.organizationId.slice(0, 15) !== organizationId.slice(0, 15)) {
        problems.push('The pasted snippet is of another organization.');
    }
    return {
        organizationId,
        instanceUrl: org.instanceUrl,
        hasChat: await hasChat(org),
        queues: queues.map(({ DeveloperName }) => DeveloperName),
        deployments: deployments.map(({ DeveloperName }) => DeveloperName),
        snippets: values,
        problems
    };
}

/** Would the org take the setting of Salesforce Chat? A deploy with checkOnly: nothing is written. */
async function hasChat(org: OrgClient): Promise<boolean> {
    const rows = await org.query(
        "SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'LiveChatDeployment'"
    );
    if (rows.length > 0) return true;
    const settings = readFileSync('force-app/unpackaged/chat/settings/LiveAgent.settings-meta.xml', 'utf8');
    const outcome = await deployFiles(
        org,
        {
            'package.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>LiveAgent</members><name>Settings</name></types><version>${org.apiVersion}</version></Package>\n`,
            'settings/LiveAgent.settings': settings
        },
        { checkOnly: true }
    );
    return outcome.success;
}

export interface Answers {
    connectors: Connector[];
    users: string[];
    language: string;
    /** By connector: the bot's fields, as text. */
    bots: Partial<Record<Connector, Record<string, string | boolean>>>;
}

/** Fields of a bot that `init` asks for. */
export const botQuestions: Record<Connector, { name: string; question: string; preset?: string }[]> = {
    'cognigy-messaging': [
        { name: 'apiUrl', question: 'Base url of the Cognigy.AI API', preset: 'https://api-trial.cognigy.ai' },
        { name: 'projectId', question: 'Project id (24 hexadecimal digits)' }
    ],
    'cognigy-chat': [
        { name: 'apiUrl', question: 'Base url of the Cognigy.AI API', preset: 'https://api-trial.cognigy.ai' },
        { name: 'projectId', question: 'Project id (24 hexadecimal digits)' }
    ],
    watsonx: [
        { name: 'apiUrl', question: 'Url of the service instance, with /instances/{id}' },
        { name: 'environmentId', question: 'Environment id (not the assistant id)' }
    ],
    sendbird: [
        { name: 'applicationId', question: 'Application id' },
        { name: 'apiUrl', question: "Base url of the application's API (https://api-{application id}.sendbird.com)" },
        {
            name: 'agentUrl',
            question: 'Base url of the AI agent API (https://genai-{region}-llm-api.chat.sendbird.com)'
        }
    ]
};

/** The config's text; checked as any config is. @throws ConfigError with every mistake of the answers */
export function configText(answers: Answers, found: Found): string {
    const { chatUrl, messagingUrl } = found.snippets;
    const orgPart = {
        ...(messagingUrl !== undefined && { messagingUrl }),
        ...(chatUrl !== undefined && { chatUrl })
    };
    const text = `# yaml-language-server: $schema=./config/handoff.schema.json\n${stringify({
        version: 1,
        language: answers.language,
        ...(Object.keys(orgPart).length > 0 && { org: orgPart }),
        agents: { users: answers.users },
        connectors: answers.connectors.map((connector) => ({
            connector,
            ...(connector === 'watsonx' && { way: 'messaging' }),
            bot: answers.bots[connector] ?? {}
        }))
    })}`;
    parseConfig(text, 'the answers');
    return text;
}

/** @throws SetupError where a file is there already and may not be replaced */
export function writeConfig(file: string, text: string, mayReplace: boolean): void {
    if (existsSync(file) && !mayReplace) {
        throw new SetupError(`${file} is there already.`, {
            exitCode: exitCodes.usage,
            remedy: 'Choose another with --config, or replace it with --force.'
        });
    }
    writeFileSync(file, text);
}
