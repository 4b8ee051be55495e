import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { conversationOf } from './conversation.ts';
import type { Measurement } from './measure.ts';
import { goalsOf, median, quantile, summaryOf } from './summary.ts';

const run = (name: string, settled: number, afterHandover: number): Measurement => ({
    name,
    n: 100,
    errors: [],
    first: settled,
    settled,
    afterHandover,
    longestTask: 40,
    blocking: 0,
    isAtEnd: true,
    heapMiB: 4,
    domNodes: 600,
    codeKiB: 120,
    shown: 10,
    readFrames: [16, 17, 33],
    wholeFrames: [16]
});

describe('the summary of a bench', () => {
    it('takes the middle of the runs', () => {
        assert.equal(median([9, 1, 5]), 5);
        assert.equal(median([1, 3]), 2);
        assert.equal(quantile([1, 2, 3, 4], 0.95), 4);
    });

    it('holds the component against the floor of the same run', () => {
        const ours = [run('ours', 300, 130), run('ours', 900, 100), run('ours', 320, 140)];
        const floor = [
            run('plain-window50', 200, 100),
            run('plain-window50', 210, 100),
            run('plain-window50', 220, 100)
        ];
        const [afterHandover, settled] = goalsOf(ours, floor);
        assert.deepEqual([afterHandover?.value, afterHandover?.isMet], [1.3, true]);
        assert.equal(settled?.value.toFixed(2), '1.52');
        assert.equal(settled?.isMet, false);
        const text = summaryOf([...ours, ...floor], 'heading');
        assert.match(text, /navigation → settled, × the floor \| 1\.52 \| 1\.5 \| missed/);
    });

    it('names a page that failed instead of leaving it out', () => {
        const text = summaryOf([{ ...run('other', 0, 0), failed: 'not settled after 120 s' }], 'heading');
        assert.match(text, /other not settled after 120 s/);
    });
});

describe('the made-up conversation', () => {
    it('is the same on every machine', () => {
        const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
        assert.equal(hash(JSON.stringify(conversationOf(1000))), '703c500fb8e6380d');
        assert.equal(hash(JSON.stringify(conversationOf(1000, { code: false }))), 'd118763c2b828a87');
    });

    it('shows each message’s mark', () => {
        for (const message of conversationOf(100)) assert.ok(JSON.stringify(message).split(message.ref).length > 2);
    });
});
