/** The Apex runtime of the local org. See README.md. */
import './platform/index.ts';
export { createRuntime, type ApexRuntime, type AnonymousRun } from './run/apex-runtime.ts';
export { type ApexPool, createApexPool } from './workers/pool.ts';
