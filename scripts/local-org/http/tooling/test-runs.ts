/** Apex test runs of the Tooling API, kept in memory: what clients ask while and after a run. */
import { componentId } from '../../metadata/ids.ts';
import type { OrgMetadata } from '../../metadata/metadata.ts';
import { RestError } from '../errors.ts';
import type { ApexService, ApexTestResult, ApexTestRun } from '../org.ts';
import type { ToolingRow } from './soql-tables.ts';

export interface TestSelection {
    classNames?: string;
    classids?: string;
    suiteNames?: string;
    tests?: { className?: string; classId?: string; testMethods?: string[] }[];
    testLevel?: string;
    skipCodeCoverage?: string | boolean;
}

interface Run {
    id: string;
    userId: string;
    startTime: string;
    endTime: string | null;
    status: 'Processing' | 'Completed' | 'Failed';
    classes: string[];
    outcome: ApexTestRun | undefined;
}

export class TestRuns {
    private readonly apex: ApexService;
    private readonly metadata: OrgMetadata;
    private readonly runs: Run[] = [];
    private sequence = 0;

    constructor(apex: ApexService, metadata: OrgMetadata) {
        this.apex = apex;
        this.metadata = metadata;
    }

    /** Begins a run. @returns its id, `707…` */
    start(selection: TestSelection, userId: string): string {
        const chosen = this.chosen(selection);
        const run: Run = {
            id: componentId('AsyncApexJob', ++this.sequence),
            userId,
            startTime: new Date().toISOString(),
            endTime: null,
            status: 'Processing',
            classes: chosen === 'all' ? testClasses(this.metadata) : chosen.map(({ className }) => className),
            outcome: undefined
        };
        if (run.classes.length === 0) {
            throw new RestError(400, 'INVALID_INPUT', 'There is no test class.');
        }
        this.runs.push(run);
        void this.apex.runTests(chosen, userId).then(
            (outcome) => this.finish(run, outcome),
            (error: Error) => this.fail(run, error)
        );
        return run.id;
    }

    /** Runs and waits: the answer of `runTestsSynchronous`. */
    async runNow(selection: TestSelection, userId: string) {
        const { results, coverage, runTime } = await this.apex.runTests(this.chosen(selection), userId);
        const failures = results.filter(({ outcome }) => outcome !== 'Pass');
        const entry = (result: ApexTestResult) => ({
            id: this.classId(result.className),
            name: result.className,
            methodName: result.methodName,
            namespace: null,
            seeAllData: false,
            time: result.runTime
        });
        return {
            apexLogId: null,
            codeCoverage: coverage.map(({ name, covered, uncovered }) => ({
                id: this.classId(name),
                name,
                namespace: null,
                type: 'Class',
                numLocations: covered.length + uncovered.length,
                numLocationsNotCovered: uncovered.length,
                locationsNotCovered: uncovered.map((line) => ({ column: 0, line, numExecutions: 0, time: -1 }))
            })),
            codeCoverageWarnings: [],
            failures: failures.map((result) => ({
                ...entry(result),
                message: result.message,
                stackTrace: result.stackTrace,
                type: 'Class',
                packageName: result.className
            })),
            numFailures: failures.length,
            numTestsRun: results.length,
            successes: results.filter(({ outcome }) => outcome === 'Pass').map(entry),
            totalTime: runTime
        };
    }

    /** Rows of the tooling objects that tell about runs; undefined for other objects. */
    rows(table: string): ToolingRow[] | undefined {
        switch (table.toLowerCase()) {
            case 'apextestrunresult':
                return this.runs.map((run) => this.runRow(run));
            case 'apextestqueueitem':
                return this.runs.flatMap((run) => run.classes.map((name, index) => this.queueRow(run, name, index)));
            case 'apextestresult':
                return this.runs.flatMap((run) =>
                    (run.outcome?.results ?? []).map((result, index) => this.resultRow(run, result, index))
                );
            case 'flowtestresult':
            case 'apextestsuite':
            case 'testsuitemembership':
                return [];
            case 'apexcodecoverage':
            case 'apexcodecoverageaggregate':
                return (this.runs.findLast((run) => run.outcome)?.outcome?.coverage ?? []).map((coverage) =>
                    this.coverageRow(coverage)
                );
            case 'apexorgwidecoverage':
                return [{ PercentCovered: this.percentCovered() }];
            default:
                return undefined;
        }
    }

    private finish(run: Run, outcome: ApexTestRun): void {
        run.outcome = outcome;
        run.endTime = new Date().toISOString();
        run.status = outcome.results.some((result) => result.outcome !== 'Pass') ? 'Failed' : 'Completed';
    }

    /** The run itself broke: every class is told to have failed for this reason. */
    private fail(run: Run, error: Error): void {
        this.finish(run, {
            results: run.classes.map((className) => ({
                className,
                methodName: '<compile>',
                outcome: 'CompileFail',
                message: error.message,
                stackTrace: null,
                runTime: 0
            })),
            coverage: [],
            runTime: 0
        });
    }

    private chosen(selection: TestSelection): Parameters<ApexService['runTests']>[0] {
        if (selection.suiteNames !== undefined && selection.suiteNames !== '') {
            throw new RestError(501, 'NOT_SUPPORTED', 'not supported by the local org: test suites');
        }
        if (selection.tests) {
            return selection.tests.map(({ className, classId, testMethods }) => ({
                className: this.knownClass(className ?? this.className(classId ?? '')),
                ...(testMethods && { methods: testMethods })
            }));
        }
        const names = [
            ...(selection.classNames ?? '').split(','),
            ...(selection.classids ?? '').split(',').map((id) => (id === '' ? '' : this.className(id)))
        ].map((name) => name.trim());
        const given = names.filter((name) => name !== '');
        return given.length === 0 ? 'all' : given.map((name) => ({ className: this.knownClass(name) }));
    }

    private knownClass(name: string): string {
        const known = this.metadata
            .list('ApexClass')
            .find(({ fullName }) => fullName.toLowerCase() === name.toLowerCase());
        if (!known) {
            throw new RestError(
                400,
                'INVALID_INPUT',
                `This class name's value is invalid: ${name}. Provide the name of an Apex class that has test methods.`
            );
        }
        return known.fullName;
    }

    private className(id: string): string {
        return (
            this.metadata.list('ApexClass').find((known) => known.id.slice(0, 15) === id.slice(0, 15))?.fullName ?? id
        );
    }

    private classId(name: string): string | null {
        return this.metadata.list('ApexClass').find(({ fullName }) => fullName === name)?.id ?? null;
    }

    private runRow(run: Run): ToolingRow {
        const results = run.outcome?.results ?? [];
        return {
            attributes: { type: 'ApexTestRunResult' },
            Id: run.id.replace(/^707/, '05m'),
            AsyncApexJobId: run.id,
            Status: run.status,
            ClassesCompleted: run.outcome ? run.classes.length : 0,
            ClassesEnqueued: run.classes.length,
            MethodsEnqueued: results.length,
            MethodsCompleted: results.length,
            MethodsFailed: results.filter(({ outcome }) => outcome !== 'Pass').length,
            StartTime: run.startTime.replace(/Z$/, '+0000'),
            EndTime: run.endTime?.replace(/Z$/, '+0000') ?? null,
            TestTime: run.outcome?.runTime ?? 0,
            TestSetupTime: 0,
            UserId: run.userId
        };
    }

    private queueRow(run: Run, className: string, index: number): ToolingRow {
        const failed = run.outcome?.results.some(
            (result) => result.className === className && result.outcome !== 'Pass'
        );
        return {
            attributes: { type: 'ApexTestQueueItem' },
            Id: componentId('ApexTestQueueItem', this.runs.indexOf(run) * 10_000 + index + 1),
            Status: run.outcome ? (failed ? 'Failed' : 'Completed') : 'Processing',
            ApexClassId: this.classId(className),
            TestRunResultId: run.id.replace(/^707/, '05m'),
            ParentJobId: run.id
        };
    }

    private resultRow(run: Run, result: ApexTestResult, index: number): ToolingRow {
        const queueIndex = run.classes.indexOf(result.className);
        return {
            attributes: { type: 'ApexTestResult' },
            Id: componentId('ApexTestResult', this.runs.indexOf(run) * 10_000 + index + 1),
            QueueItemId: componentId('ApexTestQueueItem', this.runs.indexOf(run) * 10_000 + queueIndex + 1),
            StackTrace: result.stackTrace,
            Message: result.message,
            RunTime: result.runTime,
            TestTimestamp: run.endTime?.replace(/Z$/, '+0000') ?? null,
            AsyncApexJobId: run.id,
            MethodName: result.methodName,
            Outcome: result.outcome,
            ApexLogId: null,
            IsTestSetup: false,
            ApexClass: {
                attributes: { type: 'ApexClass' },
                Id: this.classId(result.className),
                Name: result.className,
                NamespacePrefix: null
            }
        };
    }

    private coverageRow({ name, covered, uncovered }: ApexTestRun['coverage'][number]): ToolingRow {
        return {
            attributes: { type: 'ApexCodeCoverageAggregate' },
            ApexClassOrTrigger: { attributes: { type: 'Name' }, Id: this.classId(name), Name: name },
            ApexClassOrTriggerId: this.classId(name),
            ApexTestClassId: null,
            TestMethodName: null,
            NumLinesCovered: covered.length,
            NumLinesUncovered: uncovered.length,
            Coverage: { coveredLines: covered, uncoveredLines: uncovered }
        };
    }

    private percentCovered(): number {
        const coverage = this.runs.findLast((run) => run.outcome)?.outcome?.coverage ?? [];
        const covered = coverage.reduce((sum, entry) => sum + entry.covered.length, 0);
        const all = coverage.reduce((sum, entry) => sum + entry.covered.length + entry.uncovered.length, 0);
        return all === 0 ? 0 : Math.floor((covered / all) * 100);
    }
}

/** Classes that are annotated as tests. */
function testClasses(metadata: OrgMetadata): string[] {
    return metadata
        .classes()
        .filter(({ source }) => /@IsTest\b/i.test(source))
        .map(({ name }) => name);
}
