/** Answers of an `init` that was stopped, so that the next one can go on. No secret is asked for, so none is in it. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Json } from '../provider-setup.ts';
import { writeInto } from '../run/journal.ts';

interface Data {
    version: 1;
    answers: Record<string, Json>;
}

export class Draft {
    readonly file: string;
    private answers: Record<string, Json>;

    private constructor(file: string, answers: Record<string, Json>) {
        this.file = file;
        this.answers = answers;
    }

    /** One draft an organization; a file that is no draft counts as none. */
    static open(folder: string, organizationId: string): Draft {
        const file = join(folder, `init-${organizationId}.json`);
        return new Draft(file, existsSync(file) ? answersOf(readFileSync(file, 'utf8')) : {});
    }

    get size(): number {
        return Object.keys(this.answers).length;
    }

    get(question: string): Json | undefined {
        return this.answers[question];
    }

    /** Keeps an answer, at once: the next key may be Ctrl-C. @throws SetupError where the folder cannot be written to */
    keep(question: string, answer: Json): void {
        this.answers[question] = answer;
        const data: Data = { version: 1, answers: this.answers };
        writeInto(dirname(this.file), () => {
            const next = `${this.file}.${process.pid}.next`;
            writeFileSync(next, `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600 });
            renameSync(next, this.file);
        });
    }

    clear(): void {
        this.answers = {};
        rmSync(this.file, { force: true });
    }
}

function answersOf(text: string): Record<string, Json> {
    let data: Partial<Data> | null;
    try {
        data = JSON.parse(text) as Partial<Data> | null;
    } catch {
        // Half a file or another's: the questions are asked anew, and it is replaced.
        return {};
    }
    const answers = data?.version === 1 ? data.answers : undefined;
    return answers !== null && typeof answers === 'object' && !Array.isArray(answers) ? answers : {};
}
