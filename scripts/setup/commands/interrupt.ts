/**
 * Ctrl-C, or another's signal, while a command works: the terminal as it was, one sentence, exit code 130. Imports
 * little: it listens while the rest of the setup is still being loaded.
 */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { onEndOfNpm } from '../../end-of-npm.ts';
import { exitCodes, failureDocument } from '../run/error.ts';

/** Ctrl-C; the time limit of a job, or a container that stops. Not SIGHUP: a listener would undo `nohup`. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/** What has to be put in order on the screen first: progress that is drawn again and again. */
let tidy: (() => void) | undefined;

export function tidyOnInterrupt(work: (() => void) | undefined): void {
    tidy = work;
}

/** Has the command begun with what it does, so that something may be done by now? */
let hasBegun = false;

/** From now on, a command that is stopped no longer says that nothing was changed. */
export function workBegins(): void {
    hasBegun = true;
}

/** What is open at somebody else's, such as a conversation: it would wait for an agent for ever. */
const closers = new Set<() => Promise<unknown>>();
/** Milliseconds that closing may take; who presses Ctrl-C again does not wait for it. */
const longestClosing = 10_000;

/** @returns takes it away again: it is closed */
export function closeOnInterrupt(close: () => Promise<unknown>): () => void {
    closers.add(close);
    return () => void closers.delete(close);
}

/** @returns whether all went well */
async function closeAll(works: (() => Promise<unknown>)[]): Promise<boolean> {
    const late = delay(longestClosing).then(() => Promise.reject(new Error('too late')));
    try {
        await Promise.race([Promise.all(works.map((close) => close())), late]);
        return true;
    } catch {
        return false;
    }
}

/**
 * From now on, a signal ends the process with these words. Steps may be cut off anywhere: each looks before it writes.
 *
 * @returns takes the listener away again
 */
export function onInterrupt(isJson: boolean): () => void {
    const end = (error: { message: string; remedy?: string }) => {
        tidy?.();
        // Synchronous: nothing is written after the exit.
        if (isJson) writeSync(1, failureDocument({ exitCode: exitCodes.interrupted, ...error }));
        else writeSync(2, `\n${Object.values(error).join('\n')}\n`);
        process.exit(exitCodes.interrupted);
    };
    const stop = () => {
        // A second signal does not wait for what is closed: the end of npm, which the same signal brings, is none.
        forgetNpm();
        const works = [...closers];
        closers.clear();
        if (!hasBegun) return end({ message: 'Stopped; nothing was changed.' });
        if (works.length === 0) {
            const remedy = 'What is done stays done: the same command goes on from there.';
            return end({ message: 'Stopped.', remedy });
        }
        return void closeAll(works).then((isClosed) =>
            end({
                message: 'Stopped.',
                remedy: isClosed
                    ? 'The test conversation was ended.'
                    : 'The test conversation could not be ended: undo deletes it, or end it by hand.'
            })
        );
    };
    const forgetNpm = onEndOfNpm(stop);
    for (const signal of signals) process.on(signal, stop);
    return () => {
        forgetNpm();
        for (const signal of signals) process.off(signal, stop);
    };
}
