/** The thread of one Apex runtime. Started by the pool. */
import { pathToFileURL } from 'node:url';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { ApexHost, CalloutRequest } from '../../types.ts';
import { type ApexRuntime, createRuntime } from '../index.ts';
import type {
    CalloutAnswer,
    FromWorker,
    Task,
    TaskResults,
    ToWorker,
    WorkerHost,
    WorkerHostModule,
    WorkerStart
} from './protocol.ts';
import { lower, sleepUntilRaised } from './signal.ts';

const start = workerData as WorkerStart;

function send(message: FromWorker): void {
    parentPort?.postMessage(message);
}

/** Hands a request to the main thread and stops this thread until the answer is there. */
function callout(request: CalloutRequest): CalloutAnswer {
    lower(start.signal);
    send({ type: 'callout', request });
    sleepUntilRaised(start.signal);
    const answer = receiveMessageOnPort(start.calloutPort) as { message: CalloutAnswer } | undefined;
    if (!answer) {
        throw new Error('the main thread woke this one without an answer to its callout');
    }
    return answer.message;
}

/** The host that the runtime sees: the module's, with callouts, and the revision that the pool last told. */
class ThreadHost implements ApexHost {
    revision: number;
    readonly permissions: ApexHost['permissions'];
    readonly hideRecords: ApexHost['hideRecords'];
    private readonly base: WorkerHost;

    constructor(base: WorkerHost) {
        this.base = base;
        this.revision = base.revision;
        this.permissions = base.permissions && ((userId) => base.permissions!(userId));
        this.hideRecords = base.hideRecords && (() => base.hideRecords!());
    }

    get records(): ApexHost['records'] {
        return this.base.records;
    }

    get organizationId(): string {
        return this.base.organizationId;
    }

    get apiVersion(): number {
        return this.base.apiVersion;
    }

    classes(): ReturnType<ApexHost['classes']> {
        return this.base.classes();
    }

    label(name: string, language: string): string | undefined {
        return this.base.label(name, language);
    }

    fieldLabel(objectName: string, fieldName: string, language: string): string | undefined {
        return this.base.fieldLabel?.(objectName, fieldName, language);
    }

    user(userId: string): ReturnType<ApexHost['user']> {
        return this.base.user(userId);
    }

    callout(request: CalloutRequest): CalloutAnswer {
        return callout(request);
    }
}

function perform(runtime: ApexRuntime, task: Task): TaskResults[Task['kind']] {
    switch (task.kind) {
        case 'invoke':
            return runtime.invoke(task.className, task.methodName, task.parameters, { userId: task.userId });
        case 'runTests':
            return runtime.runTests({ userId: task.userId, ...(task.tests ? { tests: task.tests } : {}) });
        case 'anonymous':
            return runtime.executeAnonymous(task.source, { userId: task.userId });
        case 'check':
            return runtime.check();
    }
}

const hostModule = (await import(pathToFileURL(start.hostModule).href)) as WorkerHostModule;
const base = await hostModule.createWorkerHost(start.hostData);
const host = new ThreadHost(base);
const runtime = createRuntime(host, {
    onJobFailure: (job, error) => send({ type: 'jobFailure', job, message: error.message })
});

parentPort?.on('message', (message: ToWorker) => {
    switch (message.type) {
        case 'refresh':
            base.refresh?.(message.revision);
            host.revision = message.revision;
            break;
        case 'close':
            base.close?.();
            process.exit(0);
            break;
        case 'task':
            try {
                send({ type: 'done', result: perform(runtime, message.task) });
            } catch (error) {
                const { message: text, stack = '' } = error instanceof Error ? error : new Error(String(error));
                send({ type: 'broken', message: text, stack });
            }
    }
});

send({ type: 'ready' });
