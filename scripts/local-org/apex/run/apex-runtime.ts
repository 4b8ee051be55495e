import type { ApexHost, ApexInvocation } from '../../types.ts';
import { runApexTests, type TestFilter } from '../test-runner/run-tests.ts';
import type { TestRunResult } from '../test-runner/results.ts';
import { runAnonymous } from './anonymous.ts';
import { invokeAuraMethod } from './aura.ts';
import { type ClassProblem, checkProgram } from './check.ts';
import { runPendingJobs } from './job-queue.ts';
import { describeFailure, Runtime, type RuntimeOptions } from './runtime.ts';

export type AnonymousRun = ApexInvocation & {
    /** Lines of System.debug. */
    log: string[];
};

/** Apex on one thread. Every call is synchronous, and a transaction of its own. */
export interface ApexRuntime {
    /**
     * Calls a static `@AuraEnabled` method as a component does: parameters by name, from JSON; the result as JSON.
     * @param parameters values as JSON gives them; missing ones are null
     */
    invoke(
        className: string,
        methodName: string,
        parameters: Record<string, unknown>,
        options: { userId: string }
    ): ApexInvocation;
    /** Runs Apex tests; nothing that they write stays. */
    runTests(filter: TestFilter): TestRunResult;
    executeAnonymous(source: string, options: { userId: string }): AnonymousRun;
    /** Compiles everything and says what a real org would refuse, and what the local org does not support. */
    check(): ClassProblem[];
}

/** @param host the org around the runtime; its records must be a connection of this thread's own */
export function createRuntime(host: ApexHost, options: RuntimeOptions = {}): ApexRuntime {
    const runtime = new Runtime(host, options);
    return {
        invoke(className, methodName, parameters, { userId }) {
            return invokeAuraMethod(runtime, className, methodName, parameters, userId);
        },
        runTests(filter) {
            return runApexTests(runtime, filter);
        },
        executeAnonymous(source, { userId }) {
            const log: string[] = [];
            try {
                const { transaction } = runtime.transact('ANONYMOUS', userId, (open) => {
                    try {
                        runAnonymous(runtime, source);
                    } finally {
                        log.push(...open.log);
                    }
                });
                runPendingJobs(runtime, transaction);
                return { ok: true, returnValue: null, log };
            } catch (error) {
                return { ok: false, ...describeFailure(error), log };
            }
        },
        check() {
            return checkProgram(runtime);
        }
    };
}
