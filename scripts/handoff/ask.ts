/** One request of a client, and in words what kept it from being answered. */

/** The API may hold a poll back for 40 seconds. */
const longestAnswer = 60_000;

/**
 * @param what for the error: `Sending a message`
 * @throws Error with the host and the cause where no answer came, or one that leads elsewhere
 */
export async function ask(what: string, url: URL, init: RequestInit): Promise<{ response: Response; text: string }> {
    try {
        const response = await fetch(url, {
            ...init,
            redirect: 'manual',
            signal: AbortSignal.timeout(longestAnswer)
        });
        const text = await response.text();
        refuseRedirect(what, url, response);
        return { response, text };
    } catch (error) {
        if (error instanceof Redirected) throw error;
        const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
        const why =
            name === 'TimeoutError'
                ? `no answer within ${longestAnswer / 1000} seconds`
                : (cause?.code ?? cause?.message ?? message);
        throw new Error(`${what}: ${url.host} cannot be reached: ${why}.`, { cause: error });
    }
}

/** To tell it from requests that got no answer. */
class Redirected extends Error {}

function refuseRedirect(what: string, url: URL, { ok, headers }: Response): void {
    const location = headers.get('location');
    if (ok || location === null) return;
    const target = URL.canParse(location, url.href) ? new URL(location, url).host : 'another address';
    throw new Redirected(
        `${what}: ${url.host} sends requests on to ${target}, which is not followed: a session key could go with them. Is the url right?`
    );
}

/** @throws Error where a page answered in the API's place */
export function parsed(what: string, url: URL, text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch (error) {
        throw new Error(`${what}: ${url.host} answered something that is not JSON. Is the url right?`, {
            cause: error
        });
    }
}
