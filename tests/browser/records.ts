/** Which record belongs to which made-up conversation, and how a record page is read. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { conversations } from '../../scripts/local-org/bots/index.ts';
import type { BotConversation } from '../../scripts/local-org/bots/index.ts';
import { queryAsAdmin } from './org.ts';
import type { Harness } from './org.ts';

export const MESSAGE = '[data-message-id]';
export const FAILURE = '[data-error-code]';

interface SessionRow {
    Id: string;
    Bot_Session_Id__c?: string | null;
    Bot_Session_Key__c?: string | null;
    x_watson_assistant_key__c?: string | null;
}

const OBJECTS: [string, string[]][] = [
    ['MessagingSession', ['Bot_Session_Id__c', 'Bot_Session_Key__c']],
    ['LiveChatTranscript', ['Bot_Session_Id__c', 'x_watson_assistant_key__c']],
    ['Case', ['Bot_Session_Id__c']]
];

export interface HandedOver {
    conversation: BotConversation;
    /** `/record/Case/500…` */
    path: string;
    recordId: string;
}

/** Every conversation with its record, found by session id or key, as an admin may. */
export async function handedOver(harness: Harness): Promise<HandedOver[]> {
    const rows = await Promise.all(
        OBJECTS.map(async ([objectApiName, fields]) => {
            const found = await queryAsAdmin<SessionRow>(
                harness,
                `SELECT Id, ${fields.join(', ')} FROM ${objectApiName}`
            );
            return found.map((row) => ({ objectApiName, row }));
        })
    );
    return conversations().map((conversation) => {
        const { sessionId, key } = conversation;
        const match = rows
            .flat()
            .find(
                ({ row }) =>
                    row.Bot_Session_Id__c === sessionId ||
                    (key !== undefined && (row.Bot_Session_Key__c === key || row.x_watson_assistant_key__c === key))
            );
        assert.ok(match, `there is no record for ${conversation.connector} ${conversation.title}`);
        return {
            conversation,
            path: `/record/${match.objectApiName}/${match.row.Id}`,
            recordId: match.row.Id
        };
    });
}

/** The record of the first conversation that fits. */
export async function recordWhere(
    harness: Harness,
    fits: (conversation: BotConversation) => boolean
): Promise<HandedOver> {
    const found = (await handedOver(harness)).find(({ conversation }) => fits(conversation));
    assert.ok(found, 'no conversation fits');
    return found;
}

/** The scrolling list of messages. */
export const messageList = (page: Page): Locator => page.locator('c-bot-message-list .scroller');

/**
 * Puts the history behind another tab of the console (`none`) as the console does, or in front again (``). Answers once
 * the page has been laid out since: the component learns of it there, also on a busy machine.
 */
export const setDisplay = (page: Page, value: 'none' | ''): Promise<void> =>
    page.locator('c-bot-history').evaluate(
        new Function(
            'element',
            `element.style.display = '${value}';
            return new Promise((done) => new IntersectionObserver((entries, observer) => {
                observer.disconnect();
                done();
            }).observe(element));`
        ) as (one: unknown) => Promise<void>
    );

/** Holds back what the component gets of the history. @returns lets it go */
export async function holdHistory(page: Page): Promise<() => void> {
    const held = Promise.withResolvers<void>();
    await page.route(/BotHistoryController/, async (route) => {
        await held.promise;
        await route.fallback();
    });
    return held.resolve;
}

/** Has each part of a history say something else. @param last of its last message @param part of the part itself */
export async function changeHistory(page: Page, last: object, part: object = {}): Promise<void> {
    await page.route(/BotHistoryController/, async (route) => {
        const response = await route.fetch();
        const answer = (await response.json()) as { returnValue: { page?: { messages: object[] } } };
        Object.assign(answer.returnValue.page ?? {}, part);
        Object.assign(answer.returnValue.page?.messages.at(-1) ?? {}, last);
        await route.fulfill({ response, json: answer });
    });
}

/** Letters and digits only: what Markdown, line breaks and white space leave alone. */
export const bare = (text: string): string => text.replaceAll(/<[^>]*>|&\w+;|[^\p{L}\p{N}]+/gu, '').toLowerCase();
