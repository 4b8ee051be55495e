/** `apply` that is stopped before it has changed anything says so; the terminal's test has one stopped in its work. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';

import { preloadThat } from '../../preload.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { exitCodes } from '../run/error.ts';

const { path: folder } = temporaryFolder('setup-interrupt-');
const words = 'Stopped; nothing was changed.';

/** @param url of the org */
function startApply(
    url: string,
    [program, ...before]: readonly [string, ...string[]],
    ...more: string[]
): ChildProcess {
    const where = ['--instance-url', url, '--config', 'config/handoff.sendbird.yaml', '--state', folder];
    return spawn(program, [...before, 'scripts/setup/main.ts', 'apply', '--yes', ...where, ...more], {
        env: {
            ...process.env,
            npm_lifecycle_event: 'setup',
            SETUP_ACCESS_TOKEN: 'made-up',
            SENDBIRD_API_TOKEN: 'made-up'
        },
        stdio: ['ignore', 'pipe', 'pipe']
    });
}

function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
    let [out, err] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const skip = process.platform === 'win32';

test('stopped while its own code is loaded', { skip }, async () => {
    const hook = preloadThat(folder, '/commands/program.ts', 'process.kill(process.pid, process.env.STOP_BY);');
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.env['STOP_BY'] = signal;
        const { code, out, err } = await ended(startApply('http://127.0.0.1:1', [process.execPath, '--import', hook]));
        assert.deepEqual([code, out, err], [exitCodes.interrupted, '', `\n${words}\n`], signal);
    }
    const { code, out, err } = await ended(
        startApply('http://127.0.0.1:1', [process.execPath, '--import', hook], '--json')
    );
    assert.deepEqual([code, JSON.parse(out), err], [130, { exitCode: 130, error: { message: words } }, '']);
});

for (const [by, program] of [
    ['a signal', [process.execPath]],
    // The second command keeps the shell from becoming the program.
    ['the end of the npm that runs it', ['sh', '-c', `"${process.execPath}" "$@"; true`, 'sh']]
] as const) {
    test(`stopped by ${by} while it looks at the org`, { skip }, async (context) => {
        const silent = createServer();
        context.after(() => silent.close());
        await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
        const child = startApply(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, program);
        silent.once('connection', () => child.kill('SIGTERM'));
        const { code, out, err } = await ended(child);
        // The shell dies of the signal; what it started has the output open until it has ended, too.
        assert.deepEqual([code, out, err], [program[0] === 'sh' ? null : exitCodes.interrupted, '', `\n${words}\n`]);
    });
}
