/** Deploys of Metadata-format zips by REST, with what the org says about each component. */
import { setTimeout as delay } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';

import { OrgRequestError, type OrgClient } from './org-client.ts';

export interface DeployComponentMessage {
    componentType: string;
    fullName: string;
    fileName: string;
    success: boolean;
    created: boolean;
    changed: boolean;
    deleted: boolean;
    problem?: string;
    problemType?: string;
    lineNumber?: number;
    columnNumber?: number;
}

export interface DeployOutcome {
    id: string;
    success: boolean;
    /** `Succeeded`, `Failed`, … */
    status: string;
    successes: DeployComponentMessage[];
    failures: DeployComponentMessage[];
    /** Apex tests that failed, and coverage that is too small, in words. */
    testProblems: string[];
    /** What is wrong with the deploy as a whole. */
    errorMessage?: string;
}

export interface DeployPackageOptions {
    /** Checks only, writes nothing. */
    checkOnly?: boolean;
    /**
     * Test classes to run. Without any the org decides: a production org, which refuses `NoTestRun` even for a package
     * without Apex, runs its local tests where the package has Apex, and all other orgs run none
     * (https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy_running_tests.htm).
     */
    runTests?: string[];
    /** How long to wait for the end; 30 minutes unless given. */
    timeoutMs?: number;
    /** Called with components done and in all, whenever the org tells. */
    onProgress?: (done: number, total: number) => void;
    /** Called with the status whenever the deploy has not ended: `Pending` behind others of the org, `InProgress`. */
    onWait?: (status: string) => void;
    /** Called with the deploy's id once the org has taken it: it goes on there, whatever becomes of this process. */
    onStart?: (id: string) => void;
}

interface DeployStatus {
    id: string;
    deployResult: {
        done: boolean;
        success: boolean;
        status: string;
        errorMessage?: string;
        numberComponentsDeployed?: number;
        numberComponentsTotal?: number;
        details?: { componentSuccesses?: unknown; componentFailures?: unknown; runTestResult?: RunTestResult };
    };
}

interface RunTestResult {
    failures?: unknown;
    codeCoverageWarnings?: unknown;
}

const defaultTimeout = 30 * 60_000;
const firstPause = 100;
const longestPause = 3_000;

/**
 * Deploys a zip and waits for its end; all or nothing.
 *
 * @returns the outcome, failed or not
 * @throws OrgRequestError where the org does not answer, or the deploy does not end in time
 */
async function deployPackage(org: OrgClient, zip: Uint8Array, options: DeployPackageOptions): Promise<DeployOutcome> {
    const { checkOnly = false, runTests = [] } = options;
    const deployOptions = {
        checkOnly,
        rollbackOnError: true,
        singlePackage: true,
        ...(runTests.length > 0 && { testLevel: 'RunSpecifiedTests', runTests })
    };
    const form = new FormData();
    form.append('json', new Blob([JSON.stringify({ deployOptions })], { type: 'application/json' }));
    form.append('file', new Blob([zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), 'package.zip');
    const { id } = await org.request<{ id: string }>('POST', '/metadata/deployRequest', { body: form });
    options.onStart?.(id);
    return endOfDeploy(org, id, options);
}

/**
 * Waits for the end of a deploy that the org has taken.
 *
 * @throws as {@link deployFiles}
 */
export async function endOfDeploy(
    org: OrgClient,
    id: string,
    options: Pick<DeployPackageOptions, 'timeoutMs' | 'onProgress' | 'onWait'> = {}
): Promise<DeployOutcome> {
    const { timeoutMs = defaultTimeout } = options;
    const deadline = Date.now() + timeoutMs;
    for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
        const { deployResult } = await org.request<DeployStatus>(
            'GET',
            `/metadata/deployRequest/${id}?includeDetails=true`
        );
        options.onProgress?.(deployResult.numberComponentsDeployed ?? 0, deployResult.numberComponentsTotal ?? 0);
        if (deployResult.done) {
            return outcome(id, deployResult);
        }
        options.onWait?.(deployResult.status);
        if (Date.now() > deadline) {
            throw new OrgRequestError(
                0,
                'TIMEOUT',
                `The deploy ${id} has not ended after ${Math.round(timeoutMs / 60_000)} minutes (${deployResult.status}); it goes on in the org: Setup, Deployment Status.`
            );
        }
        await delay(pause);
    }
}

/** Deploys files of the Metadata format by path: `{'package.xml': …, 'queues/A.queue': …}`. */
export function deployFiles(
    org: OrgClient,
    files: Readonly<Record<string, string>>,
    options: DeployPackageOptions = {}
): Promise<DeployOutcome> {
    const entries = Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, strToU8(text)]);
    return deployPackage(org, zipSync(Object.fromEntries(entries)), options);
}

function outcome(id: string, result: DeployStatus['deployResult']): DeployOutcome {
    const successes = listOf<DeployComponentMessage>(result.details?.componentSuccesses);
    const failures = listOf<DeployComponentMessage>(result.details?.componentFailures);
    return {
        id,
        success: result.success,
        status: result.status,
        successes: successes.filter(({ componentType }) => componentType !== ''),
        failures: failures.filter(({ problemType }) => problemType !== 'Warning'),
        testProblems: testProblems(result.details?.runTestResult),
        ...(result.errorMessage !== undefined && { errorMessage: result.errorMessage })
    };
}

function testProblems({ failures, codeCoverageWarnings }: RunTestResult = {}): string[] {
    const failed = listOf<{ name: string; methodName: string; message: string }>(failures);
    // Without a name it is about all classes of the org together.
    const uncovered = listOf<{ name?: string | null; message: string }>(codeCoverageWarnings);
    return [
        ...failed.map(({ name, methodName, message }) => `ApexClass ${name}.${methodName}: ${message}`),
        ...uncovered.map(({ name, message }) => (name ? `ApexClass ${name}: ${message}` : message))
    ];
}

function listOf<Entry>(value: unknown): Entry[] {
    return [value ?? []].flat() as Entry[];
}

const canceled = 'Somebody canceled the deploy: Setup, Deployment Status, tells who.';

/** The failures as lines for people, none of a deploy that succeeded: `Flow Route_Bot_Handoff (12:9): …`. */
export function failureLines(outcome: DeployOutcome): string[] {
    const { success, status, failures, testProblems: ofTests, errorMessage } = outcome;
    const ofComponents = failures.map(({ componentType, fullName, lineNumber, columnNumber, problem }) => {
        const place = lineNumber === undefined ? '' : ` (${lineNumber}:${columnNumber ?? 1})`;
        return `${`${componentType} ${fullName}`.trim()}${place}: ${problem}`;
    });
    const lines = [...ofComponents, ...ofTests];
    if (success || lines.length > 0) return lines;
    // A deploy that somebody cancels has no failures.
    return [errorMessage ?? (status === 'Canceled' ? canceled : `The org says no more than ${status}.`)];
}
