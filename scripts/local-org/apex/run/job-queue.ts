import { jobSteps } from './async-jobs.ts';
import { describeFailure, type Runtime } from './runtime.ts';
import type { AsyncJob, RequestKind, Transaction } from './transaction.ts';

/** Jobs that enqueue jobs without end are cut off here. */
const MAXIMUM_JOBS = 1000;

const KINDS: Record<AsyncJob['kind'], RequestKind> = {
    queueable: 'QUEUEABLE',
    future: 'FUTURE',
    batch: 'BATCH_APEX',
    scheduled: 'SCHEDULED'
};

/** Runs one job, each part in a transaction of its own; returns the jobs that came out of it. */
function run(runtime: Runtime, job: AsyncJob): AsyncJob[] {
    const next: AsyncJob[] = [];
    for (const step of jobSteps(job)) {
        try {
            next.push(...runtime.transact(KINDS[job.kind], job.userId, step).transaction.jobs);
        } catch (error) {
            // The rest of a batch goes on, as in a real org.
            const { exceptionType, message, stackTrace } = describeFailure(error);
            runtime.options.onJobFailure?.(job.name, new Error(`${exceptionType}: ${message}\n${stackTrace}`));
        }
    }
    return next;
}

/** Runs what a committed transaction left to do, in order. */
export function runPendingJobs(runtime: Runtime, transaction: Transaction): void {
    const waiting: AsyncJob[] = [...transaction.jobs];
    for (let count = 0; waiting.length > 0; count += 1) {
        if (count >= MAXIMUM_JOBS) {
            throw new Error(`more than ${MAXIMUM_JOBS} jobs came out of one transaction`);
        }
        waiting.push(...run(runtime, waiting.shift()!));
    }
}
