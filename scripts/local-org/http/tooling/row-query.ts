/**
 * What a query asks of rows in memory: `SELECT a, B.c FROM T WHERE x = '…' AND y IN (…) ORDER BY z DESC LIMIT n`, or
 * `SELECT MAX(a) FROM …`. Anything more is refused.
 */
import { isSameId } from '../../../salesforce/record-id.ts';
import type { Condition, Count, Operand, OrderItem, Query, SelectItem, Value } from '../../records/soql/ast.ts';
import { parseQuery } from '../../records/soql/parse.ts';
import type { AddedRow } from '../added-objects.ts';
import { notSupported } from '../errors.ts';

export interface FieldOrder {
    field: string;
    isDescending: boolean;
}

export interface RowQuery {
    fields: string[];
    /** The field whose largest value is asked for, instead of rows. */
    largestOf?: string;
    matches(row: AddedRow): boolean;
    order: FieldOrder[];
    limit: number;
}

const isId = /^\w{15}(\w{3})?$/;

/** @throws RecordQueryError where the text is no SOQL; RestError for SOQL that rows in memory do not answer */
export function rowQuery(soql: string): RowQuery {
    const query = parseQuery(soql);
    refuseFurtherClauses(query);
    const { select, where, orderBy, limit } = query;
    const largestOf = select.length === 1 ? largestAsked(select[0]!) : undefined;
    return {
        ...(largestOf === undefined ? { fields: select.map(selectedField) } : { fields: [], largestOf }),
        matches: where ? test(where) : () => true,
        order: orderBy.map(fieldOrder),
        limit: limit ? rowCount(limit) : Infinity
    };
}

/** The value at a path such as `Package2.Name`; undefined where there is no such field. */
export function valueAt(row: AddedRow, path: string): unknown {
    return path.split('.').reduce<unknown>((value, name) => {
        if (value === null || typeof value !== 'object') {
            return undefined;
        }
        const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
        return key === undefined ? undefined : (value as AddedRow)[key];
    }, row);
}

function refuseFurtherClauses({ from, scope, mode, groupBy, having, offset, allRows }: Query): void {
    const further = from.alias ?? scope ?? mode ?? having ?? offset;
    if (further !== null || groupBy.length > 0 || allRows) {
        throw unsupported('more than SELECT, FROM, WHERE, ORDER BY and LIMIT');
    }
}

function largestAsked(item: SelectItem): string | undefined {
    return item.kind === 'function' && item.call.name === 'MAX' && item.call.path && item.alias === null
        ? item.call.path.steps.join('.')
        : undefined;
}

function selectedField(item: SelectItem): string {
    if (item.kind !== 'field' || item.alias !== null) {
        throw unsupported('SELECT of anything but fields or one MAX');
    }
    return item.path.steps.join('.');
}

function fieldOrder({ by, descending, nulls }: OrderItem): FieldOrder {
    if (nulls === 'last') {
        throw unsupported('NULLS LAST');
    }
    return { field: fieldOf(by), isDescending: descending };
}

function rowCount(count: Count): number {
    if (count.kind !== 'number') {
        throw unsupported('a bind');
    }
    return count.value;
}

function fieldOf(operand: Operand): string {
    if (operand.kind !== 'field') {
        throw unsupported('a function of a field');
    }
    return operand.path.steps.join('.');
}

function test(condition: Condition): RowQuery['matches'] {
    switch (condition.kind) {
        case 'and': {
            const tests = condition.terms.map(test);
            return (row) => tests.every((matches) => matches(row));
        }
        case 'or': {
            const tests = condition.terms.map(test);
            return (row) => tests.some((matches) => matches(row));
        }
        case 'not':
            throw unsupported('NOT');
        case 'compare':
            return comparison(condition);
    }
}

function comparison({ left, operator, value }: Condition & { kind: 'compare' }): RowQuery['matches'] {
    const field = fieldOf(left);
    switch (operator) {
        case '=':
        case '!=': {
            const wanted = literal(value);
            return (row) => isEqual(valueAt(row, field), wanted) === (operator === '=');
        }
        case 'IN': {
            const wanted = value.kind === 'list' ? value.values.map(literal) : [literal(value)];
            return (row) => wanted.some((each) => isEqual(valueAt(row, field), each));
        }
        default:
            throw unsupported(operator);
    }
}

function literal(value: Value): unknown {
    switch (value.kind) {
        case 'null':
            return null;
        case 'boolean':
        case 'number':
        case 'text':
            return value.value;
        default:
            throw unsupported(`a ${value.kind}`);
    }
}

function isEqual(value: unknown, wanted: unknown): boolean {
    if (typeof value === 'string' && typeof wanted === 'string') {
        return value.toLowerCase() === wanted.toLowerCase() || (isId.test(value) && isSameId(value, wanted));
    }
    return (value ?? null) === wanted;
}

const unsupported = (what: string) => notSupported(`${what} in queries on objects that are no records`);
