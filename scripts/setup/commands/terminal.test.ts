/** `apply` and `undo` as a person meets them on a terminal: secrets, the plan, yes and no, progress, Ctrl-C. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { temporaryFolder } from '../../temporary-folder.ts';
import { keys, lacksTerminal, TerminalSession } from '../../../tests/setup/terminal-session.ts';
import { contentsOf } from '../../../tests/setup/trial-snapshot.ts';
import { secretValues, startTrial, type Trial } from '../../../tests/setup/trial.ts';

const secret = secretValues.cognigyApiKey;

describe('apply and undo on a terminal', { skip: lacksTerminal() ?? false }, () => {
    let trial: Trial;
    const { path: folder } = temporaryFolder('setup-terminal-');
    const open: TerminalSession[] = [];
    before(async () => {
        trial = await startTrial('cognigy-messaging');
    });
    afterEach(() => {
        for (const session of open.splice(0)) {
            session.kill();
            assert.ok(!session.written.includes(secret), 'the secret reached the terminal');
            assert.ok(!session.written.includes(trial.org.accessToken));
        }
    });
    after(() => trial.close());

    function start(command: string, ...more: string[]): TerminalSession {
        const session = new TerminalSession(
            [
                'scripts/require-node.cjs',
                'scripts/setup/main.ts',
                command,
                '--instance-url',
                trial.org.instanceUrl,
                '--config',
                'config/handoff.cognigy-messaging.yaml',
                '--state',
                folder,
                ...more
            ],
            { SETUP_ACCESS_TOKEN: trial.org.accessToken }
        );
        open.push(session);
        return session;
    }

    test('the secret is asked for once, in stars; an empty one at once again; no applies nothing', async () => {
        const untouched = contentsOf(trial.org);
        const run = start('apply');
        await run.answer('API key of the Cognigy.AI user', keys.enter);
        await run.answer('Wanted: the secret', secret);
        await run.shows(`user ${'*'.repeat(secret.length)}`);
        assert.doesNotMatch(run.screen(), /toggle/);
        run.press(keys.enter);
        const screen = await run.shows('Apply this? (y/N)');
        assert.equal(screen.match(/API key of the Cognigy\.AI user/g)?.length, 1);
        assert.doesNotMatch(screen, /Warning/);
        assert.match(
            screen,
            /\+ Queue Bot_Handoff_Fallback, Bot_Handoff_Queue[\s\S]*changes in the org, 2 at the bots\./
        );
        run.press(keys.enter);
        assert.equal((await run.end()).exitCode, 130);
        assert.match(run.screen(), /✔ Apply this\? No\nNothing was changed\.$/);
        assert.deepEqual(contentsOf(trial.org), untouched);
    });

    test('Ctrl-C at the secret and at the question: exit 130, no stack', async () => {
        const atSecret = start('apply');
        await atSecret.answer('API key of the Cognigy.AI user', 'made', keys.ctrlC);
        assert.equal((await atSecret.end()).exitCode, 130);
        assert.match(atSecret.screen(), /Stopped; nothing more was changed\.$/);
        const atQuestion = start('apply');
        await atQuestion.answer('API key of the Cognigy.AI user', secret, keys.enter);
        await atQuestion.answer('Apply this?', keys.ctrlC);
        assert.equal((await atQuestion.end()).exitCode, 130);
        for (const { screen, showsCursor } of [atSecret, atQuestion].map((run) => ({
            screen: run.screen(),
            showsCursor: run.showsCursor
        }))) {
            assert.doesNotMatch(screen, /\n +at /);
            assert.ok(showsCursor);
        }
    });

    test('a wrong key: words, no progress, exit 1', async () => {
        const run = start('apply');
        await run.answer('API key of the Cognigy.AI user', 'another-made-up-key', keys.enter);
        assert.equal((await run.end()).exitCode, 1);
        assert.match(run.screen(), /cognigy-messaging: .*401/);
        assert.doesNotMatch(run.screen(), /\n +at |Apply this|another-made-up-key/);
    });

    test('Ctrl-C while it works: exit 130, the screen in order, and the same command goes on to the end', async () => {
        const stopped = start('apply');
        await stopped.answer('API key of the Cognigy.AI user', secret, keys.enter);
        await stopped.answer('Apply this?', 'y', keys.enter);
        await stopped.shows(/✔ Settings/);
        stopped.press(keys.ctrlC);
        assert.equal((await stopped.end()).exitCode, 130);
        assert.match(
            stopped.screen(),
            /✔ Settings[\s\S]*◼ Bot side[\s\S]*Stopped\.\nWhat is done stays done: the same command goes on from there\.$/
        );
        assert.ok(stopped.showsCursor);

        const second = start('apply');
        await second.answer('API key of the Cognigy.AI user', secret, keys.enter);
        const plan = await second.shows('Apply this?');
        assert.doesNotMatch(plan, /\+ Settings/);
        second.press('y', keys.enter);
        assert.equal((await second.end()).exitCode, 0);
        const screen = second.screen();
        assert.match(
            screen,
            /✔ Package Bot Handoff\n[\s\S]*✔ Bot side: cognigy-messaging \(Cognigy\)\nBoth sides are set up\./
        );
        assert.match(screen, /Left for a person[\s\S]*Next: npm run setup -- doctor --instance-url http/);
        assert.doesNotMatch(screen, /⠋|◼/);
    });

    test('a second apply has nothing to ask but the secret; undo asks, and takes all back', async () => {
        const again = start('apply');
        await again.answer('API key of the Cognigy.AI user', secret, keys.enter);
        assert.equal((await again.end()).exitCode, 0);
        assert.match(again.screen(), /\nNothing to do\./);

        const declined = start('undo');
        await declined.answer('API key of the Cognigy.AI user', secret, keys.enter);
        await declined.answer('Undo this? (y/N)', keys.enter);
        assert.equal((await declined.end()).exitCode, 130);
        assert.equal(trial.org.metadata.component('Queue', 'Bot_Handoff_Queue') !== undefined, true);

        const undone = start('undo');
        await undone.answer('API key of the Cognigy.AI user', secret, keys.enter);
        await undone.answer('Undo this? (y/N)', 'y', keys.enter);
        assert.equal((await undone.end()).exitCode, 0);
        assert.match(undone.screen(), /✔ Omni-Channel: routing, queues, presence\nUndone\.\nWhat stays/);
        assert.equal(trial.org.metadata.component('Queue', 'Bot_Handoff_Queue'), undefined);
    });
});
