/** `npm run local-org` as a program. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { join } from 'node:path';

function start(parameters: string[]): ChildProcess {
    return spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...parameters], {
        stdio: ['ignore', 'pipe', 'pipe']
    });
}

function firstLine(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
        createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).once('line', resolve);
        child.once('exit', (code) => reject(new Error(`ended with ${code} before it said anything`)));
    });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

test('the first line is JSON for programs; a signal ends it cleanly', async () => {
    const definition = join(import.meta.dirname, '../../config/messaging-scratch-def.json');
    const child = start(['--port', '0', '--no-console', '--definition', definition]);
    const line = JSON.parse(await firstLine(child)) as Record<string, string> & { providers: Record<string, string> };
    assert.deepEqual(Object.keys(line), [
        'instanceUrl',
        'accessToken',
        'orgId',
        'messagingUrl',
        'chatUrl',
        'providers',
        'consoleUrl'
    ]);
    assert.deepEqual(Object.keys(line.providers), ['cognigy', 'watsonx', 'sendbird']);
    const query = `${line['instanceUrl']}/services/data/v66.0/query?q=${encodeURIComponent('SELECT DeveloperName FROM ServiceChannel')}`;
    const response = await fetch(query, { headers: { authorization: `Bearer ${line['accessToken']}` } });
    const { records } = (await response.json()) as { records: { DeveloperName: string }[] };
    assert.deepEqual(
        records.map(({ DeveloperName }) => DeveloperName),
        ['sfdc_livemessage']
    );
    const exit = ended(child);
    child.kill('SIGTERM');
    assert.equal(await exit, 0);
});

test(
    'it ends with the npm that runs it: SIGTERM ends npm and its shell, and never comes here',
    {
        skip: process.platform === 'win32'
    },
    async () => {
        // The second command keeps the shell from becoming the program.
        const line = `"${process.execPath}" "${join(import.meta.dirname, 'main.ts')}" --port 0 --no-console; true`;
        const shell = spawn('sh', ['-c', line], {
            stdio: ['ignore', 'pipe', 'ignore'],
            env: { ...process.env, npm_lifecycle_event: 'local-org' }
        });
        const { instanceUrl } = JSON.parse(await firstLine(shell)) as { instanceUrl: string };
        const isThere = () => fetch(instanceUrl).then(Boolean, () => false);
        assert.ok(await isThere());
        const closed = new Promise((resolve) => shell.once('close', resolve));
        shell.kill('SIGTERM');
        // Once nobody holds the pipe any more, the org's process has ended too.
        await closed;
        assert.equal(await isThere(), false);
    }
);

for (const [what, parameters, words] of [
    ['an unknown feature', ['--feature', 'Wings'], /not supported by the local org: the feature Wings/],
    ['a port that is none', ['--port', 'abc'], /A port is a whole number from 0 to 65535/]
] as const) {
    test(`${what} is told in a sentence`, async () => {
        const child = start(['--no-console', '--port', '0', ...parameters]);
        let said = '';
        child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
        assert.notEqual(await ended(child), 0);
        assert.match(said, words);
        assert.equal(/^\s+at /m.test(said), false);
    });
}
