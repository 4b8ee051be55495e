/**
 * `npm run check [-- NAME…]`: every check (or those named); a line each, in the order of the list, then
 * `N passed, N failed`.
 */
import { availableParallelism } from 'node:os';
import { checks, type ProjectCheck } from './checks.ts';
import { CheckUnavailable, FileProblem, formatProblem } from './problem.ts';

type Verdict = 'passed' | 'failed' | 'skipped';

interface Report {
    verdict: Verdict;
    lines: string[];
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
    console.error(
        `There is no check called ${unknown.join(', ')}. The checks are: ${checks.map(({ name }) => name).join(', ')}.`
    );
    process.exit(2);
}

async function report({ name, title, run }: ProjectCheck): Promise<Report> {
    const started = performance.now();
    const line = (word: string) =>
        `${word.padEnd(7)} ${name}: ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`;
    try {
        const problems = await run();
        if (problems.length === 0) return { verdict: 'passed', lines: [line('ok')] };
        return {
            verdict: 'failed',
            lines: [line('FAILED'), ...problems.map((problem) => `        ${formatProblem(problem)}`)]
        };
    } catch (error) {
        if (error instanceof CheckUnavailable) {
            return { verdict: 'skipped', lines: [`skipped ${name}: ${error.message}`] };
        }
        if (error instanceof FileProblem) {
            const problem = `        ${formatProblem(error.problem)}; nothing else was looked at`;
            return { verdict: 'failed', lines: [line('FAILED'), problem] };
        }
        const reason = error instanceof Error ? (error.stack ?? error.message) : error;
        return { verdict: 'failed', lines: [`FAILED  ${name}: ${reason}`] };
    }
}

const wanted = checks.filter(({ name }) => named.length === 0 || named.includes(name));
const reports = wanted.map(() => Promise.withResolvers<Report>());
const waiting = wanted.entries();

/** One core's share: the checks that nobody has taken yet. Those of other tools run in processes of their own. */
async function work(): Promise<void> {
    for (const [index, check] of waiting) reports[index]?.resolve(await report(check));
}

for (let core = 0; core < Math.min(4, availableParallelism()); core++) void work();

const counts: Record<Verdict, number> = { passed: 0, failed: 0, skipped: 0 };
for (const { promise } of reports) {
    const { verdict, lines } = await promise;
    counts[verdict]++;
    console.log(lines.join('\n'));
}

if (counts.skipped > 0) console.log(`\n${counts.skipped} skipped: what they check is unknown on this machine.`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
