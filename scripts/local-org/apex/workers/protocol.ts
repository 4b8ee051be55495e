import type { MessagePort } from 'node:worker_threads';
import type { ApexHost, ApexInvocation, CalloutFailure, CalloutRequest, CalloutResponse } from '../../types.ts';
import type { AnonymousRun } from '../run/apex-runtime.ts';
import type { ClassProblem } from '../run/check.ts';
import type { TestRunResult } from '../test-runner/results.ts';

/** What a worker host module's `createWorkerHost` makes: everything but callouts, which go through the main thread. */
export type WorkerHost = Omit<ApexHost, 'callout'> & {
    /** Called before the next task when the pool was told of a new revision. */
    refresh?(revision: number): void;
    /** Called when the pool closes. */
    close?(): void;
};

/** The module whose path a pool is given. `data` is the pool's `workerData`. */
export interface WorkerHostModule {
    createWorkerHost(data: unknown): WorkerHost | Promise<WorkerHost>;
}

export interface WorkerStart {
    hostModule: string;
    hostData: unknown;
    /** Answers to callouts come here, where a waiting thread can take them. */
    calloutPort: MessagePort;
    /** One number: 1 when an answer has come. */
    signal: SharedArrayBuffer;
}

export type Task =
    | {
          kind: 'invoke';
          className: string;
          methodName: string;
          parameters: Record<string, unknown>;
          userId: string;
      }
    | { kind: 'runTests'; userId: string; tests: string[] | undefined }
    | { kind: 'anonymous'; source: string; userId: string }
    | { kind: 'check' };

export interface TaskResults {
    invoke: ApexInvocation;
    runTests: TestRunResult;
    anonymous: AnonymousRun;
    check: ClassProblem[];
}

export type ToWorker = { type: 'task'; task: Task } | { type: 'refresh'; revision: number } | { type: 'close' };

export type FromWorker =
    | { type: 'ready' }
    | { type: 'done'; result: TaskResults[Task['kind']] }
    /** An error of the runtime itself, not of Apex. */
    | { type: 'broken'; message: string; stack: string }
    | { type: 'callout'; request: CalloutRequest }
    | { type: 'jobFailure'; job: string; message: string };

export type CalloutAnswer = CalloutResponse | CalloutFailure;
