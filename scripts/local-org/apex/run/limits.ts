import { limitExceeded } from './errors.ts';

/**
 * Governor limits of one synchronous transaction
 * (https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_gov_limits.htm).
 */
export const LIMITS = {
    queries: 100,
    queryRows: 50_000,
    dmlStatements: 150,
    dmlRows: 10_000,
    callouts: 100,
    /** Sum over a transaction. */
    calloutMilliseconds: 120_000,
    queueableJobs: 50,
    futureCalls: 50,
    cpuMilliseconds: 10_000
} as const;

export type LimitName = keyof typeof LIMITS;

const MESSAGES: Record<LimitName, string> = {
    queries: 'Too many SOQL queries',
    queryRows: 'Too many query rows',
    dmlStatements: 'Too many DML statements',
    dmlRows: 'Too many DML rows',
    callouts: 'Too many callouts',
    calloutMilliseconds: 'Exceeded maximum time allotted for callouts',
    queueableJobs: 'Too many queueable jobs added to the queue',
    futureCalls: 'Too many future calls',
    cpuMilliseconds: 'Apex CPU time limit exceeded'
};

/** What a transaction has used. */
export class LimitUsage {
    private readonly used: Record<LimitName, number> = {
        queries: 0,
        queryRows: 0,
        dmlStatements: 0,
        dmlRows: 0,
        callouts: 0,
        calloutMilliseconds: 0,
        queueableJobs: 0,
        futureCalls: 0,
        cpuMilliseconds: 0
    };

    get(name: LimitName): number {
        return this.used[name];
    }

    /** @throws LimitException, uncatchable, where the use goes over the limit. */
    add(name: LimitName, amount: number): void {
        this.used[name] += amount;
        if (this.used[name] > LIMITS[name]) {
            throw limitExceeded(`${MESSAGES[name]}: ${this.used[name]}`);
        }
    }
}
