import type { ProviderContext } from '../../setup/provider-setup.ts';
import { ProviderHttp, type HttpOptions, type Method } from '../shared/http.ts';
import { isObject, objectOf, textOf } from '../shared/json.ts';
import { isFailure, ProviderRequestError } from '../shared/request-error.ts';

/** The API takes no longer JSON bodies. */
const longestBody = 60 * 1024;
/** Items of a page, the most that the API gives. */
const pageSize = 100;
/** A list that does not end is no list. */
const mostPages = 100;

export type CognigyRecord = Record<string, unknown>;

export type ClientContext = Pick<ProviderContext<'cognigy-messaging'>, 'secrets' | 'fetch' | 'signal'> & {
    config: { bot: { apiUrl: string; projectId: string } };
};

/** Errors as RFC 7807 has them. */
function words(body: unknown): { text?: string; code?: string } {
    const { detail, title, code } = objectOf(body);
    return { text: textOf(detail) ?? textOf(title), ...(code !== undefined && { code: String(code) }) };
}

/**
 * Cognigy.AI's REST API, as far as a handover needs it. Paths are from the vendor's public documentation and its public
 * plugin (https://docs.cognigy.com/ai/developer-tools/rest-api, https://github.com/Cognigy/cognigy-plugin), charts and
 * the pages of lists also from public clients (https://www.npmjs.com/package/@cognigy/rest-api-client,
 * https://github.com/TheHenkelmann/cognigy-api-client/blob/main/src/pagination.py); none was run against a live tenant.
 *
 * @throws ProviderRequestError from every method
 */
export class CognigyClient {
    readonly http: ProviderHttp;
    readonly #context: ClientContext;
    readonly #base: string;

    constructor(context: ClientContext, wait?: HttpOptions['wait']) {
        this.#context = context;
        this.#base = context.config.bot.apiUrl.replace(/\/+$/, '');
        this.http = new ProviderHttp({
            vendor: 'Cognigy.AI',
            fetch: context.fetch,
            redact: (text) => context.secrets.redact(text),
            words,
            ...(context.signal && { signal: context.signal }),
            ...(wait && { wait })
        });
    }

    async project(): Promise<CognigyRecord> {
        return this.#object('GET', `/new/v2.0/projects/${encodeURIComponent(this.#context.config.bot.projectId)}`);
    }

    /** That services and providers can be listed is not documented: a tenant may answer 404. */
    services(): Promise<CognigyRecord[]> {
        return this.#list('/new/v2.0/handover/services');
    }

    service(id: string): Promise<CognigyRecord> {
        return this.#object('GET', `/new/v2.0/handover/services/${encodeURIComponent(id)}`);
    }

    providers(): Promise<CognigyRecord[]> {
        return this.#list('/new/v2.0/handover/providers', { projectId: this.#context.config.bot.projectId });
    }

    /** With `settings` that are an object, or none. */
    provider(id: string): Promise<CognigyRecord> {
        return this.#whole(`/new/v2.0/handover/provider/${encodeURIComponent(id)}`, 'settings');
    }

    /**
     * A request whose answer was lost is looked up by `find` before it is sent again: no second provider comes of it.
     */
    createProvider(body: CognigyRecord, find: () => Promise<CognigyRecord | undefined>): Promise<CognigyRecord> {
        return this.#createOnce('/new/v2.0/handover/provider', body, find);
    }

    /** Plural here and singular for reading: as documented. */
    async changeProvider(id: string, body: CognigyRecord): Promise<void> {
        await this.#send('PATCH', `/new/v2.0/handover/providers/${encodeURIComponent(id)}`, body);
    }

    /** That it can be deleted is documented, the path is inferred from that of changes. */
    async deleteProvider(id: string): Promise<void> {
        await this.#delete(`/new/v2.0/handover/providers/${encodeURIComponent(id)}`, () => this.provider(id));
    }

    /** Kinds of nodes with their fields. */
    descriptors(flowId: string): Promise<CognigyRecord[]> {
        return this.#list(`${this.#chart(flowId)}/descriptors`);
    }

    /** All nodes of a flow, without their config. */
    nodes(flowId: string): Promise<CognigyRecord[]> {
        return this.#list(`${this.#chart(flowId)}/nodes`);
    }

    /** With a `config` that is an object, or none. */
    node(flowId: string, nodeId: string): Promise<CognigyRecord> {
        return this.#whole(`${this.#chart(flowId)}/nodes/${encodeURIComponent(nodeId)}`, 'config');
    }

    createNode(
        flowId: string,
        body: CognigyRecord,
        find: () => Promise<CognigyRecord | undefined>
    ): Promise<CognigyRecord> {
        return this.#createOnce(`${this.#chart(flowId)}/nodes`, body, find);
    }

    async changeNode(flowId: string, nodeId: string, body: CognigyRecord): Promise<void> {
        await this.#send('PATCH', `${this.#chart(flowId)}/nodes/${encodeURIComponent(nodeId)}`, body);
    }

    async deleteNode(flowId: string, nodeId: string): Promise<void> {
        const path = `${this.#chart(flowId)}/nodes/${encodeURIComponent(nodeId)}`;
        await this.#delete(path, () => this.node(flowId, nodeId));
    }

    /**
     * One summary at most: whether histories may be read, and whether there are any. Of the public clients, one lists
     * them so, and another only those of named contacts.
     */
    async newestConversations(): Promise<CognigyRecord[]> {
        const query = new URLSearchParams({ projectId: this.#context.config.bot.projectId, limit: '1' });
        return itemsOf(await this.#send('GET', `/new/v2.0/conversations?${query}`)).slice(0, 1);
    }

    #chart(flowId: string): string {
        return `/v2.0/flows/${encodeURIComponent(flowId)}/chart`;
    }

    async #list(path: string, parameters: Record<string, string> = {}): Promise<CognigyRecord[]> {
        const all: CognigyRecord[] = [];
        let place: Record<string, string> = {};
        for (let page = 0; page < mostPages; page += 1) {
            const query = new URLSearchParams({ ...parameters, limit: String(pageSize), ...place });
            const answer = await this.#send('GET', `${path}?${query}`);
            const items = itemsOf(answer);
            all.push(...items);
            const { total, nextCursor } = objectOf(answer);
            const next = textOf(nextCursor);
            const isMore = typeof total === 'number' ? all.length < total : next !== undefined;
            if (!isMore || items.length === 0) return all;
            place = next === undefined ? { skip: String(all.length) } : { next };
        }
        throw new Error(`Cognigy.AI: the list ${path} has more than ${mostPages} pages.`);
    }

    async #object(method: Method, path: string, body?: unknown): Promise<CognigyRecord> {
        const answer = await this.#send(method, path, body);
        if (isObject(answer)) return answer;
        throw badAnswer(`Cognigy.AI: ${method} ${path} answered no object.`, method !== 'GET');
    }

    /** What is written is the whole of a part: one that cannot be read must not be taken for an empty one. */
    async #whole(path: string, part: string): Promise<CognigyRecord> {
        const answer = await this.#object('GET', path);
        if (isObject(answer[part] ?? {})) return answer;
        throw badAnswer(`Cognigy.AI: GET ${path} answered ${part} that cannot be read. Nothing is written to them.`);
    }

    async #createOnce(
        path: string,
        body: CognigyRecord,
        find: () => Promise<CognigyRecord | undefined>
    ): Promise<CognigyRecord> {
        for (let attempt = 0; ; attempt += 1) {
            try {
                return await this.#object('POST', path, body);
            } catch (error) {
                if (!(error instanceof ProviderRequestError) || !error.maybeDone) throw error;
                const found = await find();
                if (found) return found;
                if (!error.canRetry || attempt >= 2) throw error;
            }
        }
    }

    /** Gone already is as good; a tenant that has no such path answers the same, so it is looked for. */
    async #delete(path: string, read: () => Promise<CognigyRecord>): Promise<void> {
        try {
            await this.#send('DELETE', path);
        } catch (error) {
            if (!isFailure(error, 'notFound')) throw error;
            if (await this.#isGone(read)) return;
            throw new ProviderRequestError(`${error.message} It is still there: delete it in Cognigy.AI.`, {
                kind: 'refused',
                status: error.status,
                canRetry: false,
                maybeDone: false
            });
        }
    }

    async #isGone(read: () => Promise<CognigyRecord>): Promise<boolean> {
        try {
            await read();
            return false;
        } catch (error) {
            if (isFailure(error, 'notFound')) return true;
            throw error;
        }
    }

    async #send(method: Method, path: string, body?: unknown): Promise<unknown> {
        const text = body === undefined ? undefined : JSON.stringify(body);
        if (text !== undefined && Buffer.byteLength(text) > longestBody) {
            throw new RangeError(
                `Cognigy.AI takes at most ${longestBody / 1024} kB; ${method} ${path} would send more.`
            );
        }
        const answer = await this.http.send(method, `${this.#base}${path}`, {
            headers: {
                'x-api-key': await this.#context.secrets.get('apiKey'),
                ...(text !== undefined && { 'content-type': 'application/json' })
            },
            ...(text !== undefined && { body: text })
        });
        return answer.json;
    }
}

/** Items of a list, whether it comes in a page or bare. */
function itemsOf(answer: unknown): CognigyRecord[] {
    const items = Array.isArray(answer) ? answer : objectOf(answer)['items'];
    if (!Array.isArray(items)) {
        throw badAnswer('Cognigy.AI answered a list without items.');
    }
    return items.filter(isObject);
}

const badAnswer = (message: string, maybeDone = false): ProviderRequestError =>
    new ProviderRequestError(message, { kind: 'badAnswer', status: 200, canRetry: false, maybeDone });
