import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { createRecordStore, type SqliteRecordStore } from '../../records/index.ts';
import type { CalloutRequest } from '../../types.ts';
import { type ApexPool, createApexPool } from '../index.ts';
import type { CalloutAnswer } from '../workers/protocol.ts';
import type { PoolHostData } from './fixtures/pool-host.ts';

const CONTROLLER = (version: number): string => `public class Remote {
    @AuraEnabled public static String fetch(String name) {
        HttpRequest request = new HttpRequest();
        request.setEndpoint('callout:Bot/' + name);
        request.setMethod('GET');
        return new Http().send(request).getBody();
    }
    @AuraEnabled public static Integer version() { return ${version}; }
    @AuraEnabled public static Integer add() {
        insert new Account(Name = 'added');
        return [SELECT COUNT() FROM Account];
    }
    @AuraEnabled public static Integer deep(Integer n) { return n == 0 ? 0 : 1 + deep(n - 1); }
}`;

const hostModule = fileURLToPath(new URL('./fixtures/pool-host.ts', import.meta.url));

const poolOfOne = (workerData: PoolHostData) =>
    createApexPool({
        workers: 1,
        workerHostModule: hostModule,
        workerData,
        callout: () => Promise.resolve({ failure: 'none' })
    });

interface Held {
    request: CalloutRequest;
    answer: (answer: CalloutAnswer) => void;
}

describe('the pool', () => {
    let store: SqliteRecordStore;
    let pool: ApexPool;
    let data: PoolHostData;
    const held: Held[] = [];

    before(async () => {
        const file = join(temporaryFolder('apex-pool-').path, 'org.db');
        store = createRecordStore({ file });
        const { adminUserId, organizationId } = store.setupIds();
        const source = (version: number): PoolHostData['revisions'][number] => [
            { name: 'Remote', fileName: 'classes/Remote.cls', source: CONTROLLER(version) }
        ];
        data = {
            file,
            userId: adminUserId,
            organizationId,
            revisions: { 1: source(1), 2: source(2) }
        };
        pool = createApexPool({
            workers: 2,
            workerHostModule: hostModule,
            workerData: data,
            callout: (request) => new Promise((resolve) => held.push({ request, answer: resolve }))
        });
        await pool.ready();
    });

    after(async () => {
        await pool.close();
        store.close();
    });

    const call = async (method: string, parameters: Record<string, unknown> = {}): Promise<unknown> => {
        const result = await pool.invoke('Remote', method, parameters, { userId: data.userId });
        assert.ok(result.ok, JSON.stringify(result));
        return result.returnValue;
    };

    const heldRequest = async (count: number): Promise<void> => {
        while (held.length < count) {
            await delay(5);
        }
    };

    it('a callout holds up its own transaction only', async () => {
        const slow = call('fetch', { name: 'slow' });
        await heldRequest(1);
        assert.equal(await call('version'), 1);
        assert.equal(await call('version'), 1);
        assert.equal(held[0]?.request.endpoint, 'callout:Bot/slow');
        held.pop()?.answer({ statusCode: 200, status: 'OK', headers: {}, body: 'at last' });
        assert.equal(await slow, 'at last');
    });

    it('two callouts wait at once, and more calls than threads queue up', async () => {
        const calls = [call('fetch', { name: 'a' }), call('fetch', { name: 'b' }), call('fetch', { name: 'c' })];
        await heldRequest(2);
        assert.equal(held.length, 2);
        for (let count = 0; count < 3; count += 1) {
            await heldRequest(1);
            const next = held.shift()!;
            next.answer({ statusCode: 200, status: 'OK', headers: {}, body: next.request.endpoint });
        }
        assert.deepEqual(await Promise.all(calls), ['callout:Bot/a', 'callout:Bot/b', 'callout:Bot/c']);
    });

    it('a call that finds no free thread has one started for it', async () => {
        const asked: Held[] = [];
        const fresh = createApexPool({
            workers: 2,
            workerHostModule: hostModule,
            workerData: data,
            callout: (request) => new Promise((resolve) => asked.push({ request, answer: resolve }))
        });
        const fetched = (name: string) => fresh.invoke('Remote', 'fetch', { name }, { userId: data.userId });
        const first = fetched('first');
        while (asked.length < 1) await delay(5);
        const second = fetched('second');
        while (asked.length < 2) await delay(5);
        for (const { answer } of asked) answer({ statusCode: 200, status: 'OK', headers: {}, body: 'there' });
        for (const result of await Promise.all([first, second])) assert.ok(result.ok && result.returnValue === 'there');
        await fresh.close();
    });

    it('a callout without an answer is an exception in Apex', async () => {
        const result = pool.invoke('Remote', 'fetch', { name: 'x' }, { userId: data.userId });
        await heldRequest(1);
        held.pop()?.answer({ failure: 'Read timed out' });
        const { ok, ...rest } = await result;
        assert.equal(ok, false);
        assert.equal('message' in rest ? rest.message : '', 'Read timed out');
    });

    it('threads see what the others have committed', async () => {
        await call('add');
        assert.equal(await call('add'), 2);
        assert.equal(await call('add'), 3);
    });

    it('a thousand nested calls fit, and no more', async () => {
        assert.equal(await call('deep', { n: 990 }), 990);
        const result = await pool.invoke('Remote', 'deep', { n: 2000 }, { userId: data.userId });
        assert.equal(result.ok ? '' : result.message, 'Maximum stack depth reached: 1001');
    });

    it('new classes are seen after a refresh', async () => {
        pool.refresh(2);
        assert.deepEqual(await Promise.all([call('version'), call('version'), call('version')]), [2, 2, 2]);
    });

    it('anonymous Apex and the check run on a thread too', async () => {
        const result = await pool.executeAnonymous('System.debug(Remote.version());', { userId: data.userId });
        assert.deepEqual(result.log, ['2']);
        assert.deepEqual(await pool.check(), []);
    });

    it('a host that cannot be made is told to whoever waits', async () => {
        const broken = poolOfOne({ ...data, broken: true });
        await assert.rejects(broken.ready(), /the host is broken/);
        await assert.rejects(broken.check(), /the host is broken/);
        await broken.close();
    });

    it('a closed pool takes no calls', async () => {
        const other = poolOfOne(data);
        await other.ready();
        await other.close();
        await assert.rejects(other.check(), /the Apex pool is closed/);
    });

    it('closed in the middle of a call, says that it was closed, not that something broke', async () => {
        const other = poolOfOne(data);
        await other.ready();
        const calls = [1, 2].map(() => other.executeAnonymous('while (true) {}', { userId: data.userId }));
        const ends = Promise.all(calls.map((call) => assert.rejects(call, { name: 'ApexStopped', statusCode: 503 })));
        await other.close();
        await ends;
    });
});
