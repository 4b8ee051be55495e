import type { ApexTestResult, ApexTestRun } from '../../http/org.ts';

type Coverage = ApexTestRun['coverage'][number];

/** Share of lines that ran, in percent with one decimal; 100 where there is nothing to run. */
export function percentOf({ covered, uncovered }: Coverage): number {
    const lines = covered.length + uncovered.length;
    return lines === 0 ? 100 : Math.floor((covered.length * 1000) / lines) / 10;
}

/** `12-15, 20`. */
export function lineRanges(lines: readonly number[]): string {
    const ranges: [number, number][] = [];
    for (const line of lines) {
        const last = ranges[ranges.length - 1];
        if (last && line === last[1] + 1) {
            last[1] = line;
        } else {
            ranges.push([line, line]);
        }
    }
    return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

/** One line a class: name, share, lines that did not run. */
export function coverageTable(coverage: readonly Coverage[]): string {
    const width = Math.max(0, ...coverage.map((each) => each.name.length));
    const rows = coverage.map((each) => {
        const lines = each.covered.length + each.uncovered.length;
        const percent = percentOf(each).toFixed(1).padStart(5);
        const missing = each.uncovered.length === 0 ? '' : `  not run: ${lineRanges(each.uncovered)}`;
        return `${each.name.padEnd(width)}  ${percent} %  ${String(each.covered.length).padStart(4)} of ${String(lines).padStart(4)} lines${missing}`;
    });
    return ['Coverage (simulated)', ...rows].join('\n');
}

/** Class, method, message and stack trace of a failed test. */
export function failureText({ className, methodName, message, stackTrace }: ApexTestResult): string {
    const trace = (stackTrace ?? '').split('\n').filter(Boolean);
    return [`✖ ${className}.${methodName}`, `    ${message ?? ''}`, ...trace.map((line) => `    ${line}`)].join('\n');
}
