import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultSwitch, parseFault } from './fault.ts';

test('faults are checked in every field', () => {
    assert.deepEqual(parseFault({ kind: 'slow', ms: 10, times: 2 }), { kind: 'slow', ms: 10, times: 2 });
    for (const wrong of [
        {},
        { kind: 'explode' },
        { kind: 'slow' },
        { kind: 'slow', ms: -1 },
        { kind: 'rateLimit' },
        { kind: 'status', status: 418 },
        { kind: 'rubbish', times: 0 },
        { kind: 'rubbish', tiems: 1 },
        null
    ]) {
        assert.throws(() => parseFault(wrong), /^Error: Not a fault: /, JSON.stringify(wrong));
    }
});

test('a fault with times is used up, one without stays', () => {
    const faults = new FaultSwitch();
    faults.set({ kind: 'rubbish', times: 2 });
    assert.deepEqual(
        [1, 2, 3].map(() => faults.take('/')?.kind),
        ['rubbish', 'rubbish', undefined]
    );
    assert.equal(faults.current, null);
    faults.set({ kind: 'rubbish' });
    assert.equal(
        [1, 2, 3].every(() => faults.take('/')),
        true
    );
});

test('a fault for a path leaves other paths alone and is not used up by them', () => {
    const faults = new FaultSwitch();
    faults.set({ kind: 'rubbish', times: 1, only: '/identity' });
    assert.equal(faults.take('/v2/logs'), null);
    assert.equal(faults.take('/identity/token')?.kind, 'rubbish');
});
