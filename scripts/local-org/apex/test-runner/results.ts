/** What one test method came to. */
export interface TestMethodResult {
    className: string;
    methodName: string;
    passed: boolean;
    milliseconds: number;
    /** For a failed one. */
    exceptionType?: string;
    message?: string;
    stackTrace?: string;
    /** Lines of System.debug. */
    log: string[];
}

/** Lines of one class that hold a statement, and which of them ran. */
export interface ClassCoverage {
    className: string;
    fileName: string;
    covered: number[];
    uncovered: number[];
    /** 0 to 100; 100 where there is nothing to cover. */
    percent: number;
}

export interface TestRunResult {
    tests: TestMethodResult[];
    /** Classes that are no tests, in order of name. Simulated: a real org counts lines a little differently. */
    coverage: ClassCoverage[];
    /** Classes that could not be read or compiled. */
    problems: { className: string; message: string }[];
}
