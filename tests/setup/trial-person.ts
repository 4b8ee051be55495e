/** For tests: what a person does by hand, in the vendor's console, in Setup, and as a customer of the bot. */
import assert from 'node:assert/strict';

import { SalesforceMessagingDesk } from '../../docs/examples/watsonx-messaging-handoff.ts';
import { ChatConversation, prechatDetail } from '../../scripts/handoff/chat-client.ts';
import { conversations } from '../../scripts/local-org/bots/index.ts';
import { manifest, xml } from '../../scripts/local-org/metadata/test-package.ts';
import { deployFiles } from '../../scripts/salesforce/deploy.ts';
import { wayOf } from '../../scripts/setup/config/schema.ts';
import { app, ours, override, page, path } from './trial-pages.ts';
import type { Connector } from '../../scripts/setup/provider-setup.ts';
import type { Trial } from './trial.ts';

/** Undoes what the person did in the org; the vendor's console stays as it is. */
export type TakeBack = () => Promise<void>;

/** Every step that `apply` leaves to a person. */
export async function doPersonsPart(trial: Trial): Promise<TakeBack> {
    const [entry] = trial.config.connectors;
    assert.ok(entry);
    const parts: Record<Connector, () => Promise<TakeBack>> = {
        'cognigy-messaging': () => switchNodeOn(trial),
        'cognigy-chat': () => switchNodeOn(trial),
        watsonx: () => (wayOf(entry) === 'chat' ? chatByBuiltInDesk(trial) : chatByOwnDesk(trial)),
        sendbird: () => connectSendbird(trial)
    };
    const takeBack = await parts[entry.connector]();
    const takePageBack = await showPage(trial, wayOf(entry));
    return async () => {
        await takePageBack();
        await takeBack();
    };
}

/** In Lightning App Builder: the component on a page of Cases; the page of chats activated, both for an app. */
export async function showPage({ connection }: Trial, way: ReturnType<typeof wayOf>): Promise<TakeBack> {
    if (way === 'messaging') return async () => undefined;
    const [object, name] =
        way === 'case' ? ['Case', 'Case_Page'] : ['LiveChatTranscript', 'Bot_Handoff_Chat_Transcript'];
    const members = { CustomApplication: ['Desk'], ...(way === 'case' && { FlexiPage: [name] }) };
    await deployAll(connection, {
        'package.xml': manifest(members),
        'applications/Desk.app': app('Desk', override(object, name)),
        ...(way === 'case' && { [path(name)]: page(object, ours) })
    });
    return () => deployAll(connection, { 'package.xml': manifest({}), 'destructiveChanges.xml': manifest(members) });
}

async function deployAll({ org }: Trial['connection'], files: Record<string, string>): Promise<void> {
    const outcome = await deployFiles(org, files);
    assert.deepEqual([outcome.failures, outcome.success], [[], true]);
}

/** In Cognigy.AI: places the node, switches it on, chooses the provider. */
async function switchNodeOn({ bots }: Trial): Promise<TakeBack> {
    const { projectId, flowId, apiKey = '' } = bots.cognigy.secrets;
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
    const get = async <Answer>(path: string) =>
        (await (await fetch(`${bots.cognigy.url}${path}`, { headers })).json()) as Answer;
    const { items: providers } = await get<{ items: { _id: string }[] }>(
        `/new/v2.0/handover/providers?projectId=${projectId}`
    );
    const nodes = `/v2.0/flows/${flowId}/chart/nodes`;
    const { items } = await get<{ items: { _id: string; type: string; isDisabled: boolean }[] }>(nodes);
    const node = items.find(({ type, isDisabled }) => isDisabled && /handover/i.test(type));
    assert.ok(node && providers.length === 1);
    const { config } = await get<{ config: Record<string, unknown> }>(`${nodes}/${node._id}`);
    const response = await fetch(`${bots.cognigy.url}${nodes}/${node._id}`, {
        method: 'PATCH',
        headers,
        body: JSON.stringify({ isDisabled: false, config: { ...config, handoverProviderId: providers[0]?._id } })
    });
    assert.ok(response.ok, await response.text());
    return async () => undefined;
}

const watsonxTalk = () => {
    const talk = conversations().find(({ vendor, key }) => vendor === 'watsonx' && key !== undefined);
    return { key: talk?.key ?? '', id: talk?.sessionId ?? '' };
};

/** In a page with web chat and the desk of docs/examples: a customer asks for a person, and leaves. */
async function chatByOwnDesk(trial: Trial): Promise<TakeBack> {
    const { org } = trial;
    const silent = async () => undefined;
    const desk = new SalesforceMessagingDesk(
        {
            agentJoined: silent,
            agentLeftChat: () => undefined,
            agentEndedChat: silent,
            agentTyping: () => undefined,
            sendMessageToUser: silent,
            setErrorStatus: () => undefined
        },
        {
            url: org.instanceUrl,
            organizationId: org.orgId,
            esDeveloperName: trial.config.messaging.deployment.name,
            provider: 'Watsonx'
        }
    );
    const asks = { output: { generic: [{ response_type: 'connect_to_agent', topic: 'Refund' }] } };
    await desk.startChat(asks, { agentAppInfo: { sessionHistoryKey: watsonxTalk().key } });
    await desk.sendMessageToAgent({ input: { text: 'Hello?' } });
    await desk.endChat();
    return () => deleteAll(trial, ['MessagingSession', 'MessagingEndUser']);
}

/** In a page with web chat and the desk that IBM builds in. */
async function chatByBuiltInDesk(trial: Trial): Promise<TakeBack> {
    await comeOnline(trial);
    const { org } = trial.connection;
    const idOf = async (object: string) => (await org.query<{ Id: string }>(`SELECT Id FROM ${object}`))[0]?.Id ?? '';
    const chat = await ChatConversation.open(
        {
            url: trial.org.instanceUrl,
            organizationId: trial.org.orgId,
            deploymentId: await idOf('LiveChatDeployment'),
            buttonId: await idOf('LiveChatButton')
        },
        'Visitor',
        [
            prechatDetail('x_watson_assistant_session', watsonxTalk().id, 'x_watson_assistant_session__c'),
            prechatDetail('x_watson_assistant_key', watsonxTalk().key, 'x_watson_assistant_key__c')
        ],
        []
    );
    await chat.say('Hello?');
    await chat.close();
    await goOffline(trial);
    return () => deleteAll(trial, ['LiveChatTranscript', 'LiveChatVisitor']);
}

/** AppExchange, Setup, Sendbird's dashboard; then a customer asks for a person in the widget. */
async function connectSendbird(trial: Trial): Promise<TakeBack> {
    const talk = conversations().find(({ connector }) => connector === 'sendbird');
    const { org } = trial.connection;
    const packages: Record<string, unknown>[] = [
        {
            attributes: { type: 'InstalledSubscriberPackage' },
            Id: '0A3000000000001AAA',
            SubscriberPackage: { attributes: { type: 'SubscriberPackage' }, NamespacePrefix: 'Sendbird' }
        }
    ];
    trial.org.addObject({ name: 'InstalledSubscriberPackage', api: 'tooling', rows: () => packages });
    await allowPasswordFlow(trial, true);
    const id = await org.insert('Case', {
        Subject: 'From the widget',
        Bot_Provider__c: 'Sendbird',
        Bot_Session_Id__c: talk?.sessionId ?? ''
    });
    return async () => {
        await org.delete('Case', id);
        await allowPasswordFlow(trial, false);
        packages.length = 0;
    };
}

const allowPasswordFlow = ({ connection }: Trial, isAllowed: boolean): Promise<void> =>
    deployAll(connection, {
        'package.xml': manifest({ Settings: ['OauthOidc'] }),
        'settings/OauthOidc.settings': xml(
            'OauthOidcSettings',
            `<blockOAuthUnPwFlow>${!isAllowed}</blockOAuthUnPwFlow>`
        )
    });

async function deleteAll({ connection: { org } }: Trial, objects: string[]): Promise<void> {
    for (const object of objects) {
        for (const { Id } of await org.query<{ Id: string }>(`SELECT Id FROM ${object}`)) await org.delete(object, Id);
    }
}

const presence = async ({ org }: Trial, status: string | null): Promise<void> => {
    const response = await fetch(new URL('/local/omni/presence', org.instanceUrl), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId: org.adminUserId, status })
    });
    assert.ok(response.ok, await response.text());
};

/** Chat needs an agent who is online. */
export const comeOnline = (trial: Trial) => presence(trial, 'Bot_Handoff_Available');
export const goOffline = (trial: Trial) => presence(trial, null);
