import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOfLastLine, figuresOfTap } from './suites.ts';

test('figures of a TAP summary count cancelled tests as failed', () => {
    const tap = 'TAP version 13\n# tests 9\n# pass 5\n# fail 1\n# cancelled 2\n# skipped 1\n# todo 0\n';
    assert.deepEqual(figuresOfTap(tap), { passed: 5, failed: 3, skipped: 1 });
});

test('figures of a command are those of its last closing line', () => {
    assert.deepEqual(figuresOfLastLine('3 passed, 1 failed\nmore\n7 passed, 0 failed\n'), {
        passed: 7,
        failed: 0,
        skipped: 0
    });
});

test('a command without a closing line is a failure, not a pass', () => {
    assert.deepEqual(figuresOfLastLine('all good'), { passed: 0, failed: 1, skipped: 0 });
});
