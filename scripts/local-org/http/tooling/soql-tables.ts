/**
 * SOQL over rows in memory, for tooling objects that are no records: `SELECT a, B.c FROM T WHERE x = '…' AND y IN (…)
 * LIMIT n`. Anything more is refused.
 */
import { RestError } from '../errors.ts';

export type ToolingRow = Record<string, unknown>;

interface Query {
    fields: string[];
    table: string;
    matches(row: ToolingRow): boolean;
    limit: number;
}

const token = /\s*('(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|<=|>=|!=|<>|[=<>(),])/y;

/** Name of the object of a query; undefined where there is no FROM. */
export function tableOf(soql: string): string | undefined {
    return /\bfrom\s+(\w+)/i.exec(soql)?.[1];
}

/** The rows of a table that a query selects, only with the fields that it names. */
export function select(soql: string, rowsOf: (table: string) => ToolingRow[]): ToolingRow[] {
    const query = parse(soql);
    return rowsOf(query.table)
        .filter((row) => query.matches(row))
        .slice(0, query.limit)
        .map((row) => pick(row, query.fields));
}

function parse(soql: string): Query {
    const tokens = tokenize(soql);
    let position = 0;
    word('select');
    const fields = [next()];
    while (take(',')) {
        fields.push(next());
    }
    word('from');
    const table = next();
    const matches = takeWord('where') ? disjunction() : () => true;
    if (takeWord('order')) {
        throw unsupported(soql);
    }
    const limit = takeWord('limit') ? Number(next()) : Infinity;
    if (position < tokens.length) {
        throw unsupported(soql);
    }
    return { fields, table, matches, limit };

    function disjunction(): Query['matches'] {
        const parts = [conjunction()];
        while (takeWord('or')) {
            parts.push(conjunction());
        }
        return (row) => parts.some((part) => part(row));
    }

    function conjunction(): Query['matches'] {
        const parts = [condition()];
        while (takeWord('and')) {
            parts.push(condition());
        }
        return (row) => parts.every((part) => part(row));
    }

    function condition(): Query['matches'] {
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

function valueAt(row: ToolingRow, path: string): unknown {
    return path.split('.').reduce<unknown>((value, name) => {
        if (value === null || typeof value !== 'object') {
            return undefined;
        }
        const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
        return key === undefined ? undefined : (value as ToolingRow)[key];
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

function pick(row: ToolingRow, fields: string[]): ToolingRow {
    const picked: ToolingRow = { attributes: row['attributes'] };
    for (const field of fields) {
        const [first, ...rest] = field.split('.') as [string, ...string[]];
        const value = valueAt(row, first);
        const key = Object.keys(row).find((name) => name.toLowerCase() === first.toLowerCase()) ?? first;
        if (rest.length === 0) {
            if (value === undefined) {
                throw new RestError(400, 'INVALID_FIELD', `No such column '${first}' on this object in the local org`);
            }
            picked[key] = value;
        } else {
            const nested = value === null || value === undefined ? null : pick(value as ToolingRow, [rest.join('.')]);
            picked[key] = nested === null ? null : { ...((picked[key] as ToolingRow | undefined) ?? {}), ...nested };
        }
    }
    return picked;
}

function unsupported(soql: string): RestError {
    return new RestError(501, 'NOT_SUPPORTED', `not supported by the local org: the tooling query ${soql}`);
}
