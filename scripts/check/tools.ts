/** Checks that run another tool and read what it prints. */
import { execFile } from 'node:child_process';
import type { Problem } from './problem.ts';

interface Ran {
    code: number;
    output: string;
}

function node(args: string[]): Promise<Ran> {
    return new Promise((resolve) => {
        execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
            const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
            resolve({ code, output: `${stdout}${stderr}` });
        });
    });
}

/** Strict types of the scripts and tests. */
export async function scriptTypes(): Promise<Problem[]> {
    const { code, output } = await node([
        'node_modules/typescript/bin/tsc',
        '-p',
        'tsconfig.json',
        '--pretty',
        'false'
    ]);
    const problems = [...output.matchAll(/^(.+?)\((\d+),\d+\): error (.+)$/gm)].map((match) => ({
        file: match[1] ?? '',
        line: Number(match[2]),
        message: match[3] ?? ''
    }));
    return problems.length === 0 && code !== 0 ? [{ file: 'tsconfig.json', message: output.trim() }] : problems;
}

/** ESLint over everything that it knows; warnings count. */
export async function lint(): Promise<Problem[]> {
    const { code, output } = await node([
        'node_modules/eslint/bin/eslint.js',
        '.',
        '--format',
        'json',
        '--no-error-on-unmatched-pattern'
    ]);
    const start = output.indexOf('[{');
    if (start < 0) return code === 0 ? [] : [{ file: 'eslint.config.js', message: output.trim() }];
    const files = JSON.parse(output.slice(start, output.lastIndexOf(']') + 1)) as {
        filePath: string;
        messages: { line?: number; ruleId: string | null; message: string }[];
    }[];
    return files.flatMap(({ filePath, messages }) =>
        messages.map(({ line, ruleId, message }) => ({
            file: filePath.replace(`${process.cwd()}/`, ''),
            line: line ?? 1,
            message: `${message}${ruleId ? ` (${ruleId})` : ''}`
        }))
    );
}

/** Prettier over everything that it knows. */
export async function format(): Promise<Problem[]> {
    const { code, output } = await node(['node_modules/prettier/bin/prettier.cjs', '--list-different', '.']);
    if (code === 0) return [];
    return output
        .trim()
        .split('\n')
        .map((file) => ({ file, message: 'not formatted: npm run format' }));
}
