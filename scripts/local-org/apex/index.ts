/** The Apex runtime of the local org. See README.md. */
import './platform/index.ts';
export { createRuntime, type ApexRuntime, type AnonymousResult } from './run/apex-runtime.ts';
export type { RuntimeOptions } from './run/runtime.ts';
export type { TestFilter } from './test-runner/run-tests.ts';
export type { ClassCoverage, TestMethodResult, TestRunResult } from './test-runner/results.ts';
export type { ClassProblem } from './run/check.ts';
export { type ApexPool, type ApexPoolOptions, createApexPool } from './workers/pool.ts';
export type { WorkerHost, WorkerHostModule } from './workers/protocol.ts';
export { hideRecordsOf, permissionsOf } from './store-host.ts';
