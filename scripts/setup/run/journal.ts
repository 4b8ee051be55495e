/**
 * What the setup did to an org and its bots, kept on disk so that it can be interrupted at any moment, run again and
 * undone. Every step writes what it is about to do before it does it. No secret is ever in it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import type { Json } from '../provider-setup.ts';
import { exitCodes, SetupError } from './error.ts';

export interface UnitEntry {
    /** Was it there before the setup first touched it? */
    existed: boolean;
    /** Its files then, where it was: what undo puts back. */
    before?: Record<string, string>;
    /** Hash of what was deployed last; absent while the deploy is not known to have gone through. */
    applied?: string;
    /** Hash of what the org had after that: where it differs now, somebody changed it by hand. */
    found?: string;
    /** An undo saw that somebody had changed it; it stays, whatever that undo itself did to it since. */
    isChanged?: true;
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
    /** API version by which {@link UnitEntry.found} was read: another one writes the same component differently. */
    apiVersion?: string;
    /** Id of the deploy that the org was last known to work on. */
    deploy?: string;
    /** Records that the setup made, or was about to make. */
    made: RecordEntry[];
    /** Records that the setup removed, or was about to remove (a user's former presence configuration). */
    removed: RecordEntry[];
    /** External credential → had its principal secrets before? */
    credentials: Record<string, { existed: boolean }>;
    /** The channel that the setup activated first, and those of other setup files, or of this one before it changed. */
    activated?: { channel: string; others?: string[] };
    /** Hash of channel and deployment as published last, and the deployment's name. */
    published?: string;
    publishedName?: string;
    /** When; ISO 8601. */
    publishedAt?: string;
    /** Records of `test-handoff`; `isUnknown` where the vendor did not know the session that it was given. */
    tests?: { object: string; id: string; isUnknown?: boolean }[];
    /** `connector provider` → backup of the bot side. */
    bots: Record<string, Json>;
    /** Likewise, as the setup left it: where it differs now, somebody changed it by hand. */
    written?: Record<string, Json>;
    /** Likewise, where at the vendor's that is. */
    places?: Record<string, string>;
    /** `MessagingChannel Name`, `LiveChatButton Name` → Bot Providers whose conversations come that way. */
    ways?: Record<string, string[]>;
}

/** Channels that the setup activated. */
export function activatedChannels({ activated }: Pick<JournalData, 'activated'>): string[] {
    return activated ? [activated.channel, ...(activated.others ?? [])] : [];
}

/** Notes which channels the setup activated. */
export function setActivated(data: JournalData, [channel, ...others]: readonly string[]): void {
    if (channel === undefined) delete data.activated;
    else data.activated = { channel, ...(others.length > 0 && { others }) };
}

/** Another run is at work. */
export class JournalError extends Error {}

/** What every version 1 has; its further fields come and go. */
const shape = z.looseObject({
    version: z.literal(1),
    organizationId: z.string(),
    units: z.record(z.string(), z.unknown()),
    made: z.array(z.unknown()),
    removed: z.array(z.unknown()),
    credentials: z.record(z.string(), z.unknown()),
    bots: z.record(z.string(), z.unknown())
});

export class Journal {
    readonly file: string;
    readonly data: JournalData;

    private constructor(file: string, data: JournalData) {
        this.file = file;
        this.data = data;
    }

    /**
     * @param folder one journal an organization
     * @throws SetupError where the file is there and cannot be used
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
        const data = jsonOf(file);
        if (!shape.safeParse(data).success) {
            throw unusable(file, 'is no journal of version 1 of this setup');
        }
        return new Journal(file, data as JournalData);
    }

    get isEmpty(): boolean {
        const { units, made, removed, tests, credentials, bots } = this.data;
        return [units, made, removed, tests ?? [], credentials, bots].every((part) => Object.keys(part).length === 0);
    }

    /** Changes the data and writes it: a whole file or the one before, never a half. */
    update(change: (data: JournalData) => void): void {
        change(this.data);
        writeInto(dirname(this.file), () => {
            const next = `${this.file}.${process.pid}.next`;
            writeFileSync(next, `${JSON.stringify(this.data, null, 2)}\n`, { mode: 0o600 });
            renameSync(next, this.file);
        });
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
    const file = join(folder, `${organizationId}.lock`);
    return writeInto(folder, () => {
        for (let attempt = 0; ; attempt += 1) {
            if (isTaken(file)) {
                held.add(file);
                return () => {
                    held.delete(file);
                    rmSync(file, { force: true });
                };
            }
            const holder = holderOf(file);
            const isLeft = holder === undefined ? ageOf(file) > longestWithoutHolder : !isAtWork(holder, file);
            if (attempt > 2 || !isLeft) {
                throw new JournalError(
                    `Another run works on this org${holder === undefined ? '' : ` (process ${holder})`}. Wait for its end, or delete ${file} if there is none.`
                );
            }
            // Left behind by a run that was killed.
            rmSync(file, { force: true });
        }
    });
}

/** Locks of this process. */
const held = new Set<string>();

/** A container gives its processes the same numbers each time: one with our number that is not ours was killed. */
function isAtWork(holder: number, file: string): boolean {
    return holder === process.pid ? held.has(file) : isAlive(holder);
}

/** Milliseconds in which a run writes its number into the lock that it has made. */
const longestWithoutHolder = 2000;

const ageOf = (file: string) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);

/** False where somebody else has it. */
function isTaken(file: string): boolean {
    try {
        writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
    }
}

/** Work that writes into a folder, which is made where it lacks. @throws SetupError where it cannot be */
export function writeInto<Result>(folder: string, work: () => Result): Result {
    try {
        makeFolder(folder);
        return work();
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (error instanceof JournalError || code === undefined) throw error;
        throw new SetupError(`The folder of the journals, ${folder}, cannot be written to (${code}).`, {
            exitCode: exitCodes.usage,
            remedy: 'Make room for it, or name another folder with --state. The journal is what undo needs.'
        });
    }
}

/** With those above it. Node's own recursive way never ends where a folder refuses new ones as not there (/proc). */
function makeFolder(folder: string): void {
    if (existsSync(folder)) return;
    const above = dirname(folder);
    if (above !== folder) makeFolder(above);
    try {
        mkdirSync(folder);
    } catch (error) {
        // Another run may have made it meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
}

function jsonOf(file: string): unknown {
    const text = readFileSync(file, 'utf8');
    try {
        return JSON.parse(text) as unknown;
    } catch {
        throw unusable(file, 'is not whole');
    }
}

function unusable(file: string, why: string): SetupError {
    return new SetupError(`${file} ${why}.`, {
        exitCode: exitCodes.usage,
        remedy: 'Put back a copy of it, or move it away to start anew: undo then knows nothing of what was done so far.'
    });
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
