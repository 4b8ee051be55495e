/** The suites of `npm test`: what each runs, and how its figures are read. */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../tests/browser/find-chromium.ts';
import { buildConsole } from '../console/build.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export interface SuiteResult {
    passed: number;
    failed: number;
    skipped: number;
}

export interface Suite {
    name: string;
    title: string;
    run(): Promise<SuiteResult>;
}

interface Finished {
    code: number;
    output: string;
}

/** Runs a command with this project's own Node, shows what it prints, and keeps it. */
function command(args: string[]): Promise<Finished> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
        let output = '';
        const keep = (chunk: Buffer, stream: NodeJS.WriteStream) => {
            output += chunk.toString();
            stream.write(chunk);
        };
        child.stdout.on('data', (chunk: Buffer) => keep(chunk, process.stdout));
        child.stderr.on('data', (chunk: Buffer) => keep(chunk, process.stderr));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code: code ?? 1, output }));
    });
}

/** A run that ended badly without a failed test of its own still counts as one failure. */
function judged(result: SuiteResult, code: number): SuiteResult {
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

/** Figures of Node's own test runner, from its TAP summary. */
export function figuresOfTap(tap: string): SuiteResult {
    const figure = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
    return {
        passed: figure('pass'),
        failed: figure('fail') + figure('cancelled'),
        skipped: figure('skipped') + figure('todo')
    };
}

/** Figures of a command that closes with `N passed, N failed`. */
export function figuresOfLastLine(output: string): SuiteResult {
    const found = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
    return found
        ? { passed: Number(found[1]), failed: Number(found[2]), skipped: 0 }
        : { passed: 0, failed: 1, skipped: 0 };
}

async function nodeTests(...patterns: string[]): Promise<SuiteResult> {
    const files = patterns.flatMap((one) => globSync(one)).sort();
    if (files.length === 0) throw new Error(`No test file matches ${patterns.join(', ')}.`);
    const tap = join(temporaryFolder('bot-handoff-test-').path, 'out.tap');
    const { code } = await command([
        '--test',
        '--test-concurrency=2',
        '--test-reporter=dot',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${tap}`,
        ...files
    ]);
    return judged(figuresOfTap(readFileSync(tap, 'utf8')), code);
}

async function jest(): Promise<SuiteResult> {
    const report = join(temporaryFolder('bot-handoff-test-').path, 'jest.json');
    const { code } = await command([
        'node_modules/@salesforce/sfdx-lwc-jest/bin/sfdx-lwc-jest',
        '--',
        '--json',
        `--outputFile=${report}`,
        '--silent',
        // Left to itself, it keeps off one of the machine's cores: half of them where there are two.
        '--maxWorkers=100%',
        '--reporters=default'
    ]);
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
        readFileSync(report, 'utf8')
    ) as Record<string, number>;
    const failed = Math.max(numFailedTests ?? 0, numFailedTestSuites ?? 0);
    return judged({ passed: numPassedTests ?? 0, failed, skipped: numPendingTests ?? 0 }, code);
}

async function closingWithFigures(script: string): Promise<SuiteResult> {
    const { code, output } = await command([script]);
    return judged(figuresOfLastLine(output), code);
}

async function browserTests(): Promise<SuiteResult> {
    // On a bare machine, both of its processes would install the browser and build the page.
    await findChromium();
    await buildConsole();
    return nodeTests('tests/browser/**/*.test.ts');
}

export const suites: Suite[] = [
    { name: 'check', title: 'Checks', run: () => closingWithFigures('scripts/check/main.ts') },
    { name: 'apex', title: 'Apex (simulated)', run: () => closingWithFigures('scripts/local-org/apex/test-main.ts') },
    { name: 'jest', title: 'Components (Jest)', run: jest },
    {
        name: 'scripts',
        title: 'Scripts',
        run: () => nodeTests('scripts/**/*.test.ts', 'tests/bench/viewers/*.test.ts')
    },
    { name: 'browser', title: 'Browser (Chromium)', run: browserTests }
];
