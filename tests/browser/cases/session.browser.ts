/** Whose eyes the page is seen with: user, language, theme. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { inConsole } from '../harness.ts';
import { local } from '../org.ts';
import type { SessionAnswer } from '../org.ts';
import { FAILURE, MESSAGE, recordWhere } from '../records.ts';

void describe('the session', () => {
    inConsole('speaks the user’s language', { language: 'de' }, async ({ page, open, harness }) => {
        const labels = await local<Record<string, string>>(harness, 'labels?language=de');
        const { path } = await recordWhere(harness, ({ kind }) => kind === 'short');
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        const search = labels['Bot_Search'];
        assert.ok(search && search !== 'Search this conversation', 'the label is translated');
        await page.getByRole('searchbox', { name: search }).waitFor();
        assert.equal(await page.locator('[lang="de"] c-bot-history').count(), 1);
    });

    inConsole('changes the language from the menu', {}, async ({ page, open, harness }) => {
        await open('/');
        await page.getByRole('button', { name: 'Language' }).click();
        await page.getByRole('menuitemcheckbox', { name: 'Français' }).click();
        await page.getByRole('button', { name: 'Français' }).waitFor();
        const { user } = await local<{ user: { language: string } }>(harness, 'session');
        assert.equal(user.language, 'fr');
    });

    inConsole('keeps the dark theme', {}, async ({ page, open }) => {
        await open('/');
        const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        const light = await ground();
        await page.getByRole('button', { name: 'Dark theme' }).click();
        assert.notEqual(await ground(), light);
        await page.reload();
        await page.getByRole('button', { name: 'Light theme' }).waitFor();
        assert.notEqual(await ground(), light);
    });

    inConsole(
        'shows no history to a user without the permission set',
        { user: 'Newcomer', allowedErrors: [/status of 4\d\d/, /status of 500/] },
        async ({ page, open, harness }) => {
            const { path } = await recordWhere(harness, ({ record }) => record === 'Case');
            await open(path);
            await page.locator(FAILURE).or(page.getByText('can’t be shown')).first().waitFor();
            assert.equal(await page.locator(MESSAGE).count(), 0);
        }
    );

    inConsole(
        'says what lacks in an org that has nothing of ours yet',
        { allowedErrors: [/not in this org yet/] },
        async ({ page, url }) => {
            await page.route('**/local/labels*', (route) => route.fulfill({ json: {} }));
            await page.goto(url);
            const words = await page.getByRole('alert').innerText();
            assert.match(words, /The packages are not in this org yet\. .*npm start/);
        }
    );

    inConsole('stays with its user where another tab chooses somebody else', {}, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ record, kind }) => record === 'Case' && kind === 'short');
        await open('/');
        const { user, users } = await local<SessionAnswer>(harness, 'session');
        const newcomer = users.find(({ name }) => name.includes('Newcomer'));
        await local(harness, 'session', 'PUT', { userId: newcomer?.id });
        await page.locator(`main a[href="${path}"]`).first().click();
        await page.locator(MESSAGE).first().waitFor();
        assert.equal(await page.locator(FAILURE).count(), 0);

        await page.getByRole('button', { name: 'Language' }).click();
        await page.getByRole('menuitemcheckbox', { name: 'Deutsch' }).click();
        await page.getByRole('button', { name: 'Deutsch' }).waitFor();
        const after = await local<SessionAnswer>(harness, 'session');
        assert.deepEqual([after.user.id, after.user.language], [user.id, 'de']);
        await local(harness, 'session', 'PUT', { userId: newcomer?.id });
        assert.equal((await local<SessionAnswer>(harness, 'session')).user.language, 'en_US');
    });

    inConsole(
        'is loaded anew where the org was started anew with another user',
        { user: 'Admin', allowedErrors: [/status of 401/] },
        async ({ page, open, harness }) => {
            await open('/');
            const { users } = await local<SessionAnswer>(harness, 'session');
            const agent = users.find(({ name }) => name.includes('Agent'));
            await local(harness, 'session', 'PUT', { userId: agent?.id });
            // A new process knows no token of the one before.
            await page.route('**/services/**', (route) => route.fulfill({ status: 401, json: [{}] }), { times: 1 });
            await page.getByRole('link', { name: 'Gallery' }).click();
            await page.getByRole('link', { name: 'Handoffs' }).click();
            await page.getByText('Maya Agent').first().waitFor();
        }
    );

    inConsole('shows the history to an administrator', { user: 'Admin' }, async ({ page, open, harness }) => {
        const { path } = await recordWhere(harness, ({ record }) => record === 'Case');
        await open(path);
        await page.locator(`${MESSAGE}, ${FAILURE}`).first().waitFor();
    });
});
