import type { FieldValue, RecordRow } from '../../types.ts';
import type { Database } from '../database.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { Operand, Place, Query, SelectItem } from './ast.ts';
import { comparingOf } from './compare.ts';
import { compileCondition, type Sql } from './conditions.ts';
import { badField, malformed } from './errors.ts';
import { AGGREGATES, type Expression, functionExpression } from './functions.ts';
import { usingScope } from './record-query.ts';
import { valueReader } from './row-shape.ts';
import { type QueryContext, QueryScope } from './scope.ts';
import { assemble, compileOrder, limits } from './tail.ts';

/** Whether a query's rows are `AggregateResult` rows. */
export function isAggregate(query: Query): boolean {
    return (
        query.groupBy.length > 0 ||
        query.select.some(
            (item) => item.kind === 'function' && AGGREGATES.has(item.call.name) && item.call.path !== null
        )
    );
}

/** Whether it is `SELECT COUNT() FROM …`. */
export function isCount(query: Query): boolean {
    const [item] = query.select;
    return (
        query.select.length === 1 && item?.kind === 'function' && item.call.name === 'COUNT' && item.call.path === null
    );
}

function conditionsOf(query: Query, scope: QueryScope): Sql[] {
    return [
        ...scope.visibility().map((text) => ({ text, parameters: [] })),
        ...usingScope(query, scope),
        ...(query.where ? [compileCondition(query.where, scope)] : [])
    ];
}

/** The number that `SELECT COUNT()` answers. */
export function runCount(query: Query, object: ObjectInfo, context: QueryContext, db: Database): number {
    const scope = new QueryScope(context, object, 't', query.from.alias);
    if (query.groupBy.length > 0) throw malformed('Grouped query cannot use COUNT(): use COUNT(Id)');
    if (query.orderBy.length > 0) throw malformed('ORDER BY cannot be used with COUNT()');
    const where = conditionsOf(query, scope);
    const sql = assemble({ columns: ['1'], from: scope.fromSql(), where, ...limits(query, context) });
    const row = db.get(`SELECT COUNT(*) AS count FROM (${sql.text})`, ...sql.parameters);
    return Number(row?.count ?? 0);
}

/** Rows of type `AggregateResult`: keys are aliases, else field names, else `expr0`, `expr1`, … */
export function runAggregate(query: Query, object: ObjectInfo, context: QueryContext, db: Database): RecordRow[] {
    const scope = new QueryScope(context, object, 't', query.from.alias);
    const groups = query.groupBy.map((operand) => groupExpression(operand, scope));
    const groupSql = new Set(groups.map((group) => group.sql));
    let unnamed = 0;
    const outputs = query.select.map((item) => {
        const { expression, at, name } = outputOf(item, scope);
        const aggregated = item.kind === 'function' && AGGREGATES.has(item.call.name);
        if (!aggregated && !groupSql.has(expression.sql)) {
            throw malformed(`Field must be grouped or aggregated: ${name}`).at(context.soql, at.line, at.column);
        }
        const alias = item.kind === 'children' ? null : item.alias;
        return {
            key: alias ?? (item.kind === 'field' ? expression.field.name : `expr${unnamed++}`),
            sql: aggregated || comparingOf(expression.field) !== 'text' ? expression.sql : `MIN(${expression.sql})`,
            read: valueReader(expression.field)
        };
    });
    const keys = outputs.map((output) => output.key.toLowerCase());
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    if (twice !== undefined) throw malformed(`duplicate alias: ${twice}`);

    const where = conditionsOf(query, scope);
    const having = query.having ? compileCondition(query.having, scope) : null;
    const sql = assemble({
        columns: outputs.map((output) => output.sql),
        where,
        having,
        orderBy: compileOrder(query.orderBy, scope),
        groupBy: groups.map((group) => ({
            text: comparingOf(group.field) === 'text' ? `fold(${group.sql})` : group.sql,
            parameters: []
        })),
        from: scope.fromSql(),
        ...limits(query, context)
    });
    return db.arrays(sql.text, ...sql.parameters).map((row) => {
        const fields: Record<string, FieldValue> = {};
        outputs.forEach((output, index) => {
            fields[output.key] = output.read(row[index] ?? null);
        });
        return { type: 'AggregateResult', fields };
    });
}

/**
 * Resolves what is selected, without running anything.
 * @throws RecordQueryError where the context's user may not read it
 */
export function resolveSelected(query: Query, object: ObjectInfo, context: QueryContext): void {
    const scope = new QueryScope(context, object, 't', query.from.alias);
    for (const item of query.select) if (!isCount(query)) outputOf(item, scope);
}

function groupExpression(operand: Operand, scope: QueryScope): Expression {
    if (operand.kind === 'function') return functionExpression(operand.call, scope);
    const resolved = scope.resolve(operand.path);
    if (!resolved.field.groupable) {
        const { line, column } = operand.path.at;
        throw badField(`field '${resolved.field.name}' can not be grouped in a query call`).at(
            scope.context.soql,
            line,
            column
        );
    }
    return resolved;
}

function outputOf(item: SelectItem, scope: QueryScope): { expression: Expression; at: Place; name: string } {
    if (item.kind === 'children') throw malformed('Child sub-selects are not possible in an aggregate query');
    if (item.kind === 'field') {
        return { expression: scope.resolve(item.path), at: item.path.at, name: item.path.steps.join('.') };
    }
    if (item.call.name === 'COUNT' && !item.call.path) {
        throw malformed('Grouped query cannot use COUNT(): use COUNT(Id)');
    }
    return { expression: functionExpression(item.call, scope), at: item.call.at, name: item.call.name };
}
