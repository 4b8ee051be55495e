/** What every command needs: its flags, the org, questions, progress. */
import { readFileSync } from 'node:fs';
import { buildComponents } from '../../build/lwc.ts';
import { connect, type OrgClient } from '../../salesforce/org-client.ts';
import { readConfig } from '../config/read.ts';
import type { SetupConfig } from '../config/schema.ts';
import { isLoopbackUrl } from '../org/read.ts';
import { failureOf } from './failure.ts';
import { tidyOnInterrupt, workBegins } from './interrupt.ts';
import { printable } from './output.ts';
import { fetchFor, loadProviders, type SetupConnection } from '../run/connection.ts';
import { exitCodes, SetupError } from '../run/error.ts';
import { SecretStore } from '../run/secrets.ts';
import type { SetupTask } from '../run/tasks.ts';

export interface Flags {
    config: string;
    targetOrg?: string;
    instanceUrl?: string;
    json?: boolean;
    yes?: boolean;
    state: string;
    renewSecrets?: boolean;
    deleteData?: boolean;
    record?: string;
    agent?: string;
    connector?: string;
    session?: string;
    sessionKey?: boolean;
    force?: boolean;
    snippet?: string;
}

export interface Terminal {
    out: NodeJS.WriteStream;
    err: NodeJS.WriteStream;
    env: Readonly<Record<string, string | undefined>>;
    isInteractive: boolean;
}

/** What a command comes to: what machines get, what people get, and how the process ends. */
export interface Outcome {
    json: unknown;
    text: string;
    exitCode: number;
}

export const tokenVariable = 'SETUP_ACCESS_TOKEN';
export const sessionKeyVariable = 'WATSONX_SESSION_KEY';

export interface Context {
    flags: Flags;
    terminal: Terminal;
    secrets: SecretStore;
    parts: Pick<SetupConnection, 'desired'>;
}

/** The pasted code that `--snippet` names; empty without. @throws SetupError where it cannot be read */
export function snippetText({ snippet }: Flags): string {
    if (snippet === undefined) return '';
    try {
        return readFileSync(snippet === '-' ? 0 : snippet, 'utf8');
    } catch (error) {
        throw new SetupError(`${snippet} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
            exitCode: exitCodes.usage,
            remedy: 'Wanted by --snippet: a file with the pasted code, or - for standard input.'
        });
    }
}

/** Everything that a command on both sides needs. Config mistakes are told before the org is asked anything. */
export async function ready({
    flags,
    terminal,
    secrets,
    parts
}: Context): Promise<{ config: SetupConfig; connection: SetupConnection }> {
    const config = readConfig(flags.config);
    const org = await connection(flags, terminal, secrets);
    if (terminal.isInteractive && !flags.json) terminal.err.write(`Looking at ${org.instanceUrl} and the bots …\n`);
    await buildComponents();
    return {
        config,
        connection: {
            org,
            secrets,
            providers: await loadProviders(),
            stateFolder: flags.state,
            fetch: await fetchFor(org.instanceUrl),
            ...parts
        }
    };
}

/** The org that the command line names. @throws SetupError where it names none, or lacks the token */
export async function connection(flags: Flags, { env }: Terminal, secrets: SecretStore): Promise<OrgClient> {
    // A script's variable may be empty.
    const targetOrg = flags.targetOrg?.trim() ?? '';
    if (targetOrg !== '' && flags.instanceUrl !== undefined) {
        throw new SetupError('Two orgs are named.', {
            exitCode: exitCodes.usage,
            remedy: 'Name one: leave out --target-org or --instance-url.'
        });
    }
    if (targetOrg !== '') return connect({ targetOrg });
    if (flags.instanceUrl === undefined) {
        throw new SetupError('No org is named.', {
            exitCode: exitCodes.usage,
            remedy: `Name one: --target-org with an alias of sf, or --instance-url with the access token in ${tokenVariable}.`
        });
    }
    const accessToken = (env[tokenVariable] ?? '').trim();
    if (accessToken === '') {
        throw new SetupError(`${tokenVariable} is empty.`, {
            exitCode: exitCodes.usage,
            remedy: `Set it to the access token of the org at --instance-url (npm run local-org prints its own), or name an org that sf knows with --target-org instead.`
        });
    }
    secrets.hide(accessToken);
    return connect({ instanceUrl: originOf(flags.instanceUrl), accessToken });
}

/** What a person copies from the address bar has a path, and often the host of a page instead of the API's. */
function originOf(instanceUrl: string): string {
    const wanted = (problem: string, remedy: string) =>
        new SetupError(`--instance-url ${problem}.`, { exitCode: exitCodes.usage, remedy });
    if (!URL.canParse(instanceUrl))
        throw wanted('is no url', 'Wanted: https://… of My Domain, as Setup, My Domain, shows it.');
    const { protocol, host, origin } = new URL(instanceUrl);
    if (protocol !== 'https:' && !isLoopbackUrl(instanceUrl)) {
        throw wanted('is not https: the token would go through the network for all to read', `Wanted: https://${host}`);
    }
    const own = host.replace(/\.lightning\.force\.com$|\.my\.salesforce-setup\.com$/, '.my.salesforce.com');
    if (own !== host) throw wanted('is the address of pages, where no API answers', `Wanted: https://${own}`);
    return origin;
}

/**
 * A watsonx session key opens a history: as other secrets it never stands on the command line, where other programs and
 * the shell's history keep it.
 *
 * @throws SetupError where there is none and nobody can be asked
 */
export async function sessionKey(
    flags: Flags,
    { env, isInteractive }: Terminal,
    secrets: SecretStore
): Promise<string> {
    const given = (env[sessionKeyVariable] ?? '').trim();
    const canAsk = isInteractive && flags.json !== true;
    const key = given === '' && canAsk ? (await askSecret('watsonx session key')).trim() : given;
    if (key === '') {
        throw new SetupError('--session-key is given, and there is no session key.', {
            exitCode: exitCodes.usage,
            remedy: `Wanted: the key in the environment variable ${sessionKeyVariable}.`
        });
    }
    secrets.hide(key);
    return key;
}

export function renewal(flags: Flags): { renewSecrets: boolean } {
    return { renewSecrets: flags.renewSecrets ?? false };
}

/** Yes or no of the person; `--yes` says it beforehand. @throws SetupError where nobody can be asked */
export async function agreed(flags: Flags, terminal: Terminal, message: string): Promise<boolean> {
    if (flags.yes) return true;
    if (flags.json || !terminal.isInteractive) {
        throw new SetupError('Nobody can be asked here, and --yes is not given: nothing was changed.', {
            exitCode: exitCodes.usage
        });
    }
    const { promptsOn } = await import('./prompts.ts');
    return promptsOn(terminal.err).agree(message, false);
}

/** @throws SetupError where the person stops: a vendor's side asks in the middle of its work, and passes it on */
export async function askSecret(question: string): Promise<string> {
    const { isStop, promptsOn } = await import('./prompts.ts');
    try {
        return await promptsOn(process.stderr).secret(question);
    } catch (error) {
        if (!isStop(error)) throw error;
        throw new SetupError('Stopped; nothing more was changed.', { exitCode: exitCodes.interrupted });
    }
}

/**
 * Steps with their progress, on standard error; silent with --json.
 *
 * @throws what a step throws, as it is
 */
export async function withProgress(
    tasks: SetupTask[],
    flags: Flags,
    terminal: Terminal,
    secrets: SecretStore
): Promise<void> {
    const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
    // Its own listener ends the process with a code of its own.
    const options = {
        concurrent: false,
        exitOnError: true,
        collectErrors: false,
        registerSignalListeners: false
    } as const;
    const failures: unknown[] = [];
    const list = tasks.map((task) => ({
        title: task.title,
        task: async (_: unknown, shown: { output: string }) => {
            try {
                await task.run((text) => {
                    shown.output = printable(secrets.redact(text));
                });
            } catch (error) {
                failures.push(error);
                // The library prints the error that it is given.
                throw new Error(printable(failureOf(error, secrets).message));
            }
        }
    }));
    const logger = new ListrLogger({ processOutput: new ProcessOutput(terminal.err, terminal.err) });
    const renderer = terminal.isInteractive ? 'default' : 'simple';
    const shown = flags.json
        ? new Listr(list, { ...options, renderer: 'silent' })
        : new Listr(list, { ...options, renderer, rendererOptions: { logger } });
    workBegins();
    if (!flags.json) tidyOnInterrupt(() => shown['renderer'].end());
    try {
        await shown.run();
    } catch (error) {
        throw failures[0] ?? error;
    } finally {
        tidyOnInterrupt(undefined);
    }
}

/** The terminal that this process was started on. */
export function ownTerminal(): Terminal {
    return {
        out: process.stdout,
        err: process.stderr,
        env: process.env,
        isInteractive: Boolean(process.stdin.isTTY && process.stderr.isTTY)
    };
}

/** A command as it has to be typed, with the options that this run had. */
export function commandLine(command: string, { targetOrg, instanceUrl, config, state }: Flags): string {
    const quoted = (text: string) => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
    return [
        `npm run setup -- ${command}`,
        ...(targetOrg?.trim() ? ['--target-org', quoted(targetOrg.trim())] : []),
        ...(instanceUrl === undefined ? [] : ['--instance-url', quoted(instanceUrl)]),
        ...(config === 'handoff.yaml' ? [] : ['--config', quoted(config)]),
        ...(state === '.handoff' ? [] : ['--state', quoted(state)])
    ].join(' ');
}
