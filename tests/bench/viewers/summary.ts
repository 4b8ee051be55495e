/** Medians as Markdown tables, and the component's figures held against its goals. */
import type { Measurement } from './measure.ts';

export function median(values: number[]): number {
    const sorted = [...values].sort((one, other) => one - other);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] ?? NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function quantile(values: number[], part: number): number {
    const sorted = [...values].sort((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

type Figure = { title: string; digits?: number; of: (run: Measurement) => number };

const FIGURES: Figure[] = [
    { title: 'first ms', of: ({ first }) => first },
    { title: 'settled ms', of: ({ settled }) => settled },
    { title: 'handed over → settled ms', of: ({ afterHandover }) => afterHandover },
    { title: 'blocking ms', of: ({ blocking }) => blocking },
    { title: 'longest task after first paint ms', of: ({ longestTask }) => longestTask },
    { title: 'DOM nodes', of: ({ domNodes }) => domNodes },
    { title: 'heap MiB', digits: 1, of: ({ heapMiB }) => heapMiB },
    { title: 'code KiB gzipped', of: ({ codeKiB }) => codeKiB },
    { title: 'shown', of: ({ shown }) => shown },
    { title: 'frame p95 ms, reading', of: ({ readFrames }) => quantile(readFrames, 0.95) },
    { title: 'frame p95 ms, all the way', of: ({ wholeFrames }) => quantile(wholeFrames, 0.95) }
];

const shown = (value: number, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

export interface Goal {
    what: string;
    value: number;
    limit: number;
    isMet: boolean;
}

/**
 * The goals of the history component, as ratios to the floor (plain DOM, the last 50 messages) and as limits.
 * @param ours  runs of the component, for one number of messages
 * @param floor runs of `plain-window50`, interleaved with them
 */
export function goalsOf(ours: Measurement[], floor: Measurement[]): Goal[] {
    const middle = (runs: Measurement[], of: Figure['of']) => median(runs.map(of));
    const ratio = (of: Figure['of']) => middle(ours, of) / middle(floor, of);
    const goal = (what: string, value: number, limit: number) => ({ what, value, limit, isMet: value <= limit });
    return [
        goal(
            'handed over → settled, × the floor',
            ratio(({ afterHandover }) => afterHandover),
            1.3
        ),
        goal(
            'navigation → settled, × the floor',
            ratio(({ settled }) => settled),
            1.5
        ),
        goal(
            'DOM nodes',
            middle(ours, ({ domNodes }) => domNodes),
            2000
        ),
        goal(
            'heap MiB',
            middle(ours, ({ heapMiB }) => heapMiB),
            25
        ),
        goal(
            'longest task after the first paint, ms',
            middle(ours, ({ longestTask }) => longestTask),
            100
        ),
        goal(
            'frame p95 while reading, ms',
            middle(ours, ({ readFrames }) => quantile(readFrames, 0.95)),
            33.5
        ),
        goal(
            'code, KiB gzipped',
            middle(ours, ({ codeKiB }) => codeKiB),
            200
        )
    ];
}

/** A table per number of messages, and under it the goals. */
export function summaryOf(runs: Measurement[], heading: string): string {
    const lines = [heading, ''];
    for (const n of [...new Set(runs.map((run) => run.n))]) {
        const here = runs.filter((run) => run.n === n);
        const good = (name: string) => here.filter((run) => run.name === name && run.failed === undefined);
        lines.push(`### ${n} messages`, '');
        lines.push(`| page | ${FIGURES.map(({ title }) => title).join(' | ')} |`);
        lines.push(`| --- | ${FIGURES.map(() => '--:').join(' | ')} |`);
        for (const name of [...new Set(here.map((run) => run.name))].sort()) {
            const mine = good(name);
            const cells = FIGURES.map(({ of, digits }) => shown(median(mine.map(of)), digits));
            const failure = here.find((run) => run.name === name && run.failed)?.failed;
            const note =
                mine.length === 0 ? ` ${failure ?? ''}` : mine.every((run) => run.isAtEnd) ? '' : ' (not at the end)';
            lines.push(`| ${name}${note} | ${cells.join(' | ')} |`);
        }
        const [ours, floor] = [good('ours'), good('plain-window50')];
        if (ours.length > 0 && floor.length > 0) {
            lines.push('', '| goal | is | at most | |', '| --- | --: | --: | --- |');
            for (const { what, value, limit, isMet } of goalsOf(ours, floor)) {
                lines.push(
                    `| ${what} | ${shown(value, value < 10 ? 2 : 0)} | ${limit} | ${isMet ? 'met' : 'missed'} |`
                );
            }
        }
        lines.push('');
    }
    return lines.join('\n');
}
