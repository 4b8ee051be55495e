import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';

import { exitCodes } from '../run/error.ts';
import { secretValues, startTrial, type Trial } from '../../../tests/setup/trial.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { runSetup } from './program.ts';

/** Keeps what is written to it. */
class Kept extends Writable {
    text = '';

    override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
        this.text += chunk.toString();
        done();
    }
}

interface Ran {
    code: number;
    out: string;
    err: string;
}

describe('the commands', () => {
    let trial: Trial;
    /** Everything that was ever printed. */
    let printed = '';
    before(async () => {
        trial = await startTrial('cognigy-messaging');
    });
    after(() => trial.close());

    async function run(args: string[], environment: Record<string, string> = trial.environment): Promise<Ran> {
        const [out, err] = [new Kept(), new Kept()];
        const code = await runSetup(args, {
            out: out as unknown as NodeJS.WriteStream,
            err: err as unknown as NodeJS.WriteStream,
            env: environment,
            isInteractive: false
        });
        printed += out.text + err.text;
        return { code, out: out.text, err: err.text };
    }

    const where = (config = 'config/handoff.cognigy-messaging.yaml') => [
        '--config',
        config,
        '--instance-url',
        trial.org.instanceUrl,
        '--state',
        trial.connection.stateFolder
    ];

    test('no command, a wrong one, no org, no token: usage, in words', async () => {
        assert.equal((await run(['fly'])).code, exitCodes.usage);
        const noOrg = await run(['plan', '--config', 'config/handoff.sendbird.yaml']);
        assert.equal(noOrg.code, exitCodes.usage);
        assert.match(noOrg.err, /No org is named\.\nName one: --target-org/);
        const noToken = await run(['plan', ...where()], {});
        assert.match(noToken.err, /SETUP_ACCESS_TOKEN is empty/);
    });

    test('options before the two dashes, which npm keeps to itself: said, with the way to write them', async () => {
        // What `npm run setup plan --target-org x --state y --json` leaves of itself.
        const env = { npm_config_target_org: 'true', npm_config_state: 'y', npm_config_json: 'true' };
        const { code, out, err } = await run(['plan', 'x'], env);
        assert.deepEqual([code, out], [exitCodes.usage, '']);
        assert.equal(
            err,
            'npm took --target-org and --state for itself.\n' +
                "Write two dashes before the command: npm run setup -- plan … (in PowerShell in quotes: '--').\n"
        );
        const document = JSON.parse((await run(['apply', '--json'], env)).out) as { error: { remedy: string } };
        assert.match(document.error.remedy, /npm run setup -- apply …/);
        assert.match((await run(['no-command'], env)).err, /npm run setup -- COMMAND …/);
    });

    test('help for a command that there is not: said, with no help that looks like an answer', async () => {
        for (const line of [
            ['fly', '--help'],
            ['fly', '-h'],
            ['help', 'fly'],
            ['--help', 'fly'],
            ['fly', '--fast', '--help']
        ]) {
            const { code, out, err } = await run(line);
            assert.deepEqual(
                [code, out, err],
                [exitCodes.usage, '', 'error: unknown command; setup --help shows those that there are\n'],
                line.join(' ')
            );
        }
        assert.match((await run(['aply', '--help'])).err, /Did you mean apply\?/);
        for (const line of [['--help'], ['help'], ['help', 'plan'], ['plan', '--help'], ['help', '--help']]) {
            const { code, out } = await run(line);
            assert.equal(code, exitCodes.ok, line.join(' '));
            assert.match(out, /^Usage: setup/);
        }
    });

    test('with --json, a wrong command line is one document too', async () => {
        const lines = [['plan', '--fly'], ['fly'], ['help', 'fly'], ['apply', 'now'], ['plan'], []];
        for (const line of lines) {
            const { code, out, err } = await run([...line, '--json']);
            const { exitCode, error } = JSON.parse(out) as { exitCode: number; error: { message: string } };
            assert.deepEqual([code, exitCode, err], [exitCodes.usage, exitCodes.usage, '']);
            assert.ok(!('exitCode' in error), 'told once, as docs/setup.md has it');
            assert.ok(error.message.length > 10 && !error.message.startsWith('error'), error.message);
        }
    });

    test('a secret on the command line, where none belongs, is not shown again', async () => {
        const key = 'made-up::session::key';
        const cases: [string[], RegExp][] = [
            [['test-handoff', '--session-key', key], /takes no value here: .*WATSONX_SESSION_KEY/],
            [['test-handoff', `--session-key=${key}`], /takes no value here: .*WATSONX_SESSION_KEY/],
            [['apply', `--api-key=${key}`], /unknown option '--api-key'/],
            [['apply', key], /too many arguments for 'apply'/],
            [['apply', `-k${key}`], /unknown option '-k'/],
            [['apply', `-y${key}`], /unknown option '-m'/],
            [[key], /unknown command; setup --help shows/]
        ];
        for (const [args, wanted] of cases) {
            for (const json of [[], ['--json']]) {
                const { code, out, err } = await trial.run([...args, ...json]);
                assert.equal(code, exitCodes.usage);
                assert.match(out + err, wanted);
                assert.ok(!`${out}${err}`.includes(key), out + err);
            }
        }
    });

    test('a folder of journals that cannot be written: told before anything is done', async () => {
        for (const command of ['apply', 'undo', 'test-handoff']) {
            const { code, err } = await run(
                [command, ...where(), '--state', trial.configFile, '--yes'].slice(
                    0,
                    command === 'test-handoff' ? -1 : undefined
                )
            );
            assert.equal(code, exitCodes.usage);
            assert.match(err, /handoff\.yaml, cannot be written to[^]*--state/);
        }
        assert.equal(trial.org.metadata.list('ApexClass').length, 0);
    });

    test('a wrong config: all mistakes, before the org is asked anything', async () => {
        const file = join(trial.connection.stateFolder, 'wrong.yaml');
        writeFileSync(
            file,
            'version: 1\nagents: {}\nconnectors:\n  - connector: sendbird\n    bot: {applicationId: x}\n'
        );
        const { code, err } = await run(['plan', ...where(file)]);
        assert.equal(code, exitCodes.usage);
        assert.deepEqual(
            err
                .trim()
                .split('\n')
                .map((line) => line.replace(/^.*wrong\.yaml/, '').replace(/:? found.*$/, '')),
            [
                ':2 agents',
                ':5 connectors[0].bot.apiUrl',
                ':5 connectors[0].bot.agentUrl',
                ':5 connectors[0].bot.applicationId'
            ]
        );
        const json = await run(['plan', ...where(file), '--json']);
        assert.equal((JSON.parse(json.out) as { error: { problems: unknown[] } }).error.problems.length, 4);
        assert.equal(json.err, '');
    });

    test('started in another folder, without npm: its paths are of that folder, the packages of the project', async () => {
        const { path: folder } = temporaryFolder('setup-elsewhere-');
        copyFileSync('config/handoff.cognigy-messaging.yaml', join(folder, 'handoff.yaml'));
        const args = [resolve('scripts/setup/main.ts'), 'plan', '--json', '--instance-url', trial.org.instanceUrl];
        const { code, out } = await new Promise<{ code: unknown; out: string }>((done) =>
            execFile(
                process.execPath,
                args,
                { cwd: folder, env: { ...process.env, ...trial.environment }, maxBuffer: 64 * 1024 * 1024 },
                (error, stdout) => done({ code: error?.code, out: stdout })
            )
        );
        assert.equal(code, exitCodes.changes, out.slice(0, 500));
        assert.deepEqual(readdirSync(folder), ['handoff.yaml']);
    });

    test('a missing secret: named with its variable', async () => {
        const { code, err } = await run(['plan', ...where()], { SETUP_ACCESS_TOKEN: trial.org.accessToken });
        assert.equal(code, exitCodes.usage);
        assert.match(err, /cognigy-messaging: API key.* is wanted in the environment variable COGNIGY_API_KEY/);
    });

    test('an agent whom the org does not have: what kind of name is wanted, and where it stands', async () => {
        const file = join(temporaryFolder('setup-agent-').path, 'handoff.yaml');
        const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
        writeFileSync(file, text.replace('admin@local-org.example.com', 'maya@example.com'));
        const { code, err } = await run(['plan', ...where(file)]);
        assert.equal(code, exitCodes.usage);
        assert.match(
            err,
            /^agents\.users\[0\]: the org has no user maya@example\.com\.\nWanted: of users the Username/
        );
    });

    test('doctor: a record or an agent that is none is told with what is wanted, not by what the org says', async () => {
        for (const record of ['5001234', `https://x.my.salesforce.com/500000000000001AAA`]) {
            const { code, err } = await run(['doctor', ...where(), '--record', record]);
            assert.equal(code, exitCodes.usage);
            assert.match(err, /^--record is no record id\.\nWanted: 15 or 18 letters and digits/);
        }
        const nobody = await run(['doctor', ...where(), '--agent', 'nobody@example.com']);
        assert.equal(nobody.code, exitCodes.usage);
        assert.match(nobody.err, /^The org has no user nobody@example\.com\.\nWanted: the Username, as Setup, Users/);
    });

    test('a wrong token, an org that gives no answer', async () => {
        const wrong = await run(['plan', ...where()], {
            ...trial.environment,
            SETUP_ACCESS_TOKEN: '00Dwrong!token-made-up'
        });
        assert.equal(wrong.code, exitCodes.failed);
        assert.match(wrong.err, /no longer takes this session[\s\S]*Log in again[\s\S]*SETUP_ACCESS_TOKEN .*00D…!…/);
        const silent = await run([
            'plan',
            '--config',
            'config/handoff.cognigy-messaging.yaml',
            '--instance-url',
            'http://127.0.0.1:59999'
        ]);
        assert.equal(silent.code, exitCodes.unreachable);
    });

    test('an address as it stands in the browser: its path is left out; a page’s own host, or none but http, is told', async () => {
        const plan = (url: string) => run(['plan', ...where(), '--instance-url', url]);
        const path = await plan(`${trial.org.instanceUrl}/lightning/setup/SetupOneHome/home?x=1`);
        assert.equal(path.code, exitCodes.changes, path.err);
        for (const [url, wanted] of [
            [
                'https://acme--dev.sandbox.lightning.force.com/lightning/page/home',
                'https://acme--dev.sandbox.my.salesforce.com'
            ],
            ['https://acme.my.salesforce-setup.com/lightning/setup', 'https://acme.my.salesforce.com'],
            ['http://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
            ['acme.my.salesforce.com', 'https://… of My Domain']
        ] as const) {
            const { code, err } = await plan(url);
            assert.equal(code, exitCodes.usage, url);
            assert.match(err, /^--instance-url is /);
            assert.ok(err.includes(`Wanted: ${wanted}`), err);
        }
    });

    test('init without a terminal says what it found', async () => {
        const { code, out } = await run(['init', ...where(), '--json']);
        const { result } = JSON.parse(out) as { result: { chat: { state: string }; organizationId: string } };
        assert.equal(code, exitCodes.ok);
        assert.deepEqual([result.chat.state, result.organizationId], ['allowed', trial.org.orgId]);
    });

    test('plan: exit code 3 where there is something to do; apply asks first', async () => {
        const plan = await run(['plan', ...where()]);
        assert.equal(plan.code, exitCodes.changes);
        assert.match(plan.out, /\+ Queue Bot_Handoff_Fallback, Bot_Handoff_Queue/);
        const apply = await run(['apply', ...where()]);
        assert.equal(apply.code, exitCodes.usage);
        assert.match(apply.err, /--yes is not given: nothing was changed/);
        assert.equal((await run(['plan', ...where()])).code, exitCodes.changes);
    });

    test('a bot that refuses the key: an error in words, and nothing is written', async () => {
        const environment = { ...trial.environment, COGNIGY_API_KEY: 'another-made-up-key-9x' };
        const { code, err, out } = await run(['apply', ...where(), '--yes'], environment);
        assert.equal(code, exitCodes.failed);
        assert.match(err, /cognigy-messaging: .*401.*\nLook at the secret: COGNIGY_API_KEY\./);
        assert.ok(!`${err}${out}`.includes('another-made-up-key-9x'));
        assert.equal(trial.org.metadata.list('ApexClass').length, 0);
    });

    test('what a vendor names or says does nothing to the terminal', async () => {
        const odd = '\u001b]0;made up\u0007\u001b[2J\u001b[1A\rAgents\u009b2J';
        const { apiKey = '', flowId } = trial.bots.cognigy.secrets;
        const nodes = `${trial.bots.cognigy.url}/v2.0/flows/${flowId}/chart/nodes`;
        const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
        const { items } = (await (await fetch(nodes, { headers })).json()) as { items: { _id: string }[] };
        const body = JSON.stringify({
            type: 'handoverToAgent',
            extension: '@cognigy/basic-nodes',
            mode: 'append',
            target: items[0]?._id,
            label: odd
        });
        const made = (await (await fetch(nodes, { method: 'POST', headers, body })).json()) as { _id: string };
        const original = globalThis.fetch;
        try {
            const planned = await run(['plan', ...where()]);
            assert.match(planned.out, /Node "[^"]*Agents[^"]*" \(Handover to Agent\)/);
            // eslint-disable-next-line no-control-regex -- none of these may be there
            assert.doesNotMatch(planned.out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
            assert.ok(JSON.stringify(JSON.parse((await run(['plan', ...where(), '--json'])).out)).includes('Agents'));
            globalThis.fetch = async (input, init) =>
                String(input).startsWith(trial.bots.cognigy.url)
                    ? Response.json({ detail: odd }, { status: 400 })
                    : original(input, init);
            const refused = await run(['plan', ...where()]);
            assert.match(refused.err, /answered 400 \(.*Agents/);
            // eslint-disable-next-line no-control-regex -- likewise
            assert.doesNotMatch(refused.err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        } finally {
            globalThis.fetch = original;
            await fetch(`${nodes}/${made._id}`, { method: 'DELETE', headers: { 'x-api-key': apiKey } });
        }
    });

    test('apply with --json: one document on standard output, nothing on standard error', async () => {
        const { code, out, err } = await run(['apply', ...where(), '--yes', '--json']);
        assert.equal(code, exitCodes.ok, out);
        const { result } = JSON.parse(out) as { result: { done: string[]; manual: { steps: unknown[] }[] } };
        assert.ok(result.done.includes('deploy:core'));
        assert.equal(err, '');
        const again = await run(['apply', ...where(), '--yes']);
        assert.match(again.out, /^Nothing to do\./);
        assert.equal((await run(['plan', ...where()])).code, exitCodes.ok);
    });

    test('doctor says with exit code 4 that a person has something left to do', async () => {
        const { code, out } = await run(['doctor', ...where()]);
        assert.equal(code, exitCodes.unhealthy);
        assert.match(out, /ok {5,6}Parameter mappings of the channel/);
        assert.match(out, /to do {3}Handover to Agent node/);
    });

    test('test-handoff and undo', async () => {
        const tested = await run(['test-handoff', ...where(), '--json']);
        assert.equal(tested.code, exitCodes.ok, tested.out);
        const undone = await run(['undo', ...where(), '--yes']);
        assert.equal(undone.code, exitCodes.ok);
        assert.match(undone.out, /^Undone\.\nWhat stays/);
        assert.match((await run(['undo', ...where(), '--yes'])).out, /Nothing to undo/);
    });

    test('no secret in anything that was printed or is kept', () => {
        const kept = readdirSync(trial.connection.stateFolder).map((name) =>
            readFileSync(join(trial.connection.stateFolder, name), 'utf8')
        );
        for (const value of [...Object.values(secretValues), trial.org.accessToken, '00Dwrong!token-made-up']) {
            assert.ok(!`${printed}${kept.join('')}`.includes(value));
        }
        assert.ok(printed.length > 5000);
    });
});
