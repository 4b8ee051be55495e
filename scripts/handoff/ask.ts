/** One request of a client, and in words what kept it from being answered. */

/** The API may hold a poll back for 40 seconds. */
const longestAnswer = 60_000;

/**
 * @param what for the error: `Sending a message`
 * @throws Error with the host and the cause where no answer came
 */
export async function ask(what: string, url: URL, init: RequestInit): Promise<{ response: Response; text: string }> {
    try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(longestAnswer) });
        return { response, text: await response.text() };
    } catch (error) {
        const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
        const why =
            name === 'TimeoutError'
                ? `no answer within ${longestAnswer / 1000} seconds`
                : (cause?.code ?? cause?.message ?? message);
        throw new Error(`${what}: ${url.host} cannot be reached: ${why}.`, { cause: error });
    }
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
