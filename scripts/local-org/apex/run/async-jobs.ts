import { platformClass } from '../platform/registry.ts';
import type { ApexMethod } from '../types/apex-class.ts';
import { ApexId } from '../values/id.ts';
import { type ApexObject, PlatformValue } from '../values/objects.ts';
import { isInstance } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';
import { batchSteps } from './batch.ts';
import { apexError, notSupported } from './errors.ts';
import type { AsyncJob } from './transaction.ts';

/** What a job's `execute` gets: the id of the job. */
export class JobContextValue extends PlatformValue {
    readonly jobId: string;

    /** @param className `System.QueueableContext` and its like */
    constructor(className: string, jobId: string) {
        super(platformClass(className)!.type());
        this.jobId = jobId;
    }
}

let jobs = 0;

/** Ids of jobs; no AsyncApexJob or CronTrigger record stands behind them. */
function nextJobId(prefix: string): string {
    jobs += 1;
    return ApexId.ofStore(`${prefix}${String(jobs).padStart(12, '0')}`).value;
}

function demand(job: ApexObject, interfaceName: string): void {
    if (!isInstance(job, platformClass(interfaceName)!.type())) {
        throw apexError(
            'AsyncException',
            `${job.type.name} does not implement ${interfaceName.replace('System.', '')}`
        );
    }
}

/** Puts a job into the queue of the transaction; returns its id. */
function add(kind: AsyncJob['kind'], name: string, target: AsyncJob['target'], idPrefix = '707'): ApexId {
    const { transaction } = runtime();
    const id = nextJobId(idPrefix);
    transaction.uncommitted = true;
    transaction.jobs.push({ id, kind, name, userId: transaction.user.id, target });
    return ApexId.ofStore(id);
}

/** `System.enqueueJob`: the job waits for the end of the transaction, or for Test.stopTest. */
export function enqueue(job: ApexObject): ApexId {
    demand(job, 'System.Queueable');
    runtime().transaction.limits.add('queueableJobs', 1);
    return add('queueable', job.type.name, { object: job });
}

/** A call of a `@future` method: it runs later, and has no result. */
export function callLater(method: ApexMethod, args: Value[]): void {
    const { transaction } = runtime();
    if (transaction.kind === 'FUTURE') {
        throw apexError('AsyncException', 'Future method cannot be called from a future or batch method');
    }
    transaction.limits.add('futureCalls', 1);
    add('future', `${method.owner.fullName}.${method.name}`, { method, args });
}

/** `Database.executeBatch`. */
export function startBatch(job: ApexObject, size: number): ApexId {
    demand(job, 'Database.Batchable');
    if (size < 1 || size > 2000) {
        throw apexError('AsyncException', `Invalid batch size: ${size}. It must be between 1 and 2000`);
    }
    return add('batch', job.type.name, { object: job, size });
}

/** `System.schedule`: in a test the job runs at stopTest; outside of one nothing would run at its time. */
export function schedule(job: ApexObject): ApexId {
    demand(job, 'System.Schedulable');
    if (!runtime().transaction.test) {
        throw notSupported('System.schedule outside of tests');
    }
    return add('scheduled', job.type.name, { object: job }, '08e');
}

/** Parts of a job that have a transaction of their own, to be run one after the other. */
export function* jobSteps(job: AsyncJob): Generator<() => void> {
    const { target } = job;
    if ('method' in target) {
        yield () => void runtime().invoker.invoke(target.method, null, target.args);
    } else if ('size' in target) {
        yield* batchSteps(target.object, target.size, new JobContextValue('Database.BatchableContext', job.id));
    } else {
        const context = job.kind === 'queueable' ? 'System.QueueableContext' : 'System.SchedulableContext';
        yield () => void runtime().userMethods.call(target.object, 'execute', [new JobContextValue(context, job.id)]);
    }
}
