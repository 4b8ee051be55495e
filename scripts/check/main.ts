/** `npm run check [-- NAME…]`: every check (or those named); a line each, then `N passed, N failed`. */
import { checks } from './checks.ts';
import { CheckUnavailable, FileProblem, formatProblem } from './problem.ts';

const named = process.argv.slice(2);
const unknown = named.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
    console.error(
        `There is no check called ${unknown.join(', ')}. The checks are: ${checks.map(({ name }) => name).join(', ')}.`
    );
    process.exit(2);
}

let passed = 0;
let failed = 0;
let skipped = 0;
for (const check of checks.filter(({ name }) => named.length === 0 || named.includes(name))) {
    const started = performance.now();
    const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    try {
        const problems = await check.run();
        if (problems.length === 0) {
            passed++;
            console.log(`ok      ${check.name}: ${check.title} (${took()})`);
        } else {
            failed++;
            console.log(`FAILED  ${check.name}: ${check.title} (${took()})`);
            for (const problem of problems) console.log(`        ${formatProblem(problem)}`);
        }
    } catch (error) {
        if (error instanceof CheckUnavailable) {
            skipped++;
            console.log(`skipped ${check.name}: ${error.message}`);
        } else if (error instanceof FileProblem) {
            failed++;
            console.log(`FAILED  ${check.name}: ${check.title} (${took()})`);
            console.log(`        ${formatProblem(error.problem)}; nothing else was looked at`);
        } else {
            failed++;
            console.log(`FAILED  ${check.name}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
        }
    }
}

if (skipped > 0) console.log(`\n${skipped} skipped: what they check is unknown on this machine.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
