import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { strFromU8, unzipSync } from 'fflate';

import { testProject, writeSmallPackage, type TestProject } from '../local-org/http/test-project.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { convertPackage } from './convert.ts';
import { convertedPackage } from './kept-conversion.ts';

let project: TestProject;
let place: string;
let before: Set<string>;

/** Without those that are still being written. */
const keptFiles = () =>
    globSync(join(PROJECT_ROOT, '.cache/converted/*/*')).filter((file) => /zip-[0-9a-f]{32}$/.test(file));

beforeEach(() => {
    before = new Set(keptFiles());
    project = testProject();
    writeSmallPackage(project);
    place = randomUUID();
});
afterEach(() => ownFiles().forEach((file) => rmSync(file, { force: true })));

/** What the tests have kept; other processes may keep theirs at the same time. */
function ownFiles(): string[] {
    return keptFiles().filter((file) => !before.has(file) && readFileSync(file).includes('lwc/tile/'));
}

async function converted(): Promise<Record<string, string>> {
    const zip = await convertedPackage(join(project.folder, 'force-app'), place);
    return textsOf(zip);
}

function textsOf(zip: Uint8Array): Record<string, string> {
    return Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

test('what is kept is what the conversion makes', async () => {
    const anew = textsOf(await convertPackage(join(project.folder, 'force-app')));
    assert.deepEqual(await converted(), anew);
    assert.equal(ownFiles().length, 1);
    assert.deepEqual(await converted(), anew);
    assert.equal(ownFiles().length, 1);
});

test('a project package that was converted earlier, by whichever process, is as it would be now', async () => {
    for (const path of ['force-app/core', 'force-app/messaging', 'force-app/chat']) {
        assert.deepEqual(textsOf(await convertedPackage(path)), textsOf(await convertPackage(path)), path);
    }
});

test('a file that is changed, added, removed or ignored counts', async () => {
    await converted();
    project.write('lwc/tile/tile.html', '<template>changed</template>');
    assert.match((await converted())['lwc/tile/tile.html'] ?? '', /changed/);
    project.write('lwc/tile/more.js', 'export {};');
    assert.ok('lwc/tile/more.js' in (await converted()));
    project.remove('lwc/tile/more.js');
    assert.ok(!('lwc/tile/more.js' in (await converted())));
    writeFileSync(join(project.folder, '.forceignore'), '**/classes/**\n');
    assert.ok(!('classes/Greeter.cls' in (await converted())));
});

test('so do the API version of the project, and its place', async () => {
    await converted();
    const file = join(project.folder, 'sfdx-project.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('66.0', '65.0'));
    assert.match((await converted())['package.xml'] ?? '', /<version>65\.0<\/version>/);
    assert.equal(ownFiles().length, 2);
    place = randomUUID();
    await converted();
    assert.equal(ownFiles().length, 3);
});

test('a damaged one is made anew', async () => {
    const anew = await converted();
    const [file] = ownFiles();
    assert.ok(file);
    writeFileSync(file, 'lwc/tile/ and no more');
    assert.deepEqual(await converted(), anew);
});

test('what cannot be converted is told each time', async () => {
    const gone = join(project.folder, 'gone');
    await assert.rejects(convertedPackage(gone, place), /There is no directory/);
    ['Greeter.cls', 'Greeter.cls-meta.xml'].forEach((name) => project.remove(`classes/${name}`));
    rmSync(join(project.folder, 'force-app/main/default'), { recursive: true });
    await assert.rejects(converted(), /holds no component/);
    await assert.rejects(converted(), /holds no component/);
});
