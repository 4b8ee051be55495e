import type { SQLInputValue } from 'node:sqlite';
import { fold } from '../database.ts';
import { RecordQueryError } from '../errors.ts';
import type { Count, OrderItem, Query } from './ast.ts';
import { comparingOf } from './compare.ts';
import type { Sql } from './conditions.ts';
import { badField, malformed } from './errors.ts';
import { type Expression, functionExpression } from './functions.ts';
import type { QueryContext, QueryScope } from './scope.ts';

const MOST_OFFSET = 2000;

/**
 * ORDER BY: picklists in the order of their values, texts without regard to case, nulls first unless it says otherwise.
 */
export function compileOrder(items: OrderItem[], scope: QueryScope): Sql {
    const terms = items.map((item) => {
        const expression: Expression =
            item.by.kind === 'field' ? scope.resolve(item.by.path) : functionExpression(item.by.call, scope);
        if (!expression.field.sortable) {
            const { line, column } = item.by.kind === 'field' ? item.by.path.at : item.by.call.at;
            throw badField(`field '${expression.field.name}' can not be sorted in a query call`).at(
                scope.context.soql,
                line,
                column
            );
        }
        const key = orderKey(expression);
        const direction = item.descending ? 'DESC' : 'ASC';
        return { text: `${key.text} ${direction} NULLS ${item.nulls.toUpperCase()}`, parameters: key.parameters };
    });
    return { text: terms.map((term) => term.text).join(', '), parameters: terms.flatMap((term) => term.parameters) };
}

function orderKey({ sql, field }: Expression): Sql {
    if (field.type === 'picklist' && field.picklistValues.length > 0) {
        const values = JSON.stringify(field.picklistValues.map((entry) => fold(entry.value)));
        const place = `(SELECT key FROM json_each(?) WHERE value = fold(${sql}))`;
        return {
            text: `CASE WHEN ${sql} IS NULL THEN NULL ELSE coalesce(${place}, ${field.picklistValues.length}) END`,
            parameters: [values]
        };
    }
    const textual = comparingOf(field) === 'text' || comparingOf(field) === 'exact';
    return { text: textual ? `sort_key(${sql})` : sql, parameters: [] };
}

/** LIMIT and OFFSET as numbers; -1 is no limit. */
export function limits(query: Query, context: QueryContext): { limit: number; offset: number } {
    const limit = query.limit ? numberOf(query.limit, 'LIMIT', context) : -1;
    const offset = query.offset ? numberOf(query.offset, 'OFFSET', context) : 0;
    if (offset > MOST_OFFSET) {
        const { line, column } = query.offset!.at;
        throw new RecordQueryError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MOST_OFFSET}`).at(
            context.soql,
            line,
            column
        );
    }
    return { limit, offset };
}

function numberOf(count: Count, clause: string, context: QueryContext): number {
    const value = count.kind === 'number' ? count.value : context.binds.get(count);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
        throw malformed(`${clause} must be a number that is not negative`).at(
            context.soql,
            count.at.line,
            count.at.column
        );
    }
    return value;
}

/** Puts a SELECT together; pieces that are not there are left out. */
export function assemble(parts: {
    columns: string[];
    from: string;
    where: Sql[];
    groupBy?: Sql[];
    having?: Sql | null;
    orderBy?: Sql;
    limit: number;
    offset: number;
}): Sql {
    const parameters: SQLInputValue[] = [];
    let text = `SELECT ${parts.columns.join(', ')} ${parts.from}`;
    const add = (keyword: string, pieces: Sql[], separator: string): void => {
        if (pieces.length === 0) return;
        text += ` ${keyword} ${pieces.map((piece) => piece.text).join(separator)}`;
        parameters.push(...pieces.flatMap((piece) => piece.parameters));
    };
    add('WHERE', parts.where, ' AND ');
    add('GROUP BY', parts.groupBy ?? [], ', ');
    add('HAVING', parts.having ? [parts.having] : [], '');
    add('ORDER BY', parts.orderBy && parts.orderBy.text !== '' ? [parts.orderBy] : [], '');
    if (parts.limit >= 0 || parts.offset > 0) {
        text += ' LIMIT ? OFFSET ?';
        parameters.push(parts.limit, parts.offset);
    }
    return { text, parameters };
}
