/**
 * Runs Apex on a thread of its own: one task at a time, on an own connection to the org's database. A callout makes this
 * thread wait, and no other: the org's thread sends it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { createRuntime } from '../apex/index.ts';
import type { AnonymousResult, ApexTestRun } from '../http/org.ts';
import { openRecordStore } from '../records/index.ts';
import type { CalloutRequest } from '../types.ts';
import type { Answer, CalloutAnswer, Outcomes, Task, WorkerSetup } from './messages.ts';
import { workerHost } from './worker-host.ts';

const { file, organizationId, callouts, answered } = workerData as WorkerSetup;
const cell = new Int32Array(answered);
const store = openRecordStore({ file });
const host = workerHost(store, store, organizationId, callout);
const runtime = createRuntime(host);

function callout(request: CalloutRequest): CalloutAnswer {
    Atomics.store(cell, 0, 0);
    callouts.postMessage(request);
    Atomics.wait(cell, 0, 0);
    const received = receiveMessageOnPort(callouts) as { message: CalloutAnswer } | undefined;
    if (!received) throw new Error('The org answered a callout with nothing.');
    return received.message;
}

function runTests(tests: string[] | undefined, userId: string): ApexTestRun {
    const folder = mkdtempSync(join(tmpdir(), 'apex-tests-'));
    // Tests see no data of the org, and what they write holds up nobody.
    const copy = store.copyForTests(join(folder, 'org.sqlite'));
    const started = performance.now();
    try {
        const noCallouts = () => ({
            failure: 'Methods defined as TestMethod do not support Web service callouts'
        });
        const copyRuntime = createRuntime(workerHost(copy, store, organizationId, noCallouts));
        const run = copyRuntime.runTests({ userId, ...(tests ? { tests } : {}) });
        const broken = run.problems.map(({ className, message }) => ({
            className,
            methodName: '<compile>',
            outcome: 'CompileFail' as const,
            message,
            stackTrace: null,
            runTime: 0
        }));
        return {
            results: [
                ...run.tests.map((test) => ({
                    className: test.className,
                    methodName: test.methodName,
                    outcome: test.passed ? ('Pass' as const) : ('Fail' as const),
                    message: test.passed ? null : `${test.exceptionType}: ${test.message}`,
                    stackTrace: test.stackTrace ?? null,
                    runTime: test.milliseconds
                })),
                ...broken
            ],
            coverage: run.coverage.map(({ className, covered, uncovered }) => ({
                name: className,
                covered,
                uncovered
            })),
            runTime: Math.round(performance.now() - started)
        };
    } finally {
        copy.close();
        rmSync(folder, { recursive: true, force: true });
    }
}

function anonymous(source: string, userId: string): AnonymousResult {
    const result = runtime.executeAnonymous(source, { userId });
    const place = { line: -1, column: -1 };
    if (result.ok) {
        return {
            compiled: true,
            compileProblem: null,
            success: true,
            exceptionMessage: null,
            exceptionStackTrace: null,
            ...place
        };
    }
    const isCompileProblem = result.stackTrace === '' && !result.exceptionType.startsWith('System.');
    return {
        compiled: !isCompileProblem,
        compileProblem: isCompileProblem ? result.message : null,
        success: false,
        exceptionMessage: isCompileProblem ? null : `${result.exceptionType}: ${result.message}`,
        exceptionStackTrace: isCompileProblem ? null : result.stackTrace,
        ...place
    };
}

function outcomeOf(task: Task): Outcomes[keyof Outcomes] {
    switch (task.kind) {
        case 'invoke':
            return runtime.invoke(task.className, task.method, task.parameters, { userId: task.userId });
        case 'anonymous':
            return anonymous(task.source, task.userId);
        case 'tests':
            return runTests(task.tests, task.userId);
    }
}

parentPort?.on('message', (task: Task) => {
    let answer: Answer;
    try {
        answer = { outcome: outcomeOf(task) };
    } catch (error) {
        answer = { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    parentPort?.postMessage(answer);
});
parentPort?.postMessage('ready');
