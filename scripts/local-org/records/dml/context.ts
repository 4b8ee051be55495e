import type { FieldValue } from '../../types.ts';
import type { UserAccess } from '../access/user-access.ts';
import { type Database, quote, type SqlRow, toSql } from '../database.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { SchemaSnapshot } from '../schema/snapshot.ts';
import type { Sequences } from '../sequence.ts';

/** What the writing of records works with. */
export interface WriteContext {
    db: Database;
    schema: SchemaSnapshot;
    sequences: Sequences;
    /** Whose permissions count; null in system mode. */
    access: UserAccess | null;
    userId: string;
    /** ISO 8601 UTC, whole seconds. */
    now: string;
    /** Written by the platform itself or a deploy: fields and objects that are read-only to users may be written. */
    platform: boolean;
}

/** A record's fields by their own names. */
export type Values = Record<string, FieldValue>;

/** The stored values of a record; undefined if there is none with this id. */
export function readRecord(context: WriteContext, object: ObjectInfo, id: string): Values | undefined {
    const row = context.db.get(`SELECT * FROM ${quote(object.name)} WHERE "Id" = ?`, id);
    return row && toValues(object, row);
}

function toValues(object: ObjectInfo, row: SqlRow): Values {
    const values: Values = {};
    for (const field of object.fields) {
        const value = row[field.name] ?? null;
        values[field.name] = field.type === 'boolean' ? value === 1 : (value as FieldValue);
    }
    return values;
}

export function insertRow(context: WriteContext, object: ObjectInfo, values: Values): void {
    const names = object.fields.map((field) => quote(field.name));
    const marks = object.fields.map(() => '?');
    context.db.run(
        `INSERT INTO ${quote(object.name)} (${names.join(', ')}) VALUES (${marks.join(', ')})`,
        ...object.fields.map((field) => toSql(values[field.name] ?? (field.type === 'boolean' ? false : null)))
    );
}

export function updateRow(context: WriteContext, object: ObjectInfo, id: string, changes: Values): void {
    const names = Object.keys(changes);
    if (names.length === 0) return;
    context.db.run(
        `UPDATE ${quote(object.name)} SET ${names.map((name) => `${quote(name)} = ?`).join(', ')} WHERE "Id" = ?`,
        ...names.map((name) => toSql(changes[name] ?? null)),
        id
    );
}

/** The audit fields of a change, as far as the object has them. */
export function auditChange(context: WriteContext, object: ObjectInfo): Values {
    const values: Values = {};
    for (const { name } of object.fields) {
        if (name === 'LastModifiedDate' || name === 'SystemModstamp') values[name] = context.now;
        if (name === 'LastModifiedById') values[name] = context.userId;
    }
    return values;
}
