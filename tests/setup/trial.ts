/** For tests: a fresh local org with its pretend bots, and a setup's connection to both. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { buildComponents } from '../../scripts/build/lwc.ts';
import {
    botControlPlugin,
    conversations,
    startPretendBots,
    type PretendBots
} from '../../scripts/local-org/bots/index.ts';
import { createLocalOrg, type LocalOrg } from '../../scripts/local-org/local-org.ts';
import { serviceChannels } from '../../scripts/local-org/omni/service-channels.ts';
import { cognigySetup } from '../../scripts/providers/cognigy/index.ts';
import { sendbirdSetup } from '../../scripts/providers/sendbird/index.ts';
import { watsonxSetup } from '../../scripts/providers/watsonx/index.ts';
import { OrgClient } from '../../scripts/salesforce/org-client.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import { runSetup } from '../../scripts/setup/commands/program.ts';
import { readConfig } from '../../scripts/setup/config/read.ts';
import type { SetupConfig } from '../../scripts/setup/config/schema.ts';
import { desiredOrg, type DesiredOrg } from '../../scripts/setup/org/desired.ts';
import type { Unit } from '../../scripts/setup/org/units.ts';
import type { Connector, ProviderSetups } from '../../scripts/setup/provider-setup.ts';
import { fetchFor, type SetupConnection } from '../../scripts/setup/run/connection.ts';
import { SecretStore } from '../../scripts/setup/run/secrets.ts';

/** Keeps what is written to it. */
class Kept extends Writable {
    text = '';

    override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
        this.text += chunk.toString();
        done();
    }
}

export const secretValues = {
    cognigyApiKey: 'made-up-cognigy-key-7f31',
    watsonxApiKey: 'made-up-ibm-cloud-key-7f32',
    sendbirdApiToken: 'made-up-sendbird-token-7f33'
};

/** What a command printed, and how it ended. */
export interface Ran {
    code: number;
    out: string;
    err: string;
}

export interface Trial {
    org: LocalOrg;
    bots: PretendBots;
    config: SetupConfig;
    connection: SetupConnection;
    environment: Record<string, string>;
    /** The setup file of `config`, for commands. */
    configFile: string;
    /** Runs a command of the setup on this org, with nobody at the terminal. */
    run(args: string[], environment?: Record<string, string>): Promise<Ran>;
    /** A connection of its own to the same org: another person, another machine. */
    another(options?: { stateFolder?: string; accessToken?: string }): Promise<SetupConnection>;
    close(): Promise<void>;
}

export interface TrialOptions {
    /** What the org is licensed for; all by default. */
    features?: readonly string[];
    /** A production org instead of a Developer Edition. */
    isProduction?: boolean;
    /** watsonx: through Salesforce Chat. */
    way?: 'chat';
    /** Sendbird: the receiver of its webhook. */
    webhookUrl?: string;
    /** Components without their contents, and no Apex tests: for tests that deploy a hundred times. */
    isSmall?: boolean;
}

/** The example of the connector, as it is or with what the options say. */
function exampleConfig(connector: Connector, { way, webhookUrl }: TrialOptions): string {
    let text = readFileSync(`config/handoff.${connector}.yaml`, 'utf8');
    if (way !== undefined) text = text.replace('way: messaging', `way: ${way}`);
    if (webhookUrl !== undefined && connector === 'sendbird')
        text = text.replace('    bot:\n', `    bot:\n      webhookUrl: ${webhookUrl}\n`);
    return text;
}

/** The vendors' sides, without the pauses between their retries. */
function impatient(): ProviderSetups {
    const wait = async () => undefined;
    return {
        'cognigy-messaging': cognigySetup('cognigy-messaging', { wait }),
        'cognigy-chat': cognigySetup('cognigy-chat', { wait }),
        watsonx: watsonxSetup({ wait }),
        sendbird: sendbirdSetup({ wait })
    };
}

const known = new Map<string, Promise<DesiredOrg>>();

/** Converts the packages once a process for each config: most of the time of a plan goes there. */
function memoized(isSmall: boolean): typeof desiredOrg {
    return async (config, options) => {
        const key = JSON.stringify([config, options, isSmall]);
        const found = known.get(key) ?? desiredOrg(config, options).then(isSmall ? emptied : (whole) => whole);
        known.set(key, found);
        const desired = await found;
        // A reading takes away what it has no secret for.
        return { ...desired, credentials: new Map(desired.credentials) };
    };
}

/** Bundles as the thinnest ones that deploy. */
function emptied(whole: DesiredOrg): DesiredOrg {
    const thin = (unit: Unit): Unit => {
        const { type, fullName } = unit;
        const script = `lwc/${fullName}/${fullName}.js`;
        // A bundle of styles alone is small as it is.
        if (type !== 'LightningComponentBundle' || !unit.files.has(script)) return unit;
        const meta = `${script}-meta.xml`;
        const files = new Map([
            [script, 'export {};'],
            [meta, unit.files.get(meta) ?? '']
        ]);
        return { ...unit, files };
    };
    const isTest = ({ type, fullName }: Unit) => type === 'ApexClass' && fullName.endsWith('Test');
    return {
        ...whole,
        stages: whole.stages.map((stage) => ({
            ...stage,
            units: new Map([...stage.units].filter(([, unit]) => !isTest(unit)).map(([key, unit]) => [key, thin(unit)]))
        }))
    };
}

/** A fresh org, deployed to by nobody, with the pretend bots and the example of a connector. */
export async function startTrial(connector: Connector, options: TrialOptions = {}): Promise<Trial> {
    await buildComponents();
    const bots = await startPretendBots({
        secrets: secretValues,
        // Retries without their pauses come faster than Sendbird allows.
        ...(options.isSmall && { limits: { sendbird: { getsPerSecond: 1000 } } })
    });
    const org = await createLocalOrg({
        port: 0,
        hosts: bots.hosts,
        ...(options.features && { features: options.features }),
        ...(options.isProduction && { isProduction: true }),
        plugins: [
            serviceChannels({ chatPollTimeout: 1 }),
            async (app) => {
                await app.register(botControlPlugin(bots), { prefix: '/local/bots' });
            }
        ]
    });
    const providers = impatient();
    const desired = memoized(options.isSmall ?? false);
    const environment = {
        COGNIGY_API_KEY: secretValues.cognigyApiKey,
        IBM_CLOUD_API_KEY: secretValues.watsonxApiKey,
        SENDBIRD_API_TOKEN: secretValues.sendbirdApiToken,
        SETUP_ACCESS_TOKEN: org.accessToken
    };
    const another: Trial['another'] = async ({ stateFolder, accessToken = org.accessToken } = {}) => {
        const folder = stateFolder ?? temporaryFolder('setup-trial-').path;
        return {
            org: new OrgClient({ instanceUrl: org.instanceUrl, accessToken }, '66.0'),
            secrets: new SecretStore(environment),
            providers,
            stateFolder: folder,
            fetch: await fetchFor(org.instanceUrl),
            desired
        };
    };
    const connection = await another();
    const configFile = join(temporaryFolder('setup-trial-').path, 'handoff.yaml');
    writeFileSync(configFile, exampleConfig(connector, options));
    const run: Trial['run'] = async ([command = '', ...rest], given = environment) => {
        const [out, err] = [new Kept(), new Kept()];
        const where = ['--config', configFile, '--instance-url', org.instanceUrl, '--state', connection.stateFolder];
        // The last one of an option counts: a test may name another.
        const terminal = {
            out: out as unknown as NodeJS.WriteStream,
            err: err as unknown as NodeJS.WriteStream,
            env: given,
            isInteractive: false
        };
        const code = await runSetup([command, ...where, ...rest], terminal, { desired });
        return { code, out: out.text, err: err.text };
    };
    return {
        org,
        bots,
        config: readConfig(configFile),
        configFile,
        connection,
        environment,
        run,
        another,
        async close() {
            await org.close();
            await bots.close();
        }
    };
}

/** A session that the connector's pretend bot knows. */
export function knownSession(connector: Connector): string {
    const found = conversations().find((each) => each.connector === connector && each.kind === 'short');
    if (!found) throw new Error(`The pretend bots have no short session of ${connector}.`);
    return found.sessionId;
}
