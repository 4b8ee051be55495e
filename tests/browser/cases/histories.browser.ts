/** Every record shows its history: the same that the vendor's own API tells. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { inConsole } from '../harness.ts';
import { local, queryAsAdmin } from '../org.ts';
import type { Harness } from '../org.ts';
import { bare, FAILURE, handedOver, MESSAGE, messageList } from '../records.ts';
import { until } from '../until.ts';
import { vendorTexts } from '../vendor-texts.ts';

interface Answer {
    returnValue: { page?: { messages: { id: string; text: string }[]; nextCursor?: string }; error?: { code: string } };
}

/** The whole history as Apex answers it, oldest first. */
async function wholeHistory(harness: Harness, recordId: string): Promise<{ id: string; text: string }[]> {
    const messages: { id: string; text: string }[] = [];
    for (let cursor: string | undefined | null = null; cursor !== undefined;) {
        const body = { recordId, cursor };
        const answer: Answer = await local<Answer>(harness, 'apex/BotHistoryController.getHistory', 'POST', body);
        const { page, error }: Answer['returnValue'] = answer.returnValue;
        assert.ok(page, error?.code);
        messages.unshift(...page.messages);
        cursor = page.nextCursor;
        harness.bots.sendbird.resetLimits();
    }
    return messages;
}

/** Goes to an end of the list, and waits until the words stand there. */
async function assertAtEnd(page: Page, end: 'first' | 'last', words: string, title: string): Promise<void> {
    await messageList(page).evaluate(
        (list, top) => {
            (list as unknown as { scrollTop: number }).scrollTop = top;
        },
        end === 'first' ? 0 : 1e7
    );
    const isThere = async () => bare(await messageList(page).innerText()).includes(words);
    await until(page, isThere, `${title}: "${words}" is the ${end}`);
}

void describe('the history of a record', () => {
    for (const connector of ['cognigy-messaging', 'cognigy-chat', 'watsonx', 'sendbird'] as const) {
        const name = `is there for every record of ${connector}`;
        inConsole(name, {}, async ({ page, open, harness }) => {
            const records = (await handedOver(harness)).filter(
                ({ conversation }) => conversation.connector === connector
            );
            assert.ok(records.length >= 2, `${records.length} records`);
            for (const { conversation, path, recordId } of records) {
                const isLong = conversation.kind === 'long';
                const texts = (await vendorTexts(harness.bots, conversation)).filter((text) => bare(text) !== '');
                const title = `${conversation.title} (${path})`;
                // All of a long one only once: it is the same story with every vendor.
                const history = isLong && connector !== 'sendbird' ? [] : await wholeHistory(harness, recordId);
                assert.equal(new Set(history.map(({ id }) => id)).size, history.length, `${title}: no message twice`);
                if (isLong) assert.ok(texts.length > 900, `${title}: ${texts.length} texts`);
                // Every entry with a text is a message; an answer of watsonx may have several texts.
                const least = conversation.vendor === 'watsonx' ? 3 : texts.length;
                if (history.length > 0) assert.ok(history.length >= least, `${title}: ${history.length} of ${least}`);

                await open(path);
                await page.locator(`${MESSAGE}, ${FAILURE}`).first().waitFor();
                assert.equal(await page.locator(FAILURE).count(), 0, title);
                const last = bare(texts.at(-1) ?? '').slice(0, 40);
                await assertAtEnd(page, 'last', last, title);
                if (isLong) continue;
                const first = bare(texts[0] ?? '').slice(0, 40);
                await assertAtEnd(page, 'first', first, title);
                await page.getByText(`${history.length} messages`).first().waitFor();
            }
        });
    }

    inConsole('is the text of the transcript where no session is known', {}, async ({ page, open, harness }) => {
        const sources = (await handedOver(harness)).map(({ recordId }) => recordId);
        await open('/?object=LiveChatTranscript');
        const links = page.locator('a[href^="/record/LiveChatTranscript/"]');
        await links.first().waitFor();
        const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
        const old = paths.filter((path) => !sources.some((id) => path.endsWith(id)));
        assert.ok(old.length > 0, 'there are transcripts without a session');
        for (const path of old) {
            await open(path);
            await page.locator(MESSAGE).first().waitFor();
            assert.ok((await page.locator(MESSAGE).count()) >= 2, path);
        }
        const chats = await queryAsAdmin<{ Id: string; StartTime: string; Bot_Handed_Off_At__c: string }>(
            harness,
            'SELECT Id, StartTime, Bot_Handed_Off_At__c FROM LiveChatTranscript'
        );
        for (const { Id, StartTime, Bot_Handed_Off_At__c: handedOff } of chats) {
            const isOld = old.some((path) => path.endsWith(Id));
            assert.ok(!isOld || Date.parse(handedOff) === Date.parse(StartTime), 'the handoff began the chat');
        }
    });
});
