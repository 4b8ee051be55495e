/** `npm test [-- SUITE…]`: runs every suite (or those named), and closes with `N passed, N failed`. */
import { buildComponents } from '../build/lwc.ts';
import { suites, type SuiteResult } from './suites.ts';

const named = process.argv.slice(2);
const unknown = named.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
    console.error(
        `There is no suite called ${unknown.join(', ')}. The suites are: ${suites.map((suite) => suite.name).join(', ')}.`
    );
    process.exit(2);
}

await buildComponents();

const total: SuiteResult = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const suite of suites.filter(({ name }) => named.length === 0 || named.includes(name))) {
    console.log(`\n== ${suite.title}`);
    const started = performance.now();
    let result: SuiteResult;
    try {
        result = await suite.run();
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        result = { passed: 0, failed: 1, skipped: 0 };
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    lines.push(
        `${suite.title.padEnd(22)} ${String(result.passed).padStart(6)} passed ${String(result.failed).padStart(4)} failed  ${seconds.padStart(4)} s`
    );
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
}

console.log(`\n${lines.join('\n')}\n`);
if (total.passed === 0) total.failed = Math.max(1, total.failed);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
