import type { RunningUser } from '../../types.ts';
import type { ApexMethod } from '../types/apex-class.ts';
import type { ApexObject } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import { CpuClock } from './cpu-clock.ts';
import { LimitUsage } from './limits.ts';
import type { WrittenObjects } from './mixed-dml.ts';

/** Work that waits for the end of the transaction, or for Test.stopTest. */
export interface AsyncJob {
    id: string;
    kind: 'queueable' | 'future' | 'batch' | 'scheduled';
    /** For messages: the class or method. */
    name: string;
    userId: string;
    target: { object: ApexObject } | { object: ApexObject; size: number } | { method: ApexMethod; args: Value[] };
}

export type TestPhase = 'before' | 'started' | 'stopped';

/** State of one test method. */
export interface TestState {
    phase: TestPhase;
    /** Answers callouts in the place of the network. */
    calloutMock: Value;
    /** Limits and pending work of the code around startTest … stopTest. */
    outer: { limits: LimitUsage; cpu: CpuClock; uncommitted: boolean; jobs: AsyncJob[] } | null;
}

export type RequestKind = 'AURA' | 'ANONYMOUS' | 'RUNTEST_SYNC' | 'QUEUEABLE' | 'FUTURE' | 'BATCH_APEX' | 'SCHEDULED';

/** Everything that lives as long as one transaction. */
export class Transaction {
    limits = new LimitUsage();
    cpu: CpuClock;
    private readonly cpuMilliseconds: number;
    /** DML since the last commit: callouts are refused. */
    uncommitted = false;
    /** Savepoints that were neither released nor rolled back to; they hold callouts up too. */
    readonly openSavepoints = new Map<string, boolean>();
    jobs: AsyncJob[] = [];
    /** Setup objects and others that were written: the two do not mix. */
    written: WrittenObjects = { setup: null, other: null };
    readonly kind: RequestKind;
    readonly requestId: string;
    /** Null outside of tests. */
    readonly test: TestState | null;
    user: RunningUser;
    /** Lines of System.debug. */
    readonly log: string[] = [];

    constructor(kind: RequestKind, user: RunningUser, requestId: string, cpuMilliseconds: number) {
        this.cpuMilliseconds = cpuMilliseconds;
        this.cpu = new CpuClock(cpuMilliseconds);
        this.kind = kind;
        this.user = user;
        this.requestId = requestId;
        this.test = kind === 'RUNTEST_SYNC' ? { phase: 'before', calloutMock: null, outer: null } : null;
    }

    /** After a test's setup methods, and at startTest: limits at zero, and what they wrote counts as committed. */
    startAfresh(): void {
        this.limits = new LimitUsage();
        this.cpu = new CpuClock(this.cpuMilliseconds);
        this.uncommitted = false;
        this.openSavepoints.clear();
        this.written = { setup: null, other: null };
        this.jobs = [];
    }
}
