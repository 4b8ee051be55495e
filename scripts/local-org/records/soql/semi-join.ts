import type { FieldInfo } from '../schema/info.ts';
import type { Query } from './ast.ts';
import { compileCondition, type Sql } from './conditions.ts';
import { badField, malformed, noSuchObject } from './errors.ts';
import { QueryScope } from './scope.ts';

/** `Id IN (SELECT AccountId FROM Contact WHERE …)`. */
export function compileSemiJoin(field: FieldInfo, sql: string, query: Query, outer: QueryScope): Sql {
    const { context } = outer;
    if (field.type !== 'id' && field.type !== 'reference') {
        throw malformed(`Semi join sub-selects are only allowed on id fields, not on ${field.name}`);
    }
    const { path, alias } = query.from;
    const object = path.steps.length === 1 ? context.schema.object(path.steps[0]!) : undefined;
    if (!object) throw noSuchObject(path.steps.join('.')).at(context.soql, path.at.line, path.at.column);
    const [item] = query.select;
    if (query.select.length !== 1 || item?.kind !== 'field') {
        throw malformed('Semi join sub-selects can only query a single field');
    }
    if (query.limit || query.orderBy.length > 0) {
        throw malformed('Semi join sub-selects do not allow ORDER BY and LIMIT');
    }
    const scope = new QueryScope({ ...context, allRows: false }, object, `s${path.at.line}_${path.at.column}`, alias);
    const selected = scope.resolve(item.path);
    if (selected.field.type !== 'id' && selected.field.type !== 'reference') {
        throw badField(`The inner select field '${selected.field.name}' must be an id field or a reference`);
    }
    const where = query.where ? compileCondition(query.where, scope) : null;
    const conditions = [`${selected.sql} IS NOT NULL`, ...scope.visibility(), ...(where ? [where.text] : [])];
    return {
        text: `${sql} IN (SELECT ${selected.sql} ${scope.fromSql()} WHERE ${conditions.join(' AND ')})`,
        parameters: where?.parameters ?? []
    };
}
