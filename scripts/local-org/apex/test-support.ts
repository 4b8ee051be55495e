import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordStore, type SqliteRecordStore } from '../records/index.ts';
import type { ApexHost, CalloutFailure, CalloutRequest, CalloutResponse, RunningUser } from '../types.ts';
import { createRuntime, type AnonymousRun, type ApexRuntime } from './index.ts';
import { hideRecordsOf, permissionsOf } from './store-host.ts';

export interface TestOrgOptions {
    /** Class sources, in any order; the name is taken from the source. */
    classes?: string[];
    labels?: Record<string, string>;
    callout?: (request: CalloutRequest) => CalloutResponse | CalloutFailure;
    /** Parts of the running user that differ. */
    user?: Partial<RunningUser>;
}

function className(source: string): string {
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const name = /\b(?:class|interface|enum)\s+(\w+)/i.exec(code)?.[1];
    if (name === undefined) {
        throw new Error('a class source without a name');
    }
    return name;
}

/** A fresh org in memory with an Apex runtime, for the tests of this room. */
export class ApexTestOrg {
    readonly store: SqliteRecordStore;
    readonly host: ApexHost;
    readonly runtime: ApexRuntime;
    readonly userId: string;
    readonly callouts: CalloutRequest[] = [];

    constructor(options: TestOrgOptions = {}) {
        this.store = createRecordStore({ file: ':memory:', features: ['LiveAgent', 'LiveMessage'] });
        const setup = this.store.setupIds();
        this.userId = setup.adminUserId;
        const user: RunningUser = {
            id: setup.adminUserId,
            userName: 'ada@local-org.example.com',
            name: 'Ada Admin',
            email: 'ada@example.com',
            profileId: setup.administratorProfileId,
            profileName: 'System Administrator',
            timeZone: 'Europe/Berlin',
            locale: 'en_US',
            language: 'en_US',
            ...options.user
        };
        const classes = options.classes ?? [];
        this.host = {
            records: this.store,
            revision: 1,
            classes: () =>
                classes.map((source) => ({
                    name: className(source),
                    fileName: `classes/${className(source)}.cls`,
                    source
                })),
            label: (name) => options.labels?.[name],
            callout: (request) => {
                this.callouts.push(request);
                return options.callout?.(request) ?? { failure: 'no callout is expected in this test' };
            },
            user: (id) => ({ ...user, id }),
            permissions: permissionsOf(this.store),
            hideRecords: hideRecordsOf(this.store),
            organizationId: setup.organizationId,
            apiVersion: 66
        };
        this.runtime = createRuntime(this.host, { cpuMilliseconds: 2_000 });
    }

    /** Runs anonymous Apex. */
    execute(source: string): AnonymousRun {
        return this.runtime.executeAnonymous(source, { userId: this.userId });
    }

    /** Runs statements and answers what they gave to System.debug; a failure fails the test. */
    debug(source: string): string[] {
        const result = this.execute(source);
        if (!result.ok) {
            throw new Error(`${result.exceptionType}: ${result.message}\n${result.stackTrace}\nin ${source}`);
        }
        return result.log;
    }

    /** The text of an expression's value. */
    value(expression: string): string | undefined {
        return this.debug(`System.debug(${expression});`)[0];
    }

    /** `Type: message` of the exception that statements end in. */
    failure(source: string): string {
        const result = this.execute(source);
        return result.ok ? 'no exception' : `${result.exceptionType}: ${result.message}`;
    }
}

/** Checks `expression → text of its value`, one test a row. */
export function checkValues(title: string, org: ApexTestOrg, table: Record<string, string>): void {
    describe(title, () => {
        for (const [expression, expected] of Object.entries(table)) {
            it(`${expression} = ${expected}`, () => {
                assert.equal(org.value(expression), expected);
            });
        }
    });
}

/** Checks `statements → what they debug, in lines`. */
export function checkOutput(title: string, org: ApexTestOrg, table: Record<string, string[]>): void {
    describe(title, () => {
        for (const [source, expected] of Object.entries(table)) {
            it(source.trim().slice(0, 120), () => {
                assert.deepEqual(org.debug(source), expected);
            });
        }
    });
}

/** Checks `statements → Type: message` of the exception. */
export function checkFailures(title: string, org: ApexTestOrg, table: Record<string, string>): void {
    describe(title, () => {
        for (const [source, expected] of Object.entries(table)) {
            it(source.trim().slice(0, 120), () => {
                assert.equal(org.failure(source), expected);
            });
        }
    });
}
