/** Questions on a terminal, on standard error: standard output is for results. */
import { createInterface } from 'node:readline';

import { checkbox, confirm, input, password, select } from '@inquirer/prompts';

import { printable } from './output.ts';

export interface Choice<Value> {
    value: Value;
    name: string;
    /** Shown after it was chosen, where `name` is long. */
    short?: string;
    description?: string;
    /** Why it cannot be chosen. */
    disabled?: string;
    checked?: boolean;
}

/** True, or what is wanted instead. */
export type Validate = (text: string) => true | string | Promise<true | string>;

export interface TextQuestion {
    message: string;
    preset?: string;
    /** An empty answer is one. */
    isOptional?: boolean;
    validate?: Validate;
}

export interface Prompts {
    text(question: TextQuestion): Promise<string>;
    choose<Value>(message: string, choices: readonly Choice<Value>[], preset?: Value): Promise<Value>;
    chooseSome<Value>(
        message: string,
        choices: readonly Choice<Value>[],
        options?: { isRequired?: boolean }
    ): Promise<Value[]>;
    agree(message: string, preset: boolean): Promise<boolean>;
    /** Shows a star for each character. */
    secret(message: string): Promise<string>;
    /** Several lines, as pasted: up to an empty line, or Ctrl-D. */
    paste(message: string): Promise<string>;
}

/** Ctrl-C while a question waits; the prompt library's own error has the same name. */
export class StoppedByPerson extends Error {
    override name = 'ExitPromptError';
}

export function isStop(error: unknown): boolean {
    return error instanceof Error && error.name === 'ExitPromptError';
}

const rows = 12;

/** Names of what a vendor or an org has stand in most of it. */
function shownChoices<Value>(choices: readonly Choice<Value>[]): Choice<Value>[] {
    return choices.map(({ name, short, description, disabled, ...rest }) => ({
        ...rest,
        name: printable(name),
        ...(short !== undefined && { short: printable(short) }),
        ...(description !== undefined && { description: printable(description) }),
        ...(disabled !== undefined && { disabled: printable(disabled) })
    }));
}

/** Questions that are asked on this stream. */
export function promptsOn(output: NodeJS.WriteStream): Prompts {
    const context = { output };
    return {
        text: async ({ message, preset, isOptional, validate }) =>
            (
                await input(
                    {
                        message: printable(message),
                        ...(preset !== undefined && { default: printable(preset) }),
                        required: !isOptional,
                        validate: (text) =>
                            text.trim() === '' && isOptional ? true : (validate?.(text.trim()) ?? true)
                    },
                    context
                )
            ).trim(),
        choose: (message, choices, preset) =>
            select(
                {
                    message: printable(message),
                    choices: shownChoices(choices),
                    ...(preset !== undefined && { default: preset }),
                    pageSize: rows,
                    loop: false
                },
                context
            ),
        chooseSome: (message, choices, { isRequired = true } = {}) =>
            checkbox(
                {
                    message: printable(message),
                    choices: shownChoices(choices),
                    required: isRequired,
                    pageSize: rows,
                    loop: false
                },
                context
            ),
        agree: (message, preset) => confirm({ message: printable(message), default: preset }, context),
        secret: async (message) =>
            (
                await password(
                    {
                        message,
                        mask: '*',
                        toggleMask: false,
                        validate: (text) => text.trim() !== '' || 'Wanted: the secret; Ctrl-C stops.'
                    },
                    context
                )
            ).trim(),
        paste: (message) => pastedLines(message, output)
    };
}

/** Longer than the lines of one paste are apart, shorter than a person needs for a key. */
const idle = 150;

/** An empty line ends it only when nothing comes after it: pasted code has empty lines of its own. */
function pastedLines(message: string, output: NodeJS.WriteStream): Promise<string> {
    const reader = createInterface({ input: process.stdin, output, terminal: true, historySize: 0, prompt: '  | ' });
    output.write(`${message}\n`);
    return new Promise((resolve, reject) => {
        const lines: string[] = [];
        let end: NodeJS.Timeout | undefined;
        let isStopped = false;
        reader.on('line', (line) => {
            clearTimeout(end);
            lines.push(line);
            if (line.trim() === '') end = setTimeout(() => reader.close(), idle);
            else reader.prompt();
        });
        reader.on('SIGINT', () => {
            isStopped = true;
            reader.close();
        });
        reader.on('close', () => {
            clearTimeout(end);
            if (isStopped) reject(new StoppedByPerson('Stopped while code was pasted.'));
            else resolve(lines.join('\n').trim());
        });
        reader.prompt();
    });
}
