/**
 * A local org with the packages deployed, pretend bots connected, conversations handed over, the console page on top.
 */
import { buildComponents } from '../build/lwc.ts';
import { buildConsole } from '../console/build.ts';
import { consolePlugin } from '../console/plugin.ts';
import { handOver } from './handoffs.ts';
import { provision } from './provision.ts';
import { botControlPlugin, startPretendBots, type PretendBots } from '../local-org/bots/index.ts';
import { createLocalOrg, type LocalOrg } from '../local-org/local-org.ts';
import { serviceChannels } from '../local-org/omni/service-channels.ts';

export interface Started {
    url: string;
    org: LocalOrg;
    bots: PretendBots;
    /** How many records were handed over. */
    records: number;
    close(): Promise<void>;
}

export interface StartOptions {
    /** 0 takes any free port. */
    port?: number;
    /** Told what happens, a line each. */
    say?(line: string): void;
}

/**
 * Starts everything.
 *
 * @throws LocalOrgError where the port is taken; Error with the reason where something cannot be built or is refused
 */
export async function startAll({ port = 4300, say = () => undefined }: StartOptions = {}): Promise<Started> {
    const present = new Date();
    const bots = await startPretendBots({ present });
    // Service channels keep the time of the conversations while those are handed over.
    let clock: Date | undefined;
    let org: LocalOrg | undefined;
    try {
        const components = buildComponents();
        // Building the page takes longest, and needs nothing of the org.
        const page = components.then(() => buildConsole());
        const mediaOrigins = [bots.cognigy, bots.watsonx, bots.sendbird].flatMap(({ mediaHosts }) => mediaHosts);
        org = await createLocalOrg({
            port,
            hosts: bots.hosts,
            plugins: [
                serviceChannels({ now: () => clock ?? new Date() }),
                async (app) => {
                    await app.register(botControlPlugin(bots), { prefix: '/local/bots' });
                    await app.register(consolePlugin({ build: page, mediaOrigins }));
                }
            ]
        });
        say(`local org (simulated) and pretend bots are up: ${org.instanceUrl}`);
        await components;
        await provision(org, bots);
        say('the setup has deployed the packages and connected the bots; the agent is online');
        const records = await handOver(org, present, (now) => {
            clock = now;
        });
        clock = undefined;
        say(`${records} conversations handed over`);
        // A console asks for several things at once.
        await Promise.all([page, org.warmUp()]);
        say('console page built');
        const running = org;
        return {
            url: running.instanceUrl,
            org: running,
            bots,
            records,
            close: async () => {
                await running.close();
                await bots.close();
            }
        };
    } catch (error) {
        await org?.close();
        await bots.close();
        throw error;
    }
}
