import {
    ArrayExpressionContext,
    Arth1ExpressionContext,
    Arth2ExpressionContext,
    AssignExpressionContext,
    BitAndExpressionContext,
    BitExpressionContext,
    BitNotExpressionContext,
    BitOrExpressionContext,
    CastExpressionContext,
    CmpExpressionContext,
    CoalExpressionContext,
    CondExpressionContext,
    DotExpressionContext,
    EqualityExpressionContext,
    IdPrimaryContext,
    InstanceOfExpressionContext,
    LiteralPrimaryContext,
    LogAndExpressionContext,
    LogOrExpressionContext,
    MethodCallExpressionContext,
    NegExpressionContext,
    NewExpressionContext,
    PostOpExpressionContext,
    PreOpExpressionContext,
    PrimaryExpressionContext,
    SoqlPrimaryContext,
    SubExpressionContext,
    SuperPrimaryContext,
    ThisPrimaryContext,
    TypeRefPrimaryContext,
    VoidPrimaryContext
} from '@apexdevtools/apex-parser';
import type {
    CreatorContext,
    ExpressionContext,
    ExpressionListContext,
    MethodCallContext,
    PrimaryContext
} from '@apexdevtools/apex-parser';
import type { AssignOperator, BinaryOperator, Expression } from './ast.ts';
import { lineOf, lowerCreatedName, lowerLiteral, lowerType } from './lower-types.ts';
import { lowerSoql } from './lower-soql.ts';

export function lowerExpressionList(context: ExpressionListContext | null): Expression[] {
    return context ? context.expression_list().map(lowerExpression) : [];
}

function primary(context: PrimaryContext): Expression {
    const line = lineOf(context);
    if (context instanceof IdPrimaryContext) {
        return { kind: 'name', line, name: context.id().getText() };
    }
    if (context instanceof LiteralPrimaryContext) {
        return lowerLiteral(context.literal());
    }
    if (context instanceof ThisPrimaryContext) {
        return { kind: 'this', line };
    }
    if (context instanceof SuperPrimaryContext) {
        return { kind: 'super', line };
    }
    if (context instanceof TypeRefPrimaryContext) {
        return { kind: 'classLiteral', line, type: lowerType(context.typeRef()) };
    }
    if (context instanceof VoidPrimaryContext) {
        return { kind: 'classLiteral', line, type: null };
    }
    if (context instanceof SoqlPrimaryContext) {
        return lowerSoql(context.soqlLiteral().query());
    }
    return { kind: 'unsupported', line, what: 'SOSL ([FIND …])' };
}

function dotExpression(context: DotExpressionContext): Expression {
    const target = lowerExpression(context.expression());
    const safe = Boolean(context.QUESTIONDOT());
    const call = context.dotMethodCall();
    if (!call) {
        return { kind: 'member', line: lineOf(context.anyId()), target, name: context.anyId().getText(), safe };
    }
    const args = lowerExpressionList(call.expressionList());
    return { kind: 'call', line: lineOf(call), target, name: call.anyId().getText(), args, safe };
}

function methodCall(context: MethodCallContext): Expression {
    const line = lineOf(context);
    const args = lowerExpressionList(context.expressionList());
    if (context.THIS() || context.SUPER()) {
        return { kind: 'constructorCall', line, which: context.THIS() ? 'this' : 'super', args };
    }
    return { kind: 'call', line, target: null, name: context.id().getText(), args, safe: false };
}

function creator(context: CreatorContext): Expression {
    const line = lineOf(context);
    const type = lowerCreatedName(context.createdName());
    if (context.classCreatorRest()) {
        const args = lowerExpressionList(context.classCreatorRest().arguments().expressionList());
        return { kind: 'new', line, type, args };
    }
    const array = context.arrayCreatorRest();
    if (array) {
        const size = array.expression() ? lowerExpression(array.expression()) : null;
        const items = array.arrayInitializer()?.expression_list().map(lowerExpression) ?? [];
        return { kind: 'newArray', line, type, size, items };
    }
    const pairs = context.mapCreatorRest()?.mapCreatorRestPair_list() ?? [];
    return {
        kind: 'newCollection',
        line,
        type,
        items: context.setCreatorRest()?.expression_list().map(lowerExpression) ?? [],
        pairs: pairs.map((pair) => [lowerExpression(pair.expression(0)), lowerExpression(pair.expression(1))])
    };
}

type BinaryContext = ExpressionContext & {
    expression(index: number): ExpressionContext;
    expression_list(): ExpressionContext[];
};

/** The operator's text: everything between the two operands that is not white space. */
function operatorText(context: BinaryContext): string {
    const parts: string[] = [];
    for (let index = 1; index < context.getChildCount() - 1; index += 1) {
        parts.push(context.getChild(index).getText());
    }
    return parts.join('');
}

function binary(context: BinaryContext): Expression {
    const text = operatorText(context);
    const operator = (text === '<>' ? '!=' : text) as BinaryOperator;
    const left = lowerExpression(context.expression(0));
    const right = lowerExpression(context.expression(1));
    return { kind: 'binary', line: lineOf(context), operator, left, right };
}

function prefix(context: PreOpExpressionContext): Expression {
    const line = lineOf(context);
    const operand = context.expression();
    if (context.INC() || context.DEC()) {
        const operator = context.INC() ? '++' : '--';
        return { kind: 'increment', line, operator, prefix: true, operand: lowerExpression(operand) };
    }
    if (context.SUB() && operand.getText() === '2147483648') {
        return { kind: 'literal', line, type: 'Integer', value: -2147483648 };
    }
    return { kind: 'unary', line, operator: context.SUB() ? '-' : '+', operand: lowerExpression(operand) };
}

const BINARY = [
    Arth1ExpressionContext,
    Arth2ExpressionContext,
    BitExpressionContext,
    CmpExpressionContext,
    EqualityExpressionContext,
    BitAndExpressionContext,
    BitNotExpressionContext,
    BitOrExpressionContext,
    LogAndExpressionContext,
    LogOrExpressionContext
];

export function lowerExpression(context: ExpressionContext): Expression {
    const line = lineOf(context);
    if (context instanceof PrimaryExpressionContext) {
        return primary(context.primary());
    }
    if (context instanceof DotExpressionContext) {
        return dotExpression(context);
    }
    if (context instanceof MethodCallExpressionContext) {
        return methodCall(context.methodCall());
    }
    if (BINARY.some((each) => context instanceof each)) {
        return binary(context as BinaryContext);
    }
    if (context instanceof AssignExpressionContext) {
        const operator = operatorText(context) as AssignOperator;
        const target = lowerExpression(context.expression(0));
        return { kind: 'assign', line, operator, target, value: lowerExpression(context.expression(1)) };
    }
    if (context instanceof NewExpressionContext) {
        return creator(context.creator());
    }
    if (context instanceof SubExpressionContext) {
        return lowerExpression(context.expression());
    }
    if (context instanceof ArrayExpressionContext) {
        const target = lowerExpression(context.expression(0));
        return { kind: 'index', line, target, index: lowerExpression(context.expression(1)) };
    }
    if (context instanceof CastExpressionContext) {
        const operand = lowerExpression(context.expression());
        return { kind: 'cast', line, type: lowerType(context.typeRef()), operand };
    }
    if (context instanceof PreOpExpressionContext) {
        return prefix(context);
    }
    if (context instanceof PostOpExpressionContext) {
        const operator = context.INC() ? '++' : '--';
        const operand = lowerExpression(context.expression());
        return { kind: 'increment', line, operator, prefix: false, operand };
    }
    if (context instanceof NegExpressionContext) {
        const operand = lowerExpression(context.expression());
        return { kind: 'unary', line, operator: context.BANG() ? '!' : '~', operand };
    }
    if (context instanceof InstanceOfExpressionContext) {
        const operand = lowerExpression(context.expression());
        return { kind: 'instanceof', line, operand, type: lowerType(context.typeRef()) };
    }
    if (context instanceof CoalExpressionContext) {
        const left = lowerExpression(context.expression(0));
        return { kind: 'coalesce', line, left, right: lowerExpression(context.expression(1)) };
    }
    if (context instanceof CondExpressionContext) {
        const [test, then, otherwise] = context.expression_list().map(lowerExpression);
        return { kind: 'conditional', line, test: test!, then: then!, otherwise: otherwise! };
    }
    return { kind: 'unsupported', line, what: `the expression ${context.getText()}` };
}
