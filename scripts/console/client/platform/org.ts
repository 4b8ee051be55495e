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
    error?: string;
    errorCode?: string;
    exceptionType?: string;
    message?: string;
}

let accessToken = '';
/** Whose page this is, as long as it is loaded; empty until the session was read. */
let userId = '';

async function send<T>(path: string, init: RequestInit = {}, isSecondTry = false): Promise<T> {
    const headers = new Headers(init.headers);
    // Apex too: in another tab somebody else may be chosen meanwhile, and this page says who looks at it.
    if (accessToken !== '') headers.set('authorization', `Bearer ${accessToken}`);
    let response: Response;
    try {
        response = await fetch(path, { ...init, headers });
    } catch {
        throw new OrgError(0, 'NO_ANSWER', 'The local org does not answer. Is `npm start` still running?', null);
    }
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : text;
    if (response.ok) return body as T;
    if (response.status === 401 && !isSecondTry) {
        // The local org has been started anew since this page was loaded, maybe with another user.
        if ((await readSession()).user.id !== userId) return loadAnew();
        return send(path, init, true);
    }
    const first = (Array.isArray(body) ? body[0] : body) as ErrorBody | undefined;
    const code = first?.errorCode ?? first?.exceptionType ?? `HTTP_${response.status}`;
    throw new OrgError(
        response.status,
        code,
        first?.message ?? first?.error ?? `The org answered HTTP ${response.status}.`,
        body
    );
}

/** The user is a constant to the components; nothing of this page counts any more. */
function loadAnew(): Promise<never> {
    location.reload();
    return new Promise(() => {});
}

const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
});

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

/** The text of a binary field, by the address that a record gives for it. */
export const readBlob = (address: string): Promise<string> => send(address);

/** Runs a static `@AuraEnabled` method as the session's user. */
export async function runApex(method: string, parameters: object): Promise<unknown> {
    const path = `/local/apex/${encodeURIComponent(method)}`;
    return (await send<{ returnValue: unknown }>(path, json('POST', parameters))).returnValue;
}

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
}

export interface Session {
    user: SessionUser;
    /** Who else may be chosen. */
    users: SessionUser[];
    accessToken: string;
}

/** Whom the page speaks as; every later call to `/services` carries this session's token. */
export async function readSession(): Promise<Session> {
    const session = await send<Session>('/local/session');
    accessToken = session.accessToken;
    userId ||= session.user.id;
    return session;
}

export const changeUser = (chosen: string): Promise<Session> => send('/local/session', json('PUT', { userId: chosen }));

/** Of the page's user, whoever was chosen in another tab meanwhile. */
export const changeLanguage = (language: string): Promise<Session> =>
    send('/local/session', json('PUT', { userId, language }));

/** Labels of the permission sets that a user has been given. */
export async function permissionSetsOf(userId: string): Promise<string[]> {
    const rows = await query(
        `SELECT PermissionSet.Label FROM PermissionSetAssignment WHERE AssigneeId = '${userId}'` +
            ' AND PermissionSet.IsOwnedByProfile = false'
    );
    return rows.map((row) => String((row['PermissionSet'] as OrgRecord)['Label']));
}

export interface Bot {
    vendor: string;
    url: string;
    running: boolean;
    fault: { kind: string } | null;
}

const botPath = (vendor: string, rest: string) => `/local/bots/${encodeURIComponent(vendor)}/${rest}`;

export const readBots = (): Promise<Bot[]> => send('/local/bots/');
export const switchBot = (vendor: string, action: 'start' | 'stop'): Promise<Bot> =>
    send(botPath(vendor, action), { method: 'POST' });
export const setBotFault = (vendor: string, fault: object | null): Promise<Bot> =>
    send(botPath(vendor, 'fault'), fault ? json('PUT', fault) : { method: 'DELETE' });

export interface GalleryHistory {
    recordId: string;
    label: string;
    answer: unknown;
}

export const readGallery = (): Promise<GalleryHistory[]> => send('/console/gallery.json');
