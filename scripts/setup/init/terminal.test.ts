/** `init` as a person meets it: on a pseudo-terminal, against a local org, from the first question to the written file. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { readConfig } from '../config/read.ts';
import { planSetup } from '../setup.ts';
import { keys, lacksTerminal, TerminalSession } from '../terminal-session.ts';
import { startTrial, type Trial } from '../trial.ts';
import { makeUsed, type UsedOrg } from './used-org.ts';

const skip = lacksTerminal() ?? false;
const main = ['scripts/require-node.cjs', 'scripts/setup/main.ts'];
const projectId = '455af8e5b574a1e4ff59219b';
const flowId = '657d9012c3224e3cfc2acf86';

/** One org, and runs of `init` on it. */
class Runs {
    readonly trial: Trial;
    readonly folder = mkdtempSync(join(tmpdir(), 'setup-init-'));
    readonly file = join(this.folder, 'handoff.yaml');
    private readonly open: TerminalSession[] = [];

    constructor(trial: Trial) {
        this.trial = trial;
    }

    get where(): string[] {
        const { instanceUrl } = this.trial.org;
        return ['--instance-url', instanceUrl, '--config', this.file, '--state', join(this.folder, 'state')];
    }

    start(...more: string[]): TerminalSession {
        const session = new TerminalSession([...main, 'init', ...this.where, ...more], {
            SETUP_ACCESS_TOKEN: this.trial.org.accessToken
        });
        this.open.push(session);
        return session;
    }

    /** Ends what a failed test left running, and forgets the files. */
    clear(): void {
        this.open.splice(0).forEach((session) => session.kill());
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** What is written is a setup file, and `plan` works on it right away. */
    async planned() {
        const config = readConfig(this.file);
        const connection = await this.trial.another();
        return { config, plan: await planSetup(config, connection), text: readFileSync(this.file, 'utf8') };
    }
}

async function written(session: TerminalSession): Promise<string> {
    await session.answer(/Write .*handoff\.yaml\?/, keys.enter);
    const { exitCode } = await session.end();
    const screen = session.screen();
    assert.equal(exitCode, 0, screen);
    assert.match(screen, /handoff\.yaml is written\.[\s\S]*Next: npm run setup -- plan --instance-url /);
    assert.ok(session.showsCursor);
    return screen;
}

/** Marks entries of a list, by their place from the top, and takes them. */
async function mark(session: TerminalSession, question: string, ...places: number[]): Promise<void> {
    await session.shows(question);
    let at = 0;
    for (const place of places) {
        for (; at < place; at += 1) session.press(keys.down);
        session.press(keys.space);
    }
    session.press(keys.enter);
}

const code = (lines: string[]) => `${lines.join('\r')}\r\r`;

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
        await run.answer('Base url of the Cognigy.AI API', keys.enter);
        await run.answer('Project id', 'no-id', keys.enter);
        await run.shows('Wanted: the project id: 24 hexadecimal digits');
        run.press(keys.clearLine, projectId, keys.enter);
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
        assert.equal(connector?.connector === 'cognigy-messaging' && connector.bot.sendTranscriptAsFirstMessage, false);
        assert.ok(plan.org.some(({ items }) => items.some(({ what }) => what === 'MessagingChannel My_Channel')));
        assert.ok(
            !existsSync(join(runs.folder, 'state')) ||
                !existsSync(join(runs.folder, 'state', `init-${plan.organizationId}.json`))
        );
    });
});
