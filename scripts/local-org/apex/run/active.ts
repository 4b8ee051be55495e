import type { Runtime } from './runtime.ts';
import type { UserMethods } from './user-methods.ts';

let current: Runtime | null = null;

/**
 * The runtime whose transaction is running on this thread. Apex is synchronous and a thread runs one transaction at a
 * time, so built-in code asks here for limits, records and the user rather than being handed them through every call.
 */
export function runtime(): Runtime {
    if (!current) {
        throw new Error('no Apex transaction is running');
    }
    return current;
}

/** Calls of methods that a user's class may define: equals, hashCode, toString, compareTo. */
export function userMethods(): UserMethods {
    return runtime().userMethods;
}

/** Runs code with a runtime as the active one. */
export function withRuntime<Result>(active: Runtime, code: () => Result): Result {
    const before = current;
    current = active;
    try {
        return code();
    } finally {
        current = before;
    }
}
