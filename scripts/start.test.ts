/** What a person reads when `npm start` or `npm run local-org` cannot start: one clear sentence, no stack trace. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { preloadThat } from './preload.ts';
import { temporaryFolder } from './temporary-folder.ts';

function run(args: string[], env: NodeJS.ProcessEnv = {}, cwd = '.'): Promise<{ code: number | null; errors: string }> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, {
            cwd,
            env: { ...process.env, ...env },
            stdio: ['ignore', 'ignore', 'pipe']
        });
        let errors = '';
        child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, errors }));
    });
}

const start = ['scripts/require-node.cjs', 'scripts/start.ts'];

test('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
        const { code, errors } = await run(start, { PORT: String(port) });
        assert.equal(code, 1);
        assert.equal(
            errors.trim(),
            `Port ${port} is taken by another program. Stop that one, or choose another with PORT.`
        );
    } finally {
        other.close();
    }
});

test('a port that is none', async () => {
    const { code, errors } = await run(start, { PORT: 'four' });
    assert.equal(code, 1);
    assert.equal(errors.trim(), 'PORT is "four"; wanted is a number from 0 to 65535.');
});

test('an option, which only the local org has: no other port is taken in silence', async () => {
    const { code, errors } = await run([...start, '--port', '0']);
    assert.equal(code, 1);
    assert.equal(errors.trim(), 'npm start takes no --port. PORT chooses the port: PORT=4700 npm start.');
});

test('options of the local org that lead nowhere', async () => {
    const { path: folder } = temporaryFolder('local-org-options-');
    const noJson = join(folder, 'definition.json');
    writeFileSync(noJson, '{"features": ');
    const cases: [args: string[], words: string, port?: string][] = [
        [[], 'PORT is "four"; wanted is a number from 0 to 65535.', 'four'],
        [['--definition', `${noJson}x`], `--definition: ${noJson}x cannot be read (ENOENT).`],
        [['--definition', noJson], `--definition: ${noJson} is no JSON object; wanted is a scratch-org definition.`],
        [['--database', folder], `The database ${folder} cannot be used: unable to open database file.`],
        [['--database', noJson], `The database ${noJson} cannot be used: file is not a database.`]
    ];
    for (const [args, words, PORT = '0'] of cases) {
        const { code, errors } = await run(['scripts/local-org/main.ts', '--no-console', ...args], { PORT });
        assert.equal(code, 1);
        assert.equal(errors.trim(), words);
    }
});

test('a Node that is too old', async () => {
    const { path: folder } = temporaryFolder('old-node-');
    const pretend = join(folder, 'pretend.cjs');
    writeFileSync(
        pretend,
        "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.4' } });"
    );
    const { code, errors } = await run(['--require', pretend, ...start]);
    assert.equal(code, 1);
    assert.match(errors, /^This project needs Node\.js 22\.18 or newer; this is 20\.19\.4\.\nRun it through npm/);
    assert.doesNotMatch(errors, /\n\s+at /);
});

test('a folder that may not be written to, as after a run by root', async () => {
    const { path: folder } = temporaryFolder('read-only-');
    const refuse = (where: string) =>
        `throw Object.assign(new Error('no'), { code: 'EACCES', path: ${JSON.stringify(where)} });`;
    const cases = [
        [
            refuse(join(folder, '.cache', 'x')),
            /^.*\.cache.x may not be written \(EACCES\)\.\nThe project builds into its own folder: .*\n$/
        ],
        [`setImmediate(() => { ${refuse(join(folder, 'x'))} });`, /may not be written \(EACCES\)/],
        [refuse(join(tmpdir(), 'elsewhere')), /^Error: no\n +at /]
    ] as const;
    for (const [text, words] of cases) {
        writeFileSync(join(folder, 'script.mjs'), text);
        const { code, errors } = await run([resolve('scripts/require-node.cjs'), 'script.mjs'], {}, folder);
        assert.equal(code, 1);
        assert.match(errors, words);
    }
});

test('behind a proxy: the local org and its bots are on this machine, and asked without it', async () => {
    const { path: folder } = temporaryFolder('proxy-');
    const text = `
        const { createServer } = await import('node:http');
        const server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1', async () => {
            await fetch('http://127.0.0.1:' + server.address().port);
            console.error(process.env.NO_PROXY);
            server.close();
        });`;
    writeFileSync(join(folder, 'script.mjs'), text);
    const proxy = 'http://127.0.0.1:9';
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, HTTPS_PROXY: proxy, no_proxy: undefined };
    for (const [given, then] of [
        ['', '127.0.0.1,localhost'],
        ['corp.example.com', 'corp.example.com,127.0.0.1,localhost'],
        ['*', '*']
    ] as const) {
        const runner = [resolve('scripts/require-node.cjs'), 'script.mjs'];
        const { code, errors } = await run(runner, { ...env, NO_PROXY: given }, folder);
        assert.deepEqual([code, errors.trim()], [0, then]);
    }
});

test('stopped while it starts: nothing is left behind', { skip: process.platform === 'win32' }, async () => {
    const { path: folder } = temporaryFolder('stopped-early-');
    for (const script of ['scripts/start.ts', 'scripts/local-org/main.ts']) {
        const child = spawn(process.execPath, ['scripts/require-node.cjs', script], {
            env: { ...process.env, PORT: '0', TMPDIR: folder },
            stdio: 'ignore'
        });
        const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
        while (child.exitCode === null && !readdirSync(folder).some((name) => name.startsWith('local-org-'))) {
            await delay(5);
        }
        child.kill('SIGINT');
        // 0 where it had just started.
        assert.ok([0, 130].includes((await ended) ?? -1), script);
        assert.deepEqual(readdirSync(folder), [], script);
    }
});

test(
    'npm is ended while the program is still being loaded: it does not go on unseen',
    { skip: process.platform === 'win32' },
    async () => {
        const { path: folder } = temporaryFolder('npm-ended-early-');
        // The shell between npm and the program ends when most of the program is about to be loaded.
        const preload = preloadThat(
            folder,
            '/local-org/local-org.ts',
            `process.kill(process.ppid, 'SIGTERM');
            setTimeout(() => { console.log('went on'); process.exit(); }, 15_000).unref();`
        );
        for (const script of ['scripts/start.ts', 'scripts/local-org/main.ts']) {
            // The second command keeps the shell from becoming the program.
            const line = `"${process.execPath}" --import "${preload}" scripts/require-node.cjs ${script}; true`;
            const shell = spawn('sh', ['-c', line], {
                env: { ...process.env, PORT: '0', npm_lifecycle_event: 'start' },
                stdio: ['ignore', 'pipe', 'ignore']
            });
            let said = '';
            shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
            // Once nobody holds the pipe any more, the program has ended too.
            await new Promise((resolve) => shell.once('close', resolve));
            assert.doesNotMatch(said, /went on/, script);
        }
    }
);
