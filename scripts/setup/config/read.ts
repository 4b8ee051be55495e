/** Reads a setup file: all of its mistakes at once, each with its line, what was found and what is wanted. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { conflictsIn } from './conflicts.ts';
import { readDocument, type ConfigProblem } from './document.ts';
import { configSchema, type SetupConfig } from './schema.ts';
import { problemsOf } from './schema-problems.ts';

export type { ConfigProblem } from './document.ts';

export class ConfigError extends Error {
    readonly file: string;
    readonly problems: ConfigProblem[];

    constructor(file: string, problems: ConfigProblem[]) {
        const lines = problems.map(
            ({ line, field, found, wanted }) =>
                `${file}:${line} ${field || 'the file'}: found ${found}; wanted ${wanted}.`
        );
        super(lines.join('\n'));
        this.name = 'ConfigError';
        this.file = file;
        this.problems = problems;
    }
}

/** @throws ConfigError with everything that is wrong, also where the file cannot be read */
export function readConfig(file: string): SetupConfig {
    let bytes: Buffer;
    try {
        bytes = readFileSync(file);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // npm goes to the project's folder, wherever it was called.
        const found = `no readable file in ${dirname(resolve(file))} (${code})`;
        throw new ConfigError(file, [{ line: 1, field: '', found, wanted: 'a setup file; `init` writes one' }]);
    }
    // UTF-16 without its mark is UTF-8 full of NULs.
    if (!isUtf8(bytes) || bytes.includes(0)) {
        // An old editor, or PowerShell's >: labels would reach the org with their umlauts broken.
        throw new ConfigError(file, [
            { line: 1, field: '', found: 'a file in another encoding', wanted: 'UTF-8: save it as that' }
        ]);
    }
    return parseConfig(bytes.toString('utf8'), file);
}

/** @param file names the file in errors */
export function parseConfig(text: string, file: string): SetupConfig {
    const { value, lineOf, problems: problemsOfText } = readDocument(text);
    if (problemsOfText.length > 0) throw new ConfigError(file, problemsOfText);
    const parsed = configSchema.safeParse(value);
    const problems = [
        ...(parsed.error?.issues ?? []).flatMap((issue) => problemsOf(issue, value, lineOf)),
        ...conflictsIn(value, lineOf)
    ];
    if (!parsed.success || problems.length > 0) {
        throw new ConfigError(
            file,
            problems.sort((one, other) => one.line - other.line)
        );
    }
    return parsed.data;
}
