/** Whoever reads the output may stop reading: `apply --yes 2>&1 | head`. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

import { exitCodes } from '../run/error.ts';
import { startTrial } from '../../../tests/setup/trial.ts';

test('an apply whose progress nobody reads any more comes to its end', async () => {
    const trial = await startTrial('sendbird');
    try {
        const config = ['--config', 'config/handoff.sendbird.yaml', '--state', trial.connection.stateFolder];
        const child = spawn(
            process.execPath,
            ['scripts/setup/main.ts', 'apply', '--yes', '--instance-url', trial.org.instanceUrl, ...config],
            { env: { ...process.env, ...trial.environment }, stdio: ['ignore', 'pipe', 'pipe'] }
        );
        child.stdout.resume();
        child.stderr.once('data', () => child.stderr.destroy());
        const code = await new Promise((resolve) => child.on('close', resolve));
        assert.equal(code, exitCodes.ok);
        assert.equal((await trial.run(['plan'])).code, exitCodes.ok);
    } finally {
        await trial.close();
    }
});
