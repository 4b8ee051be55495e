import type { SchemaCatalog } from '../../types.ts';
import { type Database, quote } from '../database.ts';
import { SchemaError } from '../errors.ts';
import { makeId } from '../ids.ts';
import type { Sequences } from '../sequence.ts';
import type { Transaction } from '../transaction.ts';
import { buildObjects, type StoredSchema } from './build.ts';
import { describeCustomField } from './custom-field.ts';
import { describeCustomObject } from './custom-object.ts';
import type { FieldDefinition, ObjectDefinition, PicklistValueDefinition } from './definition.ts';
import { writeEntityDefinitions } from './entity-definition.ts';
import type { FieldInfo, ObjectInfo } from './info.ts';
import { SchemaSnapshot } from './snapshot.ts';
import { createOwnTables, dropTable, fitTable } from './tables.ts';

/**
 * What objects and fields this org has. It is kept in the database: another connection sees a change as soon as it is
 * committed. Changes belong to the open transaction, if there is one, and go with it.
 */
export class Catalog implements SchemaCatalog {
    readonly #db: Database;
    readonly #transaction: Transaction;
    readonly #sequences: Sequences;
    #snapshot: SchemaSnapshot | undefined;

    constructor(db: Database, transaction: Transaction, sequences: Sequences) {
        this.#db = db;
        this.#transaction = transaction;
        this.#sequences = sequences;
    }

    /** Goes up with every change of the schema. */
    get schemaRevision(): number {
        return Number(this.#db.get(`SELECT value FROM _meta WHERE key = 'schemaRevision'`)?.value ?? 0);
    }

    /** The schema as it is now, for work that looks at many parts of it. */
    snapshot(): SchemaSnapshot {
        const revision = this.schemaRevision;
        if (this.#snapshot?.revision !== revision) {
            this.#snapshot = new SchemaSnapshot(revision, buildObjects(this.#stored()));
        }
        return this.#snapshot;
    }

    /** Called when a transaction was undone: what was read of it no longer holds. */
    forget(): void {
        this.#snapshot = undefined;
    }

    objects(): ObjectInfo[] {
        return this.snapshot().objects();
    }

    object(name: string): ObjectInfo | undefined {
        return this.snapshot().object(name);
    }

    field(objectName: string, fieldName: string): FieldInfo | undefined {
        return this.snapshot().field(objectName, fieldName);
    }

    objectOfId(id: string): ObjectInfo | undefined {
        return this.snapshot().objectOfId(id);
    }

    features(): string[] {
        const row = this.#db.get(`SELECT value FROM _meta WHERE key = 'features'`);
        return row ? (JSON.parse(String(row.value)) as string[]) : [];
    }

    /** Turns a feature on (`LiveAgent`, `LiveMessage`, `OmniChannel`, `Knowledge`, …): its objects come into being. */
    enableFeature(...names: string[]): void {
        this.#change(() => {
            const features = [...new Set([...this.features(), ...names])];
            this.#db.run(`INSERT OR REPLACE INTO _meta VALUES ('features', ?)`, JSON.stringify(features));
        });
    }

    /** Makes the tables for a fresh database, or brings those of an older version up to date. */
    prepare(): void {
        this.#transaction.write(() => createOwnTables(this.#db));
        this.#change(() => undefined);
    }

    /**
     * Adds a custom object or custom metadata type with its fields, or changes one: label, name field, sharing. Fields
     * that exist and are not named stay.
     * @throws SchemaError, NotSupportedError
     */
    addObject(definition: ObjectDefinition): ObjectInfo {
        const { fields = [], ...object } = definition;
        this.#change(() => {
            const present = this.#db.get(
                'SELECT key_prefix, durable_id FROM _custom_object WHERE name = ?',
                object.fullName
            );
            const isMetadata = object.fullName.toLowerCase().endsWith('__mdt');
            const keyPrefix = present ? String(present.key_prefix) : this.#nextPrefix(isMetadata ? 'm' : 'a');
            const durableId = present
                ? String(present.durable_id)
                : makeId('01I', this.#sequences.next('CustomObject'));
            describeCustomObject(definition, keyPrefix, durableId);
            this.#db.run(
                `INSERT INTO _custom_object VALUES (?, ?, ?, ?)
                 ON CONFLICT (name) DO UPDATE SET definition = excluded.definition`,
                object.fullName,
                JSON.stringify(object),
                keyPrefix,
                durableId
            );
            for (const field of fields) this.#putField(object.fullName, field);
        });
        return this.object(object.fullName)!;
    }

    /** @throws SchemaError for standard objects and for objects that others refer to */
    removeObject(name: string): void {
        const object = this.#demandObject(name);
        if (!object.custom) throw new SchemaError(`Cannot delete standard object ${object.name}`);
        const users = this.snapshot()
            .references(object.name)
            .filter(({ child }) => child.name !== object.name);
        if (users.length > 0) {
            const names = users.map(({ child, field }) => `${child.name}.${field.name}`).join(', ');
            throw new SchemaError(`Cannot delete ${object.name}: it is referenced by ${names}`);
        }
        this.#change(() => {
            this.#db.run('DELETE FROM _custom_object WHERE name = ?', object.name);
            this.#db.run('DELETE FROM _custom_field WHERE object = ?', object.name);
            dropTable(this.#db, object.name);
        });
    }

    /**
     * Adds a custom field to a standard or custom object, or changes it.
     * @throws SchemaError, NotSupportedError
     */
    addField(objectName: string, definition: FieldDefinition): FieldInfo {
        const object = this.#demandObject(objectName);
        this.#change(() => this.#putField(object.name, definition), object.name);
        return this.field(object.name, definition.fullName)!;
    }

    /** Removes a custom field with its values. */
    removeField(objectName: string, fieldName: string): void {
        const object = this.#demandObject(objectName);
        const field = this.field(object.name, fieldName);
        if (!field) throw new SchemaError(`No CustomField named: ${object.name}.${fieldName} found`);
        if (!field.custom) throw new SchemaError(`Cannot delete standard field ${object.name}.${field.name}`);
        this.#change(
            () => this.#db.run('DELETE FROM _custom_field WHERE object = ? AND name = ?', object.name, field.name),
            object.name
        );
    }

    /** `Private` limits an object's records to their owners in user mode; any other model lifts it. */
    setSharingModel(objectName: string, model: string): void {
        const object = this.#demandObject(objectName);
        this.#change(() => this.#db.run('INSERT OR REPLACE INTO _sharing VALUES (?, ?)', object.name, model));
    }

    /** Replaces the values of a standard picklist (Metadata API StandardValueSet). */
    setPicklistValues(objectName: string, fieldName: string, values: PicklistValueDefinition[]): void {
        const object = this.#demandObject(objectName);
        const field = this.field(object.name, fieldName);
        if (field?.type !== 'picklist') throw new SchemaError(`${object.name}.${fieldName} is not a picklist`);
        this.#change(() =>
            this.#db.run(
                'INSERT OR REPLACE INTO _picklist VALUES (?, ?, ?)',
                object.name,
                field.name,
                JSON.stringify(values)
            )
        );
    }

    #demandObject(name: string): ObjectInfo {
        const object = this.object(name);
        if (!object)
            throw new SchemaError(`Entity Enumeration Or ID: bad value for restricted picklist field: ${name}`);
        return object;
    }

    #putField(objectName: string, definition: FieldDefinition): void {
        const info = describeCustomField(objectName, definition);
        for (const target of info.referenceTo) {
            if (!this.object(target) && !this.#db.get('SELECT 1 AS found FROM _custom_object WHERE name = ?', target)) {
                throw new SchemaError(`referenceTo value of '${target}' does not resolve to a valid sObject type`);
            }
        }
        this.#demandFitting(objectName, info);
        this.#db.run(
            'INSERT OR REPLACE INTO _custom_field VALUES (?, ?, ?)',
            objectName,
            info.name,
            JSON.stringify(definition)
        );
    }

    /** What is kept must fit the changed field. */
    #demandFitting(objectName: string, changed: FieldInfo): void {
        const present = this.field(objectName, changed.name);
        if (!present || changed.length >= present.length || changed.length === 0) return;
        const tooLong = this.#db.get(
            `SELECT 1 AS found FROM ${quote(objectName)} WHERE length(${quote(present.name)}) > ? LIMIT 1`,
            changed.length
        );
        if (tooLong) {
            throw new SchemaError(
                `Cannot shorten ${objectName}.${changed.name} to ${changed.length}: longer values exist`
            );
        }
    }

    /**
     * Runs a change; then tables follow and the revision goes up.
     * @param only the object that the change is about; without, it may be about any
     */
    #change(work: () => void, only?: string): void {
        this.#transaction.write(() => {
            const known = new Set(this.#snapshot?.objects().map((object) => object.name));
            work();
            this.#db.run(
                `INSERT INTO _meta VALUES ('schemaRevision', '1')
                 ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`
            );
            const snapshot = this.snapshot();
            const changed = snapshot
                .objects()
                .filter((object) => only === undefined || !known.has(object.name) || object.name === only);
            for (const object of changed) fitTable(this.#db, object);
            if (only === undefined) writeEntityDefinitions(this.#db, snapshot);
        });
    }

    #nextPrefix(letter: 'a' | 'm'): string {
        const number = this.#sequences.next(`keyPrefix:${letter}`, 0);
        const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
        return letter + digits.charAt(Math.floor(number / 62)) + digits.charAt(number % 62);
    }

    #stored(): StoredSchema {
        const fields = this.#db.all('SELECT object, definition FROM _custom_field ORDER BY object, name');
        return {
            features: this.features(),
            customObjects: this.#db.all('SELECT * FROM _custom_object ORDER BY key_prefix').map((row) => ({
                definition: JSON.parse(String(row.definition)) as ObjectDefinition,
                keyPrefix: String(row.key_prefix),
                durableId: String(row.durable_id)
            })),
            customFields: fields.map((row) => ({
                object: String(row.object),
                definition: JSON.parse(String(row.definition)) as FieldDefinition
            })),
            sharing: this.#db.all('SELECT object, model FROM _sharing').map((row) => ({
                object: String(row.object),
                model: String(row.model)
            })),
            picklists: this.#db.all('SELECT object, field, value_set FROM _picklist').map((row) => ({
                object: String(row.object),
                field: String(row.field),
                values: JSON.parse(String(row.value_set)) as PicklistValueDefinition[]
            }))
        };
    }
}
