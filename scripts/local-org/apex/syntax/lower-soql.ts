import { ApexParserBaseVisitor } from '@apexdevtools/apex-parser';
import type { BoundExpressionContext, QueryContext, SoqlFunctionContext } from '@apexdevtools/apex-parser';
import type { Bind, SoqlExpression } from './ast.ts';
import { lowerExpression } from './lower-expressions.ts';
import { lineOf, sourceText } from './lower-types.ts';

/** The key of a bind expression: its own text without white space, in lower case. */
function bindKey(expressionText: string): string {
    return expressionText.replace(/\s+/g, '').toLowerCase();
}

class BindCollector extends ApexParserBaseVisitor<void> {
    readonly binds: Bind[] = [];

    visitBoundExpression(context: BoundExpressionContext): void {
        const expression = context.expression();
        this.binds.push({ key: bindKey(sourceText(expression)), expression: lowerExpression(expression) });
    }
}

function aggregates(context: SoqlFunctionContext | null): boolean {
    return Boolean(
        context &&
        (context.AVG() ||
            context.COUNT() ||
            context.COUNT_DISTINCT() ||
            context.MIN() ||
            context.MAX() ||
            context.SUM())
    );
}

/** Comments may stand inside a literal; the store gets the query without them. */
function withoutComments(text: string): string {
    return text.replace(/'(?:\\.|[^'\\])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
        match.startsWith("'") ? match : ' '
    );
}

export function lowerSoql(context: QueryContext): SoqlExpression {
    const collector = new BindCollector();
    collector.visit(context);
    const entries = context.selectList().selectEntry_list();
    const first = entries[0]?.soqlFunction() ?? null;
    const isCount = entries.length === 1 && Boolean(first?.COUNT()) && !first?.fieldName();
    const isAggregate = Boolean(context.groupByClause()) || entries.some((each) => aggregates(each.soqlFunction()));
    return {
        kind: 'soql',
        line: lineOf(context),
        text: withoutComments(sourceText(context)),
        binds: collector.binds,
        from: context.fromNameList().fieldName(0).getText(),
        shape: isCount ? 'count' : isAggregate ? 'aggregate' : 'rows'
    };
}
