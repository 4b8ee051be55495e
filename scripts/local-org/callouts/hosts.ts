/** Where a callout really goes: hosts of vendors lead to pretend bots on this machine, and nothing leaves it. */
import { CalloutError } from './failure.ts';

/**
 * Origin, host name, or `*.` and a domain → base URL on loopback: `{'https://api-trial.cognigy.ai':
 * 'http://127.0.0.1:4310'}`.
 */
export type HostMap = Readonly<Record<string, string>> | ReadonlyMap<string, string>;

export interface Destination {
    /** On loopback. */
    url: URL;
    /** The host that the caller named. */
    host: string;
}

/**
 * @throws CalloutError where the host is neither mapped nor loopback, or http is used for another host
 */
export function destinationOf(url: URL, hosts: HostMap): Destination {
    const mapped = mappedBase(url.hostname, hosts);
    if (mapped !== undefined) {
        if (url.protocol !== 'https:') {
            throw new CalloutError(`not supported by the local org: plain http to ${url.host} (https only)`);
        }
        const base = new URL(mapped);
        const path = `${base.pathname.replace(/\/$/, '')}${url.pathname}${url.search}`;
        return { url: new URL(path, base), host: url.host };
    }
    if (!isLoopbackHost(url.hostname)) {
        throw new CalloutError(`not supported by the local org: the network beyond this machine (${url.host})`);
    }
    return { url, host: url.host };
}

export function isLoopbackHost(hostname: string): boolean {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function mappedBase(hostname: string, hosts: HostMap): string | undefined {
    const name = hostname.toLowerCase();
    const entries = hosts instanceof Map ? [...hosts] : Object.entries(hosts as Record<string, string>);
    const found = entries.find(([key]) => {
        const pattern = key.replace(/^https:\/\//i, '').toLowerCase();
        return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
    });
    return found?.[1];
}
