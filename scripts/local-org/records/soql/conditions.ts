import type { SQLInputValue } from 'node:sqlite';
import { fold } from '../database.ts';
import { NotSupportedError, RecordQueryError } from '../errors.ts';
import type { FieldInfo } from '../schema/info.ts';
import type { Condition, Operator, Value } from './ast.ts';
import { boundValue, comparand, comparingOf } from './compare.ts';
import { badField, badOperator } from './errors.ts';
import { type Expression, functionExpression } from './functions.ts';
import type { QueryScope } from './scope.ts';
import { compileSemiJoin } from './semi-join.ts';

/** A piece of SQL with the parameters that belong into it, in order. */
export interface Sql {
    text: string;
    parameters: SQLInputValue[];
}

type Comparison = Condition & { kind: 'compare' };

/**
 * Compiles WHERE or HAVING. SOQL knows only true and false: what SQL would leave unknown (a comparison with null) is
 * false, and its negation true.
 */
export function compileCondition(condition: Condition, scope: QueryScope): Sql {
    switch (condition.kind) {
        case 'and':
        case 'or': {
            const terms = condition.terms.map((term) => compileCondition(term, scope));
            return {
                text: `(${terms.map((term) => term.text).join(condition.kind === 'and' ? ' AND ' : ' OR ')})`,
                parameters: terms.flatMap((term) => term.parameters)
            };
        }
        case 'not':
            return negate(compileCondition(condition.term, scope));
        case 'compare':
            try {
                return compileComparison(condition, scope);
            } catch (error) {
                if (error instanceof RecordQueryError)
                    error.at(scope.context.soql, condition.at.line, condition.at.column);
                throw error;
            }
    }
}

const negate = (sql: Sql): Sql => ({ text: `((${sql.text}) IS NOT TRUE)`, parameters: sql.parameters });

function compileComparison(condition: Comparison, scope: QueryScope): Sql {
    const expression: Expression =
        condition.left.kind === 'field'
            ? scope.resolve(condition.left.path)
            : functionExpression(condition.left.call, scope);
    const { field, sql } = expression;
    if (condition.left.kind === 'field' && !field.filterable) {
        throw badField(`field '${field.name}' can not be filtered in a query call`);
    }
    const { operator, value } = condition;
    switch (operator) {
        case 'LIKE':
            return like(field, sql, value, scope);
        case 'IN':
            return isIn(field, sql, value, scope);
        case 'NOT IN':
            return negate(isIn(field, sql, value, scope));
        case 'INCLUDES':
            return includes(field, sql, value, scope);
        case 'EXCLUDES':
            return negate(includes(field, sql, value, scope));
        default:
            return compare(field, sql, operator, value, scope);
    }
}

const folded = (field: FieldInfo, sql: string): string => (comparingOf(field) === 'text' ? `fold(${sql})` : sql);

function compare(field: FieldInfo, sql: string, operator: Operator, value: Value, scope: QueryScope): Sql {
    const against = comparand(field, value, scope.context);
    if (field.type === 'multipicklist' && operator !== '=' && operator !== '!=') throw invalidOperator(field);
    if (field.type === 'boolean' && operator !== '=' && operator !== '!=') throw invalidOperator(field);
    if (against.kind === 'range') return compareWithDays(sql, operator, against);
    if (against.value === null) return compareWithNull(field, sql, operator);
    const left = folded(field, sql);
    if (operator === '!=') return negate({ text: `${left} = ?`, parameters: [against.value] });
    return { text: `${left} ${operator} ?`, parameters: [against.value] };
}

function compareWithNull(field: FieldInfo, sql: string, operator: Operator): Sql {
    // A checkbox has no null: as in the documentation, null means false.
    const isNull = field.type === 'boolean' ? `coalesce(${sql}, 0) = 0` : `${sql} IS NULL`;
    if (operator === '=') return { text: isNull, parameters: [] };
    if (operator === '!=') return { text: `NOT (${isNull})`, parameters: [] };
    return { text: 'FALSE', parameters: [] };
}

function compareWithDays(sql: string, operator: Operator, days: { from: string; until: string }): Sql {
    switch (operator) {
        case '=':
            return { text: `(${sql} >= ? AND ${sql} < ?)`, parameters: [days.from, days.until] };
        case '!=':
            return negate({ text: `(${sql} >= ? AND ${sql} < ?)`, parameters: [days.from, days.until] });
        case '<':
            return { text: `${sql} < ?`, parameters: [days.from] };
        case '<=':
            return { text: `${sql} < ?`, parameters: [days.until] };
        case '>':
            return { text: `${sql} >= ?`, parameters: [days.until] };
        default:
            return { text: `${sql} >= ?`, parameters: [days.from] };
    }
}

function like(field: FieldInfo, sql: string, value: Value, scope: QueryScope): Sql {
    if (comparingOf(field) === 'id') throw badOperator('invalid operator on id field');
    if (!['text', 'exact'].includes(comparingOf(field)) || field.type === 'multipicklist') throw invalidOperator(field);
    let pattern: string | null;
    if (value.kind === 'text') pattern = value.pattern;
    else if (value.kind === 'bind') {
        const bound = scope.context.binds.get(value);
        if (Array.isArray(bound)) {
            const terms = bound.map((each) => likePattern(sql, each === null ? null : String(each)));
            return {
                text: terms.length > 0 ? `(${terms.map((term) => term.text).join(' OR ')})` : 'FALSE',
                parameters: terms.flatMap((term) => term.parameters)
            };
        }
        pattern = bound === null ? null : String(bound);
    } else if (value.kind === 'null') pattern = null;
    else
        throw badField(
            `value of filter criterion for field '${field.name}' must be of type string and should be enclosed in quotes`
        );
    return likePattern(sql, pattern);
}

function likePattern(sql: string, pattern: string | null): Sql {
    if (pattern === null || pattern === '') return { text: `${sql} IS NULL`, parameters: [] };
    // A backslash that escapes nothing stands for itself.
    const escaped = fold(pattern).replace(/\\([\s\S]?)/g, (whole, next: string) =>
        next === '%' || next === '_' || next === '\\' ? whole : `\\\\${next}`
    );
    return { text: `fold(${sql}) LIKE ? ESCAPE '\\'`, parameters: [escaped] };
}

function isIn(field: FieldInfo, sql: string, value: Value, scope: QueryScope): Sql {
    if (value.kind === 'subquery') return compileSemiJoin(field, sql, value.query, scope);
    const entries = valuesOf(value, field, scope);
    const present = entries.filter((entry) => entry !== null);
    const terms: string[] = [];
    const parameters: SQLInputValue[] = [];
    if (present.length > 0) {
        terms.push(`${folded(field, sql)} IN (SELECT value FROM json_each(?))`);
        parameters.push(JSON.stringify(present));
    }
    if (present.length < entries.length) terms.push(compareWithNull(field, sql, '=').text);
    return { text: terms.length > 0 ? `(${terms.join(' OR ')})` : 'FALSE', parameters };
}

function valuesOf(value: Value, field: FieldInfo, scope: QueryScope): (string | number | null)[] {
    const single = (each: Value): string | number | null => {
        const against = comparand(field, each, scope.context);
        if (against.kind === 'range') throw new NotSupportedError('date literals inside IN');
        return against.value;
    };
    if (value.kind === 'list') return value.values.map(single);
    if (value.kind === 'bind') {
        const bound = scope.context.binds.get(value);
        const list = Array.isArray(bound) ? bound : [bound];
        return list.map((each) => {
            const against = boundValue(field, comparingOf(field), each);
            return against.kind === 'value' ? against.value : null;
        });
    }
    throw badOperator(`The IN operator must be used with an iterable expression, with field ${field.name}`);
}

function includes(field: FieldInfo, sql: string, value: Value, scope: QueryScope): Sql {
    if (field.type !== 'multipicklist')
        throw badField(`includes/excludes operators only valid on multipicklist field: ${field.name}`);
    const groups = valuesOf(value, field, scope).flatMap((entry) => (entry === null ? [] : [String(entry).split(';')]));
    const terms = groups.map((group) => group.map(() => `instr(';' || fold(${sql}) || ';', ?) > 0`).join(' AND '));
    return {
        text: terms.length > 0 ? `(${terms.map((term) => `(${term})`).join(' OR ')})` : 'FALSE',
        parameters: groups.flat().map((entry) => `;${entry};`)
    };
}

function invalidOperator(field: FieldInfo): RecordQueryError {
    return badOperator(`invalid operator on ${field.type} field`);
}
