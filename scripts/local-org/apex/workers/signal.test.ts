import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { newSignal, raise } from './signal.ts';

const SLEEPER = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.module).then(({ sleepUntilRaised }) => {
        parentPort.postMessage('sleeps');
        sleepUntilRaised(workerData.signal);
        parentPort.postMessage('awake');
    });
`;

test('a late notification wakes nobody; raising does', async () => {
    const signal = newSignal();
    const module = new URL('./signal.ts', import.meta.url).href;
    const worker = new Worker(SLEEPER, { eval: true, workerData: { module, signal } });
    const heard: string[] = [];
    worker.on('message', (word: string) => heard.push(word));
    while (heard.length === 0) await delay(5);
    // Until it was woken for nothing at least once.
    while (Atomics.notify(new Int32Array(signal), 0) === 0) await delay(5);
    await delay(100);
    assert.deepEqual(heard, ['sleeps']);
    raise(signal);
    await once(worker, 'exit');
    assert.deepEqual(heard, ['sleeps', 'awake']);
});
