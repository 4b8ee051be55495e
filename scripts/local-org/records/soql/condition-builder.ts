import type {
    ComparisonOperatorContext,
    ConditionalExpressionContext,
    FieldExpressionContext,
    LogicalExpressionContext,
    ValueContext,
    WhereConditionalExpressionContext,
    WhereLogicalExpressionContext
} from '@apexdevtools/apex-parser';
import { NotSupportedError } from '../errors.ts';
import type { Condition, Operator, Value } from './ast.ts';
import type { AstBuilder } from './ast-builder.ts';
import { readText } from './literals.ts';
import { placeOf } from './place.ts';

/** The part of the tree that is under WHERE and HAVING. */
export class ConditionBuilder {
    /** By code points, as the parser counts. */
    readonly #characters: string[];
    readonly #names: AstBuilder;

    constructor(soql: string, names: AstBuilder) {
        this.#characters = Array.from(soql);
        this.#names = names;
    }

    where(tree: WhereLogicalExpressionContext): Condition {
        const terms = tree.whereConditionalExpression_list().map((term) => this.#whereTerm(term));
        return combine(terms, Boolean(tree.NOT()), tree.SOQLOR_list().length > 0);
    }

    /** Of HAVING. */
    logical(tree: LogicalExpressionContext): Condition {
        const terms = tree.conditionalExpression_list().map((term) => this.#term(term));
        return combine(terms, Boolean(tree.NOT()), tree.SOQLOR_list().length > 0);
    }

    #whereTerm(tree: WhereConditionalExpressionContext): Condition {
        const inner = tree.whereLogicalExpression();
        if (inner) return this.where(inner);
        const comparison = tree.whereFieldExpression();
        if (comparison.FORMULA()) throw new NotSupportedError('FORMULA() in SOQL');
        return this.#comparison(comparison.fieldExpression());
    }

    #term(tree: ConditionalExpressionContext): Condition {
        const inner = tree.logicalExpression();
        return inner ? this.logical(inner) : this.#comparison(tree.fieldExpression());
    }

    #comparison(tree: FieldExpressionContext): Condition {
        const call = tree.soqlFunction();
        return {
            kind: 'compare',
            left: call
                ? { kind: 'function', call: this.#names.call(call) }
                : { kind: 'field', path: this.#names.path(tree.fieldName()) },
            operator: operatorOf(tree.comparisonOperator()),
            value: this.#value(tree.value()),
            at: placeOf(tree)
        };
    }

    #value(tree: ValueContext): Value {
        if (tree.NULL()) return { kind: 'null' };
        if (tree.BooleanLiteral())
            return { kind: 'boolean', value: tree.BooleanLiteral().getText().toLowerCase() === 'true' };
        if (tree.signedNumber()) return { kind: 'number', value: Number(tree.signedNumber().getText()) };
        if (tree.StringLiteral()) {
            const { start, stop } = tree.StringLiteral().symbol;
            return { kind: 'text', ...readText(this.#characters.slice(start, stop + 1).join('')) };
        }
        if (tree.DateLiteral()) return { kind: 'date', value: tree.DateLiteral().getText() };
        if (tree.DateTimeLiteral()) return { kind: 'datetime', value: tree.DateTimeLiteral().getText() };
        const formula = tree.dateFormula();
        if (formula) {
            const count = formula.signedInteger();
            return {
                kind: 'dateFormula',
                name: formula.start.text.toUpperCase(),
                count: count ? Number(count.getText()) : 0
            };
        }
        if (tree.subQuery()) return { kind: 'subquery', query: this.#names.subQuery(tree.subQuery()) };
        if (tree.valueList()) {
            return {
                kind: 'list',
                values: tree
                    .valueList()
                    .value_list()
                    .map((value) => this.#value(value))
            };
        }
        if (tree.boundExpression()) return this.#names.bind(tree.boundExpression());
        throw new NotSupportedError(`the value ${tree.getText()} in SOQL`);
    }
}

function combine(terms: Condition[], negated: boolean, anyOf: boolean): Condition {
    const [first] = terms;
    if (negated) return { kind: 'not', term: first! };
    return terms.length === 1 ? first! : { kind: anyOf ? 'or' : 'and', terms };
}

function operatorOf(tree: ComparisonOperatorContext): Operator {
    const text = tree.getText().toUpperCase();
    if (text === 'NOTIN') return 'NOT IN';
    return text === '<>' ? '!=' : (text as Operator);
}
