import { onEndOfNpm } from '../end-of-npm.ts';

/**
 * Ends the process at Ctrl-C, SIGTERM, with its terminal, or with the npm that runs it: after what is to be closed then,
 * as far as it has started.
 *
 * @param close what ends what runs; undefined as long as nothing does
 */
export function closeOnSignals(close: () => Promise<unknown> | undefined): void {
    const end = (signal: number) => {
        forgetNpm();
        const closing = close();
        if (closing === undefined) process.exit(128 + signal);
        void closing.then(() => process.exit(0));
    };
    const forgetNpm = onEndOfNpm(() => end(15));
    for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const, ['SIGHUP', 1] as const]) {
        process.once(signal, () => end(number));
    }
}
