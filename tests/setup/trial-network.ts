/** For tests: what goes over the network, told in words, and broken where a test wants it. */
import type { Trial } from './trial.ts';

/**
 * How a request fails: it never leaves; it is done and its answer is lost; half of the answer comes; a gateway says no.
 */
export type Failure = 'refuse' | 'lose' | 'half' | '503';

export interface Call {
    /** `query Group`, `soap retrieve`, `POST /iamessage access-token`, `bot GET chart/nodes`. */
    what: string;
    isBot: boolean;
    isWrite: boolean;
}

/** A request in words; undefined for those that only find out where the pretend bots are. */
function callOf(
    { org, bots }: Pick<Trial, 'org' | 'bots'>,
    input: string | URL | Request,
    init: RequestInit = {}
): Call | undefined {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    const path = url.pathname.replace(/^\/services\/data\/v[\d.]+\//, '').replace(/^\//, '');
    if (url.origin !== new URL(org.instanceUrl).origin) {
        const isBot = [bots.cognigy, bots.watsonx, bots.sendbird].some((bot) => url.href.startsWith(bot.url));
        const short = path
            .replace(/^.*?(handover\/|chart\/|identity\/|settings\/|logs$)/, '$1')
            .replace(/(chart\/nodes\/|handover\/providers?\/)\w+$/, '$1{id}');
        return { what: `${isBot ? 'bot' : url.host} ${method} ${short}`, isBot, isWrite: method !== 'GET' };
    }
    if (path.startsWith('local/')) return undefined;
    const call = (what: string, isWrite: boolean): Call => ({ what, isBot: false, isWrite });
    const soap = /<(?:\w+:)?Body><(\w+)/.exec(body)?.[1];
    if (soap !== undefined) return call(`soap ${soap}`, false);
    if (path.startsWith('iamessage/')) return call(`${method} /iamessage ${path.split('/').at(-1)}`, false);
    const object = /\bFROM (\w+)/.exec(url.searchParams.get('q') ?? '')?.[1];
    if (object !== undefined) return call(`${path.startsWith('tooling/') ? 'tooling' : 'query'} ${object}`, false);
    return call(`${method} ${path.replace(/\/[0-9A-Za-z]{15,18}$/, '/{id}')}`, method !== 'GET');
}

/**
 * Looks at each request before it leaves, and breaks those that the test picks.
 *
 * @returns mends it
 */
export function breakNetwork(trial: Trial, pick: (call: Call) => Failure | undefined): () => void {
    const original = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
        const call = callOf(trial, input, init);
        const how = call && pick(call);
        if (how === 'refuse') throw lost('ECONNREFUSED');
        if (how === '503') return new Response('Service Unavailable', { status: 503 });
        const response = await original(input, init);
        if (how === undefined) return response;
        const text = await response.text();
        if (how === 'lose') throw lost('ECONNRESET');
        return new Response(halfOf(text), { status: response.status, headers: response.headers });
    };
    return () => {
        globalThis.fetch = original;
    };
}

/** Notes each request, until it is called off. */
export function listen(trial: Trial, seen: string[]): () => void {
    return breakNetwork(trial, ({ what }) => {
        seen.push(what);
        return undefined;
    });
}

const lost = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('lost'), { code }) });

/** Half of a text, then the end of the connection. */
function halfOf(text: string): ReadableStream<Uint8Array> {
    let isSent = false;
    return new ReadableStream({
        pull(controller) {
            if (isSent) return controller.error(lost('ECONNRESET'));
            isSent = true;
            return controller.enqueue(new TextEncoder().encode(text.slice(0, Math.ceil(text.length / 2)) || ' '));
        }
    });
}
