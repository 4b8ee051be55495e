/** Apex of a local org: the pool of workers that runs it. */
import type { CalloutFailure, CalloutRequest, CalloutResponse } from './types.ts';
import type { ApexService } from './http/org.ts';
import type { OrgMetadata } from './metadata/metadata.ts';
import type { SetupIds } from './records/index.ts';

export interface ApexServiceOptions {
    /** The database that each worker opens. */
    file: string;
    metadata: OrgMetadata;
    callout(request: CalloutRequest): Promise<CalloutResponse | CalloutFailure>;
    ids: SetupIds;
}

export interface RunningApex extends ApexService {
    close(): Promise<void>;
}

export async function startApex(_options: ApexServiceOptions): Promise<RunningApex> {
    const missing = (): never => {
        throw new Error('not supported by the local org: Apex (its runtime is not built in yet)');
    };
    return { invoke: missing, executeAnonymous: missing, runTests: missing, close: async () => undefined };
}
