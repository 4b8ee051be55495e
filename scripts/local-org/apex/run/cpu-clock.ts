import { limitExceeded } from './errors.ts';

/** Loop turns and calls between two looks at the clock. */
const TICKS_PER_LOOK = 4096;

interface ThreadClock {
    threadCpuUsage?: () => NodeJS.CpuUsage;
}

/** CPU milliseconds of this thread where Node tells them, else of the process. */
function cpuNow(): number {
    const usage = (process as ThreadClock).threadCpuUsage?.() ?? process.cpuUsage();
    return (usage.user + usage.system) / 1000;
}

/** Stops a transaction that computes for longer than Apex allows: endless loops above all. */
export class CpuClock {
    private readonly startedAt = cpuNow();
    private readonly limit: number;
    private ticks = 0;

    /** @param limit milliseconds */
    constructor(limit: number) {
        this.limit = limit;
    }

    get used(): number {
        return Math.round(cpuNow() - this.startedAt);
    }

    /** Called for every turn of a loop and every call. */
    tick(): void {
        this.ticks += 1;
        if (this.ticks % TICKS_PER_LOOK === 0 && this.used > this.limit) {
            throw limitExceeded('Apex CPU time limit exceeded');
        }
    }
}
