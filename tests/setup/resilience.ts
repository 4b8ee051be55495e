/**
 * Runs that do not come to their end: stopped after every step, the network gone at every request,
 * a token that no longer counts. Each time: words and an exit code, no lie in the journal; and the same
 * command, run again, brings it to the end. Of undo, too.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { failureOf } from '../../scripts/setup/commands/failure.ts';
import type { Connector } from '../../scripts/setup/provider-setup.ts';
import { exitCodes } from '../../scripts/setup/run/error.ts';
import type { JournalData } from '../../scripts/setup/run/journal.ts';
import type { SetupTask } from '../../scripts/setup/run/tasks.ts';
import { applySetup, planSetup } from '../../scripts/setup/setup.ts';
import { breakNetwork, type Failure } from './trial-network.ts';
import { botContents, contentsOf, featuresThatStay, withoutLeft, type OrgContents } from './trial-snapshot.ts';
import { secretValues, startTrial, type Trial } from './trial.ts';
import { undoSetup } from '../../scripts/setup/undo.ts';

const failures: Failure[] = ['refuse', 'lose', 'half', '503'];
const mostRuns = 200;

const broken = new Error('the test stops here');

/** Runs the first task, then stops as a killed process would. */
async function onlyFirst([first, ...others]: SetupTask[]): Promise<void> {
    await first?.run(() => undefined);
    if (others.length > 0) throw broken;
}

/**
 * The tests of one connector.
 *
 * @param place which kind of failure comes first: the connectors take turns, so that all kinds come at all requests
 */
export function testResilience(connector: Connector, place: number): void {
    describe(connector, () => {
        let trial: Trial;
        let orgBefore: OrgContents;
        let botsBefore: unknown;

        before(async () => {
            trial = await startTrial(connector, { webhookUrl: 'https://hooks.example.com/sendbird', isSmall: true });
            await setWebhookByHand(trial);
            orgBefore = contentsOf(trial.org);
            botsBefore = await botContents(trial.bots);
        });
        after(() => trial.close());

        async function assertSetUp(): Promise<void> {
            const { isEmpty, org, bots } = await planSetup(trial.config, trial.connection);
            assert.ok(isEmpty, JSON.stringify([org, bots]));
            const { records } = contentsOf(trial.org);
            assert.equal(Object.keys(records['GroupMember'] ?? {}).length, 2, 'one member in each queue');
            const [providers, nodes] = (await botContents(trial.bots)) as [{ items: [] }, { type: string }[]];
            const isCognigy = connector.startsWith('cognigy');
            assert.equal(providers.items.length, isCognigy ? 1 : 0);
            assert.equal(nodes.filter(({ type }) => /handover/.test(type)).length, isCognigy ? 1 : 0);
        }

        /** Undoes what there is, as often as it takes. */
        async function assertUndone(): Promise<void> {
            const { left } = await undoSetup(trial.config, trial.connection);
            await assertAsBefore(left);
        }

        async function assertAsBefore(left: Awaited<ReturnType<typeof undoSetup>>['left']): Promise<void> {
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
            assert.deepEqual(await botContents(trial.bots), botsBefore);
            const features = [...left, ...featuresThatStay];
            assert.deepEqual(withoutLeft(contentsOf(trial.org), features), withoutLeft(orgBefore, features));
        }

        test('stopped after each step and run again: each run goes on, and undo does likewise', async () => {
            const { org } = await planSetup(trial.config, trial.connection);
            const runs = await untilDone(applySetup, trial);
            // Each run does one step; reading back and the bot are steps too.
            assert.ok(runs > org.length, `${runs} runs for ${org.length} steps`);
            await assertSetUp();
            await untilDone(undoSetup, trial);
            await assertAsBefore([]);
        });

        test('the network fails at each request of apply: words, exit code 5, and the next run goes on', async () => {
            const hits = await breakEach(trial, place, (runTasks) =>
                applySetup(trial.config, trial.connection, { runTasks })
            );
            assert.ok(hits.size > 30, [...hits].join('\n'));
            await assertSetUp();
        });

        test('the network fails at each request of undo: likewise', async () => {
            // Reading both sides is the same as for apply.
            const hits = await breakEach(
                trial,
                place + 1,
                (runTasks) => undoSetup(trial.config, trial.connection, { runTasks }),
                (step) => step !== 'reading'
            );
            assert.ok(hits.size > 10, [...hits].join('\n'));
            await assertAsBefore([]);
        });

        test('a token that no longer counts, early, late, and at the bot: said in words; with a new one the run goes on', async () => {
            const hits = new Set<string>();
            for (let isDone = false; !isDone;) {
                assert.ok(hits.size < mostRuns, 'it does not end');
                const accessToken = trial.org.openSession(trial.org.adminUserId);
                const connection = await trial.another({ accessToken, stateFolder: trial.connection.stateFolder });
                const revoked: string[] = [];
                const runTasks = async (tasks: SetupTask[]) => {
                    for (const task of tasks) {
                        const isMeant = /^(?:deploy:core|secrets$|queues$|bot:)/.test(task.id);
                        if (isMeant && revoked.length === 0 && !hits.has(task.id)) {
                            hits.add(task.id);
                            revoked.push(task.id);
                            await (task.id.startsWith('bot:') ? revokeKeys(trial) : revoke(trial, accessToken));
                        }
                        await task.run(() => undefined);
                    }
                };
                try {
                    await applySetup(trial.config, connection, { runTasks });
                    isDone = revoked.length === 0;
                } catch (error) {
                    const [at] = revoked;
                    assert.ok(at !== undefined, String(error));
                    const { exitCode, message } = failureOf(error, connection.secrets);
                    assert.equal(exitCode, exitCodes.failed);
                    const wanted = at.startsWith('bot:')
                        ? /API key is missing or not valid|Invalid API token/
                        : /The org no longer takes this session|Session expired or invalid/;
                    assert.match(message, wanted);
                    assertHonest(trial);
                    assert.ok(!message.includes(accessToken));
                } finally {
                    await Promise.all(bots(trial).map((bot) => bot.setFault(null)));
                }
            }
            assert.equal(hits.size, 4);
            await assertSetUp();
            await assertUndone();
        });
    });
}

const bots = (trial: Trial) => [trial.bots.cognigy, trial.bots.watsonx, trial.bots.sendbird];

const revokeKeys = (trial: Trial) =>
    Promise.all(bots(trial).map((bot) => bot.setFault({ kind: 'expiredToken' }))).then(() => undefined);

async function revoke({ org }: Trial, token: string): Promise<void> {
    await fetch(new URL('/services/oauth2/revoke', org.instanceUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token })
    });
}

/** Runs it, stopped after each step, until it comes through. @returns how often that took */
async function untilDone(command: typeof applySetup | typeof undoSetup, trial: Trial): Promise<number> {
    for (let runs = 1; ; runs += 1) {
        assert.ok(runs < mostRuns, 'it does not end');
        try {
            await command(trial.config, trial.connection, { runTasks: onlyFirst });
            return runs;
        } catch (error) {
            if (error !== broken) throw error;
            assertHonest(trial);
        }
    }
}

/**
 * Runs it again and again, each time with another request failing, until one run is left in peace.
 *
 * @param offset which failure comes first
 * @returns the requests that failed, with the step that they belong to
 */
async function breakEach(
    trial: Trial,
    offset: number,
    start: (runTasks: (tasks: SetupTask[]) => Promise<void>) => Promise<unknown>,
    isMeant: (step: string) => boolean = () => true
): Promise<Set<string>> {
    const hits = new Set<string>();
    for (;;) {
        assert.ok(hits.size < mostRuns, 'it does not end');
        let step = 'reading';
        let hit: { at: string; how: Failure } | undefined;
        const seen = new Map<string, number>();
        const mend = breakNetwork(trial, ({ what, isBot, isWrite }) => {
            const at = `${step}: ${what}`;
            // A vendor's request is tried again at once: it fails all the time then.
            if (hit) return isBot && hit.at === at ? hit.how : undefined;
            const count = (seen.get(at) ?? 0) + 1;
            seen.set(at, count);
            if (hits.has(`${at} ${count}`) || !isMeant(step)) return undefined;
            hits.add(`${at} ${count}`);
            // A vendor's write whose answer is lost is looked for, and then there: tests of that side show it.
            const kinds: Failure[] = isBot && isWrite ? ['refuse', '503'] : failures;
            hit = { at, how: kinds[(hits.size + offset) % kinds.length] as Failure };
            return hit.how;
        });
        try {
            await start(async (tasks) => {
                for (const task of tasks) {
                    // It was sat out: the next run goes on here, with the requests that come now.
                    if (hit) throw broken;
                    step = task.id;
                    await task.run(() => undefined);
                }
            });
            if (!hit) return hits;
        } catch (error) {
            assert.ok(hit, String(error));
            if (error !== broken) assertSaid(error, trial, `${hit.how} at ${hit.at}`);
            assertHonest(trial);
        } finally {
            mend();
        }
    }
}

function assertSaid(error: unknown, trial: Trial, where: string): void {
    const { exitCode, message } = failureOf(error, trial.connection.secrets);
    assert.equal(exitCode, exitCodes.unreachable, `${where}: ${message}`);
    assert.match(message, /cannot be reached|answered (?:HTTP )?503|HTTP 503/, where);
    for (const secret of [...Object.values(secretValues), trial.org.accessToken]) {
        assert.ok(!message.includes(secret), where);
    }
}

/** What the journal says of the org is so, and nothing but the journal is left behind. */
function assertHonest({ connection, org }: Trial): void {
    const file = join(connection.stateFolder, `${org.orgId}.json`);
    assert.deepEqual(
        readdirSync(connection.stateFolder).filter((name) => name !== `${org.orgId}.json`),
        []
    );
    if (!existsSync(file)) return;
    const journal = JSON.parse(readFileSync(file, 'utf8')) as JournalData;
    const present = new Map<string, Set<string>>();
    for (const [key, { applied }] of Object.entries(journal.units)) {
        const [type = '', fullName = ''] = key.split(/:(.*)/s);
        const names = present.get(type) ?? new Set(org.metadata.list(type).map((component) => component.fullName));
        present.set(type, names);
        if (applied !== undefined) assert.ok(names.has(fullName), `${key} is said to be deployed`);
    }
    for (const name of Object.keys(journal.credentials)) assert.ok(name.startsWith('Bot_'));
    if (journal.published !== undefined) assert.ok(org.metadata.isPublished('Bot_Handoff_Client'));
}

/** Somebody's own settings, which undo has to bring back. */
async function setWebhookByHand({ bots: { sendbird } }: Trial): Promise<void> {
    const response = await fetch(`${sendbird.url}/v3/ai_agent/settings/webhook`, {
        method: 'PUT',
        headers: { 'api-token': secretValues.sendbirdApiToken, 'content-type': 'application/json' },
        body: JSON.stringify({ enabled: true, url: 'https://before.example.com/', category_subscriptions: [] })
    });
    assert.ok(response.ok, await response.text());
}
