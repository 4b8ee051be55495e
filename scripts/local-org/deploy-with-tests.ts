/**
 * Deploys that run Apex tests first, as `sf project deploy start --test-level` or a production org asks. The package is
 * deployed to a copy of the org and the tests run there: what fails was never in the org.
 */
import { onCopy, runTestsOn } from './apex-service.ts';
import { RestError } from './http/errors.ts';
import type { ApexTestRun } from './http/org.ts';
import type { OrgMetadata } from './metadata/metadata.ts';
import type { DeployOptions, DeployResult, RunTestResult } from './metadata/types.ts';
import { createRecordStore, type SqliteRecordStore } from './records/index.ts';

export interface DeployWithTestsOrg {
    records: SqliteRecordStore;
    metadata: OrgMetadata;
    /** The metadata of a copy of the org. */
    metadataOf(records: SqliteRecordStore): OrgMetadata;
    userId: string;
}

const leastCoverage = 75;

/** Does the request want tests? */
export function wantsTests({ testLevel, runTests }: DeployOptions): boolean {
    return (runTests?.length ?? 0) > 0 || !['NoTestRun', undefined, ''].includes(testLevel);
}

/** @throws RestError as a production org refuses it, whatever the package has */
export function refuseNoTests({ testLevel }: DeployOptions): void {
    if (testLevel === 'NoTestRun') {
        const message = 'testLevel of NoTestRun cannot be used in production organizations';
        throw new RestError(400, 'INVALID_OPERATION', message);
    }
}

/**
 * Begins such a deploy; how it goes is kept in the metadata's results under the id. One that wants no tests is of a
 * production org, which runs its own where the package has Apex
 * (https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy_running_tests.htm).
 *
 * @returns the request's id, and the end of it
 */
export function deployWithTests(
    zip: Uint8Array,
    requested: DeployOptions,
    org: DeployWithTestsOrg
): { id: string; ended: Promise<DeployResult> } {
    const { metadata } = org;
    const id = metadata.reserveDeployId();
    const rehearsal = metadata.deploy(zip, { ...withoutTests(requested), checkOnly: true, id });
    if (!rehearsal.success) {
        return { id, ended: Promise.resolve(rehearsal) };
    }
    if (!wantsTests(requested) && !hasApex(rehearsal)) {
        return { id, ended: Promise.resolve(metadata.deploy(zip, { ...requested, id })) };
    }
    const options = wantsTests(requested) ? requested : { ...requested, testLevel: 'RunLocalTests' };
    metadata.keep({ ...rehearsal, done: false, success: false, status: 'InProgress', runTestsEnabled: true });
    const ended = testsOnCopy(zip, options, org)
        .then((run) => conclude(zip, { ...options, id }, rehearsal, run, metadata))
        .catch((error: Error) => ({
            ...rehearsal,
            success: false,
            status: 'Failed' as const,
            numberComponentsDeployed: 0,
            errorMessage: `The tests could not be run: ${error.message}`,
            errorStatusCode: 'UNKNOWN_EXCEPTION'
        }))
        .then((result) => {
            metadata.keep(result);
            return result;
        });
    return { id, ended };
}

function testsOnCopy(zip: Uint8Array, options: DeployOptions, org: DeployWithTestsOrg): Promise<ApexTestRun> {
    return onCopy(org.records, async (file) => {
        const records = createRecordStore({ file });
        let selected: Parameters<typeof runTestsOn>[1];
        try {
            const metadata = org.metadataOf(records);
            metadata.deploy(zip, withoutTests(options));
            selected = selection(options, metadata);
        } finally {
            records.close();
        }
        return runTestsOn(file, selected, org.userId);
    });
}

function selection(
    { testLevel, runTests = [] }: DeployOptions,
    metadata: OrgMetadata
): Parameters<typeof runTestsOn>[1] {
    if (testLevel === 'RunLocalTests' || testLevel === 'RunAllTestsInOrg') {
        return 'all';
    }
    if (testLevel !== undefined && testLevel !== 'RunSpecifiedTests') {
        throw new Error(`not supported by the local org: the test level ${testLevel}`);
    }
    const missing = runTests.filter((name) => !metadata.component('ApexClass', name));
    if (missing.length > 0) {
        throw new Error(`there is no class ${missing.join(', ')}`);
    }
    return runTests.map((className) => ({ className }));
}

function conclude(
    zip: Uint8Array,
    options: DeployOptions,
    rehearsal: DeployResult,
    run: ApexTestRun,
    metadata: OrgMetadata
): DeployResult {
    const codeCoverageWarnings = metadata.isProduction ? coverageWarnings(options, rehearsal, run) : [];
    const runTestResult = { ...toRunTestResult(run), codeCoverageWarnings };
    const passed = runTestResult.numFailures === 0 && codeCoverageWarnings.length === 0;
    const deployed = passed && !options.checkOnly ? metadata.deploy(zip, withoutTests(options)) : rehearsal;
    const success = passed && deployed.success;
    return {
        ...deployed,
        success,
        status: success ? 'Succeeded' : 'Failed',
        checkOnly: options.checkOnly ?? false,
        runTestsEnabled: true,
        numberComponentsDeployed: success ? deployed.numberComponentsDeployed : 0,
        numberTestsTotal: runTestResult.numTestsRun,
        numberTestsCompleted: runTestResult.numTestsRun - runTestResult.numFailures,
        numberTestErrors: runTestResult.numFailures,
        completedDate: new Date().toISOString(),
        details: { ...deployed.details, runTestResult }
    };
}

function hasApex({ details }: DeployResult): boolean {
    return details.componentSuccesses.some(({ componentType }) => componentType === 'ApexClass');
}

/** Tests that are named have to cover each class of the package by itself, all tests the org's classes together. */
function coverageWarnings(
    { testLevel, runTests = [] }: DeployOptions,
    { details }: DeployResult,
    { coverage }: ApexTestRun
): { name: string | null; message: string }[] {
    const percent = (classes: ApexTestRun['coverage']): number => {
        const covered = classes.reduce((sum, each) => sum + each.covered.length, 0);
        const lines = classes.reduce((sum, each) => sum + each.covered.length + each.uncovered.length, 0);
        return lines === 0 ? 100 : Math.floor((100 * covered) / lines);
    };
    const rule = `at least ${leastCoverage}% test coverage is required`;
    if (runTests.length > 0 || testLevel === 'RunSpecifiedTests') {
        const deployed = new Set(details.componentSuccesses.map(({ fullName }) => fullName));
        return coverage
            .filter((each) => deployed.has(each.name) && percent([each]) < leastCoverage)
            .map((each) => ({
                name: each.name,
                message: `Test coverage of selected Apex Class is ${percent([each])}%, ${rule}`
            }));
    }
    const all = percent(coverage);
    const message = `Average test coverage across all Apex Classes and Triggers is ${all}%, ${rule}.`;
    return all < leastCoverage ? [{ name: null, message }] : [];
}

function toRunTestResult({ results, coverage, runTime }: ApexTestRun): RunTestResult {
    const failed = results.filter(({ outcome }) => outcome !== 'Pass');
    return {
        numTestsRun: results.length,
        numFailures: failed.length,
        totalTime: runTime,
        successes: results
            .filter(({ outcome }) => outcome === 'Pass')
            .map(({ className, methodName, runTime: time }) => ({ name: className, methodName, time })),
        failures: failed.map(({ className, methodName, message, stackTrace, runTime: time }) => ({
            name: className,
            methodName,
            message: message ?? '',
            stackTrace,
            time,
            type: 'Class'
        })),
        codeCoverage: coverage.map(({ name, covered, uncovered }) => ({
            name,
            type: 'Class',
            numLocations: covered.length + uncovered.length,
            numLocationsNotCovered: uncovered.length,
            locationsNotCovered: uncovered.map((line) => ({ line, column: 0, numExecutions: 0, time: -1 }))
        }))
    };
}

function withoutTests(options: DeployOptions): DeployOptions {
    return { ...options, testLevel: 'NoTestRun', runTests: [] };
}
