import { NotSupportedError } from '../errors.ts';
import type { FieldType } from '../../types.ts';
import { makeField } from '../schema/field.ts';
import type { FieldInfo } from '../schema/info.ts';
import type { FunctionCall } from './ast.ts';
import { comparingOf } from './compare.ts';
import { badField, malformed } from './errors.ts';
import type { QueryScope } from './scope.ts';

/** SQL that has a value, and the field that says of what kind it is. */
export interface Expression {
    sql: string;
    field: FieldInfo;
}

export const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

const whole = (sql: string): string => `CAST(${sql} AS INTEGER)`;

const DATE_PARTS: Record<string, (sql: string) => string> = {
    CALENDAR_YEAR: (sql) => whole(`strftime('%Y', ${sql})`),
    CALENDAR_QUARTER: (sql) => `(${whole(`strftime('%m', ${sql})`)} + 2) / 3`,
    CALENDAR_MONTH: (sql) => whole(`strftime('%m', ${sql})`),
    DAY_IN_MONTH: (sql) => whole(`strftime('%d', ${sql})`),
    DAY_IN_WEEK: (sql) => `${whole(`strftime('%w', ${sql})`)} + 1`,
    DAY_IN_YEAR: (sql) => whole(`strftime('%j', ${sql})`),
    WEEK_IN_MONTH: (sql) => `(${whole(`strftime('%d', ${sql})`)} + 6) / 7`,
    WEEK_IN_YEAR: (sql) => `(${whole(`strftime('%j', ${sql})`)} + 6) / 7`,
    HOUR_IN_DAY: (sql) => whole(`strftime('%H', ${sql})`),
    DAY_ONLY: (sql) => `strftime('%Y-%m-%d', ${sql})`
};

const result = (name: string, type: FieldType): FieldInfo => makeField(name, name, type, { permissionable: false });

/**
 * A function call as SQL.
 * @throws RecordQueryError, NotSupportedError
 */
export function functionExpression(call: FunctionCall, scope: QueryScope): Expression {
    const { line, column } = call.at;
    const fail = (error: Error & { at(soql: string, line: number, column: number): Error }): Error =>
        error.at(scope.context.soql, line, column);
    if (AGGREGATES.has(call.name)) {
        if (!call.path) {
            if (call.name !== 'COUNT') throw fail(malformed(`${call.name} needs a field`));
            return { sql: 'COUNT(*)', field: result('COUNT', 'int') };
        }
        const { sql, field } = scope.resolve(call.path);
        return aggregate(call.name, sql, field, fail);
    }
    const datePart = DATE_PARTS[call.name];
    if (datePart && call.path) {
        if (call.convertTimezone) throw new NotSupportedError('convertTimezone() in SOQL');
        const { sql, field } = scope.resolve(call.path);
        if (field.type !== 'date' && field.type !== 'datetime') {
            throw fail(badField(`field ${field.name} does not support function ${call.name}`));
        }
        return { sql: datePart(sql), field: result(call.name, call.name === 'DAY_ONLY' ? 'date' : 'int') };
    }
    throw new NotSupportedError(`${call.name}() at this place of a SOQL query`);
}

function aggregate(
    name: string,
    sql: string,
    field: FieldInfo,
    fail: (error: ReturnType<typeof malformed>) => Error
): Expression {
    const comparing = comparingOf(field);
    const wrong = (): Error => fail(malformed(`field ${field.name} does not support aggregate operator ${name}`));
    if (!field.filterable) throw wrong();
    switch (name) {
        case 'COUNT':
            return { sql: `COUNT(${sql})`, field: result(name, 'int') };
        case 'COUNT_DISTINCT':
            return {
                sql: `COUNT(DISTINCT ${comparing === 'text' ? `fold(${sql})` : sql})`,
                field: result(name, 'int')
            };
        case 'SUM':
        case 'AVG':
            if (comparing !== 'number') throw wrong();
            return { sql: `${name}(${sql})`, field: result(name, 'double') };
        default:
            if (comparing === 'boolean' || field.type === 'multipicklist') throw wrong();
            return { sql: `${name}(${sql}${comparing === 'text' ? ' COLLATE NOCASE' : ''})`, field };
    }
}
