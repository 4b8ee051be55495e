/** The command line. Results go to standard output, progress and questions to standard error. */

import { Command, CommanderError } from 'commander';

import { diagnose } from '../doctor/doctor.ts';
import { testHandoff } from '../doctor/test-handoff.ts';
import { runInit } from '../init/init.ts';
import { exitCodes, failureDocument, type Failure } from '../run/error.ts';
import { SecretStore } from '../run/secrets.ts';
import { applySetup, planSetup } from '../setup.ts';
import { undoSetup } from '../undo.ts';
import { failureOf } from './failure.ts';
import { closeOnInterrupt, workBegins } from './interrupt.ts';
import {
    diagnosisText,
    leftLines,
    manualText,
    noteLines,
    painter,
    planText,
    printable,
    refusalLines,
    testText,
    undoText
} from './output.ts';
import {
    agreed,
    commandLine,
    askSecret,
    connection,
    ownTerminal,
    ready,
    renewal,
    sessionKey,
    sessionKeyVariable,
    snippetText,
    tokenVariable,
    withProgress,
    type Context,
    type Flags,
    type Outcome,
    type Terminal
} from './context.ts';

/**
 * Runs one command.
 *
 * @param parts what tests put in the place of the setup's own
 * @returns the exit code
 */
export async function runSetup(
    args: string[],
    terminal: Terminal = ownTerminal(),
    parts: Context['parts'] = {}
): Promise<number> {
    const isJson = args.includes('--json');
    const secrets = new SecretStore(terminal.env, terminal.isInteractive && !isJson ? askSecret : undefined);
    const program = new Command('setup')
        .description('Connects bots with a Salesforce org; on both sides.')
        .exitOverride()
        .configureOutput({
            writeOut: (text) => void terminal.out.write(text),
            // With --json it is part of the document.
            writeErr: (text) => void (isJson ? undefined : terminal.err.write(text)),
            outputError: (text, write) => write(withoutValues(text, args))
        });
    let exitCode: number = exitCodes.ok;
    const command = (name: string, description: string, work: (context: Context) => Promise<Outcome>) =>
        program
            .command(name)
            .description(description)
            .option('-c, --config <file>', 'the setup file', 'handoff.yaml')
            .option('-o, --target-org <alias>', 'an alias or user name that sf knows')
            .option('--instance-url <url>', `an org by its url; its access token stands in ${tokenVariable}`)
            .option('--state <folder>', 'folder of the journals, which undo needs', '.handoff')
            .option('--json', 'one JSON document on standard output, and no questions')
            .action(async (flags: Flags) => {
                exitCode = await finish(flags, terminal, secrets, () => work({ flags, terminal, secrets, parts }));
            });

    command('init', 'asks for a setup file and writes it', init)
        .option('--snippet <file>', 'a file with pasted code snippets of Salesforce (- for standard input)')
        .option('--force', 'replaces a setup file that is there');
    command('plan', 'says what differs on both sides; writes nothing', plan).option(
        '--renew-secrets',
        'stores secrets again though the org has some'
    );
    command('apply', 'makes both sides as the setup file wants them', apply)
        .option('-y, --yes', 'does not ask')
        .option('--renew-secrets', 'stores secrets again though the org has some');
    command('doctor', 'checks every link of the chain; writes nothing', doctor)
        .option('--agent <user name>', "whose permissions are looked at; the setup file's first agent unless given")
        .option('--record <id>', 'fetches the history of this record');
    command('test-handoff', 'hands a test conversation over, finds its record and history, closes it', handoff)
        .option('--connector <name>', 'only this connector')
        .option('--session <id>', 'a session that the bot knows: its history is fetched')
        .option(
            '--session-key',
            `instead: a watsonx session key, which stands in ${sessionKeyVariable} or is asked for`
        );
    command('undo', 'takes back what apply did, on both sides', undo)
        .option('-y, --yes', 'does not ask')
        .option('--delete-data', 'removes fields that hold handoff data too');

    const taken = takenByNpm(program, terminal.env);
    if (taken.length > 0) {
        const name = program.commands.find((each) => each.name() === args[0])?.name() ?? 'COMMAND';
        tell(
            {
                exitCode: exitCodes.usage,
                message: `npm took ${taken.join(' and ')} for itself.`,
                remedy: `Write two dashes before the command: npm run setup -- ${name} … (in PowerShell in quotes: '--').`
            },
            isJson,
            terminal
        );
        return exitCodes.usage;
    }
    try {
        await program.parseAsync(heeded(args, program), { from: 'user' });
    } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        if (error.exitCode === 0) return exitCodes.ok;
        if (isJson) {
            terminal.out.write(failureDocument({ exitCode: exitCodes.usage, message: usageText(error, args) }));
        }
        return exitCodes.usage;
    }
    return exitCode;
}

/** Options that stand before the two dashes reach the setup as npm's own, without a word in the arguments. */
function takenByNpm({ commands }: Command, env: Terminal['env']): string[] {
    const npmHasToo = ['--json', '--yes', '--force'];
    const options = commands.flatMap(({ options: each }) => each.map(({ long }) => long ?? ''));
    return [...new Set(options)].filter(
        (option) =>
            !npmHasToo.includes(option) && env[`npm_config_${option.slice(2).replaceAll('-', '_')}`] !== undefined
    );
}

/** Where help is wanted, the library says nothing of a command that it does not know: such a name is parsed alone. */
function heeded(args: string[], { commands }: Command): string[] {
    const [first = '', second] = args;
    const name = ['help', '--help', '-h'].includes(first) ? second : first;
    const isKnown = name === undefined || /^(?:-.*|help|)$/.test(name) || commands.some((each) => each.name() === name);
    return isKnown ? args : [name];
}

/** The library's words; where it would show its help, it has none. */
function usageText({ code, message }: CommanderError, args: string[]): string {
    return code === 'commander.help'
        ? 'No command is named; setup --help shows them.'
        : withoutValues(message, args)
              .replace(/^error: /, '')
              .trimEnd();
}

/** The library shows what it did not expect, which may be a secret that belongs into the environment. */
function withoutValues(message: string, args: string[]): string {
    const isUnexpected = /^error: (?:too many arguments|unknown option '--session-key=)/.test(message);
    if (isUnexpected && args.some((arg) => /^--session-key(?:=|$)/.test(arg))) {
        return `error: --session-key takes no value here: the key stands in the environment variable ${sessionKeyVariable}.\n`;
    }
    return (
        message
            .replace(/(but got \d+): [^]*\.(?=\s*$)/, '$1.')
            .replace(/^(error: unknown option '-[^'=]*)=[^]*?'(?=\s*$|\n\()/, "$1'")
            .replace(/^(error: unknown option '-[^-])[^]*?'(?=\s*$|\n\()/, "$1'")
            // What is near to no command may be anything.
            .replace(/^(error: unknown command) '[^]*'(?=\s*$)/, '$1; setup --help shows those that there are')
    );
}

async function finish(
    flags: Flags,
    terminal: Terminal,
    secrets: SecretStore,
    work: () => Promise<Outcome>
): Promise<number> {
    try {
        const { json, text, exitCode } = await work();
        const output = flags.json ? JSON.stringify({ exitCode, result: json }, null, 2) : printable(text);
        terminal.out.write(`${secrets.redact(output)}\n`);
        return exitCode;
    } catch (error) {
        const failure = failureOf(error, secrets);
        tell(failure, flags.json === true, terminal);
        return failure.exitCode;
    }
}

function tell(failure: Failure, isJson: boolean, { out, err }: Terminal): void {
    if (isJson) out.write(failureDocument(failure));
    else err.write(printable(`${failure.message}\n${failure.remedy === undefined ? '' : `${failure.remedy}\n`}`));
}

function say(text: string, { json }: Flags, { err }: Terminal): void {
    if (!json) err.write(`${printable(text)}\n`);
}

async function plan(context: Context): Promise<Outcome> {
    const { flags, terminal } = context;
    const { config, connection } = await ready(context);
    const result = await planSetup(config, connection, renewal(flags));
    const next = result.isEmpty ? '' : `\n\nNext: ${commandLine('apply', flags)}`;
    return {
        json: result,
        text: `${planText(result, painter(terminal.out))}${next}`,
        exitCode: result.isEmpty ? exitCodes.ok : exitCodes.changes
    };
}

async function apply(context: Context): Promise<Outcome> {
    const { flags, terminal, secrets } = context;
    const { config, connection } = await ready(context);
    const paint = painter(terminal.out);
    const result = await applySetup(config, connection, {
        ...renewal(flags),
        confirm: async (found) => {
            say(secrets.redact(`${planText(found, painter(terminal.err))}\n`), flags, terminal);
            return agreed(flags, terminal, 'Apply this?');
        },
        say: (text) => say(text, flags, terminal),
        runTasks: (tasks) => withProgress(tasks, flags, terminal, secrets)
    });
    const manual = result.manual.flatMap(({ steps }) => steps);
    const lines = [result.plan.isEmpty ? 'Nothing to do.' : 'Both sides are set up.'];
    lines.push(...noteLines(result.plan.notes, paint));
    if (manual.length > 0)
        lines.push(
            '',
            paint('bold', 'Left for a person (doctor tells what is done of it):'),
            ...manualText(manual, paint, commandLine('doctor', flags))
        );
    lines.push('', `Next: ${commandLine('doctor', flags)}`);
    return { json: result, text: lines.join('\n'), exitCode: exitCodes.ok };
}

async function doctor(context: Context): Promise<Outcome> {
    const { flags, terminal } = context;
    const { config, connection } = await ready(context);
    const result = await diagnose(config, connection, {
        ...(flags.agent !== undefined && { agent: flags.agent }),
        ...(flags.record !== undefined && { recordId: flags.record })
    });
    return {
        json: result,
        text: diagnosisText(result, painter(terminal.out), commandLine('doctor', flags)),
        exitCode: result.isHealthy ? exitCodes.ok : exitCodes.unhealthy
    };
}

async function handoff(context: Context): Promise<Outcome> {
    const { flags, terminal, secrets } = context;
    const { config, connection } = await ready(context);
    const key = flags.sessionKey === true ? await sessionKey(flags, terminal, secrets) : undefined;
    workBegins();
    const result = await testHandoff(config, connection, {
        ...(flags.connector !== undefined && { connector: flags.connector }),
        ...(flags.session !== undefined && { sessionId: flags.session }),
        ...(key !== undefined && { sessionKey: key }),
        onOpened: closeOnInterrupt
    });
    return {
        json: result,
        text: testText(result, painter(terminal.out)),
        exitCode: result.every(({ problem }) => problem === undefined) ? exitCodes.ok : exitCodes.unhealthy
    };
}

async function undo(context: Context): Promise<Outcome> {
    const { flags, terminal, secrets } = context;
    const { config, connection } = await ready(context);
    const paint = painter(terminal.out);
    const result = await undoSetup(config, connection, {
        deleteData: flags.deleteData ?? false,
        confirm: async (found) => {
            say(secrets.redact(`${undoText(found, painter(terminal.err))}\n`), flags, terminal);
            return agreed(flags, terminal, 'Undo this?');
        },
        say: (text) => say(text, flags, terminal),
        runTasks: (tasks) => withProgress(tasks, flags, terminal, secrets)
    });
    const nothing = `Nothing to undo: ${flags.state} has no journal of this org. What was applied from another folder or machine is undone with its journal (--state).`;
    const text = result.plan.isEmpty
        ? nothing
        : ['Undone.', ...leftLines(result.left, paint), ...refusalLines(result.left, paint)].join('\n');
    return { json: result, text, exitCode: exitCodes.ok };
}

async function init({ flags, terminal, secrets }: Context): Promise<Outcome> {
    const snippet = snippetText(flags);
    return runInit(await connection(flags, terminal, secrets), flags, terminal, snippet);
}
