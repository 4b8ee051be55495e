/**
 * Objects that another room adds to the org's API and keeps itself: they are no records, and no flow or Apex sees them.
 */
import { RestError } from './errors.ts';

/** A row with the object's fields; relations are rows of their own, or null. */
export type AddedRow = Record<string, unknown>;

/** A new row as a client sent it. */
export interface NewRow {
    values: Record<string, unknown>;
    /** What came as a part of its own in a multipart request, by field. */
    files: ReadonlyMap<string, Uint8Array>;
}

export interface AddedObject {
    name: string;
    /** `data`: asked for at `/query`; `tooling`: at `/tooling/query` and `/tooling/sobjects`. */
    api: 'data' | 'tooling';
    /** All rows, each with all fields: a query for a field that a row lacks is refused. */
    rows(): AddedRow[];
    /** Keeps a new row and answers its id. Without it the object is read only. */
    create?(row: NewRow): Promise<string>;
}

export class AddedObjects {
    private readonly objects = new Map<string, AddedObject>();

    add(object: AddedObject): void {
        this.objects.set(keyOf(object.api, object.name), object);
    }

    find(api: AddedObject['api'], name: string): AddedObject | undefined {
        return this.objects.get(keyOf(api, name));
    }
}

/**
 * Reads a new row from a request's body: JSON, or multipart with a JSON part and one part for each file
 * (https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_insert_update_blob.htm).
 */
export async function newRow(contentType: string, body: unknown): Promise<NewRow> {
    if (!/^multipart\/form-data/i.test(contentType)) {
        return { values: objectOf(body), files: new Map() };
    }
    const headers = { 'content-type': contentType };
    const form = await new Response(body as Buffer<ArrayBuffer>, { headers }).formData();
    const files = new Map<string, Uint8Array>();
    let values: Record<string, unknown> = {};
    for (const [name, part] of form) {
        if (typeof part === 'string') {
            values = objectOf(jsonOf(part));
        } else {
            files.set(name, new Uint8Array(await part.arrayBuffer()));
        }
    }
    return { values, files };
}

function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch (error) {
        throw new RestError(400, 'JSON_PARSER_ERROR', (error as Error).message);
    }
}

function objectOf(body: unknown): Record<string, unknown> {
    if (body === null || typeof body !== 'object' || Array.isArray(body)) {
        throw new RestError(400, 'JSON_PARSER_ERROR', 'A record must be a JSON object.');
    }
    return body as Record<string, unknown>;
}

const keyOf = (api: string, name: string) => `${api}:${name.toLowerCase()}`;
