/** Runs the project's own `sf` with the project's own Node. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Its package exports no path that could be resolved.
const cli = fileURLToPath(new URL('../../node_modules/@salesforce/cli/bin/run.js', import.meta.url));

export interface SfOptions {
    env?: NodeJS.ProcessEnv;
    cwd?: string;
    /** Shown to the person as it comes; otherwise it is only answered. */
    show?: boolean;
}

/** @returns the exit code and everything that was printed to standard output */
export function runSf(
    args: string[],
    { env = {}, cwd, show = false }: SfOptions = {}
): Promise<{ code: number; output: string }> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [cli, ...args], {
            cwd,
            env: { ...process.env, ...env },
            stdio: ['inherit', 'pipe', show ? 'inherit' : 'pipe']
        });
        let output = '';
        child.stdout?.on('data', (chunk: Buffer) => {
            output += chunk.toString();
            if (show) process.stdout.write(chunk);
        });
        child.stderr?.resume();
        child.on('error', reject);
        child.on('close', (code) => resolve({ code: code ?? 1, output }));
    });
}

/** The Dev Hub that `sf` would use by itself, or undefined. */
export async function defaultDevHub(): Promise<string | undefined> {
    const { output } = await runSf(['config', 'get', 'target-dev-hub', '--json']);
    const answer = JSON.parse(output) as { result?: { value?: string }[] };
    return answer.result?.[0]?.value;
}
