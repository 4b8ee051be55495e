/**
 * The record store of the local org: schema, SOQL and DML on SQLite. See README.md for what is supported.
 */
import { existsSync } from 'node:fs';
import { SqliteRecordStore, type OpenOptions } from './store.ts';

export {
    DmlFailure,
    NotSupportedError,
    RecordQueryError,
    rejectedResults,
    ROLLED_BACK,
    SchemaError
} from './errors.ts';
export { normalizeId } from './ids.ts';
export type { Catalog } from './schema/catalog.ts';
export { holdsData } from './schema/info.ts';
export type { SetupIds } from './seed.ts';
export { type OpenOptions, SqliteRecordStore } from './store.ts';

export interface CreateOptions extends OpenOptions {
    /** Features of the org, e.g. `LiveAgent`, `LiveMessage`, `OmniChannel`, `Knowledge`. */
    features?: string[];
    organizationName?: string;
}

/**
 * Opens a database and makes it an org: tables, base setup records. One that is an org already is brought up to date
 * and keeps its records; features are added to those it has.
 */
export function createRecordStore(options: CreateOptions): SqliteRecordStore {
    const store = new SqliteRecordStore(options);
    store.prepare(options.features ?? [], options.organizationName ?? 'Local Org');
    return store;
}

/**
 * A further connection to a database that `createRecordStore` made, e.g. in a worker thread.
 * @throws Error if there is no such database, or it is no org
 */
export function openRecordStore(options: OpenOptions): SqliteRecordStore {
    if (!existsSync(options.file)) throw new Error(`There is no database ${options.file}.`);
    const store = new SqliteRecordStore(options);
    try {
        store.setupIds();
    } catch (error) {
        store.close();
        throw new Error(`The database ${options.file} was not made by createRecordStore.`, { cause: error });
    }
    return store;
}
