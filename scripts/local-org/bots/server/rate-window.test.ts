import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateWindow } from './rate-window.ts';
import { TestClock } from './test-client.ts';

test('a window lets its limit through, says when to come back, and slides', () => {
    const clock = new TestClock();
    const window = new RateWindow(2, 10_000, clock.now);
    assert.deepEqual([window.hit('a').remaining, window.hit('a').remaining], [1, 0]);
    clock.forward(4);
    const refused = window.hit('a');
    assert.equal(refused.allowed, false);
    assert.equal(refused.retryAfter, 6);
    assert.equal(window.hit('b').allowed, true, 'another key has its own count');
    clock.forward(6);
    assert.equal(window.hit('a').allowed, true);
});

test('a refused request does not count, so waiting is enough', () => {
    const clock = new TestClock();
    const window = new RateWindow(1, 1000, clock.now);
    window.hit('a');
    for (let index = 0; index < 5; index += 1) {
        clock.forward(0.1);
        assert.equal(window.hit('a').allowed, false);
    }
    clock.forward(0.5);
    assert.equal(window.hit('a').allowed, true);
});

test('reset forgets all', () => {
    const window = new RateWindow(1, 1000, () => 0);
    window.hit('a');
    window.reset();
    assert.equal(window.hit('a').allowed, true);
});
