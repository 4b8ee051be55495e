import assert from 'node:assert/strict';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../temporary-folder.ts';
import { apexTypes, problemsIn, requireJava } from './apex-types.ts';
import { CheckUnavailable } from './problem.ts';

const classes = 'force-app/core/main/default/classes';

/** Is there a usable Java? Without one the check itself says so, and there is nothing more to test. */
const hasJava = await requireJava().then(
    () => true,
    () => false
);

test('without Java the reason is a clear sentence', async () => {
    await assert.rejects(requireJava('no-such-java'), (error: Error) => {
        assert.ok(error instanceof CheckUnavailable);
        assert.match(error.message, /^There is no Java here\. The Apex type check needs Java 11 or newer/);
        return true;
    });
});

test('a command that is no Java is not taken for one', async () => {
    await assert.rejects(requireJava(process.execPath), CheckUnavailable);
});

test('the report becomes problems, without what the checker cannot know', () => {
    const message = (category: string, text: string, line: number) => ({ start: { line }, category, message: text });
    const report = {
        files: [
            {
                path: '/project/classes/A.cls',
                messages: [message('Error', 'Wrong type', 3), message('Warning', 'Hidden', 4)]
            },
            {
                path: '/project/x',
                messages: [message('Error', "No SObject declaration found for 'Schema.LiveChatTranscript'", 1)]
            }
        ]
    };
    assert.deepEqual(problemsIn(report, '/project'), [
        { file: 'classes/A.cls', line: 3, message: 'Wrong type' },
        { file: 'classes/A.cls', line: 4, message: 'Hidden (warning)' }
    ]);
});

test('our Apex is clean', { skip: !hasJava && 'needs Java' }, async () => {
    assert.deepEqual(await apexTypes(), []);
});

test('a broken line is found', { skip: !hasJava && 'needs Java' }, async () => {
    const { path: folder } = temporaryFolder('apex-types-');
    cpSync('force-app/core', join(folder, 'force-app/core'), { recursive: true });
    writeFileSync(
        join(folder, 'sfdx-project.json'),
        JSON.stringify({ packageDirectories: [{ path: 'force-app/core', default: true }], sourceApiVersion: '66.0' })
    );
    const file = join(folder, classes, 'tools/BotTime.cls');
    const text = readFileSync(file, 'utf8');
    const broken = text.replace('value?.formatGmt(', 'value?.formatGmtt(');
    assert.notEqual(broken, text);
    writeFileSync(file, broken);
    const problems = await apexTypes(folder);
    assert.equal(problems.length > 0, true);
    assert.equal(problems[0]?.file, join(classes, 'tools/BotTime.cls'));
    assert.match(problems[0]?.message ?? '', /formatGmtt/);
});

test('a folder with an umlaut, where the environment has no locale', { skip: !hasJava && 'needs Java' }, async () => {
    const folder = join(temporaryFolder('apex-types-').path, 'Über öffnen');
    cpSync('force-app/core', join(folder, 'force-app/core'), { recursive: true });
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    writeFileSync(
        join(folder, 'sfdx-project.json'),
        JSON.stringify({ packageDirectories: [{ path: 'force-app/core', default: true }], sourceApiVersion: '66.0' })
    );
    const { LC_ALL } = process.env;
    const home = process.cwd();
    process.env['LC_ALL'] = 'C';
    process.chdir(folder);
    try {
        assert.deepEqual(await apexTypes(), []);
    } finally {
        process.chdir(home);
        if (LC_ALL === undefined) delete process.env['LC_ALL'];
        else process.env['LC_ALL'] = LC_ALL;
    }
});
