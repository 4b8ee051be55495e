/** What an agent sees when a bot does not answer as it should: every failure has its own words and a way on. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import type { Fault, Vendor } from '../../../scripts/local-org/bots/index.ts';
import { assertAccessibleInBothThemes } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import type { ConsolePage } from '../harness.ts';
import { local } from '../org.ts';
import { FAILURE, holdHistory, MESSAGE, recordWhere } from '../records.ts';

interface FailureCase {
    vendor: Vendor;
    fault: Fault;
    code: string;
    words: RegExp;
}

const CASES: Record<string, FailureCase> = {
    'a key that is refused': {
        vendor: 'cognigy',
        fault: { kind: 'status', status: 401 },
        code: 'UNAUTHORIZED',
        words: /refused Salesforce’s sign-in/
    },
    'a conversation that is gone': {
        vendor: 'cognigy',
        fault: { kind: 'status', status: 404 },
        code: 'NOT_FOUND',
        words: /doesn’t have this conversation/
    },
    'a bot that is overloaded': {
        vendor: 'sendbird',
        fault: { kind: 'status', status: 503 },
        code: 'UNAVAILABLE',
        words: /Try again in a moment/
    },
    'a web page instead of JSON': {
        vendor: 'sendbird',
        fault: { kind: 'rubbish' },
        code: 'BAD_RESPONSE',
        words: /can’t be read/
    },
    'half a JSON': { vendor: 'cognigy', fault: { kind: 'halfJson' }, code: 'BAD_RESPONSE', words: /can’t be read/ },
    'an expired key of a session': {
        vendor: 'watsonx',
        fault: { kind: 'expiredToken' },
        code: 'EXPIRED',
        words: /has expired/
    },
    'an answer that breaks off': {
        vendor: 'watsonx',
        fault: { kind: 'breakOff' },
        code: 'UNAVAILABLE',
        words: /Try again in a moment/
    }
};

const shortRecord = (console: ConsolePage, vendor: Vendor) =>
    // A Chat Transcript has its own text to fall back to.
    recordWhere(
        console.harness,
        ({ vendor: of, kind, record }) => of === vendor && kind === 'short' && record !== 'LiveChatTranscript'
    );

/** Nothing of the inside may show: no stack, no secret, no raw body. */
async function assertNothingLeaks(page: Page, { harness }: ConsolePage): Promise<void> {
    const text = await page.locator('main').innerText();
    const secrets = [harness.bots.cognigy, harness.bots.watsonx, harness.bots.sendbird].flatMap(({ secrets }) => [
        secrets['apiKey'],
        secrets['apiToken']
    ]);
    for (const secret of secrets) if (secret) assert.ok(!text.includes(secret), 'a secret is shown');
    assert.doesNotMatch(text, /Class\.|line \d+, column|Exception|<html|at \w+\.\w+ \(/);
}

void describe('a bot that fails', () => {
    for (const [name, { vendor, fault, code, words }] of Object.entries(CASES)) {
        inConsole(`says so in its own words: ${name}`, {}, async (console) => {
            const { page, open, harness } = console;
            const { path } = await shortRecord(console, vendor);
            await harness.bots[vendor].setFault(fault);
            await open(path);
            const failure = page.locator(FAILURE);
            await failure.waitFor();
            assert.equal(await failure.getAttribute('data-error-code'), code);
            assert.match(await failure.innerText(), words);
            assert.equal(await page.locator(MESSAGE).count(), 0);
            await assertNothingLeaks(page, console);
            await assertAccessibleInBothThemes(page, name, { historyOnly: true });

            await harness.bots[vendor].setFault(null);
            await failure.getByRole('button', { name: 'Try again' }).click();
            await page.locator(MESSAGE).first().waitFor();
            assert.equal(await failure.count(), 0);
        });
    }

    inConsole('with an expired key: shows the transcript’s own text where there is one', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await recordWhere(
            harness,
            ({ vendor, record }) => vendor === 'watsonx' && record === 'LiveChatTranscript'
        );
        await harness.bots.watsonx.setFault({ kind: 'expiredToken' });
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await page.locator('c-bot-history-header .warnings li').first().waitFor();
        assert.equal(await page.locator(FAILURE).count(), 0);
    });

    inConsole('stopped and started by hand: the agent sees it, and tries again', {}, async (console) => {
        const { page, open } = console;
        const { path } = await shortRecord(console, 'cognigy');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();

        await page.getByRole('button', { name: 'Pretend bots' }).click();
        const panel = page.getByRole('region', { name: 'Pretend bots' });
        await panel.getByRole('button', { name: 'Stop Cognigy.AI' }).click();
        await panel.getByText('stopped').waitFor();
        await page.reload();
        const failure = page.locator(FAILURE);
        await failure.waitFor();
        assert.equal(await failure.getAttribute('data-error-code'), 'UNAVAILABLE');
        await failure.getByRole('button', { name: 'Try again' }).click();
        await failure.waitFor();

        await page.getByRole('button', { name: 'Pretend bots' }).click();
        await panel.getByRole('button', { name: 'Start Cognigy.AI' }).click();
        await panel.getByRole('button', { name: 'Stop Cognigy.AI' }).waitFor();
        await page.keyboard.press('Escape');
        await panel.waitFor({ state: 'detached' });
        await failure.getByRole('button', { name: 'Try again' }).click();
        await page.locator(MESSAGE).first().waitFor();
    });

    inConsole('chosen by an arrow key that is held down: the bot does what is shown', {}, async (console) => {
        const { page, open, harness } = console;
        await open('/');
        await page.getByRole('button', { name: 'Pretend bots' }).click();
        const select = page.getByRole('combobox', { name: 'What Cognigy.AI answers' });
        await select.focus();
        for (let times = 0; times < 5; times++) await page.keyboard.press('ArrowDown');
        await page.locator('console-bots-panel [aria-busy="false"]').waitFor();
        assert.equal(await select.locator('option:checked').innerText(), 'Conversation unknown: 404');
        const [cognigy] = await local<{ fault: object }[]>(harness, 'bots/');
        assert.deepEqual(cognigy?.fault, { kind: 'status', status: 404 });
    });

    inConsole('with too many requests: tells how long to wait, then goes on by itself', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await shortRecord(console, 'cognigy');
        await harness.bots.cognigy.setFault({ kind: 'rateLimit', retryAfter: 4 });
        await open(path);
        const failure = page.locator('[data-error-code="RATE_LIMITED"]');
        await failure.waitFor();
        assert.match(await failure.innerText(), /[1-4] (s|sec)/i);
        await assertAccessibleInBothThemes(page, 'too many requests', { historyOnly: true });
        await harness.bots.cognigy.setFault(null);
        await page.locator(MESSAGE).first().waitFor();
    });

    inConsole('with an empty history: says so, and nothing more', {}, async (console) => {
        const { page, open, harness } = console;
        const { path } = await shortRecord(console, 'cognigy');
        await harness.bots.cognigy.setFault({ kind: 'emptyHistory' });
        await open(path);
        await page.locator('c-bot-history h3').first().waitFor();
        assert.equal(await page.locator(MESSAGE).count(), 0);
        assert.equal(await page.locator(FAILURE).count(), 0);
        await assertAccessibleInBothThemes(page, 'an empty history', { historyOnly: true });
    });

    inConsole('slowly: shows that it is loading', {}, async (console) => {
        const { page, open } = console;
        const { path } = await shortRecord(console, 'sendbird');
        const letCome = await holdHistory(page);
        await open(path);
        await page.locator('[aria-busy="true"]').first().waitFor();
        await assertAccessibleInBothThemes(page, 'loading', { historyOnly: true });
        assert.equal(await page.locator(MESSAGE).count(), 0);
        letCome();
        await page.locator(MESSAGE).first().waitFor();
    });
});
