/**
 * Contracts between the rooms of the local org. No code here, only shapes: each room implements or uses them.
 */

/**
 * A field's value as the record store keeps it: text, number (Number, Currency, Percent, Integer), boolean,
 * date as `YYYY-MM-DD`, date-time as ISO 8601 UTC with milliseconds (`2026-01-31T09:30:00.000Z`), id as 18 characters.
 */
export type FieldValue = string | number | boolean | null;

/** Field types, named as in the REST describe (`https://developer.salesforce.com/docs` "Field Types"). */
export type FieldType =
    | 'id'
    | 'string'
    | 'textarea'
    | 'boolean'
    | 'int'
    | 'double'
    | 'currency'
    | 'percent'
    | 'date'
    | 'datetime'
    | 'picklist'
    | 'multipicklist'
    | 'reference'
    | 'email'
    | 'phone'
    | 'url'
    | 'base64'
    | 'address';

export interface FieldDescribe {
    name: string;
    label: string;
    type: FieldType;
    /** Characters; 0 where the type has none. */
    length: number;
    precision: number;
    scale: number;
    nillable: boolean;
    custom: boolean;
    createable: boolean;
    updateable: boolean;
    externalId: boolean;
    unique: boolean;
    calculated: boolean;
    /** The one field that a record is called by. */
    nameField: boolean;
    /** Rich text. */
    htmlFormatted: boolean;
    defaultValue: FieldValue;
    /** API names of the objects that a reference may point to. */
    referenceTo: string[];
    /** The name used in SOQL paths (`Contact` for `ContactId`, `Provider__r` for `Provider__c`). */
    relationshipName: string | null;
    picklistValues: { value: string; label: string; active: boolean; defaultValue: boolean }[];
}

export interface SObjectDescribe {
    name: string;
    label: string;
    labelPlural: string;
    keyPrefix: string;
    custom: boolean;
    /** Custom metadata types: records come from deploys, DML is refused. */
    customMetadata: boolean;
    fields: FieldDescribe[];
    childRelationships: { relationshipName: string; childSObject: string; field: string }[];
}

/** What objects and fields this org has. Names are looked up without regard to case. */
export interface SchemaCatalog {
    objects(): SObjectDescribe[];
    object(name: string): SObjectDescribe | undefined;
    field(objectName: string, fieldName: string): FieldDescribe | undefined;
    objectOfId(id: string): SObjectDescribe | undefined;
}

/** A row of a query: only what was queried, keys in the API names' own case; parents nested, children as arrays. */
export interface RecordRow {
    type: string;
    /** The record's id, also where the query did not ask for it; absent on AggregateResult rows. */
    id?: string;
    fields: Record<string, FieldValue | RecordRow | RecordRow[]>;
}

export type AccessMode = 'system' | 'user';

export interface AccessOptions {
    access: AccessMode;
    userId: string;
}

export interface QueryOptions extends AccessOptions {
    /**
     * Values of the bind expressions, keyed by the expression's own text without white space and in lower case
     * (`:recordId` → `recordid`; `:source.Field__c` → `source.field__c`).
     */
    binds?: ReadonlyMap<string, FieldValue | FieldValue[]>;
}

export interface QueryResult {
    rows: RecordRow[];
    /** For `SELECT COUNT()`, the number; otherwise the number of rows. */
    totalSize: number;
    /** True where rows are AggregateResult rows. */
    aggregate: boolean;
}

/** Thrown by the record store; the Apex runtime turns it into `System.QueryException`, REST into an error body. */
export interface QueryError extends Error {
    /** REST error codes: INVALID_FIELD, INVALID_TYPE, MALFORMED_QUERY, … */
    errorCode: string;
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export interface DmlRecord {
    type: string;
    id?: string;
    fields: Record<string, FieldValue>;
}

export interface DmlOptions extends AccessOptions {
    allOrNone: boolean;
    externalIdField?: string;
}

export interface DmlResult {
    success: boolean;
    id: string | null;
    created: boolean;
    errors: { statusCode: string; message: string; fields: string[] }[];
}

/** The record store of one connection to the database. Synchronous, as Apex is. */
export interface RecordStore {
    readonly schema: SchemaCatalog;
    query(soql: string, options: QueryOptions): QueryResult;
    /** One result a record, in order; with `allOrNone`, any failure leaves nothing written. */
    dml(operation: DmlOperation, records: DmlRecord[], options: DmlOptions): DmlResult[];
    /** A transaction: everything until `commit` or `rollback`. */
    begin(): void;
    commit(): void;
    rollback(): void;
    /** Inside a transaction. */
    setSavepoint(): string;
    rollbackTo(savepoint: string): void;
}

export interface CalloutRequest {
    method: string;
    /** As Apex gave it: `callout:Name/path?query` or `https://host/path`. */
    endpoint: string;
    headers: Record<string, string>;
    body: string | null;
    timeoutMs: number;
    userId: string;
}

export interface CalloutResponse {
    statusCode: number;
    status: string;
    /** Names in the case in which they came. */
    headers: Record<string, string>;
    body: string;
}

/** A callout that got no answer: its message is what `System.CalloutException` says. */
export interface CalloutFailure {
    failure: string;
}

export interface ApexSource {
    name: string;
    /** Path inside the deploy, for messages: `classes/BotHistoryController.cls`. */
    fileName: string;
    source: string;
}

export interface RunningUser {
    id: string;
    userName: string;
    name: string;
    email: string;
    profileId: string;
    profileName: string;
    /** IANA name. */
    timeZone: string;
    /** e.g. `en_US`. */
    locale: string;
    language: string;
}

/** What a user's permissions let them do, for `isAccessible()` and its like. Names without regard to case. */
export interface UserPermissions {
    object(name: string): { read: boolean; create: boolean; edit: boolean; delete: boolean };
    field(objectName: string, fieldName: string): { read: boolean; edit: boolean };
}

/** What the Apex runtime needs of the org around it. */
export interface ApexHost {
    records: RecordStore;
    /** Deployed classes; the runtime asks again when `revision` has changed. */
    revision: number;
    classes(): ApexSource[];
    /** Text of a custom label, by name, in the running user's language; undefined if there is none. */
    label(name: string, language: string): string | undefined;
    /** What a field is called in the running user's language, where it is translated. Without it none is. */
    fieldLabel?(objectName: string, fieldName: string, language: string): string | undefined;
    callout(request: CalloutRequest): CalloutResponse | CalloutFailure;
    user(userId: string): RunningUser;
    /** Without it, Apex that asks for permissions is "not supported". */
    permissions?(userId: string): UserPermissions;
    /**
     * Inside the open transaction, makes records that are data rather than setup invisible; the rollback brings them
     * back. Apex tests do not see an org's data. Without it they do.
     */
    hideRecords?(): void;
    organizationId: string;
    apiVersion: number;
}

/** What running one static Apex method for a client came to. */
export type ApexInvocation =
    { ok: true; returnValue: unknown } | { ok: false; exceptionType: string; message: string; stackTrace: string };
