/**
 * What the setup did to an org and its bots, kept on disk so that it can be interrupted at any moment, run again and
 * undone. Every step writes what it is about to do before it does it. No secret is ever in it.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Json } from '../provider-setup.ts';

export interface UnitEntry {
    /** Was it there before the setup first touched it? */
    existed: boolean;
    /** Its files then, where it was: what undo puts back. */
    before?: Record<string, string>;
    /** Hash of what was deployed last; absent while the deploy is not known to have gone through. */
    applied?: string;
    /** Hash of what the org had after that: where it differs now, somebody changed it by hand. */
    found?: string;
}

export interface RecordEntry {
    object: string;
    /** Fields that tell which record it is, and that were set. */
    fields: Record<string, string>;
    /** For people: `maya.agent@example.com in queue Bot_Handoff_Queue`. */
    what: string;
}

export interface JournalData {
    version: 1;
    organizationId: string;
    units: Record<string, UnitEntry>;
    /** Records that the setup made, or was about to make. */
    made: RecordEntry[];
    /** Records that the setup removed, or was about to remove (a user's former presence configuration). */
    removed: RecordEntry[];
    /** External credential → had its principal secrets before? */
    credentials: Record<string, { existed: boolean }>;
    /** Was the channel active before? Only where the setup activated it. */
    activated?: { channel: string };
    /** Hash of channel and deployment as published last. */
    published?: string;
    /** Records of `test-handoff`. */
    tests?: { object: string; id: string }[];
    /** `connector provider` → backup of the bot side. */
    bots: Record<string, Json>;
}

export class JournalError extends Error {}

export class Journal {
    readonly file: string;
    readonly data: JournalData;

    private constructor(file: string, data: JournalData) {
        this.file = file;
        this.data = data;
    }

    /**
     * @param folder one journal an organization
     * @throws JournalError where the file is there and cannot be used
     */
    static open(folder: string, organizationId: string): Journal {
        const file = join(folder, `${organizationId}.json`);
        if (!existsSync(file)) {
            const data: JournalData = {
                version: 1,
                organizationId,
                units: {},
                made: [],
                removed: [],
                credentials: {},
                bots: {}
            };
            return new Journal(file, data);
        }
        let data: JournalData;
        try {
            data = JSON.parse(readFileSync(file, 'utf8')) as JournalData;
        } catch (error) {
            throw new JournalError(`${file} cannot be read (${(error as Error).name}); move it away to start anew.`);
        }
        if (data.version !== 1) throw new JournalError(`${file} is of version ${String(data.version)}; wanted is 1.`);
        return new Journal(file, data);
    }

    get isEmpty(): boolean {
        const { units, made, removed, tests, credentials, bots } = this.data;
        return [units, made, removed, tests ?? [], credentials, bots].every((part) => Object.keys(part).length === 0);
    }

    /** Changes the data and writes it: a whole file or the one before, never a half. */
    update(change: (data: JournalData) => void): void {
        change(this.data);
        mkdirSync(dirname(this.file), { recursive: true });
        const next = `${this.file}.${process.pid}.next`;
        writeFileSync(next, `${JSON.stringify(this.data, null, 2)}\n`, { mode: 0o600 });
        renameSync(next, this.file);
    }

    /** Once everything is undone. */
    remove(): void {
        rmSync(this.file, { force: true });
    }
}

/**
 * Keeps a second run on the same org out while one writes.
 *
 * @returns frees it again
 * @throws JournalError naming the process that works there
 */
export function lock(folder: string, organizationId: string): () => void {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${organizationId}.lock`);
    for (let attempt = 0; ; attempt += 1) {
        try {
            const handle = openSync(file, 'wx', 0o600);
            writeFileSync(handle, String(process.pid));
            closeSync(handle);
            return () => rmSync(file, { force: true });
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
            const holder = holderOf(file);
            if (attempt > 2 || holder === undefined || isAlive(holder)) {
                throw new JournalError(
                    `Another run works on this org${holder === undefined ? '' : ` (process ${holder})`}. Wait for its end, or delete ${file} if there is none.`
                );
            }
            // Left behind by a run that was killed.
            rmSync(file, { force: true });
        }
    }
}

function holderOf(file: string): number | undefined {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return /^\d+$/.test(text) ? Number(text) : undefined;
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
}
