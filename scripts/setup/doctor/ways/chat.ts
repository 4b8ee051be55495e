/** A handoff through Chat, with the session in the pre-chat details. */
import { ChatConversation, prechatDetail } from '../../../handoff/chat-client.ts';
import { literal } from '../../../salesforce/access.ts';
import { providerOf } from '../../config/schema.ts';
import { closing, giveUp, LegFailed, remember, words, type Handed, type Trial } from './trial.ts';
import { soon, waitFor, type Wanted } from './waiting.ts';

/** @throws LegFailed where it does not get through; what was opened is closed then */
export async function throughChat(trial: Trial): Promise<Handed> {
    const { readings, entry, options } = trial;
    const chat = readings.facts.chat;
    if (chat?.url === undefined || chat.deploymentId === undefined || chat.buttonId === undefined) {
        throw new LegFailed(
            'open',
            'The Chat endpoint, deployment or button is not known.',
            'Run apply; name the endpoint in the config (org.chatUrl).'
        );
    }
    const { url, deploymentId, buttonId } = chat;
    const key = options.sessionKey;
    const field = key === undefined ? 'Bot_Session_Id__c' : 'x_watson_assistant_key__c';
    const transcript: Wanted = {
        object: 'LiveChatTranscript',
        fields: ['Status', 'LiveChatVisitorId'],
        conditions: key === undefined ? [`Bot_Session_Id__c = ${literal(trial.session)}`] : []
    };
    const opened = await trial.leg(
        'chat asked for',
        () =>
            ChatConversation.open(
                { url, organizationId: readings.facts.organizationId, deploymentId, buttonId },
                'Setup Test',
                [
                    prechatDetail('Bot Provider', providerOf(entry).name, 'Bot_Provider__c'),
                    prechatDetail('Reason', trial.reason, 'Bot_Handoff_Reason__c'),
                    prechatDetail('Bot Session', key ?? trial.session, field, key !== undefined)
                ],
                []
            ),
        () => 'asked'
    );
    const rememberIfThere = async () => {
        // Also a chat that nobody took leaves a transcript.
        const missed = await soon(trial, transcript);
        if (missed) rememberChat(trial, missed);
    };
    const close = closing(trial, 'chat closed', () => opened.close(), rememberIfThere);
    let isOver = false;
    try {
        await trial.leg(
            'agent found',
            () =>
                established(trial, opened).catch((error: unknown) => {
                    isOver = error instanceof ChatRefusedByOrg;
                    throw error;
                }),
            (name) => name
        );
        await trial.leg(
            'message sent',
            () => opened.say(words),
            () => `${words.length} characters`
        );
        const record = await trial.leg(
            'record found',
            () => waitFor(trial, transcript, 'No Chat Transcript came with what the bot sent.'),
            (row) => `${String(row['Id'])}, ${String(row['Status'])}`
        );
        rememberChat(trial, record);
        return { recordId: String(record['Id']), close };
    } catch (error) {
        if (!isOver) await giveUp(trial, close);
        await rememberIfThere();
        throw error;
    }
}

/** What a chat leaves, for undo. */
function rememberChat({ connection, readings }: Trial, record: Record<string, unknown>): void {
    remember(connection, readings, [
        ['LiveChatVisitor', record['LiveChatVisitorId']],
        ['LiveChatTranscript', record['Id']]
    ]);
}

/** The chat is over before it began: there is nothing to close. */
class ChatRefusedByOrg extends LegFailed {}

async function established(trial: Trial, chat: ChatConversation): Promise<string> {
    const deadline = Date.now() + (trial.options.timeoutMs ?? 30_000);
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
