import { runJob } from './async-jobs.ts';
import { describeFailure, type Runtime } from './runtime.ts';
import type { AsyncJob, Transaction } from './transaction.ts';

/** Jobs that enqueue jobs without end are cut off here. */
const MAXIMUM_JOBS = 1000;

/** Runs what a committed transaction left to do, each job in a transaction of its own, in order. */
export function runPendingJobs(runtime: Runtime, transaction: Transaction): void {
    const waiting: AsyncJob[] = [...transaction.jobs];
    for (let count = 0; waiting.length > 0; count += 1) {
        if (count >= MAXIMUM_JOBS) {
            throw new Error(`more than ${MAXIMUM_JOBS} jobs came out of one transaction`);
        }
        const job = waiting.shift()!;
        try {
            const kind = job.kind === 'future' ? 'FUTURE' : 'QUEUEABLE';
            const done = runtime.transact(kind, job.userId, () => runJob(runtime, job));
            waiting.push(...done.transaction.jobs);
        } catch (error) {
            const { exceptionType, message, stackTrace } = describeFailure(error);
            runtime.options.onJobFailure?.(job.name, new Error(`${exceptionType}: ${message}\n${stackTrace}`));
        }
    }
}
