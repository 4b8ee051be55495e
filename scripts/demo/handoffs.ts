/** Hands the pretend bots' conversations over, each through its own connector, as the vendor's bot would. */
import { chatTranscripts, conversations, type BotConversation } from '../local-org/bots/index.ts';
import type { LocalOrg } from '../local-org/local-org.ts';
import { ChatConversation, prechatDetail } from '../handoff/chat-client.ts';
import { longestAttribute, MessagingConversation } from '../handoff/messaging-client.ts';
import { preChatEntities } from '../providers/cognigy/attributes.ts';
import { names } from './provision.ts';
import { call, create, idOf, query } from './rest.ts';

const providers: Record<BotConversation['vendor'], string> = {
    cognigy: names['cognigyProvider'] ?? '',
    watsonx: names['watsonxProvider'] ?? '',
    sendbird: names['sendbirdProvider'] ?? ''
};

const short = (text: string) => text.slice(0, longestAttribute);

async function throughMessaging(org: LocalOrg, conversation: BotConversation): Promise<void> {
    const { customer, key } = conversation;
    const attributes: Record<string, string> = {
        botProvider: providers[conversation.vendor],
        handoffReason: short(conversation.reason),
        handoffSummary: short(conversation.summary),
        language: conversation.language,
        customerName: `${customer.firstName} ${customer.lastName}`,
        customerEmail: customer.email,
        ...(key === undefined ? { botSessionId: conversation.sessionId } : { botSessionKey: key })
    };
    const opened = await MessagingConversation.open(
        { url: org.instanceUrl, organizationId: org.orgId, esDeveloperName: names['embeddedService'] ?? '' },
        attributes,
        { language: conversation.language }
    );
    await opened.say(conversation.reason);
}

async function throughChat(org: LocalOrg, conversation: BotConversation): Promise<void> {
    const { customer, key } = conversation;
    const session =
        key === undefined
            ? prechatDetail('Bot Session Id', conversation.sessionId, 'Bot_Session_Id__c')
            : prechatDetail('x_watson_assistant_key', key, 'x_watson_assistant_key__c');
    const chat = await ChatConversation.open(
        {
            url: org.instanceUrl,
            organizationId: org.orgId,
            deploymentId: await idOf(
                org,
                `SELECT Id FROM LiveChatDeployment WHERE DeveloperName = '${names['chatDeployment']}'`
            ),
            buttonId: await idOf(org, `SELECT Id FROM LiveChatButton WHERE DeveloperName = '${names['chatButton']}'`)
        },
        `${customer.firstName} ${customer.lastName}`,
        [
            prechatDetail('FirstName', customer.firstName, 'FirstName__c'),
            prechatDetail('LastName', customer.lastName, 'LastName__c'),
            prechatDetail('Email', customer.email, 'Email__c'),
            prechatDetail('Reason', conversation.reason, 'Bot_Handoff_Reason__c'),
            prechatDetail('Summary', conversation.summary, 'Bot_Summary__c'),
            prechatDetail('Language', conversation.language, 'Bot_Language__c'),
            prechatDetail('Bot Provider', providers[conversation.vendor], 'Bot_Provider__c'),
            prechatDetail('Handed Off At', conversation.handedOffAt, 'Bot_Handed_Off_At__c'),
            session
        ],
        preChatEntities
    );
    await chat.say(conversation.reason);
    await chat.close();
}

async function throughCase(org: LocalOrg, conversation: BotConversation): Promise<void> {
    const { customer } = conversation;
    await create(org, 'Case', {
        Subject: conversation.title,
        Origin: 'Web',
        Bot_Provider__c: providers[conversation.vendor],
        Bot_Session_Id__c: conversation.sessionId,
        Bot_Handoff_Reason__c: short(conversation.reason),
        Bot_Summary__c: conversation.summary,
        Bot_Language__c: conversation.language,
        Bot_Customer_Name__c: `${customer.firstName} ${customer.lastName}`,
        Bot_Customer_Email__c: customer.email,
        Bot_Handed_Off_At__c: conversation.handedOffAt
    });
}

const ways: Record<BotConversation['record'], (org: LocalOrg, conversation: BotConversation) => Promise<void>> = {
    MessagingSession: throughMessaging,
    LiveChatTranscript: throughChat,
    Case: throughCase
};

/** How the objects of sessions name themselves as the origin of a case. */
const origins = { MessagingSession: 'Messaging', LiveChatTranscript: 'Chat' };

/**
 * Two of three sessions and chats have a case, as where agents open one for whatever takes longer; the newest do, since
 * whoever looks at the console for the first time opens them.
 */
async function openCases(org: LocalOrg): Promise<void> {
    for (const [object, origin] of Object.entries(origins)) {
        const records = await query(
            org,
            `SELECT Id, Bot_Handoff_Reason__c FROM ${object} ORDER BY Bot_Handed_Off_At__c DESC, Id`
        );
        for (const record of records.filter((_, at) => at % 3 < 2)) {
            const opened = { Subject: record['Bot_Handoff_Reason__c'], Origin: origin };
            await call(org, 'PATCH', `sobjects/${object}/${String(record['Id'])}`, {
                CaseId: await create(org, 'Case', opened)
            });
        }
    }
}

/** Chats of a time before any session id was stored: only the text of the transcript is left. */
async function addOldTranscripts(org: LocalOrg, present: Date): Promise<number> {
    const old = chatTranscripts(present);
    for (const { customer, reason, summary, language, startedAt, endedAt, body } of old) {
        await create(org, 'LiveChatTranscript', {
            LiveChatVisitorId: await create(org, 'LiveChatVisitor', {}),
            Status: 'Completed',
            StartTime: startedAt,
            EndTime: endedAt,
            Body: body,
            FirstName__c: customer.firstName,
            LastName__c: customer.lastName,
            Email__c: customer.email,
            Bot_Handoff_Reason__c: reason,
            Bot_Summary__c: summary,
            Bot_Language__c: language,
            Bot_Handed_Off_At__c: startedAt
        });
    }
    return old.length;
}

/**
 * Hands every conversation over, oldest first, each at its own time.
 *
 * @param present what the pretend bots were started with
 * @param setClock told the time at which the next handoff happens
 * @returns how many records there are then
 */
export async function handOver(org: LocalOrg, present: Date, setClock: (now: Date) => void): Promise<number> {
    const all = conversations(present).toReversed();
    for (const conversation of all) {
        setClock(new Date(conversation.handedOffAt));
        await ways[conversation.record](org, conversation);
    }
    const old = await addOldTranscripts(org, present);
    await openCases(org);
    return all.length + old;
}
