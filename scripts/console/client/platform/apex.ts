/** `@salesforce/apex/…`: methods run in the local org over HTTP, imperatively or through `@wire`. */
import { OrgError, runApex } from './org';

type Parameters = Record<string, unknown>;
type Listener = (value: { data?: unknown; error?: unknown }) => void;

/** What Lightning rejects with when Apex throws. */
function asFetchResponse(error: unknown): unknown {
    if (!(error instanceof OrgError)) return error;
    const body = error.body as { exceptionType?: string; stackTrace?: string } | null;
    return {
        status: error.status || 503,
        ok: false,
        statusText: error.status === 0 ? 'No answer' : 'Server Error',
        headers: {},
        body: {
            message: error.message,
            exceptionType: body?.exceptionType ?? error.code,
            isUserDefinedException: false,
            stackTrace: ''
        }
    };
}

/** Answers that are there already, by record id: those of the gallery. */
const given = new Map<string, unknown>();

/** Lets `getHistory` answer for something that is not a record of the org. */
export function giveHistory(recordId: string, answer: unknown): void {
    given.set(recordId, answer);
}

async function call(method: string, parameters: Parameters): Promise<unknown> {
    const answer = method.endsWith('.getHistory') ? given.get(String(parameters['recordId'])) : undefined;
    if (answer !== undefined) return structuredClone(answer);
    try {
        return await runApex(method, parameters);
    } catch (error) {
        throw asFetchResponse(error);
    }
}

/** One result per method and parameters, as Lightning keeps the answers of cacheable methods. */
const kept = new Map<string, Promise<unknown>>();

function wireAdapter(method: string) {
    return class ApexWire {
        readonly #emit: Listener;
        #connected = false;
        #asked: string | undefined;
        #parameters: Parameters | undefined;

        constructor(emit: Listener) {
            this.#emit = emit;
            emit({ data: undefined, error: undefined });
        }

        update(parameters: Parameters): void {
            this.#parameters = parameters;
            if (this.#connected) void this.#load();
        }

        connect(): void {
            this.#connected = true;
            if (this.#parameters) void this.#load();
        }

        disconnect(): void {
            this.#connected = false;
        }

        async #load(): Promise<void> {
            const parameters = this.#parameters ?? {};
            // As on the platform: nothing is asked until every parameter has a value.
            if (Object.values(parameters).some((value) => value === undefined)) return;
            const key = `${method} ${JSON.stringify(parameters)}`;
            if (key === this.#asked) return;
            this.#asked = key;
            const answer = kept.get(key) ?? call(method, parameters);
            kept.set(key, answer);
            try {
                const data = await answer;
                if (this.#asked === key) this.#emit({ data, error: undefined });
            } catch (error) {
                kept.delete(key);
                if (this.#asked === key) this.#emit({ data: undefined, error });
            }
        }
    };
}

/** The import of one method: a function that is also a wire adapter. */
export function apexMethod(method: string): unknown {
    const imperative = (parameters: Parameters = {}) => call(method, parameters);
    return Object.assign(imperative, { adapter: wireAdapter(method) });
}

export function refreshApex(): never {
    throw new Error('not supported by the console page: refreshApex. Call the method imperatively.');
}

export function getSObjectValue(record: Record<string, unknown>, field: { fieldApiName: string }): unknown {
    return field.fieldApiName
        .split('.')
        .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], record);
}
