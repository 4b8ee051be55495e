import type {
    BoundExpressionContext,
    FieldNameContext,
    FieldOrderContext,
    FieldGroupByContext,
    LimitClauseContext,
    OffsetClauseContext,
    OrderByClauseContext,
    QueryContext,
    SelectEntryContext,
    SoqlFunctionContext,
    SubFieldEntryContext,
    SubQueryContext,
    WithClauseContext
} from '@apexdevtools/apex-parser';
import { NotSupportedError, RecordQueryError } from '../errors.ts';
import type { Count, FieldPath, FunctionCall, OrderItem, Operand, Query, SelectItem, Value } from './ast.ts';
import { ConditionBuilder } from './condition-builder.ts';
import { placeOf } from './place.ts';

const CLAUSES = new Set(['WHERE', 'WITH', 'USING', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'UPDATE']);

/** Turns the parser's tree of one query into our own. Absent parts of the tree are null, whatever its types say. */
export class AstBuilder {
    readonly #soql: string;
    readonly #conditions: ConditionBuilder;

    constructor(soql: string) {
        this.#soql = soql;
        this.#conditions = new ConditionBuilder(soql, this);
    }

    query(tree: QueryContext): Query {
        const group = tree.groupByClause();
        if (group?.ROLLUP() || group?.CUBE()) throw new NotSupportedError('GROUP BY ROLLUP and CUBE');
        const limit = tree.limitClause();
        const offset = tree.offsetClause();
        const where = tree.whereClause();
        const having = group?.HAVING() ? group.logicalExpression() : null;
        return {
            select: tree
                .selectList()
                .selectEntry_list()
                .map((entry) => this.#selectItem(entry)),
            from: this.#from(tree),
            scope: tree.usingScope()?.soqlId().getText() ?? null,
            where: where ? this.#conditions.where(where.whereLogicalExpression()) : null,
            mode: this.#mode(tree.withClause()),
            groupBy: group
                ? group
                      .fieldGroupByList()
                      .fieldGroupBy_list()
                      .map((entry) => this.operand(entry))
                : [],
            having: having ? this.#conditions.logical(having) : null,
            orderBy: this.#orderBy(tree.orderByClause()),
            limit: limit ? this.#count(limit) : null,
            offset: offset ? this.#count(offset) : null,
            allRows: Boolean(tree.allRowsClause())
        };
    }

    subQuery(tree: SubQueryContext): Query {
        const where = tree.whereClause();
        const limit = tree.limitClause();
        return {
            select: tree
                .subFieldList()
                .subFieldEntry_list()
                .map((entry) => this.#selectItem(entry)),
            from: this.#from(tree),
            scope: null,
            where: where ? this.#conditions.where(where.whereLogicalExpression()) : null,
            mode: null,
            groupBy: [],
            having: null,
            orderBy: this.#orderBy(tree.orderByClause()),
            limit: limit ? this.#count(limit) : null,
            offset: null,
            allRows: false
        };
    }

    path(tree: FieldNameContext): FieldPath {
        return { steps: tree.soqlId_list().map((step) => step.getText()), at: placeOf(tree) };
    }

    operand(tree: FieldGroupByContext | FieldOrderContext): Operand {
        const call = tree.soqlFunction();
        return call
            ? { kind: 'function', call: this.call(call) }
            : { kind: 'field', path: this.path(tree.fieldName()) };
    }

    call(tree: SoqlFunctionContext): FunctionCall {
        const name = tree.start.text.toUpperCase();
        const inner = tree.soqlFunction();
        if (
            inner ||
            ['FORMAT', 'DISTANCE', 'CONVERTCURRENCY', 'GROUPING'].includes(name) ||
            name.startsWith('FISCAL_')
        ) {
            throw new NotSupportedError(`${name}() in SOQL`);
        }
        const date = tree.dateFieldName();
        const field = date ? date.fieldName() : tree.fieldName();
        return {
            name,
            path: field ? this.path(field) : null,
            parameter: tree.soqlFieldsParameter()?.getText().toUpperCase() ?? null,
            convertTimezone: Boolean(date?.CONVERT_TIMEZONE()),
            at: placeOf(tree)
        };
    }

    bind(tree: BoundExpressionContext): Value & { kind: 'bind' } {
        const text = tree.expression().getText();
        return { kind: 'bind', key: text.toLowerCase(), text, at: placeOf(tree) };
    }

    #selectItem(tree: SelectEntryContext | SubFieldEntryContext): SelectItem {
        if (tree.typeOf()) throw new NotSupportedError('TYPEOF in SOQL');
        const children = tree.subQuery();
        if (children) return { kind: 'children', query: this.subQuery(children) };
        const alias = tree.soqlId()?.getText() ?? null;
        const call = tree.soqlFunction();
        if (call) return { kind: 'function', call: this.call(call), alias };
        return { kind: 'field', path: this.path(tree.fieldName()), alias };
    }

    #from(tree: QueryContext | SubQueryContext): Query['from'] {
        const list = tree.fromNameList();
        if (list.fieldName_list().length > 1) throw new NotSupportedError('several objects in the FROM of a query');
        const alias = list.soqlId(0);
        // The grammar takes a clause's first word for an alias where the clause is left unfinished.
        if (alias && CLAUSES.has(alias.getText().toUpperCase())) {
            const { line, column } = placeOf(alias);
            throw new RecordQueryError('MALFORMED_QUERY', `unexpected token: '${alias.getText()}'`).at(
                this.#soql,
                line,
                column
            );
        }
        return { path: this.path(list.fieldName(0)), alias: alias?.getText() ?? null };
    }

    #mode(tree: WithClauseContext | null): Query['mode'] {
        if (!tree) return null;
        if (tree.USER_MODE()) return 'USER_MODE';
        if (tree.SYSTEM_MODE()) return 'SYSTEM_MODE';
        if (tree.SECURITY_ENFORCED()) return 'SECURITY_ENFORCED';
        throw new NotSupportedError('WITH DATA CATEGORY and other filters of WITH');
    }

    #orderBy(clause: OrderByClauseContext | null): OrderItem[] {
        const entries = clause?.fieldOrderList().fieldOrder_list() ?? [];
        return entries.map((entry) => this.#orderItem(entry));
    }

    #orderItem(tree: FieldOrderContext): OrderItem {
        return {
            by: this.operand(tree),
            descending: Boolean(tree.DESC()),
            nulls: tree.NULLS() && tree.LAST() ? 'last' : 'first'
        };
    }

    #count(tree: LimitClauseContext | OffsetClauseContext): Count {
        const bound = tree.boundExpression();
        if (bound) return this.bind(bound);
        const value = Number(tree.IntegerLiteral().getText());
        if (!Number.isSafeInteger(value)) {
            const { line, column } = placeOf(tree);
            throw new RecordQueryError('MALFORMED_QUERY', `Invalid number: ${tree.IntegerLiteral().getText()}`).at(
                this.#soql,
                line,
                column
            );
        }
        return { kind: 'number', value, at: placeOf(tree) };
    }
}
