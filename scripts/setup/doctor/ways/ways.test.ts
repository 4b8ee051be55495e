/** What a test of a handoff leaves, and says, where the network or the org fails in the middle of it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Journal } from '../../run/journal.ts';
import { applySetup } from '../../setup.ts';
import { startTrial, type Trial } from '../../../../tests/setup/trial.ts';
import { testHandoff, type HandoffTest } from '../test-handoff.ts';

const original = globalThis.fetch;
afterEach(() => {
    globalThis.fetch = original;
});

type Answer = (method: string, url: string, init: RequestInit) => Response | 'lost' | undefined;

/** Answers in the place of the org, where the test has something to say. */
function answering(answer: Answer): void {
    globalThis.fetch = async (input, init = {}) => {
        const url = decodeURIComponent(String(input)).replaceAll('+', ' ');
        const said = answer(init.method ?? 'GET', url, init);
        if (said === 'lost') throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
        return said ?? original(input, init);
    };
}

const rowsOf = (...records: object[]) => Response.json({ done: true, totalSize: records.length, records });

async function tested({ config, connection }: Trial): Promise<HandoffTest> {
    const [only, ...others] = await testHandoff(config, connection, { timeoutMs: 1000 });
    assert.ok(only && others.length === 0);
    return only;
}

describe('through Messaging', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    const isMessage = (url: string) => /iamessage.*\/message$/.test(url);
    const isEnd = (method: string, url: string) => method === 'DELETE' && /iamessage/.test(url);

    test('a connection that is lost: host and cause, and the conversation is closed', async () => {
        answering((_, url) => (isMessage(url) ? 'lost' : undefined));
        const { problem, legs, note } = await tested(trial);
        assert.equal(problem?.leg, 'message sent');
        assert.match(problem.message, /^Sending a message: 127\.0\.0\.1:\d+ cannot be reached: ECONNRESET\.$/);
        assert.deepEqual([legs.at(-1)?.name, note], ['conversation closed', undefined]);
        const sessions = await trial.connection.org.query('SELECT Status FROM MessagingSession');
        assert.deepEqual(
            sessions.map(({ Status }) => Status),
            ['Ended']
        );
        const { tests = [] } = Journal.open(trial.connection.stateFolder, trial.org.orgId).data;
        assert.deepEqual(tests.map(({ object }) => object).toSorted(), ['MessagingEndUser', 'MessagingSession']);
    });

    test('lost for good, or an end that is refused: why it failed is what counts, what stays open is a note', async () => {
        const ends = [() => 'lost' as const, () => Response.json({ message: 'not now' }, { status: 403 })];
        for (const end of ends) {
            answering((method, url) => (isMessage(url) ? 'lost' : isEnd(method, url) ? end() : undefined));
            const { problem, note } = await tested(trial);
            assert.equal(problem?.leg, 'message sent');
            assert.match(note ?? '', /is open still \(Closing the conversation: .*(?:ECONNRESET|not now)/);
        }
        answering((method, url) => (isEnd(method, url) ? 'lost' : undefined));
        await trial.bots.cognigy.setFault({ kind: 'status', status: 503, only: '/conversations' });
        const { problem } = await tested(trial);
        await trial.bots.cognigy.setFault(null);
        assert.equal(problem?.leg, 'history');
    });

    for (const [signal, by] of [
        ['SIGINT', 'Ctrl-C'],
        ['SIGTERM', 'the time limit of a job']
    ] as const) {
        test(`stopped by ${by} while it waits: the conversation is ended, and undo knows what it left`, () =>
            stopped(signal));
    }

    async function stopped(signal: NodeJS.Signals): Promise<void> {
        const { org, stateFolder } = trial.connection;
        const open = async () => (await org.query("SELECT Id FROM MessagingSession WHERE Status != 'Ended'")).length;
        for (const { Id } of await org.query<{ Id: string }>('SELECT Id FROM MessagingSession')) {
            await org.delete('MessagingSession', Id);
        }
        await trial.bots.cognigy.setFault({ kind: 'slow', ms: 15_000, only: '/conversations' });
        const where = ['--instance-url', trial.org.instanceUrl, '--config', trial.configFile, '--state', stateFolder];
        const run = spawn(process.execPath, ['scripts/setup/main.ts', 'test-handoff', '--json', ...where], {
            env: { ...process.env, ...trial.environment },
            stdio: ['ignore', 'pipe', 'inherit']
        });
        const ended = once(run, 'exit');
        let out = '';
        run.stdout.on('data', (text: Buffer) => (out += text.toString()));
        while ((await open()) === 0) await delay(50);
        run.kill(signal);
        assert.deepEqual(await ended, [130, null]);
        await trial.bots.cognigy.setFault(null);
        const { error } = JSON.parse(out) as { error: { remedy: string } };
        assert.deepEqual([error.remedy, await open()], ['The test conversation was ended.', 0]);
        const [session] = await org.query<{ Id: string }>('SELECT Id FROM MessagingSession');
        const { tests = [] } = Journal.open(stateFolder, trial.org.orgId).data;
        assert.ok(tests.some(({ id }) => id === session?.Id));
    }

    test('a page in the place of the API', async () => {
        let tokens = 0;
        // The first one asks whether the deployment is published.
        answering((_, url) => (/access-token$/.test(url) && tokens++ > 0 ? new Response('<html>') : undefined));
        assert.match(
            (await tested(trial)).problem?.message ?? '',
            /answered something that is not JSON. Is the url right/
        );
    });

    test('an agent of the queue whom the setup file does not name takes it: it got there', async () => {
        const owner = '005000000000XYZ';
        answering((_, url) => {
            if (/SELECT OwnerId/.test(url)) return rowsOf({ OwnerId: owner, Owner: { Name: 'Ada' } });
            return /FROM AgentWork/.test(url) ? rowsOf({ UserId: `${owner}AAA` }) : undefined;
        });
        const { problem, legs } = await tested(trial);
        assert.equal(problem, undefined);
        assert.equal(legs.find(({ name }) => name === 'queue reached')?.found, 'agent Ada');
    });

    test('a bot that is down: the conversation is tried all the same, and the history says so', async () => {
        await trial.bots.cognigy.setFault({ kind: 'status', status: 503 });
        const { problem } = await tested(trial);
        await trial.bots.cognigy.setFault(null);
        assert.deepEqual([problem?.leg, problem?.message], ['history', 'UNAVAILABLE (HTTP 503)']);
    });
});

describe('through a Case', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('sendbird', { isSmall: true });
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    const statuses = async () =>
        (await trial.connection.org.query('SELECT Status FROM Case')).map(({ Status }) => Status);

    test('one that another owner gets is closed, and what to look at is said', async () => {
        answering((_, url) =>
            /SELECT OwnerId/.test(url) ? rowsOf({ OwnerId: '00G000000000XYZ', Owner: { Name: 'Tier 3' } }) : undefined
        );
        const { problem } = await tested(trial);
        assert.equal(problem?.leg, 'queue reached');
        assert.match(problem.message, /belongs to Tier 3/);
        assert.match(problem.remedy ?? '', /flows and triggers of Case/);
        assert.deepEqual(await statuses(), ['Closed']);
    });

    test('an org of another language: closed by its own word; its assignment rules are left out', async () => {
        const rules: unknown[] = [];
        answering((method, url, { headers }) => {
            if (/^(?:POST|PATCH)$/.test(method) && url.includes('/sobjects/Case')) {
                rules.push(new Headers(headers).get('sforce-auto-assign'));
            }
            return /FROM CaseStatus/.test(url) ? rowsOf({ ApiName: 'Geschlossen' }) : undefined;
        });
        assert.equal((await tested(trial)).problem, undefined);
        assert.deepEqual([rules, (await statuses()).includes('Geschlossen')], [['FALSE', 'FALSE'], true]);
    });
});
