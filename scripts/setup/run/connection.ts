/** What a setup talks to: the org, the bots, the journal's folder, the secrets. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import type { desiredOrg } from '../org/desired.ts';
import { isLoopbackUrl } from '../org/read.ts';
import type { Connector, ProviderSetup, ProviderSetups } from '../provider-setup.ts';
import type { SecretStore } from './secrets.ts';
import { exitCodes, SetupError } from './error.ts';

export interface SetupConnection {
    org: OrgClient;
    secrets: SecretStore;
    providers: ProviderSetups;
    /** Of the journals: `.handoff` in the project, unless given. */
    stateFolder: string;
    /** For the vendors' sides. */
    fetch: typeof globalThis.fetch;
    /** In the place of `desiredOrg`: tests that run a setup a hundred times convert the packages once. */
    desired?: typeof desiredOrg;
}

/** @throws SetupError where no vendor's side is built in for the connector */
export function providerSetup(connection: SetupConnection, connector: Connector): ProviderSetup {
    const setup = connection.providers[connector];
    if (!setup) throw new SetupError(`The setup has no bot side for ${connector}.`);
    // Each entry is keyed by its own connector; the config's entry is of that kind.
    return setup as unknown as ProviderSetup;
}

/** All vendors' sides. */
export async function loadProviders(): Promise<ProviderSetups> {
    const [cognigy, watsonx, sendbird] = await Promise.all([
        import('../../providers/cognigy/index.ts'),
        import('../../providers/watsonx/index.ts'),
        import('../../providers/sendbird/index.ts')
    ]);
    return { ...cognigy.setups, ...watsonx.setups, ...sendbird.setups };
}

/**
 * The vendors' addresses as a local org has them: its pretend bots. On a real org, and on a local one without pretend
 * bots, the fetch that is there.
 *
 * @param hosts origin → origin that stands for it, where the caller knows them already
 */
export async function fetchFor(
    instanceUrl: string,
    hosts?: ReadonlyMap<string, string>
): Promise<typeof globalThis.fetch> {
    if (!isLoopbackUrl(instanceUrl)) return (...call) => globalThis.fetch(...call);
    const pretended = hosts ? undefined : await pretendBots(instanceUrl);
    // Sendbird's application ids stand in host names in upper case; a URL has its host in lower case.
    const known = hosts && new Map([...hosts].map(([origin, target]) => [origin.toLowerCase(), target]));
    return (input, init) => {
        const url = new URL(input instanceof Request ? input.url : String(input));
        const origin = known?.get(url.origin) ?? pretended?.(url.hostname);
        if (origin === undefined || isLoopbackUrl(url.href)) return globalThis.fetch(input, init);
        const target = new URL(`${url.pathname}${url.search}`, origin);
        return globalThis.fetch(input instanceof Request ? new Request(target, input) : target, init);
    };
}

const vendorHosts: [string, RegExp][] = [
    ['cognigy', /\.cognigy\.(?:ai|cloud)$/],
    ['watsonx', /(?:^iam\.cloud\.ibm\.com|\.watson\.(?:cloud\.ibm\.com|appdomain\.cloud))$/],
    ['sendbird', /\.(?:sendbird\.com|delight\.ai)$/]
];

async function pretendBots(instanceUrl: string): Promise<(host: string) => string | undefined> {
    let response: Response;
    try {
        response = await globalThis.fetch(new URL('/local/bots/', instanceUrl), {
            signal: AbortSignal.timeout(10_000)
        });
    } catch (error) {
        const cause = (error as Error).cause as { code?: string; message?: string } | undefined;
        throw new SetupError(
            `${instanceUrl} cannot be reached: ${cause?.code ?? cause?.message ?? (error as Error).name}`,
            { exitCode: exitCodes.unreachable, remedy: 'Is the local org running (npm run local-org)?' }
        );
    }
    const isThere = response.ok && (response.headers.get('content-type') ?? '').includes('json');
    const bots = isThere ? ((await response.json()) as { vendor: string; url: string }[]) : [];
    if (!isThere) await response.body?.cancel();
    return (host) => {
        const vendor = vendorHosts.find(([, pattern]) => pattern.test(host))?.[0];
        return bots.find((bot) => bot.vendor === vendor)?.url;
    };
}
