/** What the org's thread and an Apex worker say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { AnonymousResult, ApexTestRun } from '../http/org.ts';
import type { ApexInvocation, CalloutFailure, CalloutRequest, CalloutResponse } from '../types.ts';

export interface WorkerSetup {
    /** The org's database, of which the worker opens a connection of its own. */
    file: string;
    organizationId: string;
    /** Callouts go out through here, and their answers come back. */
    callouts: MessagePort;
    /** One 32-bit cell: 1 once the answer to a callout lies in the port. */
    answered: SharedArrayBuffer;
}

export type Task =
    | { kind: 'invoke'; className: string; method: string; parameters: Record<string, unknown>; userId: string }
    | { kind: 'anonymous'; source: string; userId: string }
    | { kind: 'tests'; tests: string[] | undefined; userId: string };

export interface Outcomes {
    invoke: ApexInvocation;
    anonymous: AnonymousResult;
    tests: ApexTestRun;
}

/** The answer to a task: its outcome, or the sentence with which the runtime itself failed. */
export type Answer = { outcome: Outcomes[keyof Outcomes] } | { failure: string };

export type CalloutQuestion = CalloutRequest;
export type CalloutAnswer = CalloutResponse | CalloutFailure;
