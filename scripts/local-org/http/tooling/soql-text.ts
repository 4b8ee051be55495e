/**
 * Reads SOQL for rows in memory: `SELECT a, B.c FROM T WHERE x = '…' AND y IN (…) ORDER BY z DESC LIMIT n`, or
 * `SELECT MAX(a) FROM …`. Anything more is refused.
 */
import type { AddedRow } from '../added-objects.ts';
import { RestError } from '../errors.ts';

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

const token = /\s*('(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|<=|>=|!=|<>|[=<>(),])/y;

/** @throws RestError `not supported by the local org` for SOQL that this does not read */
export function parseQuery(soql: string): RowQuery {
    const tokens = tokenize(soql);
    let position = 0;
    word('select');
    const fields = [next()];
    const largestOf = fields[0]?.toLowerCase() === 'max' && take('(') ? next() : undefined;
    if (largestOf !== undefined && !take(')')) {
        throw unsupported(soql);
    }
    while (largestOf === undefined && take(',')) {
        fields.push(next());
    }
    word('from');
    next();
    const matches = takeWord('where') ? disjunction() : () => true;
    const order = takeWord('order') ? fieldOrders() : [];
    const limit = takeWord('limit') ? Number(next()) : Infinity;
    if (position < tokens.length) {
        throw unsupported(soql);
    }
    return { fields, ...(largestOf !== undefined && { largestOf }), matches, order, limit };

    function fieldOrders(): FieldOrder[] {
        word('by');
        const orders: FieldOrder[] = [];
        do {
            const field = next();
            const isDescending = takeWord('desc');
            if (!isDescending) {
                takeWord('asc');
            }
            orders.push({ field, isDescending });
        } while (take(','));
        return orders;
    }

    function disjunction(): RowQuery['matches'] {
        const parts = [conjunction()];
        while (takeWord('or')) {
            parts.push(conjunction());
        }
        return (row) => parts.some((part) => part(row));
    }

    function conjunction(): RowQuery['matches'] {
        const parts = [condition()];
        while (takeWord('and')) {
            parts.push(condition());
        }
        return (row) => parts.every((part) => part(row));
    }

    function condition(): RowQuery['matches'] {
        if (take('(')) {
            const inner = disjunction();
            if (!take(')')) {
                throw unsupported(soql);
            }
            return inner;
        }
        const field = next();
        const operator = next().toLowerCase();
        if (operator === 'in') {
            const values = list();
            return (row) => values.some((value) => isEqual(valueAt(row, field), value));
        }
        const value = literal();
        switch (operator) {
            case '=':
                return (row) => isEqual(valueAt(row, field), value);
            case '!=':
            case '<>':
                return (row) => !isEqual(valueAt(row, field), value);
            default:
                throw unsupported(soql);
        }
    }

    function list(): unknown[] {
        const values: unknown[] = [];
        if (!take('(')) {
            throw unsupported(soql);
        }
        do {
            values.push(literal());
        } while (take(','));
        if (!take(')')) {
            throw unsupported(soql);
        }
        return values;
    }

    function literal(): unknown {
        const text = next();
        if (text.startsWith("'")) {
            return text.slice(1, -1).replace(/\\(.)/g, '$1');
        }
        const known = { true: true, false: false, null: null }[text.toLowerCase()];
        return known === undefined ? Number(text) : known;
    }

    function next(): string {
        const text = tokens[position++];
        if (text === undefined) {
            throw unsupported(soql);
        }
        return text;
    }

    function take(text: string): boolean {
        const isNext = tokens[position] === text;
        position += Number(isNext);
        return isNext;
    }

    function takeWord(text: string): boolean {
        const isNext = tokens[position]?.toLowerCase() === text;
        position += Number(isNext);
        return isNext;
    }

    function word(text: string): void {
        if (!takeWord(text)) {
            throw unsupported(soql);
        }
    }
}

function tokenize(soql: string): string[] {
    const tokens: string[] = [];
    token.lastIndex = 0;
    while (soql.slice(token.lastIndex).trim() !== '') {
        const match = token.exec(soql);
        if (!match) {
            throw unsupported(soql);
        }
        tokens.push(match[1] as string);
    }
    return tokens;
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

function isEqual(value: unknown, other: unknown): boolean {
    if (typeof value === 'string' && typeof other === 'string') {
        return value.toLowerCase() === other.toLowerCase() || isSameId(value, other);
    }
    return (value ?? null) === other;
}

function isSameId(value: string, other: string): boolean {
    return (
        value.length >= 15 &&
        other.length >= 15 &&
        /^\w{15}(\w{3})?$/.test(value) &&
        value.slice(0, 15) === other.slice(0, 15)
    );
}

function unsupported(soql: string): RestError {
    return new RestError(501, 'NOT_SUPPORTED', `not supported by the local org: the tooling query ${soql}`);
}
