/** Languages: nothing that the component says is English where the agent reads another language. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import type { ConsolePage } from '../harness.ts';
import { LANGUAGES } from '../languages.ts';
import { local, query } from '../org.ts';
import { FAILURE, holdHistory, MESSAGE, recordWhere } from '../records.ts';
import { ownTexts } from '../texts-on-page.ts';
import { until } from '../until.ts';

type Labels = Record<string, string>;

/** Serves the labels in another way, and the session in another language. */
async function serve(page: Page, language: string, change: (labels: Labels) => Labels): Promise<void> {
    await page.route('**/local/session', async (route) => {
        const response = await route.fetch();
        const session = (await response.json()) as { user: object };
        Object.assign(session.user, { language, locale: language });
        await route.fulfill({ response, json: session });
    });
    await page.route('**/local/labels*', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: change((await response.json()) as Labels) });
    });
}

/** Everything that the component says in the states that an agent meets, with the state it was said in. */
async function everythingSaid(console: ConsolePage): Promise<Map<string, string>> {
    const { page, open, harness } = console;
    const said = new Map<string, string>();
    const note = async (state: string) => {
        for (const text of await ownTexts(page)) if (!said.has(text)) said.set(text, state);
    };
    const { path } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
    await open(path);
    await page.locator(MESSAGE).first().waitFor();
    await note('as it opens');
    for (const menu of ['jump', 'more', 'filter']) {
        await page.locator(`[data-menu="${menu}"]`).click();
        await page.locator('.popup').waitFor();
        await page.waitForTimeout(150);
        await note(`menu ${menu}`);
        if (menu !== 'filter') await page.keyboard.press('Escape');
    }
    await page.locator('[data-name="customer"]').click();
    await page.locator('[data-name="files"]').click();
    await page.keyboard.press('Escape');
    await page.locator('.notice').waitFor();
    await note('filtered');
    await page.locator('[data-menu="filter"]').click();
    await page.locator('[data-name="search"]').click();
    await page.locator('[data-name="files"]').click();
    await page.keyboard.press('Escape');
    await note('nothing passes the filter');
    await page.locator('.notice button').click();
    await page.locator('input[type="search"]').fill('refund');
    await until(page, `CSS.highlights.get('bot-hit')?.size > 0`);
    await note('searched');
    await page.locator('input[type="search"]').fill('zebra crossing');
    await page.locator('c-bot-history-toolbar .position', { hasText: /^\D+$/ }).waitFor();
    await note('nothing found');
    await page.keyboard.press('Escape');
    await page.locator('[data-keys]').click();
    await page.locator('dialog[open]').waitFor();
    await note('keys');
    await page.keyboard.press('Escape');
    await page.locator(MESSAGE).last().focus();
    await page.locator('.actions').first().waitFor();
    await page.keyboard.press('f');
    await page.locator('.toast').waitFor();
    await note('a message in focus');
    await page.locator('.refresh').click();
    await page.locator('.turning').waitFor({ state: 'detached' });
    await note('refreshed');

    await harness.bots.cognigy.setFault({ kind: 'status', status: 503 });
    await page.locator('.refresh').click();
    await page.locator('.notice').waitFor();
    await note('not refreshed');
    await page.reload();
    await page.locator(FAILURE).waitFor();
    await note('failed');
    await harness.bots.cognigy.setFault({ kind: 'rateLimit', retryAfter: 9 });
    await page.reload();
    await page.locator(`${FAILURE} .wait`).waitFor();
    await note('asked too often');
    await harness.bots.cognigy.setFault({ kind: 'emptyHistory' });
    await page.reload();
    await page.locator('c-bot-history h3').waitFor();
    await note('empty');
    await harness.bots.cognigy.setFault(null);
    const letCome = await holdHistory(page);
    await page.reload();
    await page.locator('.stencil').first().waitFor();
    await note('loading');
    letCome();

    const old = await recordWhere(harness, (one) => one.vendor === 'cognigy' && one.kind === 'long');
    await open(old.path);
    await page.locator(MESSAGE).last().waitFor();
    await note('a part of a long one');
    return said;
}

/** Whether a text is what a label comes to, whatever is put into its places. */
function says(text: string, label: string): boolean {
    // A label of nothing but places fits everything.
    if (!/\p{L}/u.test(label.replaceAll(/\{\d\}/g, ''))) return false;
    // The texts of the page come with plain blanks only; French has others before its signs.
    const pattern = label
        .replaceAll(/\s/g, ' ')
        .split(/\{\d\}/)
        .map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*');
    return new RegExp(`^\\s*${pattern}\\s*$`, 'u').test(text);
}

void describe('languages', () => {
    inConsole('says nothing that is not a label', {}, async (console) => {
        const { page } = console;
        await serve(page, 'de', (labels) =>
            Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, `⟦${text}⟧`]))
        );
        const said = await everythingSaid(console);
        assert.ok(said.size > 60, `${said.size} texts`);
        const others = [...said].filter(([text]) => /\p{L}/u.test(text.replaceAll(/⟦[^⟧]*⟧/gu, '')));
        // The provider's name; size, type and host of a file that a bot sent.
        const file = /^[\d.,]+ (?:Byte|kB) · \w+\/\w+ · ⟦[^⟧]+⟧(?: · [\d.:]+)?$/;
        assert.deepEqual(
            others.filter(([text]) => text !== 'Cognigy.AI' && !file.test(text)),
            []
        );
    });

    inConsole('tells screen readers which language a conversation is in', {}, async ({ page, open, harness }) => {
        const { path, recordId } = await recordWhere(harness, ({ title }) => /espresso machine/.test(title));
        const [record] = await query<{ Bot_Language__c: string }>(
            harness,
            `SELECT Bot_Language__c FROM MessagingSession WHERE Id = '${recordId}'`
        );
        await open(path);
        const text = page.locator(`${MESSAGE} p.text`).first();
        await text.waitFor();
        assert.equal(await text.getAttribute('lang'), record?.Bot_Language__c);
        assert.equal(await text.evaluate((one) => one.matches(':lang(en)')), true);
        await assertAccessible(page, 'a conversation whose language is known');
    });

    for (const language of LANGUAGES) {
        inConsole(`leaves no English in ${language}`, {}, async (console) => {
            const { page, harness } = console;
            const english = await local<Labels>(harness, 'labels?language=en_US');
            const translated = await local<Labels>(harness, `labels?language=${language}`);
            const own = Object.keys(english).filter((name) => name.startsWith('Bot_'));
            assert.deepEqual(
                own.filter((name) => !translated[name]),
                []
            );
            await serve(page, language, (labels) => labels);
            const said = await everythingSaid(console);
            assert.ok(said.size > 60, `${said.size} texts`);
            const leftovers = [...said].flatMap(([text, state]) =>
                own
                    .filter((name) => says(text, english[name] ?? '') && !says(text, translated[name] ?? ''))
                    // The same word may be right in both languages, under another label.
                    .filter(() => !own.some((name) => says(text, translated[name] ?? '')))
                    .map((name) => `${text} (${name}, ${state})`)
            );
            assert.deepEqual(leftovers, []);
        });
    }
});
