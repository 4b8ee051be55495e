/** What `npm run local-org` does: a local org with its pretend bots and the console page, until it is stopped. */
import { readFileSync } from 'node:fs';

import { Command, InvalidArgumentError } from 'commander';

import { buildComponents } from '../build/lwc.ts';
import { buildConsole } from '../console/build.ts';
import { consolePlugin } from '../console/plugin.ts';
import { botControlPlugin, startPretendBots } from './bots/index.ts';
import { createLocalOrg, LocalOrgError, type LocalOrgOptions, type OrgPlugin } from './local-org.ts';
import { knownLicences } from './metadata/features.ts';
import { serviceChannels } from './omni/service-channels.ts';
import { portOfEnvironment } from './port.ts';

interface Flags {
    port?: number;
    feature?: string[];
    definition?: string;
    database?: string;
    console: boolean;
}

const program = new Command('local-org')
    .description('Starts a local org and pretend bots. The first line of the output is JSON for programs.')
    .option('--port <number>', 'port of the org; PORT says so too, 4300 otherwise', port)
    .option('--feature <name...>', `features that the org is licensed for: ${knownLicences.join(', ')}; all by default`)
    .option('--definition <file>', 'a scratch-org definition: its features and settings')
    .option('--database <file>', 'keeps the org in this file from one start to the next')
    .option('--no-console', 'without the console page');

function port(text: string): number {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 0 || number > 65535) {
        throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
    }
    return number;
}

/**
 * Features and settings of a scratch-org definition.
 *
 * @throws LocalOrgError where there is none
 */
function fromDefinition(file: string): Pick<LocalOrgOptions, 'features' | 'settings'> {
    const { features, settings } = definitionIn(file);
    return { ...(features && { features }), ...(settings && { settings }) };
}

function definitionIn(file: string): LocalOrgOptions {
    try {
        const definition = JSON.parse(readFileSync(file, 'utf8')) as LocalOrgOptions | null;
        if (typeof definition === 'object' && definition !== null) return definition;
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== undefined) throw new LocalOrgError(`--definition: ${file} cannot be read (${code}).`);
    }
    throw new LocalOrgError(`--definition: ${file} is no JSON object; wanted is a scratch-org definition.`);
}

async function start(flags: Flags, running: (close: () => Promise<unknown>) => void): Promise<void> {
    const definition = flags.definition === undefined ? {} : fromDefinition(flags.definition);
    const port = flags.port ?? portOfEnvironment();
    const bots = await startPretendBots();
    const plugins: OrgPlugin[] = [
        async (app) => {
            await app.register(botControlPlugin(bots), { prefix: '/local/bots' });
        },
        serviceChannels()
    ];
    if (flags.console) {
        // The page is compiled meanwhile; whoever opens it early waits.
        const build = buildComponents().then(() => buildConsole());
        const mediaOrigins = [bots.cognigy, bots.watsonx, bots.sendbird].flatMap(({ mediaHosts }) => mediaHosts);
        plugins.push(consolePlugin({ build, mediaOrigins }));
    }
    const org = await createLocalOrg({
        ...(port !== undefined && { port }),
        hosts: bots.hosts,
        plugins,
        ...definition,
        ...(flags.feature && { features: flags.feature }),
        ...(flags.database !== undefined && { databaseFile: flags.database })
    }).catch(async (error: unknown) => {
        await bots.close();
        throw error;
    });
    const { instanceUrl, accessToken, orgId } = org;
    console.log(
        JSON.stringify({
            instanceUrl,
            accessToken,
            orgId,
            messagingUrl: instanceUrl,
            chatUrl: `${instanceUrl}/chat/rest`,
            providers: { cognigy: bots.cognigy.url, watsonx: bots.watsonx.url, sendbird: bots.sendbird.url },
            consoleUrl: flags.console ? `${instanceUrl}/` : null
        })
    );
    let stopping: Promise<unknown> | undefined;
    running(() => (stopping ??= Promise.all([org.close(), bots.close()])));
    // The first to ask need not wait for the workers.
    await org.warmUp().catch((error: unknown) => {
        // Workers that are stopped while they start are no failure.
        if (stopping === undefined) {
            throw error;
        }
    });
}

/**
 * Starts a local org as the command line says.
 *
 * @param running is told once there is something to close, and how
 */
export async function runLocalOrg(running: (close: () => Promise<unknown>) => void): Promise<void> {
    try {
        await start(program.parse().opts<Flags>(), running);
    } catch (error) {
        if (!(error instanceof LocalOrgError)) {
            throw error;
        }
        console.error(error.message);
        process.exitCode = 1;
    }
}
