/** Apex of a local org: the pool of workers that runs it, kept at the revision of the deployed metadata. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { temporaryFolder } from '../temporary-folder.ts';
import type { TestRunResult } from './apex/test-runner/results.ts';
// Not from the room's index: that would load the whole runtime into this thread.
import { createApexPool, type ApexPool } from './apex/workers/pool.ts';
import type { AnonymousResult, ApexService, ApexTestRun } from './http/org.ts';
import type { OrgMetadata } from './metadata/metadata.ts';
import type { SqliteRecordStore } from './records/index.ts';
import type { CalloutFailure, CalloutRequest, CalloutResponse } from './types.ts';

export interface ApexServiceOptions {
    /** The database that each worker opens. */
    file: string;
    records: SqliteRecordStore;
    metadata: OrgMetadata;
    callout(request: CalloutRequest): Promise<CalloutResponse | CalloutFailure>;
    /** How many transactions may run at once. */
    workers: number;
}

export interface RunningApex extends ApexService {
    /** Starts the workers before somebody waits for them. */
    warmUp(): Promise<void>;
    close(): Promise<void>;
}

const workerHostModule = fileURLToPath(new URL('./apex-worker-host.ts', import.meta.url));

/** Apex for an org. Workers start with the first call: many orgs never run any. */
export function startApex({ file, records, metadata, callout, workers }: ApexServiceOptions): RunningApex {
    let pool: ApexPool | undefined;
    let revision = -1;
    let isClosed = false;

    return {
        invoke: (className, method, parameters, userId) => current().invoke(className, method, parameters, { userId }),
        executeAnonymous: async (source, userId) => {
            const { log, ...outcome } = await current().executeAnonymous(source, { userId });
            return outcome.ok ? succeeded(log) : failed(outcome, log);
        },
        runTests: (selection, userId) => onCopy(records, (copy) => runTestsOn(copy, selection, userId)),
        warmUp: () => current().ready(),
        close: async () => {
            isClosed = true;
            await pool?.close();
        }
    };

    /** The pool, told of what was deployed since the last call. */
    function current(): ApexPool {
        if (isClosed) {
            throw new Error('The local org is closed.');
        }
        pool ??= createApexPool({
            workers,
            workerHostModule,
            workerData: { file },
            callout,
            onJobFailure: (job, message) => console.error(`Apex job ${job} failed: ${message}`)
        });
        if (metadata.revision !== revision) {
            ({ revision } = metadata);
            pool.refresh(revision);
        }
        return pool;
    }
}

/** Makes a copy of an org's database, which is gone when the work has ended. */
export async function onCopy<Result>(
    records: SqliteRecordStore,
    work: (file: string) => Promise<Result>
): Promise<Result> {
    const folder = temporaryFolder('local-org-copy-');
    try {
        const file = join(folder.path, 'org.sqlite');
        records.database.prepare('VACUUM INTO ?').run(file);
        return await work(file);
    } finally {
        folder.remove();
    }
}

/**
 * Runs Apex tests on a database of their own: what they write, and how long they take, concerns nobody else.
 *
 * @param file a copy of the org's database
 */
export async function runTestsOn(
    file: string,
    selection: Parameters<ApexService['runTests']>[0],
    userId: string
): Promise<ApexTestRun> {
    const pool = createApexPool({
        workers: 1,
        workerHostModule,
        // A deploy gives nobody access to the fields that it brings, not even the administrator who deploys and tests.
        workerData: { file, customFieldsByPermission: true },
        callout: async () => ({ failure: 'Methods defined as TestMethod do not support Web service callouts' })
    });
    try {
        const tests = selection === 'all' ? undefined : selection.flatMap(namesOf);
        return toTestRun(await pool.runTests({ userId, ...(tests && { tests }) }));
    } finally {
        await pool.close();
    }
}

function namesOf({ className, methods = [] }: { className: string; methods?: string[] }): string[] {
    return methods.length === 0 ? [className] : methods.map((method) => `${className}.${method}`);
}

function toTestRun({ tests, coverage, problems }: TestRunResult): ApexTestRun {
    return {
        results: [
            ...tests.map((test) => ({
                className: test.className,
                methodName: test.methodName,
                outcome: test.passed ? ('Pass' as const) : ('Fail' as const),
                message: test.passed ? null : `${test.exceptionType}: ${test.message}`,
                stackTrace: test.stackTrace ?? null,
                runTime: Math.round(test.milliseconds)
            })),
            ...problems.map(({ className, message }) => ({
                className,
                methodName: '<compile>',
                outcome: 'CompileFail' as const,
                message,
                stackTrace: null,
                runTime: 0
            }))
        ],
        // Interfaces and the like have no line that could run.
        coverage: coverage
            .filter(({ covered, uncovered }) => covered.length + uncovered.length > 0)
            .map(({ className, covered, uncovered }) => ({ name: className, covered, uncovered })),
        runTime: Math.round(tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
    };
}

function succeeded(log: string[]): AnonymousResult {
    const nothing = { compileProblem: null, exceptionMessage: null, exceptionStackTrace: null };
    return { compiled: true, success: true, ...nothing, line: -1, column: -1, log };
}

function failed(
    failure: { exceptionType: string; message: string; stackTrace: string },
    log: string[]
): AnonymousResult {
    const { exceptionType, message, stackTrace } = failure;
    const isCompile = ['LocalOrg.CompileProblem', 'LocalOrg.ApexSyntaxProblem'].includes(exceptionType);
    return {
        compiled: !isCompile,
        compileProblem: isCompile ? message : null,
        success: false,
        exceptionMessage: isCompile ? null : `${exceptionType}: ${message}`,
        exceptionStackTrace: isCompile ? null : stackTrace,
        line: Number(/line (\d+)/.exec(message)?.[1] ?? -1),
        column: -1,
        log
    };
}
