/** For tests: a program on a real pseudo-terminal, its screen read as a person sees it, its keys pressed. */
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

import type { IPty } from '@lydell/node-pty';
import type { Terminal } from '@xterm/headless';

const require = createRequire(import.meta.url);
const columns = 120;
const rows = 200;

/** Keys by name; any other text is typed as it is. */
export const keys = {
    enter: '\r',
    space: ' ',
    up: '\u001b[A',
    down: '\u001b[B',
    backspace: '\u007f',
    clearLine: '\u0015',
    ctrlC: '\u0003',
    ctrlD: '\u0004'
} as const;

/** Why there is no pseudo-terminal on this machine; undefined where there is one. */
export function lacksTerminal(): string | undefined {
    try {
        require('@lydell/node-pty');
        return undefined;
    } catch (error) {
        const { message } = error as Error;
        if (/platform|Cannot find|GLIBC|shared object|not supported/i.test(message)) {
            return `no pseudo-terminal here: ${message.split('\n')[0]}`;
        }
        throw error;
    }
}

export interface Exit {
    exitCode: number;
    signal: number;
}

export class TerminalSession {
    /** Everything that was ever written to the terminal, control characters included. */
    written = '';
    readonly exit: Promise<Exit>;
    private ended: Exit | undefined;
    private readonly pty: IPty;
    private readonly terminal: Terminal;
    private pending = 0;

    /** @param env the whole environment: nothing is inherited but what is in it */
    constructor(args: string[], env: Record<string, string>, program = process.execPath) {
        const { spawn } = require('@lydell/node-pty') as typeof import('@lydell/node-pty');
        const { Terminal: Screen } = require('@xterm/headless') as typeof import('@xterm/headless');
        this.terminal = new Screen({ cols: columns, rows, scrollback: 2000, allowProposedApi: true });
        this.pty = spawn(program, args, {
            name: 'xterm-256color',
            cols: columns,
            rows,
            env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TERM: 'xterm-256color', ...env }
        });
        this.pty.onData((data) => {
            this.written += data;
            this.pending += 1;
            this.terminal.write(data, () => {
                this.pending -= 1;
            });
        });
        this.exit = new Promise((resolve) => {
            this.pty.onExit(({ exitCode, signal }) => {
                this.ended = { exitCode, signal: signal ?? 0 };
                resolve(this.ended);
            });
        });
    }

    /** Lines as they stand on the screen, those that were scrolled away before them; blank ones at the end left out. */
    screen(): string {
        const { active } = this.terminal.buffer;
        let text = '';
        for (let index = 0; index < active.length; index += 1) {
            const line = active.getLine(index);
            const isContinued = active.getLine(index + 1)?.isWrapped ?? false;
            text += `${line?.translateToString(!isContinued) ?? ''}${isContinued ? '' : '\n'}`;
        }
        return text.trimEnd();
    }

    /** Is the cursor shown? A program that hid it has to bring it back. */
    get showsCursor(): boolean {
        const lastOf = (code: string) => this.written.lastIndexOf(code);
        return lastOf('\u001b[?25l') <= lastOf('\u001b[?25h');
    }

    /**
     * Waits until the screen shows it.
     *
     * @throws Error with the screen, where it does not in time or the program ends before
     */
    async shows(wanted: string | RegExp, timeoutMs = 60_000): Promise<string> {
        const deadline = Date.now() + timeoutMs;
        for (;;) {
            const screen = this.screen();
            if (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)) return screen;
            if (this.ended && this.pending === 0) {
                throw new Error(
                    `The program ended (${JSON.stringify(this.ended)}) without ${String(wanted)}:\n${screen}`
                );
            }
            if (Date.now() > deadline) throw new Error(`${String(wanted)} did not show:\n${screen}`);
            await delay(20);
        }
    }

    press(...texts: string[]): void {
        for (const text of texts) this.pty.write(text);
    }

    /** Waits for a question, then answers it. */
    async answer(question: string | RegExp, ...texts: string[]): Promise<void> {
        await this.shows(question);
        this.press(...texts);
    }

    /** The end of the program, with all that it wrote on the screen. */
    async end(timeoutMs = 60_000): Promise<Exit> {
        const late = new Promise<never>((_, reject) => {
            setTimeout(() => reject(new Error(`The program did not end:\n${this.screen()}`)), timeoutMs).unref();
        });
        const exit = await Promise.race([this.exit, late]);
        while (this.pending > 0) await delay(5);
        return exit;
    }

    /** Ends the program, whatever it does. */
    kill(): void {
        if (!this.ended) this.pty.kill('SIGKILL');
        this.terminal.dispose();
    }
}
