import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withAlias } from './create-package.ts';

test('an alias is added beside the others, and nothing else changes', () => {
    const project = {
        packageDirectories: [
            { path: 'a', default: true, dependencies: [{ package: 'B', versionNumber: '1.0.0.LATEST' }] }
        ],
        packageAliases: { Other: 'x' }
    };
    const changed = JSON.parse(withAlias(JSON.stringify(project), 'A', 'y')) as typeof project;
    assert.deepEqual(changed, { ...project, packageAliases: { Other: 'x', A: 'y' } });
});
