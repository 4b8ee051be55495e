import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chromium } from 'playwright-core';
import { BROWSER_FLAGS } from './browser-flags.ts';

const FEATURES = /--disable-features=([\w,]+)/g;

const featuresIn = (text: string): string[][] =>
    [...text.matchAll(FEATURES)].map(([, names]) => (names ?? '').split(','));

it('turns off in Chromium what Playwright does, too', async () => {
    const flags = ['--disable-features=Last'];
    // What is no browser ends at once, and Playwright tells how it was started.
    const told = await chromium.launch({ executablePath: process.execPath, args: flags }).then(
        () => assert.fail('Node ran as a browser'),
        (error: Error) => error.message
    );
    const [inPlaywright, last] = featuresIn(told);
    assert.ok(inPlaywright && inPlaywright.length > 5, told);
    assert.deepEqual(last, ['Last'], 'flags of our own come after its own');
    const [ours] = featuresIn(BROWSER_FLAGS.join(' '));
    assert.deepEqual(
        inPlaywright.filter((name) => !ours?.includes(name)),
        [],
        'features that Playwright turns off, and these flags do not'
    );
});
