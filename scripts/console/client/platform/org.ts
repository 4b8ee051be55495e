/** The org as the page knows it: HTTP only. Every address that the page asks is in this file. */

const DATA = '/services/data/v66.0';

/** An answer that was not what was asked for; `code` is the org's own error code where it gave one. */
export class OrgError extends Error {
    override name = 'OrgError';
    readonly status: number;
    readonly code: string;
    readonly body: unknown;

    constructor(status: number, code: string, message: string, body: unknown) {
        super(message);
        this.status = status;
        this.code = code;
        this.body = body;
    }
}

interface ErrorBody {
    errorCode?: string;
    exceptionType?: string;
    message?: string;
}

async function send<T>(path: string, init: RequestInit = {}): Promise<T> {
    let response: Response;
    try {
        response = await fetch(path, { credentials: 'same-origin', ...init });
    } catch {
        throw new OrgError(0, 'NO_ANSWER', 'The local org does not answer. Is `npm start` still running?', null);
    }
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : text;
    if (response.ok) return body as T;
    const first = (Array.isArray(body) ? body[0] : body) as ErrorBody | undefined;
    const code = first?.errorCode ?? first?.exceptionType ?? `HTTP_${response.status}`;
    throw new OrgError(response.status, code, first?.message ?? `The org answered HTTP ${response.status}.`, body);
}

const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
});

export type RecordValue = string | number | boolean | null;

export interface OrgRecord {
    attributes: { type: string; url?: string };
    [field: string]: unknown;
}

export interface FieldInfo {
    name: string;
    label: string;
    type: string;
    custom: boolean;
    referenceTo: string[];
    relationshipName: string | null;
}

export interface ObjectInfo {
    name: string;
    label: string;
    labelPlural: string;
    fields: FieldInfo[];
}

export const query = async (soql: string): Promise<OrgRecord[]> =>
    (await send<{ records: OrgRecord[] }>(`${DATA}/query?q=${encodeURIComponent(soql)}`)).records;

export const describe = (objectApiName: string): Promise<ObjectInfo> =>
    send(`${DATA}/sobjects/${encodeURIComponent(objectApiName)}/describe`);

export function readRecord(objectApiName: string, recordId: string, fields?: string[]): Promise<OrgRecord> {
    const asked = fields ? `?fields=${fields.map(encodeURIComponent).join(',')}` : '';
    return send(`${DATA}/sobjects/${encodeURIComponent(objectApiName)}/${encodeURIComponent(recordId)}${asked}`);
}

/** Runs a static `@AuraEnabled` method as the session's user. */
export const runApex = (method: string, parameters: object): Promise<unknown> =>
    send(`/local/apex/${encodeURIComponent(method)}`, json('POST', parameters));

export const readLabels = (language: string): Promise<Record<string, string>> =>
    send(`/local/labels?language=${encodeURIComponent(language)}`);

export interface SessionUser {
    id: string;
    userName: string;
    name: string;
    profileName: string;
    language: string;
    locale: string;
    timeZone: string;
    permissionSets: string[];
}

export interface Session {
    user: SessionUser;
    /** Who else may be chosen. */
    users: SessionUser[];
    languages: string[];
}

export const readSession = (): Promise<Session> => send('/local/session');
export const changeSession = (change: { userId?: string; language?: string }): Promise<Session> =>
    send('/local/session', json('POST', change));

export interface Bot {
    name: string;
    label: string;
    origin: string;
    running: boolean;
    fault: { kind: string } | null;
    faults: { kind: string; label: string }[];
}

export const readBots = async (): Promise<Bot[]> => (await send<{ bots: Bot[] }>('/local/bots')).bots;
export const controlBot = (name: string, action: 'start' | 'stop' | 'fault', body: object = {}): Promise<unknown> =>
    send(`/local/bots/${encodeURIComponent(name)}/${action}`, json('POST', body));
