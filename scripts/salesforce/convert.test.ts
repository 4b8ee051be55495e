import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { strFromU8, unzipSync } from 'fflate';

import { convertPackages } from '../build/convert-packages.ts';
import { testProject, writeSmallPackage } from '../local-org/http/test-project.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { convertPackage, convertToFolder } from './convert.ts';

test('a package directory becomes a zip in Metadata format', async () => {
    const project = testProject();
    writeSmallPackage(project);
    const files = unzipSync(await convertPackage(join(project.folder, 'force-app')));
    assert.deepEqual(
        Object.keys(files)
            .filter((path) => !path.endsWith('/'))
            .sort(),
        [
            'classes/Greeter.cls',
            'classes/Greeter.cls-meta.xml',
            'lwc/tile/tile.html',
            'lwc/tile/tile.js',
            'lwc/tile/tile.js-meta.xml',
            'objects/Case.object',
            'package.xml',
            'permissionsets/Small.permissionset'
        ]
    );
    assert.match(strFromU8(files['package.xml'] as Uint8Array), /<version>66\.0<\/version>/);
});

test('or a folder', async () => {
    const project = testProject();
    writeSmallPackage(project);
    const target = join(project.folder, 'dist', 'small');
    await convertToFolder(join(project.folder, 'force-app'), target);
    assert.ok(existsSync(join(target, 'package.xml')));
    assert.deepEqual(readdirSync(target).sort(), ['classes', 'lwc', 'objects', 'package.xml', 'permissionsets']);
    assert.match(readFileSync(join(target, 'package.xml'), 'utf8'), /<members>Case\.Bot_Key__c<\/members>/);
});

test('each package of this project becomes a folder', async () => {
    const { path: target } = temporaryFolder('packages-');
    const folders = await convertPackages(undefined, target);
    assert.deepEqual(
        folders.map((folder) => basename(folder)),
        ['core', 'messaging', 'chat']
    );
    for (const folder of folders) {
        assert.ok(existsSync(join(folder, 'package.xml')));
    }
    const sources = readdirSync(join(target, 'core'), { recursive: true }).map(String);
    assert.ok(sources.includes(join('lwc', 'botHistory', 'botHistory.js')));
    assert.equal(
        sources.some((path) => path.endsWith('.ts')),
        false
    );
});

test('what cannot be converted is told', async () => {
    const project = testProject();
    await assert.rejects(convertPackage(join(project.folder, 'gone')), /There is no directory/);
    await assert.rejects(convertPackage(join(project.folder, 'force-app')), /holds no component/);
});

test('nothing is written into the home folder', async () => {
    const { path: home } = temporaryFolder('convert-home-');
    const script = `import { convertPackage } from './scripts/salesforce/convert.ts'; await convertPackage('force-app/chat');`;
    const { SF_DISABLE_LOG_FILE: _, ...env } = process.env;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...env, HOME: home }
    });
    assert.deepEqual(readdirSync(home), []);
});
