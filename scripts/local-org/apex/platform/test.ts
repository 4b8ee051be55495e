import { runtime } from '../run/active.ts';
import { jobSteps } from '../run/async-jobs.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { LimitUsage } from '../run/limits.ts';
import type { TestState, Transaction } from '../run/transaction.ts';
import type { ApexId } from '../values/id.ts';
import type { Value } from '../values/value.ts';
import { define } from './registry.ts';
import type { TypeToken } from './type-token.ts';

function testOf(transaction: Transaction): TestState {
    if (!transaction.test) {
        throw apexError('TypeException', 'This method can only be called from a test');
    }
    return transaction.test;
}

/** Fresh limits, and what was written so far counts as committed. */
function startTest(): void {
    const { transaction } = runtime();
    const test = testOf(transaction);
    if (test.phase !== 'before') {
        throw apexError('FinalException', 'Testing already started');
    }
    test.phase = 'started';
    const { limits, cpu, uncommitted, jobs } = transaction;
    test.outer = { limits, cpu, uncommitted, jobs };
    transaction.startAfresh();
}

/** Jobs enqueued since startTest run now, each with fresh static variables; jobs that they enqueue do not. */
function stopTest(): void {
    const active = runtime();
    const { transaction } = active;
    const test = testOf(transaction);
    if (test.phase !== 'started' || !test.outer) {
        throw apexError('FinalException', 'Testing has not started');
    }
    const { jobs } = transaction;
    transaction.jobs = [];
    for (const job of jobs) {
        for (const step of jobSteps(job)) {
            transaction.limits = new LimitUsage();
            transaction.uncommitted = false;
            const restore = active.statics.suspend();
            try {
                step();
            } finally {
                restore();
            }
        }
    }
    test.phase = 'stopped';
    transaction.limits = test.outer.limits;
    transaction.cpu = test.outer.cpu;
    transaction.uncommitted ||= test.outer.uncommitted;
    transaction.jobs = test.outer.jobs;
    test.outer = null;
}

function unsupported(name: string): () => never {
    return () => {
        throw notSupported(`Test.${name}`);
    };
}

define({
    name: 'System.Test',
    methods: {
        'static void startTest()': startTest,
        'static void stopTest()': stopTest,
        'static Boolean isRunningTest()': () => runtime().transaction.test !== null,
        'static void setMock(System.Type type, Object mock)': (type: TypeToken, mock: Value) => {
            if (type.named.name !== 'System.HttpCalloutMock') {
                throw notSupported(`Test.setMock(${type.named.name}.class)`);
            }
            testOf(runtime().transaction).calloutMock = mock;
        },
        'static Id getStandardPricebookId()': unsupported('getStandardPricebookId'),
        'static void loadData(Object type, String resource)': unsupported('loadData'),
        'static Object createStub(System.Type type, Object provider)': unsupported('createStub'),
        'static void setCreatedDate(Id record, Datetime date)': (record: ApexId) => {
            throw notSupported(`Test.setCreatedDate(${record.value})`);
        }
    }
});
