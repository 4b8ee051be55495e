import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, test } from 'node:test';

import { deployFiles } from '../salesforce/deploy.ts';
import { JournalError } from './run/journal.ts';
import { applySetup, planSetup, type SetupTask } from './setup.ts';
import { snapshot, startTrial, type Trial } from './trial.ts';
import { undoSetup } from './undo.ts';

const broken = new Error('the test stops here');

/** Runs tasks up to a number of them, then stops as a killed process would. */
function stoppingAfter(count: number) {
    return async (tasks: SetupTask[]) => {
        let done = 0;
        for (const task of tasks) {
            if (done === count) throw broken;
            await task.run(() => undefined);
            done += 1;
        }
    };
}

type Call = { url: string; method: string; isWrite: boolean };

/**
 * Breaks the network at calls that the test picks: before they leave, or after they were answered and done.
 *
 * @returns mends it
 */
function breakNetwork(picks: (call: Call, index: number) => 'refuse' | 'lose' | undefined): () => void {
    const original = globalThis.fetch;
    let index = 0;
    globalThis.fetch = async (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        const method = init?.method ?? 'GET';
        const isRead =
            method === 'GET' || /retrieve/i.test(typeof init?.body === 'string' ? init.body.slice(0, 4000) : '');
        const how = picks({ url, method, isWrite: !isRead }, index++);
        const failure = () =>
            new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
        if (how === 'refuse') throw failure();
        const response = await original(input, init);
        if (how !== 'lose') return response;
        await response.arrayBuffer();
        throw failure();
    };
    return () => {
        globalThis.fetch = original;
    };
}

describe('interrupted runs', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging');
    });
    after(() => trial.close());

    test('stopped after each step and run again: each run goes on, and the end is the same', async () => {
        const orgBefore = snapshot(trial.org);
        const { org } = await planSetup(trial.config, trial.connection);
        let runs = 0;
        for (; runs <= org.length + 4; runs += 1) {
            try {
                await applySetup(trial.config, trial.connection, { runTasks: stoppingAfter(1) });
                break;
            } catch (error) {
                assert.equal(error, broken);
            }
        }
        // Each run did one step; reading back and the bot are steps too.
        assert.ok(runs >= org.length, `${runs} runs for ${org.length} steps`);
        assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
        for (let undone = false; !undone;) {
            try {
                await undoSetup(trial.config, trial.connection, { runTasks: stoppingAfter(3) });
                undone = true;
            } catch (error) {
                assert.equal(error, broken);
                runs += 1;
                assert.ok(runs < 60, 'undo does not end');
            }
        }
        assert.deepEqual(snapshot(trial.org), orgBefore);
    });

    test('the answer to each writing call gets lost: run again, and nothing is there twice', async () => {
        let runs = 0;
        for (let isDone = false; !isDone; runs += 1) {
            assert.ok(runs < 60, 'it does not end');
            let isHit = false;
            const mend = breakNetwork(({ isWrite, url }) => {
                // Asking the Messaging API whether it knows the deployment is no write, and has its own test below.
                if (isHit || !isWrite || url.includes('/iamessage/')) return undefined;
                isHit = true;
                return 'lose';
            });
            try {
                await applySetup(trial.config, trial.connection);
                isDone = !isHit;
            } catch (error) {
                assert.ok(isHit, String(error));
            } finally {
                mend();
            }
        }
        assert.ok(runs > 12, `${runs} runs`);
        assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
        const held = snapshot(trial.org);
        assert.equal(held['GroupMember']?.length, 2);
        assert.equal(held['PresenceUserConfigUser']?.length, 1);
    });

    test('the network refuses each call of a plan in turn: an error in words, and nothing changes', async () => {
        const held = snapshot(trial.org);
        let calls = 1;
        for (let index = 0; index < calls; index += 1) {
            let count = 0;
            const mend = breakNetwork((_, at) => {
                count = at + 1;
                return at === index ? 'refuse' : undefined;
            });
            try {
                await assert.rejects(planSetup(trial.config, trial.connection), (error: Error) => {
                    assert.match(error.message, /cannot be reached|ECONNRESET|fetch failed|no answer/i);
                    return true;
                });
            } catch (error) {
                // Vendors' sides try again by themselves: then the plan comes out, and is empty.
                if (!/Missing expected rejection/.test(String(error))) throw error;
            } finally {
                mend();
            }
            calls = Math.max(calls, count + 1);
            if (count <= index) break;
        }
        assert.ok(calls > 10);
        assert.deepEqual(snapshot(trial.org), held);
    });
});

describe('others at the same time', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('sendbird');
    });
    after(() => trial.close());

    test('a second run of the same folder is kept out while the first works', async () => {
        let refused: unknown;
        await applySetup(trial.config, trial.connection, {
            runTasks: async (tasks) => {
                refused = await applySetup(trial.config, trial.connection).catch((error: unknown) => error);
                await stoppingAfter(tasks.length)(tasks);
            }
        });
        assert.ok(refused instanceof JournalError);
        assert.match(refused.message, /Another run works on this org \(process \d+\)/);
    });

    test('two runs from two machines end in the same org', async () => {
        await undoSetup(trial.config, trial.connection);
        const [one, other] = [await trial.another(), await trial.another()];
        await Promise.all([applySetup(trial.config, one), applySetup(trial.config, other)]);
        assert.equal((await planSetup(trial.config, one)).isEmpty, true);
        assert.equal((await planSetup(trial.config, other)).isEmpty, true);
        assert.equal(snapshot(trial.org)['GroupMember']?.length, 2);
        await undoSetup(trial.config, one);
        await undoSetup(trial.config, other);
    });

    test('a token that expires half-way: said in words; with a new one the run goes on', async () => {
        const accessToken = trial.org.openSession(trial.org.adminUserId);
        const connection = await trial.another({ accessToken, stateFolder: trial.connection.stateFolder });
        const revoke = async (tasks: SetupTask[]) => {
            for (const [index, task] of tasks.entries()) {
                if (index === 2) {
                    await fetch(new URL('/services/oauth2/revoke', trial.org.instanceUrl), {
                        method: 'POST',
                        headers: { 'content-type': 'application/x-www-form-urlencoded' },
                        body: new URLSearchParams({ token: accessToken })
                    });
                }
                await task.run(() => undefined);
            }
        };
        await assert.rejects(applySetup(trial.config, connection, { runTasks: revoke }), {
            errorCode: 'INVALID_SESSION_ID'
        });
        await applySetup(trial.config, trial.connection);
        assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
    });

    test('what an admin changed by hand is shown before it is overwritten, and stays where "keep" names it', async () => {
        const queue = (label: string) =>
            `<?xml version="1.0" encoding="UTF-8"?><Queue xmlns="http://soap.sforce.com/2006/04/metadata"><doesSendEmailToMembers>false</doesSendEmailToMembers><name>${label}</name><queueRoutingConfig>Bot_Handoff_Routing</queueRoutingConfig><queueSobject><sobjectType>Case</sobjectType></queueSobject></Queue>`;
        const outcome = await deployFiles(trial.connection.org, {
            'package.xml':
                '<?xml version="1.0" encoding="UTF-8"?><Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>Bot_Handoff_Queue</members><name>Queue</name></types><version>66.0</version></Package>',
            'queues/Bot_Handoff_Queue.queue': queue('Our own label')
        });
        assert.equal(outcome.success, true);
        const plan = await planSetup(trial.config, trial.connection);
        assert.deepEqual(
            plan.org.map(({ id, items }) => [id, items]),
            [
                [
                    'deploy:omni',
                    [
                        {
                            action: 'update',
                            what: 'Queue Bot_Handoff_Queue',
                            fields: [{ name: 'name', from: 'Our own label', to: 'Bot Handoff Queue' }],
                            isOverwrite: true
                        }
                    ]
                ]
            ]
        );
        const keeping = { ...trial.config, keep: ['Queue:Bot_Handoff_Queue'] };
        const kept = await planSetup(keeping, trial.connection);
        assert.equal(kept.isEmpty, true);
        assert.deepEqual(
            kept.kept.map(({ what }) => what),
            ['Queue Bot_Handoff_Queue']
        );
        await applySetup(trial.config, trial.connection);
        assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
    });

    test('undo leaves fields that hold data, and says so; --delete-data removes them', async () => {
        await trial.connection.org.insert('Case', { Subject: 'A real one', Bot_Provider__c: 'Sendbird' });
        const { left } = await undoSetup(trial.config, trial.connection);
        const fields = left.filter(({ what }) => what.startsWith('CustomField Case.'));
        assert.equal(fields.length, 8);
        assert.match(fields[0]?.why ?? '', /1 records of Case hold handoff data; --delete-data/);
        await undoSetup(trial.config, trial.connection, { deleteData: true });
        assert.deepEqual(snapshot(trial.org)['CustomField'], []);
    });
});

test('a process that is killed, again and again, at every step that it shows', { timeout: 300_000 }, async () => {
    const trial = await startTrial('sendbird');
    try {
        let kills = 0;
        for (;;) {
            const wasKilled = await applyAndKill(trial);
            if (!wasKilled) break;
            kills += 1;
            assert.ok(kills < 20, 'it does not end');
        }
        assert.ok(kills >= 6, `${kills} kills`);
        assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
    } finally {
        await trial.close();
    }
});

/** Starts `apply`, and kills it when it says that its first step is through. @returns false where it had nothing to do */
function applyAndKill({ org, connection, environment }: Trial): Promise<boolean> {
    return new Promise((resolve, reject) => {
        const child = spawn(
            process.execPath,
            [
                'scripts/setup/main.ts',
                'apply',
                '--yes',
                '--config',
                'config/handoff.sendbird.yaml',
                '--instance-url',
                org.instanceUrl,
                '--state',
                connection.stateFolder
            ],
            { env: { ...process.env, ...environment, NO_COLOR: '1' } }
        );
        let text = '';
        const watch = (chunk: Buffer) => {
            text += chunk.toString();
            if (/\[COMPLETED\]|✔/.test(text)) child.kill('SIGKILL');
        };
        child.stderr.on('data', watch);
        child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
        child.on('error', reject);
        child.on('close', (code, signal) => {
            if (signal === 'SIGKILL') resolve(true);
            else if (code === 0 && text.includes('Nothing to do.')) resolve(false);
            else if (code === 0) resolve(true);
            else reject(new Error(`apply ended with ${String(code)}: ${text}`));
        });
    });
}
