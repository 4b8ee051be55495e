import { CompileProblem } from '../run/errors.ts';
import { describeFailure, type Failure, type Runtime } from '../run/runtime.ts';
import type { Transaction } from '../run/transaction.ts';
import { ApexSyntaxProblem } from '../syntax/parse.ts';
import type { ApexClass, ApexMethod } from '../types/apex-class.ts';
import { readCoverage, resetCoverage } from './coverage.ts';
import type { TestMethodResult, TestRunResult } from './results.ts';

export interface TestFilter {
    /** The user as whom the tests run. */
    userId: string;
    /** Names of test classes, or `Class.method`; all tests without it. */
    tests?: string[];
    /** Called when a test has ended. */
    onResult?: (result: TestMethodResult) => void;
}

function isTestMethod(method: ApexMethod): boolean {
    return method.isStatic && (method.words.has('testmethod') || method.annotation('istest') !== undefined);
}

function wanted(filter: TestFilter, owner: ApexClass, method: ApexMethod): boolean {
    const full = `${owner.fullName}.${method.name}`.toLowerCase();
    return (
        !filter.tests || filter.tests.some((each) => [owner.fullName.toLowerCase(), full].includes(each.toLowerCase()))
    );
}

interface TestClass {
    owner: ApexClass;
    setup: ApexMethod[];
    methods: ApexMethod[];
}

function seesAllData(owner: ApexClass, method: ApexMethod): boolean {
    const values = [
        method.annotation('istest'),
        owner.declaration.modifiers.annotations.find((each) => each.name === 'istest')
    ];
    return values.some((each) => each?.values['seealldata'] === true);
}

/** Test classes with what is to run of them; classes that cannot be read are reported instead. */
function discover(runtime: Runtime, filter: TestFilter, problems: TestRunResult['problems']): TestClass[] {
    const found: TestClass[] = [];
    for (const name of runtime.program.classNames()) {
        try {
            const owner = runtime.program.findClass(name);
            if (!owner?.isTest) {
                continue;
            }
            owner.ensureMembers();
            const methods = [...owner.methods.values()].flat();
            const tests = methods.filter((method) => isTestMethod(method) && wanted(filter, owner, method));
            if (tests.length > 0) {
                found.push({ owner, setup: methods.filter((each) => each.annotation('testsetup')), methods: tests });
            }
        } catch (error) {
            if (!(error instanceof CompileProblem) && !(error instanceof ApexSyntaxProblem)) {
                throw error;
            }
            problems.push({ className: name, message: error.message });
        }
    }
    return found;
}

/** As for any call; an error of the interpreter itself fails its test and lets the others run. */
function failureOf(error: unknown): Failure {
    try {
        return describeFailure(error);
    } catch {
        const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
        return { exceptionType: 'LocalOrg.InternalError', message, stackTrace: stack };
    }
}

/** One test: its class's setup first, then the method, each with limits and static variables of its own. */
function runTest(runtime: Runtime, filter: TestFilter, test: TestClass, method: ApexMethod): TestMethodResult {
    const startedAt = performance.now();
    const log: string[] = [];
    const result = { className: test.owner.fullName, methodName: method.name, log };
    const elapsed = (): number => Math.round(performance.now() - startedAt);
    try {
        runtime.transact(
            'RUNTEST_SYNC',
            filter.userId,
            (transaction) => {
                if (!seesAllData(test.owner, method)) {
                    runtime.host.hideRecords?.();
                }
                runSetup(runtime, test, transaction);
                runtime.invoker.invoke(method, null, []);
                log.push(...transaction.log);
            },
            false
        );
        return { ...result, passed: true, milliseconds: elapsed() };
    } catch (error) {
        return { ...result, passed: false, milliseconds: elapsed(), ...failureOf(error) };
    }
}

function runSetup(runtime: Runtime, test: TestClass, transaction: Transaction): void {
    for (const method of test.setup) {
        runtime.invoker.invoke(method, null, []);
        runtime.statics.reset();
    }
    if (test.setup.length > 0) {
        transaction.startAfresh();
    }
}

/** Runs Apex tests, each in a transaction that is rolled back, and says which lines ran. */
export function runApexTests(runtime: Runtime, filter: TestFilter): TestRunResult {
    const problems: TestRunResult['problems'] = [];
    const tests: TestMethodResult[] = [];
    const found = discover(runtime, filter, problems);
    if (problems.length > 0) {
        return { tests, coverage: [], problems };
    }
    resetCoverage(runtime.program);
    for (const test of found) {
        for (const method of test.methods) {
            const result = runTest(runtime, filter, test, method);
            tests.push(result);
            filter.onResult?.(result);
        }
    }
    return { tests, coverage: readCoverage(runtime.program), problems };
}
