import { platformClass } from '../platform/registry.ts';
import type { ApexMethod } from '../types/apex-class.ts';
import { ApexId } from '../values/id.ts';
import { type ApexObject, PlatformValue } from '../values/objects.ts';
import { isInstance } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';
import { apexError } from './errors.ts';
import type { Runtime } from './runtime.ts';
import type { AsyncJob } from './transaction.ts';

/** What `Queueable.execute` gets. */
export class QueueableContextValue extends PlatformValue {
    readonly jobId: string;

    constructor(jobId: string) {
        super(platformClass('System.QueueableContext')!.type());
        this.jobId = jobId;
    }
}

let jobs = 0;

/** Ids of jobs; no AsyncApexJob record stands behind them. */
function nextJobId(): string {
    jobs += 1;
    return ApexId.ofStore(`707${String(jobs).padStart(12, '0')}`).value;
}

/** `System.enqueueJob`: the job waits for the end of the transaction, or for Test.stopTest. */
export function enqueue(job: ApexObject): ApexId {
    const { transaction } = runtime();
    if (!isInstance(job, platformClass('System.Queueable')!.type())) {
        throw apexError('AsyncException', `${job.type.name} does not implement Queueable`);
    }
    transaction.limits.add('queueableJobs', 1);
    transaction.uncommitted = true;
    const id = nextJobId();
    transaction.jobs.push({
        id,
        kind: 'queueable',
        name: job.type.name,
        userId: transaction.user.id,
        target: { queueable: job }
    });
    return ApexId.ofStore(id);
}

/** A call of a `@future` method: it runs later, and has no result. */
export function callLater(method: ApexMethod, args: Value[]): void {
    const { transaction } = runtime();
    if (transaction.kind === 'FUTURE') {
        throw apexError('AsyncException', 'Future method cannot be called from a future or batch method');
    }
    transaction.limits.add('futureCalls', 1);
    transaction.uncommitted = true;
    transaction.jobs.push({
        id: nextJobId(),
        kind: 'future',
        name: `${method.owner.fullName}.${method.name}`,
        userId: transaction.user.id,
        target: { method, args }
    });
}

/** Runs a job's code in the transaction that is open. */
export function runJob(active: Runtime, job: AsyncJob): void {
    if ('method' in job.target) {
        active.invoker.invoke(job.target.method, null, job.target.args);
    } else {
        active.userMethods.call(job.target.queueable, 'execute', [new QueueableContextValue(job.id)]);
    }
}
