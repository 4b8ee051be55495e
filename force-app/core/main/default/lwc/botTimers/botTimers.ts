/**
 * The only place where components wait. Whoever starts something keeps what it gets back and calls it when it leaves
 * the page, so that nothing runs on for a component that is gone.
 */

/** Ends a wait; harmless when it is over already. */
export type Cancel = () => void;

/** For fields that hold a `Cancel` before there is anything to end. */
export const NOTHING: Cancel = () => undefined;

/** Runs something once after a while. */
export function after(milliseconds: number, run: () => unknown): Cancel {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- see above
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
}

/** Runs something again and again. */
export function every(milliseconds: number, run: () => unknown): Cancel {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- see above
    const timer = setInterval(run, milliseconds);
    return () => clearInterval(timer);
}

/** Runs something before the next paint but one: what a resize observer saw is painted first. */
export function nextFrame(run: () => unknown): Cancel {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- see above
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
}

/** Runs something when the page has nothing else to do. */
export function whenIdle(run: () => unknown): Cancel {
    if (typeof requestIdleCallback !== 'function') {
        // Safari
        return after(50, run);
    }
    const handle = requestIdleCallback(run);
    return () => cancelIdleCallback(handle);
}

/** Lets the page do other things for a while. */
export function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
        after(milliseconds, () => resolve());
    });
}
