/** One thing wrong in a component's source. */
export interface SourceProblem {
    /** Relative to the project. */
    file: string;
    /** From 1; 1 where only the file is known. */
    line: number;
    column: number;
    text: string;
}

/** As editors and terminals make it clickable: `path/file.ts:3:5 text`. */
function problemLine(problem: SourceProblem): string {
    return `${problem.file}:${problem.line}:${problem.column} ${problem.text}`;
}

/** The components can't be built; its message has one line a problem. */
export class ComponentBuildError extends Error {
    readonly problems: SourceProblem[];

    constructor(problems: SourceProblem[]) {
        super(problems.map(problemLine).join('\n'));
        this.name = 'ComponentBuildError';
        this.problems = problems;
    }
}
