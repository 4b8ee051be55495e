/** SOQL over rows in memory, for objects that are no records. What it reads: `row-query.ts`. */
import type { AddedRow } from '../added-objects.ts';
import { RestError } from '../errors.ts';
import { rowQuery, valueAt, type FieldOrder } from './row-query.ts';

export type ToolingRow = AddedRow;

/** Name of the object of a query; undefined where there is no FROM. */
export function tableOf(soql: string): string | undefined {
    return /\bfrom\s+(\w+)/i.exec(soql)?.[1];
}

/** The rows that a query selects, only with the fields that it names. */
export function select(soql: string, rows: ToolingRow[]): ToolingRow[] {
    const query = rowQuery(soql);
    const found = rows.filter((row) => query.matches(row));
    if (query.largestOf !== undefined) {
        const values = found.map((row) => known(row, query.largestOf as string)).filter((value) => value !== null);
        const largest = values.reduce<unknown>((best, value) => (compare(value, best) > 0 ? value : best), null);
        return [{ attributes: { type: 'AggregateResult' }, expr0: largest }];
    }
    return found
        .toSorted((one, other) => inOrder(one, other, query.order))
        .slice(0, query.limit)
        .map((row) => pick(row, query.fields));
}

/** The answer to a query, all of it in one page. */
export function queryAnswer(records: ToolingRow[], totalSize = records.length): Record<string, unknown> {
    return { size: records.length, totalSize, done: true, queryLocator: null, entityTypeName: null, records };
}

function inOrder(one: ToolingRow, other: ToolingRow, order: readonly FieldOrder[]): number {
    for (const { field, isDescending } of order) {
        const difference = compare(known(one, field), known(other, field));
        if (difference !== 0) {
            return isDescending ? -difference : difference;
        }
    }
    return 0;
}

/** Numbers by size, all else as text, nothing first. */
function compare(one: unknown, other: unknown): number {
    if (one === other) {
        return 0;
    }
    if (one === null || other === null) {
        return one === null ? -1 : 1;
    }
    if (typeof one === 'number' && typeof other === 'number') {
        return one - other;
    }
    return String(one) < String(other) ? -1 : 1;
}

function known(row: ToolingRow, field: string): unknown {
    const value = valueAt(row, field);
    if (value === undefined) {
        throw noSuchColumn(field);
    }
    return value;
}

function noSuchColumn(field: string): RestError {
    return new RestError(400, 'INVALID_FIELD', `No such column '${field}' on this object in the local org`);
}

function pick(row: ToolingRow, fields: string[]): ToolingRow {
    const picked: ToolingRow = { attributes: row['attributes'] };
    for (const field of fields) {
        const [first, ...rest] = field.split('.') as [string, ...string[]];
        const value = valueAt(row, first);
        const key = Object.keys(row).find((name) => name.toLowerCase() === first.toLowerCase()) ?? first;
        if (rest.length === 0) {
            if (value === undefined) {
                throw noSuchColumn(first);
            }
            picked[key] = value;
        } else {
            const nested = value === null || value === undefined ? null : pick(value as ToolingRow, [rest.join('.')]);
            picked[key] = nested === null ? null : { ...((picked[key] as ToolingRow | undefined) ?? {}), ...nested };
        }
    }
    return picked;
}
