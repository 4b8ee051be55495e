import { type Database, quote } from '../database.ts';
import { SchemaError } from '../errors.ts';
import type { FieldInfo, ObjectInfo } from './info.ts';

/** The store's own tables. Objects' tables have the objects' names. */
export function createOwnTables(db: Database): void {
    db.exec(`
        CREATE TABLE IF NOT EXISTS _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _custom_object (name TEXT PRIMARY KEY COLLATE NOCASE, definition TEXT NOT NULL,
            key_prefix TEXT NOT NULL, durable_id TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _custom_field (object TEXT NOT NULL COLLATE NOCASE, name TEXT NOT NULL COLLATE NOCASE,
            definition TEXT NOT NULL, PRIMARY KEY (object, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _sharing (object TEXT PRIMARY KEY COLLATE NOCASE, model TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _picklist (object TEXT NOT NULL COLLATE NOCASE, field TEXT NOT NULL COLLATE NOCASE,
            value_set TEXT NOT NULL, PRIMARY KEY (object, field)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _deletion (root TEXT NOT NULL, object TEXT NOT NULL, id TEXT NOT NULL,
            field TEXT, value TEXT);
        CREATE INDEX IF NOT EXISTS _deletion_root ON _deletion (root);
    `);
}

function columnType(field: FieldInfo): string {
    switch (field.type) {
        case 'boolean':
            return 'INTEGER NOT NULL DEFAULT 0';
        case 'int':
            return 'INTEGER';
        case 'double':
        case 'currency':
        case 'percent':
            return 'REAL';
        default:
            return 'TEXT';
    }
}

/** What is indexed by itself: ids, references, external ids, unique fields and names. */
function indexExpression(object: ObjectInfo, field: FieldInfo): string | undefined {
    if (field.type === 'id') return undefined;
    if (field.type === 'reference') return quote(field.name);
    const wanted =
        field.externalId ||
        field.unique ||
        field.nameField ||
        field.name === 'DeveloperName' ||
        object.uniqueTogether.some((set) => set.includes(field.name));
    if (!wanted) return undefined;
    return ['double', 'int', 'currency', 'percent'].includes(field.type) || field.caseSensitive
        ? quote(field.name)
        : `fold(${quote(field.name)})`;
}

const indexName = (object: ObjectInfo, field: FieldInfo): string => `ix_${object.name}_${field.name}`;

/**
 * Makes the table of an object fit its fields: creates it, adds and drops columns, keeps the indexes. An empty table
 * is created anew: for each column that goes, SQLite reads the whole schema again.
 * @throws SchemaError where a column with values would have to change its kind
 */
export function fitTable(db: Database, object: ObjectInfo): void {
    const table = quote(object.name);
    const columns = new Map(
        db
            .all('SELECT name, type FROM pragma_table_info(?)', object.name)
            .map((row) => [String(row.name), String(row.type)])
    );
    if (columns.size === 0 || (!fits(columns, object) && isEmpty(db, table))) {
        db.exec(`DROP TABLE IF EXISTS ${table}`);
        const parts = object.fields.map((field) =>
            field.type === 'id' ? '"Id" TEXT PRIMARY KEY NOT NULL' : `${quote(field.name)} ${columnType(field)}`
        );
        db.exec(`CREATE TABLE ${table} (${parts.join(', ')})`);
    } else {
        fitColumns(db, object, columns);
    }
    fitIndexes(db, object);
}

const storedType = (field: FieldInfo): string => columnType(field).split(' ')[0]!;

function fits(columns: Map<string, string>, { fields }: ObjectInfo): boolean {
    return columns.size === fields.length && fields.every((field) => columns.get(field.name) === storedType(field));
}

function isEmpty(db: Database, table: string): boolean {
    return db.get(`SELECT 1 AS used FROM ${table} LIMIT 1`) === undefined;
}

function fitColumns(db: Database, object: ObjectInfo, columns: Map<string, string>): void {
    const table = quote(object.name);
    for (const name of columns.keys()) {
        if (object.fields.some((field) => field.name === name)) continue;
        db.exec(
            `DROP INDEX IF EXISTS ${quote(`ix_${object.name}_${name}`)}; ALTER TABLE ${table} DROP COLUMN ${quote(name)}`
        );
    }
    for (const field of object.fields) {
        const present = columns.get(field.name);
        if (present === storedType(field)) continue;
        if (present !== undefined) {
            const column = quote(field.name);
            const used = db.get(`SELECT 1 AS used FROM ${table} WHERE ${column} IS NOT NULL LIMIT 1`);
            if (used)
                throw new SchemaError(`Cannot change which type of field ${object.name}.${field.name} is: it has data`);
            db.exec(
                `DROP INDEX IF EXISTS ${quote(indexName(object, field))}; ALTER TABLE ${table} DROP COLUMN ${column}`
            );
        }
        db.exec(`ALTER TABLE ${table} ADD COLUMN ${quote(field.name)} ${columnType(field)}`);
        if (field.type === 'boolean' && field.defaultValue === true) {
            db.exec(`UPDATE ${table} SET ${quote(field.name)} = 1`);
        }
    }
}

function fitIndexes(db: Database, object: ObjectInfo): void {
    const present = new Map(
        db
            .all(
                `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
                object.name
            )
            .map((row) => [String(row.name), String(row.sql)])
    );
    for (const field of object.fields) {
        const expression = indexExpression(object, field);
        const name = indexName(object, field);
        const sql = `CREATE INDEX ${quote(name)} ON ${quote(object.name)} (${expression})`;
        if (present.get(name) === (expression && sql)) continue;
        if (present.has(name)) db.exec(`DROP INDEX ${quote(name)}`);
        if (expression) db.exec(sql);
    }
}

export function dropTable(db: Database, objectName: string): void {
    db.exec(`DROP TABLE IF EXISTS ${quote(objectName)}`);
}
