import type { RecordRow } from '../../types.ts';
import type { Database } from '../database.ts';
import { RecordQueryError } from '../errors.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { Place, Query, SelectItem } from './ast.ts';
import { ChildQuery } from './child-query.ts';
import { compileCondition, type Sql } from './conditions.ts';
import { badOperator, malformed } from './errors.ts';
import { Columns, RowShape } from './row-shape.ts';
import { type QueryContext, QueryScope } from './scope.ts';
import { assemble, compileOrder, limits } from './tail.ts';

const MOST_ROWS_OF_FIELDS = 200;

/** A query for records, or the inner part of one for child records. */
export class RecordQuery {
    readonly #context: QueryContext;
    readonly #query: Query;
    readonly scope: QueryScope;
    readonly columns = new Columns();
    readonly #shape: RowShape;
    readonly #children: ChildQuery[] = [];

    constructor(query: Query, object: ObjectInfo, prefix: string, context: QueryContext) {
        this.#context = context;
        this.#query = query;
        this.scope = new QueryScope(context, object, prefix, query.from.alias);
        this.#shape = RowShape.root(this.scope, this.columns);
        for (const item of query.select) this.#select(item);
    }

    /** @param more conditions besides the query's own */
    compile(more: Sql[], ownLimit: boolean): Sql {
        const { where, orderBy } = this.#query;
        const conditions: Sql[] = [
            ...more,
            ...this.scope.visibility().map((text) => ({ text, parameters: [] })),
            ...usingScope(this.#query, this.scope),
            ...(where ? [compileCondition(where, this.scope)] : [])
        ];
        const order = compileOrder(orderBy, this.scope);
        // Without an order of its own a result still comes the same each time: by id, which is by age.
        order.text = [order.text, this.scope.root.id].filter((part) => part !== '').join(', ');
        return assemble({
            columns: this.columns.sql,
            from: this.scope.fromSql(),
            where: conditions,
            orderBy: order,
            ...(ownLimit ? limits(this.#query, this.#context) : { limit: -1, offset: 0 })
        });
    }

    /** Runs it; `keyColumn`, if given, is read as the key that each record belongs to. */
    run(db: Database, sql: Sql, keyColumn?: number): { record: RecordRow; key: string }[] {
        const rows = db.arrays(sql.text, ...sql.parameters);
        const { schema } = this.#context;
        const found = rows.map((row) => ({
            record: this.#shape.read(row, schema),
            key: keyColumn === undefined ? '' : String(row[keyColumn])
        }));
        const records = found.map(({ record }) => record);
        for (const children of this.#children) children.attach(db, records);
        return found;
    }

    #select(item: SelectItem): void {
        if (item.kind === 'children') {
            this.#children.push(new ChildQuery(item.query, this.scope.object, this.#children.length, this.#context));
            return;
        }
        if (item.kind === 'function') {
            this.#selectFunction(item);
            return;
        }
        if (item.alias !== null)
            throw this.#fail(malformed('only aggregate expressions use field aliasing'), item.path.at);
        const resolved = this.scope.resolve(item.path);
        if (!this.#shape.add(resolved, this.columns)) {
            throw this.#fail(malformed(`duplicate field selected: ${item.path.steps.join('.')}`), item.path.at);
        }
    }

    #selectFunction({ call, alias }: SelectItem & { kind: 'function' }): void {
        if (call.name === 'TOLABEL' && call.path) {
            const resolved = this.scope.resolve(call.path);
            if (!this.#shape.add(resolved, this.columns, alias ?? resolved.field.name, true)) {
                throw this.#fail(malformed(`duplicate field selected: ${call.path.steps.join('.')}`), call.at);
            }
            return;
        }
        if (call.name === 'FIELDS' && call.parameter) {
            this.#selectFields(call.parameter, call.at);
            return;
        }
        throw this.#fail(malformed(`Field must be grouped or aggregated: ${call.name}`), call.at);
    }

    #selectFields(which: string, at: Place): void {
        const { limit } = limits(this.#query, this.#context);
        if (which !== 'STANDARD' && (limit < 0 || limit > MOST_ROWS_OF_FIELDS)) {
            throw this.#fail(
                malformed(`The SOQL FIELDS function must have a LIMIT of at most ${MOST_ROWS_OF_FIELDS}`),
                at
            );
        }
        const { object } = this.scope;
        for (const field of object.fields) {
            if (which !== 'ALL' && field.custom !== (which === 'CUSTOM')) continue;
            if (this.#context.access && !this.#context.access.mayReadField(object, field)) continue;
            this.#shape.add(this.scope.resolve({ steps: [field.name], at }), this.columns);
        }
    }

    #fail(error: RecordQueryError, at: Place): RecordQueryError {
        return error.at(this.#context.soql, at.line, at.column);
    }
}

/** `USING SCOPE mine`: what the user owns. */
export function usingScope(query: Query, scope: QueryScope): Sql[] {
    const name = query.scope?.toLowerCase();
    if (name === undefined || name === 'everything') return [];
    if (name !== 'mine') throw badOperator(`scope ${query.scope} is not supported for ${scope.object.name}`);
    const owner = scope.resolve({ steps: ['OwnerId'], at: query.from.path.at });
    return [{ text: `${owner.sql} = ?`, parameters: [scope.context.userId] }];
}
