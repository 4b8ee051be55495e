import { COGNIGY_LIMITS, CognigyFace, type CognigyLimits } from './cognigy/server.ts';
import { VENDOR_ORIGINS } from './hosts.ts';
import { demoTime } from './manifest.ts';
import { SENDBIRD_LIMITS, SendbirdFace, type SendbirdLimits } from './sendbird/server.ts';
import { BotServer, type BotFace } from './server/bot-server.ts';
import { VENDORS, type PretendBot, type Vendor } from './types.ts';
import { WATSONX_LIMITS, WatsonxFace, type WatsonxLimits } from './watsonx/server.ts';

/** Made-up secrets; they open nothing but the pretend bots. */
const PRETEND_SECRETS = {
    cognigyApiKey: 'pretend-cognigy-api-key',
    watsonxApiKey: 'pretend-ibm-cloud-api-key',
    sendbirdApiToken: 'pretend-sendbird-api-token'
} as const;

export interface StartBotsOptions {
    /** Only loopback. */
    host?: '127.0.0.1';
    /** Without a port, a free one is taken. */
    ports?: Partial<Record<Vendor, number>>;
    /** When the handoffs have just happened; by default a fixed time, so that every start tells the same. */
    present?: Date;
    secrets?: Partial<Record<keyof typeof PRETEND_SECRETS, string>>;
    /** Documented limits unless told otherwise. */
    limits?: { cognigy?: Partial<CognigyLimits>; watsonx?: Partial<WatsonxLimits>; sendbird?: Partial<SendbirdLimits> };
    /** The clock of limits, tokens and added messages, in milliseconds. */
    now?: () => number;
}

export interface PretendSendbird extends PretendBot {
    /**
     * Sends the signed `handoff` webhook for a channel.
     * @param url an address on loopback; by default the one in the webhook settings
     * @returns the receiver's HTTP status
     * @throws Error if the channel is unknown or the webhook can't be sent
     */
    sendHandoff(channelUrl: string, caseId: string, url?: string): Promise<number>;
}

export interface PretendBots {
    readonly cognigy: PretendBot;
    readonly watsonx: PretendBot;
    readonly sendbird: PretendSendbird;
    /**
     * The vendors' fixed addresses → where they are pretended, as a hosts file for callouts. Without a slash at the
     * end.
     */
    readonly hosts: ReadonlyMap<string, string>;
    /** Stops all servers. */
    close(): Promise<void>;
}

/**
 * Starts a pretend bot for each vendor on loopback.
 * @throws Error if a port is taken; none of them is left running then
 */
export async function startPretendBots(options: StartBotsOptions = {}): Promise<PretendBots> {
    const present = (options.present ?? demoTime).getTime();
    const now = options.now ?? Date.now;
    const secrets = { ...PRETEND_SECRETS, ...options.secrets };
    const host = options.host ?? '127.0.0.1';
    const serve = (face: BotFace): BotServer =>
        new BotServer({ face, host, port: options.ports?.[face.vendor] ?? 0, now });
    const sendbirdFace = new SendbirdFace({
        apiToken: secrets.sendbirdApiToken,
        limits: { ...SENDBIRD_LIMITS, ...options.limits?.sendbird },
        now,
        present
    });
    const bots = {
        cognigy: serve(
            new CognigyFace({
                apiKey: secrets.cognigyApiKey,
                limits: { ...COGNIGY_LIMITS, ...options.limits?.cognigy },
                now,
                present
            })
        ),
        watsonx: serve(
            new WatsonxFace({
                apiKey: secrets.watsonxApiKey,
                limits: { ...WATSONX_LIMITS, ...options.limits?.watsonx },
                now,
                present
            })
        ),
        sendbird: Object.assign(serve(sendbirdFace), {
            sendHandoff: (channelUrl: string, caseId: string, url?: string) =>
                sendbirdFace.sendHandoff(channelUrl, caseId, url)
        })
    };
    const close = async (): Promise<void> => {
        await Promise.all(VENDORS.map((vendor) => bots[vendor].stop()));
    };
    const started = await Promise.allSettled(VENDORS.map((vendor) => bots[vendor].start()));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed) {
        await close();
        throw failed.reason;
    }
    const hosts = new Map(
        VENDORS.flatMap((vendor) =>
            VENDOR_ORIGINS[vendor].map((origin): [string, string] => [origin, bots[vendor].url])
        )
    );
    return { ...bots, hosts, close };
}
