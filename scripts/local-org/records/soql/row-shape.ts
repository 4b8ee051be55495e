import type { SQLOutputValue } from 'node:sqlite';
import type { FieldValue, RecordRow } from '../../types.ts';
import type { FieldInfo } from '../schema/info.ts';
import type { SchemaSnapshot } from '../schema/snapshot.ts';
import type { QueryScope, ResolvedField } from './scope.ts';

/** The columns of a SELECT; the same expression is selected once. */
export class Columns {
    readonly sql: string[] = [];

    add(sql: string): number {
        const present = this.sql.indexOf(sql);
        return present >= 0 ? present : this.sql.push(sql) - 1;
    }
}

/** How a flat row of SQL becomes a record with its parents. */
export class RowShape {
    readonly #typeName: string;
    readonly #idColumn: number;
    readonly #fields: { key: string; column: number; read: (value: SQLOutputValue) => FieldValue }[] = [];
    readonly #parents = new Map<string, RowShape>();

    /** @param idSql the record's id; a parent is there if it is not null */
    constructor(typeName: string, idSql: string, columns: Columns) {
        this.#typeName = typeName;
        this.#idColumn = columns.add(idSql);
    }

    static root(scope: QueryScope, columns: Columns): RowShape {
        return new RowShape(scope.object.name, scope.root.id, columns);
    }

    /** @returns false if the field is there already */
    add(resolved: ResolvedField, columns: Columns, key = resolved.field.name, toLabel = false): boolean {
        const shape = this.#descend(resolved, columns);
        if (shape.#fields.some((field) => field.key === key)) return false;
        const read = toLabel ? labelReader(resolved.field) : valueReader(resolved.field);
        shape.#fields.push({ key, column: columns.add(resolved.sql), read });
        return true;
    }

    /** The record's id column: child records are found by it. */
    get idColumn(): number {
        return this.#idColumn;
    }

    read(row: SQLOutputValue[], schema: SchemaSnapshot): RecordRow {
        const id = String(row[this.#idColumn]);
        const fields: RecordRow['fields'] = {};
        for (const { key, column, read } of this.#fields) fields[key] = read(row[column] ?? null);
        for (const [key, parent] of this.#parents) {
            fields[key] = row[parent.#idColumn] === null ? null : parent.read(row, schema);
        }
        return { type: schema.objectOfId(id)?.name ?? this.#typeName, id, fields };
    }

    #descend(resolved: ResolvedField, columns: Columns, depth = 0): RowShape {
        const name = resolved.relationships[depth];
        if (name === undefined) return this;
        let parent = this.#parents.get(name);
        if (!parent) {
            const node = resolved.nodes[depth]!;
            parent = new RowShape(node.targets[0]!.object.name, node.id, columns);
            this.#parents.set(name, parent);
        }
        return parent.#descend(resolved, columns, depth + 1);
    }
}

export function valueReader(field: FieldInfo): (value: SQLOutputValue) => FieldValue {
    if (field.type === 'boolean') return (value) => (value === null ? null : value !== 0);
    return (value) => value as FieldValue;
}

function labelReader(field: FieldInfo): (value: SQLOutputValue) => FieldValue {
    const labels = new Map(field.picklistValues.map((entry) => [entry.value, entry.label]));
    return (value) =>
        typeof value !== 'string'
            ? null
            : value
                  .split(';')
                  .map((each) => labels.get(each) ?? each)
                  .join(';');
}
