/** For tests: the real `sf`, with a home of its own, far from the logins of whoever runs the tests. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const commands = join(PROJECT_ROOT, 'scripts/org/main.ts');
const cli = join(PROJECT_ROOT, 'node_modules/@salesforce/cli/bin/run.js');

/** What `sf … --json` answers. */
export interface SfAnswer {
    status: number;
    // The shape depends on the command.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    result: any;
    message?: string;
}

export interface TestSf {
    /** Variables for programs that start `sf` themselves. */
    env: NodeJS.ProcessEnv;
    /** Runs one command with `--json`. */
    run(args: string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<SfAnswer>;
    /** Logs in with an access token. Throws where sf refuses. */
    login(org: { instanceUrl: string; accessToken: string }, alias: string, cwd: string): Promise<SfAnswer>;
    /** Runs what `npm run org:…` and `npm run package:…` run. */
    command(args: string[], cwd: string): Promise<{ code: number; output: string }>;
}

export function testSf(): TestSf {
    const { path: home } = temporaryFolder('bot-handoff-sf-home-');
    const env: NodeJS.ProcessEnv = {
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: home,
        // Where it is set, SF_AUTOUPDATE_DISABLE keeps an `sf` of npm from leaving its update alone by itself.
        SF_DISABLE_AUTOUPDATE: 'true',
        ...(process.env['NODE_COMPILE_CACHE'] && { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
        SF_DISABLE_TELEMETRY: 'true',
        SF_DISABLE_LOG_FILE: 'true',
        SF_HIDE_RELEASE_NOTES: 'true'
    };
    const run: TestSf['run'] = (args, cwd, more = {}) =>
        new Promise((settle, reject) => {
            const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...env, ...more } };
            execFile(process.execPath, [cli, ...args, '--json'], options, (error, stdout, stderr) => {
                const start = stdout.indexOf('{');
                if (start === -1) {
                    reject(new Error(`sf ${args.join(' ')} gave no JSON: ${error?.message ?? ''} ${stderr}`));
                } else {
                    settle(JSON.parse(stdout.slice(start)) as SfAnswer);
                }
            });
        });
    return {
        env,
        run,
        async login(org, alias, cwd) {
            const answer = await run(
                ['org', 'login', 'access-token', '--instance-url', org.instanceUrl, '--no-prompt', '--alias', alias],
                cwd,
                { SF_ACCESS_TOKEN: org.accessToken }
            );
            if (answer.status !== 0) {
                throw new Error(`sf did not log in: ${answer.message}`);
            }
            return answer;
        },
        command: (args, cwd) =>
            new Promise((settle) =>
                execFile(process.execPath, [commands, ...args], { cwd, env }, (error, stdout, stderr) =>
                    settle({ code: error ? Number(error.code) : 0, output: stdout + stderr })
                )
            )
    };
}

/** A copy of this project's sources in a temporary folder: sf writes into the project that it works on. */
export function copyOfProject(): string {
    const { path: folder } = temporaryFolder('bot-handoff-project-');
    for (const name of ['sfdx-project.json', '.forceignore', 'config', 'force-app']) {
        const target = resolve(folder, name);
        mkdirSync(dirname(target), { recursive: true });
        cpSync(join(PROJECT_ROOT, name), target, { recursive: true });
    }
    return folder;
}
