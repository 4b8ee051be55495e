import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { buildComponents } from '../build/lwc.ts';
import { PROJECT_ROOT } from '../project-root.ts';

const run = promisify(execFile);

/** What runs in the browser has a `tsconfig.json` of its own, with the DOM and without Node. */
async function typeErrors(project: string): Promise<string> {
    const tsc = join(PROJECT_ROOT, 'node_modules/typescript/bin/tsc');
    try {
        await run(process.execPath, [tsc, '-p', join(PROJECT_ROOT, project), '--pretty', 'false'], {
            cwd: PROJECT_ROOT
        });
        return '';
    } catch (error) {
        return (error as { stdout?: string }).stdout ?? String(error);
    }
}

void describe('the types of what runs in the browser', () => {
    it('fit in the console page', async () => {
        assert.equal(await typeErrors('scripts/console/client/tsconfig.json'), '');
    });

    it('fit in the bench page', async () => {
        if (!existsSync(join(PROJECT_ROOT, 'tsconfig.lwc.paths.json'))) await buildComponents();
        assert.equal(await typeErrors('tests/bench/ours/tsconfig.json'), '');
    });
});
