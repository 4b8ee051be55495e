/** One thing that a check found: where, and in words what is wrong and what is wanted. */
export interface Problem {
    /** Path from the project's folder. */
    file: string;
    /** From 1; absent where the whole file is meant. */
    line?: number;
    message: string;
}

/** What stops a check at one file: told as a problem of that file. */
export class FileProblem extends Error {
    readonly problem: Problem;

    constructor(problem: Problem) {
        super(problem.message);
        this.problem = problem;
    }
}

/** A check that cannot run on this machine: its reason, and what to install. */
export class CheckUnavailable extends Error {}

export function formatProblem({ file, line, message }: Problem): string {
    return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}
