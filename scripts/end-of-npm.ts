/** Milliseconds between two looks at who started this process. */
const lookEvery = 500;

/**
 * SIGTERM to npm ends the shell between npm and this process, and never comes here: it would go on unseen.
 *
 * @param stop is called once that shell is gone; never where npm does not run this process
 * @returns looks no more
 */
export function onEndOfNpm(stop: () => void): () => void {
    if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && stop(), lookEvery).unref();
    return () => clearInterval(watch);
}
