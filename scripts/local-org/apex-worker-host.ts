/** Loaded by each Apex worker: the org on a connection of the thread's own. */
import { openApexHost } from './apex-host.ts';
import type { WorkerHost } from './apex/workers/protocol.ts';
import type { OpenOptions } from './records/index.ts';

/** @param data how to open the org's database */
export function createWorkerHost(data: unknown): WorkerHost {
    return openApexHost(data as OpenOptions);
}
