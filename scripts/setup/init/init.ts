/** `init`: asks for a setup file, with what the org tells by itself, and writes it. */
import { existsSync } from 'node:fs';

import type { OrgClient } from '../../salesforce/org-client.ts';
import { commandLine, type Flags, type Outcome, type Terminal } from '../commands/context.ts';
import { painter } from '../commands/output.ts';
import type { Prompts } from '../commands/prompts.ts';
import { ConfigError } from '../config/read.ts';
import { answerChecks, connectorConfig, type SetupConfig } from '../config/schema.ts';
import type { Connector } from '../provider-setup.ts';
import { loadProviders } from '../run/connection.ts';
import { exitCodes, SetupError } from '../run/error.ts';
import { askAgents } from './agent-questions.ts';
import { askBot, type BotAnswers } from './bot-questions.ts';
import { Draft } from './draft.ts';
import { alreadyThere, configText, refuseUnwritable, writeConfig, type Answers } from './file.ts';
import { Interview } from './interview.ts';
import { readInventory, type Inventory } from './inventory.ts';
import { askOrg, type Way } from './org-questions.ts';
import { readPasted, type Pasted } from './pasted.ts';
import { mustBe, pickOrMake } from './pick.ts';
import { inventoryText } from './words.ts';
import { counted } from '../counted.ts';

/**
 * Asks on a terminal and writes the setup file. With `--json`, or where nobody can be asked, nothing is written: what
 * the org has and what pasted code says is the result.
 *
 * @param snippet text of `--snippet`
 * @throws SetupError for pasted code that does not fit the org, for a file that is there, where a person stops
 */
export async function runInit(org: OrgClient, flags: Flags, terminal: Terminal, snippet: string): Promise<Outcome> {
    const isAsking = terminal.isInteractive && !flags.json;
    if (!isAsking && !flags.json) {
        throw new SetupError('Nobody can be asked here, so nothing was written.', {
            exitCode: exitCodes.usage,
            remedy: 'init asks on a terminal. With --json it tells what the org has; config/ has a setup file to copy for each connector.'
        });
    }
    if (!isAsking) {
        const inventory = await readInventory(org);
        const pasted = fromFlag(snippet, inventory);
        return { json: { ...inventory, pasted, written: null }, text: '', exitCode: exitCodes.ok };
    }
    const { isStop, promptsOn } = await import('../commands/prompts.ts');
    const prompts = promptsOn(terminal.err);
    const say = (text: string) => void terminal.err.write(`${text}\n`);
    let draft: Draft | undefined;
    try {
        refuseUnwritable(flags.config);
        const mayReplace = await mayWrite(flags, prompts);
        const paint = painter(terminal.err);
        say(`${paint('bold', 'What the org has')} ${org.instanceUrl}`);
        const inventory = await readInventory(org);
        say(inventoryText(inventory, paint));
        const pasted = fromFlag(snippet, inventory);
        pasted.understood.forEach((line) => say(`✔ ${line}`));
        draft = Draft.open(flags.state, inventory.organizationId);
        if (draft.size > 0 && !(await goOn(prompts, draft.size))) draft.clear();
        const interview = new Interview(prompts, draft, say);
        const answers = await ask(interview, inventory, org, pasted);
        const { text, config } = textOf(answers, flags.config, draft);
        say(`\n${text}`);
        if (!(await prompts.agree(`Write ${flags.config}?`, true))) {
            throw new SetupError('Nothing was written.', { exitCode: exitCodes.interrupted, remedy: remedyOf(draft) });
        }
        writeConfig(flags.config, text, mayReplace);
        draft.clear();
        return {
            json: null,
            text: [
                `${flags.config} is written.`,
                ...(await secretLines(config, terminal)),
                `Next: ${commandLine('plan', flags)}`
            ].join('\n'),
            exitCode: exitCodes.ok
        };
    } catch (error) {
        if (!isStop(error)) throw error;
        throw new SetupError('Stopped; nothing was written.', {
            exitCode: exitCodes.interrupted,
            ...(draft && draft.size > 0 && { remedy: remedyOf(draft) })
        });
    }
}

const remedyOf = (draft: Draft) =>
    `${draft.size === 1 ? 'The answer is' : `The ${draft.size} answers are`} kept: the same command goes on from there.`;

function fromFlag(snippet: string, inventory: Inventory): Pasted {
    const pasted = readPasted(snippet, inventory);
    if (pasted.problems.length > 0) {
        throw new SetupError(pasted.problems.join('\n'), { exitCode: exitCodes.usage });
    }
    return pasted;
}

async function mayWrite({ config, force }: Flags, prompts: Prompts): Promise<boolean> {
    if (!existsSync(config) || force) return force ?? false;
    const answer = await prompts.choose(`${config} is there already.`, [
        { value: 'leave', name: 'Leave it, and stop' },
        { value: 'replace', name: 'Replace it, once all is answered' }
    ]);
    if (answer === 'leave') throw alreadyThere(config);
    return true;
}

function goOn(prompts: Prompts, count: number): Promise<boolean> {
    return prompts.agree(
        `An earlier init of this org was stopped after ${counted(count, 'answer')}. Go on from there?`,
        true
    );
}

async function ask(interview: Interview, inventory: Inventory, org: OrgClient, fromFile: Pasted): Promise<Answers> {
    const connectors = await askConnectors(interview, inventory);
    const watsonxWay = connectors.includes('watsonx') ? await askWatsonxWay(interview, inventory, fromFile) : undefined;
    const ways = new Set(connectors.map((each) => wayOfConnector(each, watsonxWay)));
    const pasted = await askPasted(interview, inventory, fromFile, ways);
    const orgAnswers = await askOrg(interview, inventory, pasted, ways);
    const agents = await askAgents(interview, inventory, org);
    const language = await interview.text('language', {
        message: 'Language of the conversations',
        preset: inventory.language,
        validate: (text) => mustBe(answerChecks.language, text)
    });
    const bots: Partial<Record<Connector, BotAnswers>> = {};
    const entries: Answers['connectors'] = [];
    for (const connector of connectors) {
        const bot = await askBot(interview, connector, bots);
        const provider = await askProviderName(interview, connector, bot, bots);
        bots[connector] = bot;
        entries.push({
            connector,
            ...(connector === 'watsonx' && watsonxWay && { way: watsonxWay }),
            ...(provider !== undefined && { provider }),
            bot
        });
    }
    return { language, agents, org: orgAnswers, connectors: entries };
}

function askConnectors(interview: Interview, { chat }: Inventory): Promise<Connector[]> {
    return interview.chooseSome<Connector>('connectors', 'Which bots?', [
        { value: 'cognigy-messaging', name: 'Cognigy.AI through Messaging', short: 'cognigy-messaging' },
        {
            value: 'cognigy-chat',
            name: 'Cognigy.AI through Salesforce Chat',
            short: 'cognigy-chat',
            ...(chat.state === 'gone' && { disabled: '(this org has no Salesforce Chat: take Messaging)' })
        },
        { value: 'watsonx', name: 'IBM watsonx Assistant', short: 'watsonx' },
        { value: 'sendbird', name: 'Sendbird AI agent', short: 'sendbird' }
    ]);
}

/** The desk that IBM builds in speaks Salesforce Chat only. */
async function askWatsonxWay(
    interview: Interview,
    { chat }: Inventory,
    { choice }: Pasted
): Promise<'messaging' | 'chat'> {
    if (chat.state === 'gone') {
        interview.say(
            'watsonx: the desk that IBM builds in speaks Salesforce Chat only, which this org does not have. So it is the Messaging way: after apply you get what your page needs; docs/examples/watsonx-messaging-handoff.ts opens the conversation and passes the session key.'
        );
        return 'messaging';
    }
    return interview.choose(
        'watsonx.way',
        'watsonx: how do conversations reach the org?',
        [
            {
                value: 'messaging',
                name: 'Messaging: a desk of your own in the page (an example is there)',
                short: 'messaging'
            },
            {
                value: 'chat',
                name: 'Salesforce Chat: the desk that IBM builds in; Salesforce has retired Chat, this org still has it',
                short: 'chat'
            }
        ],
        (choice.chatButton ?? choice.chatDeployment) ? 'chat' : 'messaging'
    );
}

function wayOfConnector(connector: Connector, watsonx: 'messaging' | 'chat' | undefined): Way {
    switch (connector) {
        case 'cognigy-messaging':
            return 'messaging';
        case 'cognigy-chat':
            return 'chat';
        case 'watsonx':
            return watsonx ?? 'messaging';
        case 'sendbird':
            return 'case';
    }
}

/** Asked only where the org has something that pasted code could name. */
async function askPasted(
    interview: Interview,
    inventory: Inventory,
    fromFile: Pasted,
    ways: ReadonlySet<Way>
): Promise<Pasted> {
    const codes = [
        ...(ways.has('chat') && inventory.chatDeployments.length > 0
            ? ['deployment and button code of Chat, Embedded Service code']
            : []),
        ...(ways.has('messaging') && inventory.deployments.length > 0 ? ['code snippet of Messaging'] : [])
    ];
    if (codes.length === 0 || fromFile.understood.length > 0) return fromFile;
    const text = await interview.paste(
        'code',
        `If you have code of Salesforce (${codes.join('; ')}), paste it and end with an empty line. Only Enter: none.`,
        (code) => readPasted(code, inventory).problems
    );
    const pasted = readPasted(text, inventory);
    pasted.understood.forEach((line) => interview.say(`✔ ${line}`));
    return pasted;
}

/** Two connectors of one vendor with two tenants need two Bot Providers. */
async function askProviderName(
    interview: Interview,
    connector: Connector,
    bot: BotAnswers,
    bots: Partial<Record<Connector, BotAnswers>>
): Promise<string | undefined> {
    const other = connector === 'cognigy-chat' ? bots['cognigy-messaging'] : undefined;
    if (!other || (other['apiUrl'] === bot['apiUrl'] && other['projectId'] === bot['projectId'])) return undefined;
    const { name } = await pickOrMake(interview, {
        id: `${connector}.provider`,
        what: 'Bot Provider of this other project',
        candidates: [],
        presetName: 'Cognigy_Chat',
        taken: ['Cognigy']
    });
    return name;
}

/** Answers that do not go together are not kept: the next run would only meet them again. */
function textOf(answers: Answers, file: string, draft: Draft): { text: string; config: SetupConfig } {
    try {
        return configText(answers, file);
    } catch (error) {
        if (error instanceof ConfigError) draft.clear();
        throw error;
    }
}

/** Which environment variables the next commands look for; never what is in them. */
async function secretLines(config: SetupConfig, { env }: Terminal): Promise<string[]> {
    const providers = await loadProviders();
    const lines = config.connectors.flatMap((entry) => {
        const setup = providers[entry.connector];
        if (!setup) return [];
        const requests = setup.secrets(connectorConfig(entry, config) as never);
        return requests.map(({ name, label, variable, isOptional }) => {
            const wanted = entry.secrets[name] ?? variable;
            const isSet = (env[wanted] ?? '') !== '';
            const how = isSet
                ? 'is set'
                : isOptional
                  ? 'is not set (optional)'
                  : 'is not set: plan and apply ask for it';
            return `  ${wanted} (${label}) ${how}`;
        });
    });
    return [...new Set(lines)];
}
