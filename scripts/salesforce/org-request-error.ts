/** What can go wrong with a request to an org, in words. */
import { unescapeXml } from './xml.ts';

/**
 * The requests of 24 hours are used up, or too many are under way: told as HTTP 403
 * (https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm).
 */
export const limitExceeded = 'REQUEST_LIMIT_EXCEEDED';

/** An answer of the org that is an error, or none at all (`status` 0). No token is in any text of it. */
export class OrgRequestError extends Error {
    readonly status: number;
    readonly errorCode: string;
    readonly fields: string[];

    constructor(status: number, errorCode: string, message: string, fields: string[] = []) {
        super(message);
        this.name = 'OrgRequestError';
        this.status = status;
        this.errorCode = errorCode;
        this.fields = fields;
    }

    /** Nobody answered, or somebody who is busy: it may be different in a minute. */
    get isSilence(): boolean {
        return this.status === 0 || this.status === 429 || this.status >= 500 || this.errorCode === limitExceeded;
    }
}

/** A request that came to no answer: too late, or no connection. */
export function noAnswer(instanceUrl: string, error: Error, timeoutMs: number): OrgRequestError {
    if (error.name === 'TimeoutError') {
        return new OrgRequestError(0, 'TIMEOUT', `${instanceUrl} gave no answer within ${timeoutMs / 1000} seconds.`);
    }
    const cause = error.cause as { code?: string; message?: string } | undefined;
    return new OrgRequestError(
        0,
        cause?.code ?? 'NO_ANSWER',
        `${instanceUrl} cannot be reached: ${cause?.code ?? cause?.message ?? error.message}`
    );
}

/** A proxy that refuses a request may name an address, too. */
export const isRedirect = ({ status, headers }: Response): boolean =>
    status >= 300 && status < 400 && headers.has('location');

/** What an org does after its My Domain has another name, and a page in the API's place. */
export function redirected(instanceUrl: string, { status, headers }: Response): OrgRequestError {
    const location = headers.get('location') ?? '';
    const target = URL.canParse(location, instanceUrl) ? new URL(location, instanceUrl).origin : 'another address';
    return new OrgRequestError(
        status,
        'REDIRECT',
        `${instanceUrl} sends requests on to ${target} (HTTP ${status}): they are not followed, since the token would go with them.`
    );
}

/** A login that `sf` keeps has run out too, unless nobody answered. */
export function notRenewed(instanceUrl: string, error: Error & { code?: string }): OrgRequestError {
    const { code } = (error.cause as { code?: string } | undefined) ?? error;
    return /^(?:E[A-Z_]+|UND_ERR_\w+)$/.test(code ?? '')
        ? new OrgRequestError(0, code ?? '', `${instanceUrl} cannot be reached: ${code}`)
        : new OrgRequestError(401, 'INVALID_SESSION_ID', error.message);
}

/** What an answer of the REST API says that is an error. */
export function toError(response: Response, text: string, method: string, path: string): OrgRequestError {
    const where = `${method} ${path.split('?')[0]}`;
    const [first] = errorsOf(text);
    if (!first) {
        return new OrgRequestError(
            response.status,
            `HTTP_${response.status}`,
            `${where}: the org answered HTTP ${response.status} without words.`
        );
    }
    return new OrgRequestError(
        response.status,
        first.errorCode ?? `HTTP_${response.status}`,
        `${where}: ${first.message ?? response.statusText}`,
        first.fields ?? []
    );
}

/** Faults that say nothing about the request: the same one may go through later. */
const ofServer = new Set(['SERVER_UNAVAILABLE', 'UNKNOWN_EXCEPTION', 'Server']);

/** What an answer of the Metadata API says: all of its faults come with HTTP 500, also where it refuses for good. */
export function soapError(response: Response, text: string): OrgRequestError {
    const code = /<faultcode>(?:\w+:)?(\w+)<\/faultcode>/.exec(text)?.[1];
    const words = /<faultstring>([^<]*)<\/faultstring>/.exec(text)?.[1];
    if (code === undefined || words === undefined) {
        return new OrgRequestError(
            response.status,
            `HTTP_${response.status}`,
            `Metadata API: the org answered HTTP ${response.status} without words.`
        );
    }
    const isRefusal = response.status === 500 && !ofServer.has(code);
    return new OrgRequestError(isRefusal ? 400 : response.status, code, `Metadata API: ${unescapeXml(words)}`);
}

/** The errors that REST lists; none where something else answered, such as a page. */
export function errorsOf(text: string): { errorCode?: string; message?: string; fields?: string[] }[] {
    try {
        return [JSON.parse(text) as { errorCode?: string; message?: string }].flat();
    } catch (error) {
        if (error instanceof SyntaxError) {
            return [];
        }
        throw error;
    }
}

/** @throws OrgRequestError where a page answered in the API's place */
export function parseAnswer<Answer>(text: string, method: string, path: string, status: number): Answer {
    if (text === '') {
        return undefined as Answer;
    }
    try {
        return JSON.parse(text) as Answer;
    } catch (error) {
        if (error instanceof SyntaxError) {
            throw new OrgRequestError(
                status,
                'BAD_ANSWER',
                `${method} ${path.split('?')[0]}: the org's answer is not JSON.`
            );
        }
        throw error;
    }
}
