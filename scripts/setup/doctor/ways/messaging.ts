/** A handoff through Messaging, as the page with the bot makes it. */
import { MessagingConversation } from '../../../handoff/messaging-client.ts';
import { literal } from '../../../salesforce/soql.ts';
import { providerOf } from '../../config/schema.ts';
import { closing, giveUp, LegFailed, remember, type Handed, type Attempt } from './attempt.ts';
import { testWords } from './test-words.ts';
import { routed, soon, waitFor, type Wanted } from './waiting.ts';

/** @throws LegFailed where it does not get through; what was opened is closed then */
export async function throughMessaging(attempt: Attempt): Promise<Handed> {
    const { readings, entry, config, options } = attempt;
    const { messaging } = readings.facts;
    if (messaging?.url === undefined) {
        throw new LegFailed(
            'open',
            'The url of the Messaging API is not known.',
            'Name it in the setup file: org.messagingUrl.'
        );
    }
    const { url, esDeveloperName } = messaging;
    const conversation = await attempt.leg(
        'conversation opened',
        () =>
            MessagingConversation.open(
                { url, organizationId: readings.facts.organizationId, esDeveloperName },
                {
                    botProvider: providerOf(entry).name,
                    handoffReason: attempt.reason,
                    language: config.language,
                    customerName: 'Setup Test',
                    ...(options.sessionKey === undefined
                        ? { botSessionId: attempt.session }
                        : { botSessionKey: options.sessionKey })
                },
                { language: config.language }
            ),
        () => esDeveloperName
    );
    const session: Wanted = {
        object: 'MessagingSession',
        fields: ['Status', 'MessagingEndUserId'],
        conditions: [
            `MessagingChannel.DeveloperName = ${literal(readings.desired.channel ?? '')}`,
            ...(options.sessionKey === undefined ? [`Bot_Session_Id__c = ${literal(attempt.session)}`] : [])
        ]
    };
    const rememberIfThere = async () => {
        const missed = await soon(attempt, session);
        if (missed) rememberSession(attempt, missed);
    };
    const close = closing(attempt, 'conversation closed', () => conversation.close(), rememberIfThere);
    try {
        await attempt.leg(
            'message sent',
            () => conversation.say(testWords),
            () => `${testWords.length} characters`
        );
        const record = await attempt.leg(
            'record found',
            () =>
                waitFor(
                    attempt,
                    session,
                    'No Messaging Session came with what the bot sent: the attributes did not arrive. Run doctor: mappings and publication.'
                ),
            (row) => `${String(row['Id'])}, ${String(row['Status'])}`
        );
        rememberSession(attempt, record);
        await routed(attempt, 'MessagingSession', String(record['Id']));
        return { recordId: String(record['Id']), close };
    } catch (error) {
        await giveUp(attempt, close);
        await rememberIfThere();
        throw error;
    }
}

/** What a conversation leaves, for undo. */
function rememberSession({ connection, readings }: Attempt, record: Record<string, unknown>): void {
    remember(connection, readings, [
        ['MessagingEndUser', record['MessagingEndUserId']],
        ['MessagingSession', record['Id']]
    ]);
}
