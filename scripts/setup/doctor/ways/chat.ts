/** A handoff through Chat, with the session in the pre-chat details. */
import { ChatConversation, prechatDetail } from '../../../handoff/chat-client.ts';
import { literal } from '../../../salesforce/soql.ts';
import { providerOf } from '../../config/schema.ts';
import { closing, giveUp, LegFailed, remember, type Handed, type Attempt } from './attempt.ts';
import { testWords } from './test-words.ts';
import { soon, waitFor, type Wanted } from './waiting.ts';

/** @throws LegFailed where it does not get through; what was opened is closed then */
export async function throughChat(attempt: Attempt): Promise<Handed> {
    const { readings, entry, options } = attempt;
    const chat = readings.facts.chat;
    if (chat?.url === undefined || chat.deploymentId === undefined || chat.buttonId === undefined) {
        throw new LegFailed(
            'open',
            'The Chat endpoint, deployment or button is not known.',
            'Run apply; name the endpoint in the setup file (org.chatUrl).'
        );
    }
    const { url, deploymentId, buttonId } = chat;
    const key = options.sessionKey;
    const field = key === undefined ? 'Bot_Session_Id__c' : 'x_watson_assistant_key__c';
    const transcript: Wanted = {
        object: 'LiveChatTranscript',
        fields: ['Status', 'LiveChatVisitorId'],
        conditions: key === undefined ? [`Bot_Session_Id__c = ${literal(attempt.session)}`] : []
    };
    const opened = await attempt.leg(
        'chat asked for',
        () =>
            ChatConversation.open(
                { url, organizationId: readings.facts.organizationId, deploymentId, buttonId },
                'Setup Test',
                [
                    prechatDetail('Bot Provider', providerOf(entry).name, 'Bot_Provider__c'),
                    prechatDetail('Reason', attempt.reason, 'Bot_Handoff_Reason__c'),
                    prechatDetail('Bot Session', key ?? attempt.session, field, key !== undefined)
                ],
                []
            ),
        () => 'asked'
    );
    const rememberIfThere = async () => {
        // Also a chat that nobody took leaves a transcript.
        const missed = await soon(attempt, transcript);
        if (missed) rememberChat(attempt, missed);
    };
    const close = closing(attempt, 'chat closed', () => opened.close(), rememberIfThere);
    let isOver = false;
    try {
        await attempt.leg(
            'agent found',
            () =>
                established(attempt, opened).catch((error: unknown) => {
                    isOver = error instanceof ChatRefusedByOrg;
                    throw error;
                }),
            (name) => name
        );
        await attempt.leg(
            'message sent',
            () => opened.say(testWords),
            () => `${testWords.length} characters`
        );
        const record = await attempt.leg(
            'record found',
            () => waitFor(attempt, transcript, 'No Chat Transcript came with what the bot sent.'),
            (row) => `${String(row['Id'])}, ${String(row['Status'])}`
        );
        rememberChat(attempt, record);
        return { recordId: String(record['Id']), close };
    } catch (error) {
        if (!isOver) await giveUp(attempt, close);
        await rememberIfThere();
        throw error;
    }
}

/** What a chat leaves, for undo. */
function rememberChat({ connection, readings }: Attempt, record: Record<string, unknown>): void {
    remember(connection, readings, [
        ['LiveChatVisitor', record['LiveChatVisitorId']],
        ['LiveChatTranscript', record['Id']]
    ]);
}

/** The chat is over before it began: there is nothing to close. */
class ChatRefusedByOrg extends LegFailed {}

async function established(attempt: Attempt, chat: ChatConversation): Promise<string> {
    const deadline = Date.now() + (attempt.options.timeoutMs ?? 30_000);
    for (;;) {
        for (const event of await chat.events()) {
            if (event.type === 'ChatEstablished') return String(event.message['name'] ?? 'an agent');
            if (event.type === 'ChatRequestFail') {
                throw new ChatRefusedByOrg(
                    'agent found',
                    `The chat was refused: ${String(event.message['reason'] ?? 'no reason given')}.`,
                    'An agent must be online for chat, with the skill of the button: log in to Omni-Channel and try again.'
                );
            }
        }
        if (Date.now() > deadline) {
            throw new LegFailed(
                'agent found',
                'No agent took the chat in time.',
                'An agent must be online and accept it.'
            );
        }
    }
}
