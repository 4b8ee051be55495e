import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { slashed } from './slashes.ts';

test('paths of Windows and of others', () => {
    assert.equal(slashed('queues\\A.queue-meta.xml', '\\'), 'queues/A.queue-meta.xml');
    assert.equal(slashed('queues/A.queue-meta.xml'), 'queues/A.queue-meta.xml');
});

test('templates are rendered where paths are joined by backslashes', () => {
    const script = `
        import { mock } from 'node:test';
        import * as posix from 'node:path';
        const relative = (from, to) => posix.relative(from, to).replaceAll('/', '\\\\');
        mock.module('node:path', { namedExports: { ...posix, relative, sep: '\\\\' } });
        const { renderTemplates } = await import('./scripts/salesforce/templates/render.ts');
        const { exampleValues } = await import('./scripts/salesforce/templates/placeholders.ts');
        console.log([...renderTemplates('force-app/unpackaged/omni', exampleValues()).keys()].join(' '));`;
    const { stdout, stderr } = spawnSync(
        process.execPath,
        ['--experimental-test-module-mocks', '--no-warnings', '--input-type=module', '--eval', script],
        { encoding: 'utf8' }
    );
    assert.match(stdout, /(?:^| )queues\/Bot_Handoff_Queue\.queue-meta\.xml /, stderr);
    assert.ok(!stdout.includes('\\'));
});
