/** Milliseconds between two looks at who started this process. */
const lookEvery = 500;

/**
 * Ends the process at Ctrl-C, SIGTERM, with its terminal, or with the npm that runs it: after what is to be closed then,
 * as far as it has started.
 *
 * @param close what ends what runs; undefined as long as nothing does
 */
export function closeOnSignals(close: () => Promise<unknown> | undefined): void {
    const end = (signal: number) => {
        clearInterval(watch);
        const closing = close();
        if (closing === undefined) process.exit(128 + signal);
        void closing.then(() => process.exit(0));
    };
    // SIGTERM to npm ends the shell between npm and this process, and never comes here: the port would stay taken.
    const isOfNpm = process.env['npm_lifecycle_event'] !== undefined;
    const parent = process.ppid;
    const watch = setInterval(() => isOfNpm && process.ppid !== parent && end(15), lookEvery).unref();
    for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const, ['SIGHUP', 1] as const]) {
        process.once(signal, () => end(number));
    }
}
