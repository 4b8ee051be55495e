/** Ctrl-C while a command works: the terminal as it was, one sentence, exit code 130. */
import { writeSync } from 'node:fs';

import { exitCodes } from '../run/error.ts';

/** What has to be put in order on the screen first: progress that is drawn again and again. */
let tidy: (() => void) | undefined;

export function tidyOnInterrupt(work: (() => void) | undefined): void {
    tidy = work;
}

/**
 * From now on, a signal ends the process with these words. Steps may be cut off anywhere: each looks before it writes.
 *
 * @returns takes the listener away again
 */
export function onInterrupt(isJson: boolean): () => void {
    const stop = () => {
        tidy?.();
        const error = {
            exitCode: exitCodes.interrupted,
            message: 'Stopped.',
            remedy: 'What is done stays done: the same command goes on from there.'
        };
        // Synchronous: nothing is written after the exit.
        if (isJson) writeSync(1, `${JSON.stringify({ exitCode: error.exitCode, error }, null, 2)}\n`);
        else writeSync(2, `\n${error.message}\n${error.remedy}\n`);
        process.exit(exitCodes.interrupted);
    };
    process.on('SIGINT', stop);
    return () => void process.off('SIGINT', stop);
}
