/** `init` as a person meets it: on a pseudo-terminal, from the first question to the written file. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { keys, lacksTerminal, TerminalSession } from '../../../tests/setup/terminal-session.ts';
import { startTrial } from '../../../tests/setup/trial.ts';
import { answerWatsonx, flowId, mark, projectId, Runs, written } from '../../../tests/setup/init-runs.ts';

const skip = lacksTerminal() ?? false;

describe('init on a fresh org', { skip }, () => {
    let runs: Runs;
    before(async () => {
        runs = new Runs(await startTrial('cognigy-messaging'));
    });
    afterEach(() => runs.clear());
    after(() => runs.trial.close());

    test('cognigy-messaging: names of new things by Enter, wrong answers refused at once', async () => {
        const run = runs.start();
        await run.shows(/Salesforce Chat +still there, and off: apply switches it on/);
        await mark(run, 'Which bots?', 0);
        await run.answer('Developer name of the new embedded service deployment', keys.enter);
        await run.shows('Developer name of the new messaging channel');
        run.press(keys.clearLine, 'my channel', keys.enter);
        await run.shows('Wanted: a developer name');
        run.press(keys.clearLine, 'My_Channel', keys.enter);
        await run.answer('Developer name of the new queue', keys.enter);
        await run.answer('Developer name of the new fallback queue', 'Bot_Handoff_Queue', keys.enter);
        await run.shows('There is one of this name already');
        run.press(keys.clearLine, keys.enter);
        await mark(run, 'Who takes conversations over?', 0);
        await run.answer('Language of the conversations', keys.enter);
        await run.answer('Base url of the Cognigy.AI API', keys.clearLine, 'https://trial.cognigy.ai', keys.enter);
        await run.answer('Wanted: https://api-trial.cognigy.ai', keys.clearLine, keys.enter);
        await run.answer('Project id', 'no-id', keys.enter);
        await run.shows('Wanted: the project id: 24 hexadecimal digits');
        run.press(keys.clearLine, `https://app.example.com/agent/${projectId}/flows`, keys.enter);
        await run.answer('Flow id', flowId, keys.enter);
        await run.answer('Handover to Agent node; empty', keys.enter);
        await run.answer('where the bot gives up', keys.enter);
        await run.answer('send the transcript', keys.enter);
        const screen = await written(run);
        assert.match(screen, /COGNIGY_API_KEY .* is not set: plan and apply ask for it/);
        const { config, plan } = await runs.planned();
        assert.equal(config.messaging.channel.name, 'My_Channel');
        assert.equal(config.messaging.channel.label, 'My Channel');
        assert.deepEqual(config.agents.users, ['admin@local-org.example.com']);
        const [connector] = config.connectors;
        assert.ok(connector?.connector === 'cognigy-messaging');
        assert.equal(connector.bot.sendTranscriptAsFirstMessage, false);
        assert.equal(connector.bot.projectId, projectId);
        assert.ok(plan.org.some(({ items }) => items.some(({ what }) => what === 'MessagingChannel My_Channel')));
        assert.ok(
            !existsSync(join(runs.folder, 'state')) ||
                !existsSync(join(runs.folder, 'state', `init-${plan.organizationId}.json`))
        );
    });

    test('sendbird: a Case in a queue, no channel and no code is asked for', async () => {
        const run = runs.start();
        await mark(run, 'Which bots?', 3);
        await run.answer('Developer name of the new queue', keys.enter);
        await run.answer('Developer name of the new fallback queue', keys.enter);
        await mark(run, 'Who takes conversations over?', 0);
        await run.answer('Language of the conversations', keys.enter);
        const id = '0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9';
        await run.answer('Application id', id, keys.enter);
        const other = 'https://api-11111111-2222-3333-4444-555555555555.sendbird.com';
        await run.answer(`API (https://api-${id}.sendbird.com)`, other, keys.enter);
        await run.answer(
            'Wanted: that of this application',
            keys.clearLine,
            `https://api-${id}.sendbird.com`,
            keys.enter
        );
        await run.answer('Base url of the AI agent API', 'https://genai-us-1-llm-api.chat.sendbird.com', keys.enter);
        await run.answer('webhook; empty: none', keys.enter);
        await run.answer('Salesforce Knowledge?', keys.enter);
        const screen = await written(run);
        assert.match(screen, /SENDBIRD_API_TOKEN/);
        assert.doesNotMatch(screen, /messaging channel\?|chat button/);
        const { plan, text } = await runs.planned();
        assert.doesNotMatch(text, /messaging:|chat:/);
        assert.ok(plan.org.some(({ id: step }) => step === 'deploy:omni'));
    });

    test('Ctrl-C in the middle: no stack, exit 130, and the next init goes on from there', async () => {
        const first = runs.start();
        await mark(first, 'Which bots?', 2);
        await first.answer('watsonx: how do conversations', keys.enter);
        await first.answer(
            'Developer name of the new embedded service deployment',
            keys.clearLine,
            'My_Client',
            keys.enter
        );
        await first.answer('Developer name of the new messaging channel', keys.ctrlC);
        assert.equal((await first.end()).exitCode, 130);
        assert.match(first.screen(), /Stopped; nothing was written\.\nThe 3 answers are kept/);
        assert.doesNotMatch(first.screen(), /\n +at |Error/);
        assert.ok(first.showsCursor);
        assert.ok(!existsSync(runs.file));

        const second = runs.start();
        await second.answer('stopped after 3 answers. Go on from there?', keys.enter);
        await second.shows('✔ Developer name of the new embedded service deployment My_Client');
        await second.answer('Developer name of the new messaging channel', keys.enter);
        await second.answer('Developer name of the new queue', keys.enter);
        await second.answer('Developer name of the new fallback queue', keys.enter);
        await mark(second, 'Who takes conversations over?', 0);
        await second.answer('Language of the conversations', keys.enter);
        await answerWatsonx(second, 'us-south');
        await written(second);
        const { config } = await runs.planned();
        assert.equal(config.messaging.deployment.name, 'My_Client');
        const [watsonx] = config.connectors;
        assert.ok(watsonx?.connector === 'watsonx');
        assert.deepEqual([watsonx.way, watsonx.bot.region], ['messaging', 'us-south']);
    });

    test('a file that is there is replaced only where a person says so', async () => {
        writeFileSync(runs.file, 'mine\n');
        const left = runs.start();
        await left.answer('handoff.yaml is there already.', keys.enter);
        assert.equal((await left.end()).exitCode, 2);
        assert.match(left.screen(), /was left as it is/);
        const stopped = runs.start();
        await stopped.answer('handoff.yaml is there already.', keys.down, keys.enter);
        await stopped.answer('Which bots?', keys.ctrlC);
        assert.equal((await stopped.end()).exitCode, 130);
        assert.equal(readFileSync(runs.file, 'utf8'), 'mine\n');
        const replaced = runs.start('--force');
        await cheapest(replaced);
        await written(replaced);
        assert.match(readFileSync(runs.file, 'utf8'), /connector: sendbird/);
    });

    test('no at the end writes nothing, a file that came meanwhile stays', async () => {
        const declined = runs.start();
        await cheapest(declined);
        await declined.answer(/Write .*handoff\.yaml\?/, 'n', keys.enter);
        assert.equal((await declined.end()).exitCode, 130);
        assert.ok(!existsSync(runs.file));
        const late = runs.start();
        await late.answer('Go on from there?', keys.enter);
        await late.shows(/Write .*handoff\.yaml\?/);
        writeFileSync(runs.file, 'came meanwhile\n');
        late.press(keys.enter);
        assert.equal((await late.end()).exitCode, 2);
        assert.equal(readFileSync(runs.file, 'utf8'), 'came meanwhile\n');
    });

    test('what was written is applied, and leaves nothing to do', async () => {
        assert.deepEqual(await runs.applyAll(), ['cognigy-messaging', 'sendbird', 'watsonx']);
    });

    test('through npm: Ctrl-C is exit 130 there too', async () => {
        const npm = process.env['npm_execpath'];
        const run = new TerminalSession(
            [...(npm === undefined ? [] : [npm]), 'run', 'setup', '--', 'init', ...runs.where],
            { SETUP_ACCESS_TOKEN: runs.trial.org.accessToken },
            npm === undefined ? 'npm' : process.execPath
        );
        try {
            await run.answer('Which bots?', keys.ctrlC);
            assert.equal((await run.end()).exitCode, 130);
            assert.match(run.screen(), /Stopped; nothing was written\./);
        } finally {
            run.kill();
        }
    });

    /** The fewest questions there are. */
    async function cheapest(run: TerminalSession): Promise<void> {
        await mark(run, 'Which bots?', 3);
        await run.answer('Developer name of the new queue', keys.enter);
        await run.answer('Developer name of the new fallback queue', keys.enter);
        await mark(run, 'Who takes conversations over?', 0);
        await run.answer('Language of the conversations', keys.enter);
        await run.answer('Application id', '0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9', keys.enter);
        await run.answer('.sendbird.com)', keys.enter);
        await run.answer('Base url of the AI agent API', 'https://genai-us-1-llm-api.chat.sendbird.com', keys.enter);
        await run.answer('webhook; empty: none', keys.enter);
        await run.answer('Salesforce Knowledge?', keys.enter);
    }
});
