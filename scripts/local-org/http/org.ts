/** What the HTTP faces need of the org behind them. */
import type { OrgMetadata } from '../metadata/metadata.ts';
import type { DeployOptions } from '../metadata/types.ts';
import type { ApexInvocation, RecordStore, UserPermissions } from '../types.ts';
import type { AddedObjects } from './added-objects.ts';
import type { Sessions } from './sessions.ts';

export interface ApexTestResult {
    className: string;
    methodName: string;
    outcome: 'Pass' | 'Fail' | 'CompileFail' | 'Skip';
    message: string | null;
    stackTrace: string | null;
    /** Milliseconds. */
    runTime: number;
}

export interface ApexTestRun {
    results: ApexTestResult[];
    /** Class or trigger → line numbers that ran, and those that did not. */
    coverage: { name: string; covered: number[]; uncovered: number[] }[];
    /** Milliseconds. */
    runTime: number;
}

export interface AnonymousResult {
    compiled: boolean;
    compileProblem: string | null;
    success: boolean;
    exceptionMessage: string | null;
    exceptionStackTrace: string | null;
    line: number;
    column: number;
    /** Lines of `System.debug`. */
    log: string[];
}

/** Apex as the org runs it: each call is a transaction of its own. */
export interface ApexService {
    invoke(
        className: string,
        method: string,
        parameters: Record<string, unknown>,
        userId: string
    ): Promise<ApexInvocation>;
    executeAnonymous(source: string, userId: string): Promise<AnonymousResult>;
    /** Runs the test methods of these classes, or of all; method names limit a class to these. */
    runTests(selection: { className: string; methods?: string[] }[] | 'all', userId: string): Promise<ApexTestRun>;
}

export interface HttpOrg {
    records: RecordStore;
    permissions(userId: string): UserPermissions;
    metadata: OrgMetadata;
    apex: ApexService;
    /** Begins a deploy; how it stands is in the metadata's results. */
    startDeploy(zip: Uint8Array, options: DeployOptions): string;
    sessions: Sessions;
    addedObjects: AddedObjects;
    /** 18 characters. */
    organizationId: string;
    /** Without a slash at its end; known once the server listens. */
    instanceUrl(): string;
}
