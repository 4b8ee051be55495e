import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locateChromium } from './find-chromium.ts';
import type { Machine } from './find-chromium.ts';

const machine = (programs: string[], env: NodeJS.ProcessEnv = {}, cached: string[] = []): Machine => ({
    env,
    home: '/home/someone',
    isExecutable: (path) => programs.includes(path),
    matches: (pattern) => (pattern.startsWith('.cache') ? cached : [])
});

describe('the search for a Chromium', () => {
    it('takes what the variable CHROMIUM names before anything else', () => {
        const found = locateChromium(machine(['/opt/mine', '/usr/bin/chromium'], { CHROMIUM: '/opt/mine' }));
        assert.equal(found, '/opt/mine');
    });

    it('does not pass over a variable that names nothing', () => {
        assert.throws(
            () => locateChromium(machine(['/usr/bin/chromium'], { CHROMIUM: '/opt/typo' })),
            /CHROMIUM names \/opt\/typo/
        );
    });

    it('looks along the search path, by any of the usual names', () => {
        assert.equal(locateChromium(machine(['/b/google-chrome'], { PATH: '/a:/b' })), '/b/google-chrome');
    });

    it('knows places outside the search path', () => {
        assert.equal(locateChromium(machine(['/usr/bin/chromium'], { PATH: '/a' })), '/usr/bin/chromium');
    });

    it('takes the newest of what Playwright has downloaded', () => {
        const cached = [1200, 1100].map(
            (build) => `/home/someone/.cache/ms-playwright/chromium-${build}/chrome-linux/chrome`
        );
        assert.equal(locateChromium(machine(cached, {}, cached)), cached[0]);
    });

    it('finds nothing where there is nothing', () => {
        assert.equal(locateChromium(machine([])), undefined);
    });
});
