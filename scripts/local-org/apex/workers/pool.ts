import type { ApexInvocation, CalloutRequest } from '../../types.ts';
import type { AnonymousRun } from '../run/apex-runtime.ts';
import type { ClassProblem } from '../run/check.ts';
import type { TestRunResult } from '../test-runner/results.ts';
import type { CalloutAnswer, Task, TaskResults } from './protocol.ts';
import { ApexStopped } from './stopped.ts';
import { ApexThread } from './thread.ts';

export interface ApexPoolOptions {
    /** Most threads: how many transactions may run at once. One starts where none of them is free. */
    workers: number;
    /** Absolute path of a module that exports `createWorkerHost`. */
    workerHostModule: string;
    /** Given to `createWorkerHost`; must survive structured cloning. */
    workerData: unknown;
    /** Sends a callout. While its promise is open, only the transaction that asked waits. */
    callout: (request: CalloutRequest) => Promise<CalloutAnswer>;
    /** Told of queueable and future work that failed after its transaction. */
    onJobFailure?: (job: string, message: string) => void;
}

/** Apex on several threads. Each call is a transaction of its own, on whichever thread is free. */
export interface ApexPool {
    /** Starts all threads; settled when they have, rejected where one could not. */
    ready(): Promise<void>;
    invoke(
        className: string,
        methodName: string,
        parameters: Record<string, unknown>,
        options: { userId: string }
    ): Promise<ApexInvocation>;
    runTests(options: { userId: string; tests?: string[] }): Promise<TestRunResult>;
    executeAnonymous(source: string, options: { userId: string }): Promise<AnonymousRun>;
    check(): Promise<ClassProblem[]>;
    /** Tells the threads that classes or schema have changed: calls made from now on see it. */
    refresh(revision: number): void;
    /** Calls that wait are rejected, those that run are stopped. */
    close(): Promise<void>;
}

interface Waiting {
    task: Task;
    resolve: (result: TaskResults[Task['kind']]) => void;
    reject: (error: Error) => void;
}

class Pool implements ApexPool {
    private readonly options: ApexPoolOptions;
    private readonly threads: ApexThread[] = [];
    private readonly idle: ApexThread[] = [];
    private waiting: Waiting[] = [];
    private revision: number | null = null;
    /** Threads that can't take a task yet. */
    private starting = 0;
    private closed = false;
    /** Why there is no thread left. */
    private failure: Error | null = null;

    constructor(options: ApexPoolOptions) {
        this.options = options;
    }

    private startThread(): void {
        const thread = new ApexThread({
            hostModule: this.options.workerHostModule,
            hostData: this.options.workerData,
            callout: this.options.callout,
            onJobFailure: this.options.onJobFailure ?? (() => undefined)
        });
        this.threads.push(thread);
        this.starting += 1;
        thread.ready
            .finally(() => (this.starting -= 1))
            .then(
                () => {
                    if (this.revision !== null) {
                        thread.refresh(this.revision);
                    }
                    this.idle.push(thread);
                    this.next();
                },
                (error: Error) => this.abandon(thread, error)
            );
    }

    private forget(thread: ApexThread): void {
        this.threads.splice(this.threads.indexOf(thread), 1);
    }

    /** A thread could not be started: where there is no other, everything that waits for one fails. */
    private abandon(thread: ApexThread, error: Error): void {
        this.forget(thread);
        if (this.threads.length > 0) {
            return;
        }
        this.failure = error;
        this.waiting.forEach((each) => each.reject(error));
        this.waiting = [];
    }

    private next(): void {
        while (this.idle.length > 0 && this.waiting.length > 0) {
            const thread = this.idle.pop() as ApexThread;
            const each = this.waiting.shift() as Waiting;
            thread
                .run(each.task)
                .then(each.resolve, each.reject)
                .finally(() => this.release(thread));
        }
        while (this.waiting.length > this.starting && this.threads.length < this.options.workers) {
            this.startThread();
        }
    }

    private release(thread: ApexThread): void {
        if (this.closed) {
            return;
        }
        if (thread.isAlive) {
            this.idle.push(thread);
        } else {
            this.forget(thread);
        }
        this.next();
    }

    private run<Kind extends Task['kind']>(task: Task & { kind: Kind }): Promise<TaskResults[Kind]> {
        if (this.closed || this.failure) {
            return Promise.reject(this.failure ?? new ApexStopped());
        }
        return new Promise((resolve, reject) => {
            this.waiting.push({ task, resolve: (result) => resolve(result as TaskResults[Kind]), reject });
            this.next();
        });
    }

    async ready(): Promise<void> {
        if (this.closed) {
            throw new ApexStopped();
        }
        while (this.threads.length < this.options.workers) {
            this.startThread();
        }
        await Promise.all(this.threads.map((thread) => thread.ready));
    }

    invoke(
        className: string,
        methodName: string,
        parameters: Record<string, unknown>,
        { userId }: { userId: string }
    ): Promise<ApexInvocation> {
        return this.run({ kind: 'invoke', className, methodName, parameters, userId });
    }

    runTests({ userId, tests }: { userId: string; tests?: string[] }): Promise<TestRunResult> {
        return this.run({ kind: 'runTests', userId, tests });
    }

    executeAnonymous(source: string, { userId }: { userId: string }): Promise<AnonymousRun> {
        return this.run({ kind: 'anonymous', source, userId });
    }

    check(): Promise<ClassProblem[]> {
        return this.run({ kind: 'check' });
    }

    refresh(revision: number): void {
        this.revision = revision;
        this.threads.forEach((thread) => thread.refresh(revision));
    }

    async close(): Promise<void> {
        this.closed = true;
        const error = new ApexStopped();
        this.waiting.forEach((each) => each.reject(error));
        this.waiting = [];
        await Promise.all(this.threads.map((thread) => thread.close()));
    }
}

/** Starts the threads. */
export function createApexPool(options: ApexPoolOptions): ApexPool {
    return new Pool(options);
}
