/**
 * Ends the process at Ctrl-C, SIGTERM, or with its terminal: after what is to be closed then, as far as it has started.
 *
 * @param close what ends what runs; undefined as long as nothing does
 */
export function closeOnSignals(close: () => Promise<unknown> | undefined): void {
    for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const, ['SIGHUP', 1] as const]) {
        process.once(signal, () => {
            const closing = close();
            if (closing === undefined) process.exit(128 + number);
            void closing.then(() => process.exit(0));
        });
    }
}
