import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, test } from 'node:test';

import { temporaryFolder } from '../../temporary-folder.ts';
import { Draft } from '../init/draft.ts';
import { exitCodes, SetupError } from './error.ts';
import { Journal, JournalError, lock } from './journal.ts';

const org = '00DLO00000000012AA';

describe('the journal', () => {
    let folder: string;
    beforeEach(() => {
        folder = temporaryFolder('setup-journal-').path;
    });

    const isUsage = (wanted: RegExp) => (error: unknown) =>
        error instanceof SetupError && error.exitCode === exitCodes.usage && wanted.test(error.message);

    test('what was written is read again', () => {
        const journal = Journal.open(join(folder, 'new', 'one'), org);
        assert.ok(journal.isEmpty);
        journal.update((data) => data.made.push({ object: 'GroupMember', fields: { GroupId: '1' }, what: 'one' }));
        const again = Journal.open(join(folder, 'new', 'one'), org);
        assert.deepEqual([again.isEmpty, again.data], [false, journal.data]);
        again.remove();
        assert.deepEqual(readdirSync(join(folder, 'new', 'one')), []);
    });

    for (const [name, text] of [
        ['half a file', '{"version":1,"organ'],
        ['nothing', ''],
        ['null', 'null'],
        ['another version', '{"version":2}'],
        ['another file', '{"version":1}']
    ] as const) {
        test(`${name} is told in words, and left as it is`, () => {
            const file = join(folder, `${org}.json`);
            writeFileSync(file, text);
            assert.throws(() => Journal.open(folder, org), isUsage(/00DLO00000000012AA\.json is /));
            assert.ok(existsSync(file));
        });
    }

    test('a folder that is none: what to do, before anything is done', () => {
        const file = join(folder, 'file');
        writeFileSync(file, '');
        for (const place of [file, join(file, 'below')]) {
            assert.throws(() => lock(place, org), isUsage(/cannot be written to \((?:EEXIST|ENOTDIR)\)/));
            const update = () => Journal.open(place, org).update(() => undefined);
            assert.throws(update, isUsage(/cannot be written to/));
            const keep = () => Draft.open(place, org).keep('language', 'en_US');
            assert.throws(keep, isUsage(/cannot be written to/), 'answers of init');
        }
    });

    // In a process of its own: what does not end holds all else in this one.
    test('a folder where nothing can be made is told, too', { skip: !existsSync('/proc/self') }, () => {
        const code = `
            const { lock } = await import(${JSON.stringify(import.meta.resolve('./journal.ts'))});
            try { lock('/proc/none/below', 'x'); } catch (error) { console.log(error.message); }`;
        const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
            encoding: 'utf8',
            killSignal: 'SIGKILL',
            timeout: 10_000
        });
        assert.match(stdout, /^The folder of the journals, \/proc\/none\/below, cannot be written to \(E[A-Z]+\)\.$/m);
    });

    test('one run at a time; a lock that nobody holds any more is taken', () => {
        const file = join(folder, `${org}.lock`);
        const free = lock(folder, org);
        assert.throws(() => lock(folder, org), JournalError);
        free();
        lock(folder, org)();
        // No process has this number.
        writeFileSync(file, '4194999');
        lock(folder, org)();
        // The same number as ours, and not ours: a killed run of the container before.
        writeFileSync(file, String(process.pid));
        lock(folder, org)();
        // Killed between making the file and writing into it.
        writeFileSync(file, '');
        assert.throws(() => lock(folder, org), JournalError, 'its run may be about to write');
        utimesSync(file, new Date(0), new Date(0));
        lock(folder, org)();
        assert.ok(!existsSync(file));
    });
});
