/** For tests: a local org with its service channels, and pretend bots, as they are and as the setup leaves them. */
import { buildComponents } from '../build/lwc.ts';
import { startPretendBots, type PretendBots } from '../local-org/bots/index.ts';
import { createLocalOrg, type LocalOrg } from '../local-org/local-org.ts';
import { serviceChannels, type ServiceChannelOptions } from '../local-org/omni/service-channels.ts';
import { provision } from './provision.ts';
import { call, idOf } from './rest.ts';

export interface TestOrg {
    org: LocalOrg;
    bots: PretendBots;
    close(): Promise<void>;
}

/** A fresh org, to which nothing has been deployed yet; the components are built. */
export async function startBareOrg(channels: ServiceChannelOptions = {}): Promise<TestOrg> {
    await buildComponents();
    const bots = await startPretendBots();
    try {
        const org = await createLocalOrg({ port: 0, hosts: bots.hosts, plugins: [serviceChannels(channels)] });
        return {
            org,
            bots,
            close: async () => {
                await org.close();
                await bots.close();
            }
        };
    } catch (error) {
        await bots.close();
        throw error;
    }
}

/**
 * An org with everything that an admin's setup gives it; the agent Maya is online.
 *
 * @throws Error with what the org or a bot refused
 */
export async function startOrgAfterSetup(channels: ServiceChannelOptions = {}): Promise<TestOrg> {
    const started = await startBareOrg(channels);
    try {
        await provision(started.org, started.bots);
        return started;
    } catch (error) {
        await started.close();
        throw error;
    }
}

/** Runs something while no agent is online; Maya is back afterwards, whatever comes of it. */
export async function withNobodyOnline(org: LocalOrg, run: () => Promise<void>): Promise<void> {
    const userId = await idOf(org, "SELECT Id FROM User WHERE FirstName = 'Maya'");
    const become = (status: string | null) => call(org, 'PUT', '/local/omni/presence', { userId, status });
    await become(null);
    try {
        await run();
    } finally {
        await become('Bot_Handoff_Available');
    }
}
