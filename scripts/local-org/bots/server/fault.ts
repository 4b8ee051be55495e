import { z } from 'zod';
import type { Fault } from '../types.ts';

const scope = {
    times: z.number().int().positive().optional(),
    only: z.string().min(1).optional()
};

const faultSchema = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('slow'), ms: z.number().int().min(0).max(180_000), ...scope }),
    z.strictObject({ kind: z.literal('refuse'), ...scope }),
    z.strictObject({ kind: z.literal('rateLimit'), retryAfter: z.number().int().min(0), ...scope }),
    z.strictObject({ kind: z.literal('breakOff'), ...scope }),
    z.strictObject({ kind: z.literal('rubbish'), ...scope }),
    z.strictObject({ kind: z.literal('halfJson'), ...scope }),
    z.strictObject({ kind: z.literal('status'), status: z.literal([401, 403, 404, 500, 503]), ...scope }),
    z.strictObject({ kind: z.literal('expiredToken'), ...scope }),
    z.strictObject({ kind: z.literal('emptyHistory'), ...scope }),
    z.strictObject({ kind: z.literal('masked'), ...scope })
]);

/** Checks a fault that came as JSON. @throws Error with one sentence on what is wrong */
export function parseFault(value: unknown): Fault {
    const parsed = faultSchema.safeParse(value);
    if (!parsed.success) {
        throw new Error(`Not a fault: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
    }
    return parsed.data;
}

/** Holds the fault of one bot and counts down how often it still applies. */
export class FaultSwitch {
    #fault: Fault | null = null;
    #left = Infinity;

    get current(): Fault | null {
        return this.#fault;
    }

    set(fault: Fault | null): void {
        this.#fault = fault;
        this.#left = fault?.times ?? Infinity;
    }

    /** The fault that applies to a request, used up by one. */
    take(path: string): Fault | null {
        const fault = this.#fault;
        if (fault === null || (fault.only !== undefined && !path.includes(fault.only))) {
            return null;
        }
        this.#left -= 1;
        if (this.#left <= 0) {
            this.#fault = null;
        }
        return fault;
    }
}
