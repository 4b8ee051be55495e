/**
 * Media: nothing is asked for before it is near or wanted, nothing of a host that is not allowed, broken ones say so.
 */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { messageOf, MISSING_MEDIA_ERRORS, openGallery } from '../gallery-page.ts';
import { inConsole } from '../harness.ts';
import { until } from '../until.ts';

const options = { allowedErrors: MISSING_MEDIA_ERRORS };

/** Every request for media, from now on. */
function mediaRequests(page: Page): string[] {
    const asked: string[] = [];
    page.on('request', (request) => {
        if (['image', 'media', 'texttrack'].includes(request.resourceType()) || request.url().includes('/media/')) {
            asked.push(request.url());
        }
    });
    return asked;
}

const named = (asked: readonly string[], name: RegExp): number => asked.filter((url) => name.test(url)).length;

/** Pictures of a history of their own, far below each other, each with an address of its own. */
function longHistory(origin: string, count: number): unknown {
    const messages = Array.from({ length: count }, (_, at) => ({
        id: `picture-${at}`,
        sentAt: new Date(Date.UTC(2026, 0, 5, 9, at)).toISOString(),
        sender: 'bot',
        text: '',
        payload: JSON.stringify({
            generic: [
                { response_type: 'image', source: `${origin}/media/sea-view-room.png?${at}`, title: `Room ${at}` }
            ]
        })
    }));
    const head = {
        provider: 'Pictures',
        adapter: 'watsonx',
        sessionId: 'pictures',
        source: 'live',
        facts: [],
        warnings: []
    };
    return [{ recordId: 'pictures', label: 'Pictures', answer: { page: { ...head, messages } } }];
}

void describe('media', () => {
    inConsole('pictures are asked for when they are near', { height: 700 }, async ({ page, open, harness }) => {
        const count = 60;
        const asked = mediaRequests(page);
        await page.route('**/console/gallery.json', (route) =>
            route.fulfill({ json: longHistory(harness.bots.watsonx.url, count) })
        );
        await open('/gallery');
        await page.locator('[data-message-id]').first().waitFor();
        await until(page, () => named(asked, /sea-view-room/) > 0, 'the near ones have been asked for');
        await page.waitForTimeout(1_000);
        const first = new Set(asked.filter((url) => url.includes('sea-view-room'))).size;
        assert.ok(first < count / 2, `${first} of ${count} have been asked for at once`);
        assert.equal(asked.length, first, 'none twice');
    });

    inConsole('videos and sounds are asked for when they are wanted', options, async ({ page, open }) => {
        const asked = mediaRequests(page);
        await openGallery(page, open);
        for (const id of ['cognigy-video', 'cognigy-audio', 'watsonx-media', 'sendbird-video-file']) {
            await messageOf(page, id);
        }
        assert.equal(named(asked, /\.(?:webm|wav|vtt)/), 0, 'before anybody asked');
        const video = await messageOf(page, 'cognigy-video');
        await video.getByRole('button', { name: 'Load video' }).click();
        await until(page, () => named(asked, /router-lights\.vtt/) > 0, 'the captions were asked for');
        assert.ok(named(asked, /router-lights\.webm/) >= 1);
        assert.equal(named(asked, /router-lights\.vtt/), 1);
        assert.equal(named(asked, /\.wav/), 0, 'the sound was not asked for');
        const audio = await messageOf(page, 'cognigy-audio');
        await audio.getByRole('button', { name: 'Load audio' }).focus();
        await page.keyboard.press('Enter');
        await audio.locator('audio:focus').waitFor();
        await until(page, () => named(asked, /voice-message\.wav/) > 0, 'the sound was asked for');
        assert.equal(await page.locator('video').count(), 1, 'only the one that was wanted');
    });

    inConsole('nothing is asked of hosts that are not allowed', options, async ({ page, open, foreignRequests }) => {
        await openGallery(page, open);
        for (const id of [
            'hard-foreign-picture',
            'hard-refused-picture',
            'hard-foreign-video',
            'sendbird-image-file'
        ]) {
            const message = await messageOf(page, id);
            assert.equal(await message.locator('img, video, audio').count(), 0, id);
            assert.equal(await message.getByRole('button', { name: /^(?:Load|Enlarge)/ }).count(), 0, id);
        }
        const foreign = await messageOf(page, 'hard-foreign-picture');
        assert.match(await foreign.innerText(), /Not loaded from elsewhere\.example\.net/);
        assert.equal(await foreign.getByRole('link').getAttribute('href'), 'https://elsewhere.example.net/picture.png');
        const refused = await messageOf(page, 'hard-refused-picture');
        assert.match(await refused.innerText(), /http:\/\/media\.example\.com\/a\.png \(not a safe link\)/);
        assert.equal(await refused.getByRole('link').count(), 0);
        // The harness lets no request leave the machine; here none leaves for another host on it either.
        assert.deepEqual(
            foreignRequests.filter((url) => !/^http:\/\/127\.0\.0\.1:\d+\/media\//.test(url)),
            []
        );
    });

    inConsole('what is broken says so, with a way to it', options, async ({ page, open }) => {
        await openGallery(page, open);
        const picture = await messageOf(page, 'hard-broken-picture');
        await picture.getByText('It couldn’t be loaded').waitFor();
        assert.match((await picture.getByRole('link').getAttribute('href')) ?? '', /\/media\/missing$/);
        for (const kind of ['video', 'audio']) {
            const message = await messageOf(page, `hard-broken-${kind}`);
            await message.getByRole('button', { name: `Load ${kind}` }).click();
            await message.getByText('It couldn’t be loaded').waitFor();
            assert.equal(await message.locator(kind).count(), 0);
            assert.match((await message.getByRole('link').getAttribute('href')) ?? '', /\/media\/missing$/);
        }
    });

    inConsole('an infected file cannot be reached', options, async ({ page, open }) => {
        await openGallery(page, open);
        const message = await messageOf(page, 'cognigy-attachments');
        assert.match(await message.innerText(), /bad\.exe\s[^]*Infected: blocked/);
        const addresses = await message
            .locator('a')
            .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
        assert.deepEqual(addresses, ['https://files.example.com/f1', 'https://files.example.com/f3']);
    });

    inConsole('a picture has a large view, by mouse and by key', options, async ({ page, open }) => {
        await openGallery(page, open);
        const picture = (await messageOf(page, 'cognigy-image')).getByRole('button', { name: 'Enlarge image: A room' });
        const dialog = page.locator('dialog[open]');
        await picture.press('Enter');
        await dialog.getByRole('img', { name: 'A room' }).waitFor();
        const link = dialog.getByRole('link');
        assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');
        await dialog.getByRole('button', { name: 'Close' }).click();
        await dialog.waitFor({ state: 'detached' });
        await picture.click();
        await dialog.waitFor();
        await page.mouse.click(4, 4);
        await dialog.waitFor({ state: 'detached' });
    });
});
