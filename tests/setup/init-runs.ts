/** For tests: runs of `init` on a pseudo-terminal, against a local org. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import { readConfig } from '../../scripts/setup/config/read.ts';
import type { SetupConfig } from '../../scripts/setup/config/schema.ts';
import { applySetup, planSetup } from '../../scripts/setup/setup.ts';
import { keys, TerminalSession } from './terminal-session.ts';
import type { Trial } from './trial.ts';

/** What `npm run setup` runs. */
const mainScript = ['scripts/require-node.cjs', 'scripts/setup/main.ts'];

/** Of the pretend Cognigy.AI. */
export const projectId = '455af8e5b574a1e4ff59219b';
export const flowId = '657d9012c3224e3cfc2acf86';

/** One org, and runs of `init` on it. */
export class Runs {
    readonly trial: Trial;
    readonly folder = temporaryFolder('setup-init-').path;
    readonly file = join(this.folder, 'handoff.yaml');
    private readonly written: SetupConfig[] = [];
    private readonly open: TerminalSession[] = [];

    constructor(trial: Trial) {
        this.trial = trial;
    }

    get where(): string[] {
        const { instanceUrl } = this.trial.org;
        return ['--instance-url', instanceUrl, '--config', this.file, '--state', join(this.folder, 'state')];
    }

    start(...more: string[]): TerminalSession {
        const session = new TerminalSession([...mainScript, 'init', ...this.where, ...more], {
            SETUP_ACCESS_TOKEN: this.trial.org.accessToken
        });
        this.open.push(session);
        return session;
    }

    /** Ends what a failed test left running, and forgets the files. */
    clear(): void {
        this.open.splice(0).forEach((session) => session.kill());
        rmSync(this.folder, { recursive: true, force: true });
        mkdirSync(this.folder);
    }

    /** What is written is a setup file, and `plan` works on it right away. */
    async planned() {
        const config = readConfig(this.file);
        this.written.push(config);
        const connection = await this.trial.another();
        return { config, plan: await planSetup(config, connection), text: readFileSync(this.file, 'utf8') };
    }

    /** Applies every setup file that was planned, one after the other; after each, nothing is left to do. */
    async applyAll(): Promise<string[]> {
        const applied: string[] = [];
        for (const config of this.written) {
            const connection = await this.trial.another();
            const { plan } = await applySetup(config, connection);
            assert.ok(!plan.isEmpty);
            const again = await planSetup(config, connection);
            assert.deepEqual([again.org, again.isEmpty], [[], true]);
            applied.push(...config.connectors.map(({ connector }) => connector));
        }
        return applied;
    }
}

/** Says yes to the last question, and sees that the file is written and the next command named. */
export async function written(session: TerminalSession): Promise<string> {
    await session.answer(/Write .*handoff\.yaml\?/, keys.enter);
    const { exitCode } = await session.end();
    const screen = session.screen();
    assert.equal(exitCode, 0, screen);
    assert.match(screen, /handoff\.yaml is written\.[\s\S]*Next: npm run setup -- plan --instance-url /);
    assert.ok(session.showsCursor);
    return screen;
}

/** Marks entries of a list, by their place from the top, and takes them. */
export async function mark(session: TerminalSession, question: string, ...places: number[]): Promise<void> {
    await session.shows(question);
    let at = 0;
    for (const place of places) {
        for (; at < place; at += 1) session.press(keys.down);
        session.press(keys.space);
    }
    session.press(keys.enter);
}

/** Answers what is asked of the watsonx instance; the region that its url names is taken as it is offered. */
export async function answerWatsonx(session: TerminalSession, region: string): Promise<void> {
    const instance = `https://api.${region}.assistant.watson.cloud.ibm.com/instances/eb3da204-fca2-4e34-ae4c-f6c973126455`;
    await session.answer('Url of the service instance', instance, keys.enter);
    await session.answer('Environment id', 'fbb15dbb-fef9-4817-a54f-23fc9a980815', keys.enter);
    await session.answer(`Region, for session histories (${region})`, 'jp-tok', keys.enter);
    await session.answer(`Wanted: ${region}, as in the url`, keys.clearLine, keys.enter);
    await session.answer('Integration id', keys.enter);
    await session.answer('Subscription id', keys.enter);
}

/** Several lines, and the empty one that ends them. */
export const code = (lines: string[]) => `${lines.join('\r')}\r\r`;
