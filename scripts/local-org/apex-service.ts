/** Apex of a local org: the pool of workers that runs it. */
import { ApexPool } from './apex-service/pool.ts';
import type { ApexService } from './http/org.ts';
import type { OrgMetadata } from './metadata/metadata.ts';
import type { SetupIds } from './records/index.ts';
import type { CalloutFailure, CalloutRequest, CalloutResponse } from './types.ts';

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

export async function startApex({ file, callout, ids }: ApexServiceOptions): Promise<RunningApex> {
    const pool = new ApexPool({ file, callout, organizationId: ids.organizationId });
    return {
        invoke: (className, method, parameters, userId) =>
            pool.run({ kind: 'invoke', className, method, parameters, userId }),
        executeAnonymous: (source, userId) => pool.run({ kind: 'anonymous', source, userId }),
        runTests: (selection, userId) =>
            pool.run({
                kind: 'tests',
                tests:
                    selection === 'all'
                        ? undefined
                        : selection.flatMap(({ className, methods }) =>
                              methods && methods.length > 0
                                  ? methods.map((method) => `${className}.${method}`)
                                  : [className]
                          ),
                userId
            }),
        close: () => pool.close()
    };
}
