/** Others at work on the same org: a second run, an admin, a process that is killed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, test } from 'node:test';

import { deployFiles } from '../salesforce/deploy.ts';
import { failureOf } from './commands/failure.ts';
import { testHandoff } from './doctor/test-handoff.ts';
import type { Connector } from './provider-setup.ts';
import { exitCodes } from './run/error.ts';
import { JournalError } from './run/journal.ts';
import type { SetupTask } from './run/tasks.ts';
import { applySetup, planSetup } from './setup.ts';
import { botContents, contentsOf } from '../../tests/setup/trial-snapshot.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

const countOf = (trial: Trial, object: string) => Object.keys(contentsOf(trial.org).records[object] ?? {}).length;

describe('others at the same time', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('sendbird', { isSmall: true });
    });
    after(() => trial.close());

    test('a second run of the same folder is kept out while the first works', async () => {
        const refused: unknown[] = [];
        await applySetup(trial.config, trial.connection, {
            runTasks: async (tasks: SetupTask[]) => {
                for (const command of [applySetup, undoSetup, testHandoff]) {
                    await command(trial.config, trial.connection).catch((error: unknown) => refused.push(error));
                }
                for (const task of tasks) await task.run(() => undefined);
            }
        });
        assert.equal(refused.length, 3);
        for (const error of refused) {
            assert.ok(error instanceof JournalError);
            assert.match(error.message, /Another run works on this org \(process \d+\)/);
            assert.equal(failureOf(error, trial.connection.secrets).exitCode, exitCodes.busy);
        }
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

    test('a slip of the pen in "keep" does not go by in silence: another case is refused, another name is told', async () => {
        const keeping = (key: string) => planSetup({ ...trial.config, keep: [key] }, trial.connection);
        await assert.rejects(keeping('Queue:bot_handoff_queue'), {
            message: 'keep[0]: Queue:bot_handoff_queue is written Queue:Bot_Handoff_Queue.',
            exitCode: exitCodes.usage
        });
        assert.match((await keeping('Queue:Bot_Handof_Queue')).notes.join(), /names Queue:Bot_Handof_Queue, which/);
        assert.deepEqual((await keeping('Queue:Bot_Handoff_Queue')).notes, []);
    });

    test('what "keep" names and the org does not have, as with a setup file of another org, is told before anything is done', async () => {
        const keep = ['Queue:Bot_Handoff_Queue'];
        const before = contentsOf(trial.org);
        for (const command of [planSetup, applySetup]) {
            const other = { ...trial.config.queue, name: 'Refunds' };
            const config = { ...trial.config, queue: other, keep: [...keep, 'Queue:Refunds'] };
            await assert.rejects(command(config, trial.connection), {
                message: 'keep[1]: the org has no Queue Refunds, and the setup needs it.',
                remedy: /^Take it from keep/,
                exitCode: exitCodes.usage
            });
        }
        assert.deepEqual(contentsOf(trial.org), before);
    });

    test('a queue or provider in another case than the org writes it is told; a group is found all the same', async () => {
        const queue = { ...trial.config.queue, name: 'bot_handoff_queue' };
        await assert.rejects(applySetup({ ...trial.config, queue }, trial.connection), {
            message: 'queue.name: the org writes the queue bot_handoff_queue as Bot_Handoff_Queue.',
            exitCode: exitCodes.usage
        });
        const connectors = trial.config.connectors.map((entry) => ({ ...entry, provider: 'sendbird' }));
        await assert.rejects(applySetup({ ...trial.config, connectors }, trial.connection), {
            message: 'connectors[0].provider: apply made the provider sendbird as Sendbird.',
            exitCode: exitCodes.usage
        });
        const { org } = trial.connection;
        const id = await org.insert('Group', { Name: 'Help', DeveloperName: 'Help_Desk', Type: 'Regular' });
        const agents = { ...trial.config.agents, groups: ['help_desk'] };
        const { org: steps } = await planSetup({ ...trial.config, agents }, trial.connection);
        assert.deepEqual(
            steps.flatMap(({ items }) => items.map(({ what }) => what)),
            ['group help_desk in Bot_Handoff_Queue', 'group help_desk in Bot_Handoff_Fallback']
        );
        await org.delete('Group', id);
    });

    test('undo leaves fields that hold data, and says so; --delete-data removes them', async () => {
        await trial.connection.org.insert('Case', { Subject: 'A real one', Bot_Provider__c: 'Sendbird' });
        const { left } = await undoSetup(trial.config, trial.connection);
        const fields = left.filter(({ what }) => what.startsWith('CustomField Case.'));
        assert.equal(fields.length, 8);
        assert.match(fields[0]?.why ?? '', /handoff data of Case, in 1 record: --delete-data/);
        await undoSetup(trial.config, trial.connection, { deleteData: true });
        const { components } = contentsOf(trial.org);
        assert.deepEqual(
            Object.keys(components).filter((path) => path.startsWith('objects/')),
            []
        );
    });
});

for (const connector of ['cognigy-messaging', 'cognigy-chat', 'watsonx', 'sendbird'] satisfies Connector[]) {
    test(`${connector}: two runs from two machines end in the same org, nothing in it twice`, async () => {
        const trial = await startTrial(connector, { isSmall: true });
        try {
            const machines = [await trial.another(), await trial.another()];
            const runs = await Promise.allSettled(machines.map((machine) => applySetup(trial.config, machine)));
            for (const [index, run] of runs.entries()) {
                const machine = machines[index];
                assert.ok(machine);
                if (run.status === 'rejected') {
                    const { message, remedy } = failureOf(run.reason, machine.secrets);
                    assert.ok(message.length > 20 && remedy !== undefined, message);
                    await applySetup(trial.config, machine);
                }
            }
            for (const machine of machines) {
                const { isEmpty, org, bots } = await planSetup(trial.config, machine);
                assert.ok(isEmpty, JSON.stringify([org, bots]));
            }
            assert.equal(countOf(trial, 'GroupMember'), 2);
            const [providers, nodes] = (await botContents(trial.bots)) as [{ items: [] }, { type: string }[]];
            const wanted = connector.startsWith('cognigy') ? 1 : 0;
            assert.equal(providers.items.length, wanted);
            assert.equal(nodes.filter(({ type }) => /handover/.test(type)).length, wanted);
            for (const machine of machines) await undoSetup(trial.config, machine);
            assert.equal(countOf(trial, 'GroupMember'), 0);
        } finally {
            await trial.close();
        }
    });
}

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

/** Kills its own process as soon as that says that a step is through: nobody else is as quick on every machine. */
const killsItself = `data:text/javascript,${encodeURIComponent(`
    const { write } = process.stderr;
    process.stderr.write = function (chunk, ...rest) {
        const isWritten = write.call(this, chunk, ...rest);
        if (/\\[COMPLETED\\]|✔/.test(String(chunk))) process.kill(process.pid, 'SIGKILL');
        return isWritten;
    };`)}`;

/**
 * Starts `apply`, which is killed when it says that its first step is through.
 *
 * @returns false where it had nothing to do
 */
function applyAndKill({ org, connection, environment }: Trial): Promise<boolean> {
    return new Promise((resolve, reject) => {
        const child = spawn(
            process.execPath,
            [
                '--import',
                killsItself,
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
        for (const stream of [child.stderr, child.stdout]) {
            stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        }
        child.on('error', reject);
        child.on('close', (code, signal) => {
            if (signal === 'SIGKILL') resolve(true);
            else if (code === 0 && text.includes('Nothing to do.')) resolve(false);
            else reject(new Error(`apply ended with ${String(code)}: ${text}`));
        });
    });
}
