/** Lets one thread sleep until another one has something for it. One number in memory that both share: 1 is raised. */

/** For a new pair of threads, not raised. */
export function newSignal(): SharedArrayBuffer {
    return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** Before the other thread is asked. */
export function lower(signal: SharedArrayBuffer): void {
    Atomics.store(new Int32Array(signal), 0, 0);
}

/** Wakes the thread that sleeps, or lets it not fall asleep. */
export function raise(signal: SharedArrayBuffer): void {
    Atomics.store(new Int32Array(signal), 0, 1);
    Atomics.notify(new Int32Array(signal), 0);
}

/**
 * Stops the calling thread until the signal is raised.
 *
 * A thread that was about to sleep sees the number before it is notified. It may ask again and sleep again before that
 * notification comes, which then wakes it for nothing: so the number decides, not the waking.
 */
export function sleepUntilRaised(signal: SharedArrayBuffer): void {
    const number = new Int32Array(signal);
    while (Atomics.load(number, 0) === 0) {
        Atomics.wait(number, 0, 0);
    }
}
