import type {
    AccessLevelContext,
    BlockContext,
    ForStatementContext,
    LocalVariableDeclarationContext,
    StatementContext,
    SwitchStatementContext,
    TryStatementContext,
    VariableDeclaratorsContext,
    WhenControlContext,
    WhenLiteralContext
} from '@apexdevtools/apex-parser';
import type {
    Block,
    DmlKeyword,
    Expression,
    LocalVariables,
    Statement,
    VariableDeclarator,
    WhenBranch
} from './ast.ts';
import { lowerExpression, lowerExpressionList } from './lower-expressions.ts';
import { integerLiteral, lineOf, longLiteral, lowerType, qualifiedExpression, qualifiedType } from './lower-types.ts';
import { multilineLiteralValue, stringLiteralValue } from './literals.ts';

export function lowerDeclarators(context: VariableDeclaratorsContext): VariableDeclarator[] {
    return context.variableDeclarator_list().map((each) => ({
        name: each.id().getText(),
        line: lineOf(each),
        value: each.expression() ? lowerExpression(each.expression()) : null
    }));
}

export function lowerBlock(context: BlockContext): Block {
    return { kind: 'block', line: lineOf(context), statements: context.statement_list().map(lowerStatement) };
}

function locals(context: LocalVariableDeclarationContext): LocalVariables {
    return {
        kind: 'local',
        line: lineOf(context),
        type: lowerType(context.typeRef()),
        variables: lowerDeclarators(context.variableDeclarators())
    };
}

/** `for (…);` and `while (…);` have no body. */
function body(context: StatementContext | null, line: number): Statement {
    return context ? lowerStatement(context) : { kind: 'block', line, statements: [] };
}

function whenLiteral(context: WhenLiteralContext): Expression {
    const line = lineOf(context);
    const nested = context.whenLiteral();
    if (nested) {
        return whenLiteral(nested);
    }
    if (context.NULL()) {
        return { kind: 'literal', line, type: 'null', value: null };
    }
    if (context.qualifiedName()) {
        return qualifiedExpression(context.qualifiedName());
    }
    const negative = context.SUB_list().length % 2 === 1;
    if (context.IntegerLiteral()) {
        const text = context.IntegerLiteral().getText();
        if (negative && text === '2147483648') {
            return { kind: 'literal', line, type: 'Integer', value: -2147483648 };
        }
        const literal = integerLiteral(text, line);
        return negative ? ({ ...literal, value: -(literal.value as number) } as Expression) : literal;
    }
    if (context.LongLiteral()) {
        const literal = longLiteral(context.LongLiteral().getText(), line);
        return negative ? ({ ...literal, value: -(literal.value as bigint) } as Expression) : literal;
    }
    const value = context.StringLiteral()
        ? stringLiteralValue(context.StringLiteral().getText())
        : multilineLiteralValue(context.MultilineStringLiteral().getText());
    return { kind: 'literal', line, type: 'String', value };
}

function whenBranch(context: WhenControlContext): WhenBranch {
    const value = context.whenValue();
    return {
        line: lineOf(context),
        values: value.whenLiteral_list().map(whenLiteral),
        type: value.typeRef() ? { type: lowerType(value.typeRef()), variable: value.id().getText() } : null,
        isElse: Boolean(value.ELSE()),
        body: lowerBlock(context.block())
    };
}

function switchStatement(context: SwitchStatementContext): Statement {
    return {
        kind: 'switch',
        line: lineOf(context),
        subject: lowerExpression(context.expression()),
        branches: context.whenControl_list().map(whenBranch)
    };
}

function forStatement(context: ForStatementContext): Statement {
    const line = lineOf(context);
    const control = context.forControl();
    const each = control.enhancedForControl();
    if (each) {
        return {
            kind: 'forEach',
            line,
            type: lowerType(each.typeRef()),
            variable: each.id().getText(),
            source: lowerExpression(each.expression()),
            body: body(context.statement(), line)
        };
    }
    const init = control.forInit();
    const declaration = init?.localVariableDeclaration();
    return {
        kind: 'for',
        line,
        init: declaration ? locals(declaration) : lowerExpressionList(init?.expressionList() ?? null),
        test: control.expression() ? lowerExpression(control.expression()) : null,
        update: lowerExpressionList(control.forUpdate()?.expressionList() ?? null),
        body: body(context.statement(), line)
    };
}

function tryStatement(context: TryStatementContext): Statement {
    const last = context.finallyBlock();
    return {
        kind: 'try',
        line: lineOf(context),
        body: lowerBlock(context.block()),
        catches: context.catchClause_list().map((each) => ({
            line: lineOf(each),
            type: qualifiedType(each.qualifiedName()),
            variable: each.id().getText(),
            body: lowerBlock(each.block())
        })),
        last: last ? lowerBlock(last.block()) : null
    };
}

function dml(
    operation: DmlKeyword,
    context: StatementContext,
    access: AccessLevelContext | null,
    value: Expression,
    externalId: string | null = null
): Statement {
    return {
        kind: 'dml',
        line: lineOf(context),
        operation,
        access: access ? (access.USER() ? 'user' : 'system') : null,
        value,
        externalId
    };
}

function dmlStatement(context: StatementContext): Statement | null {
    const insert = context.insertStatement();
    if (insert) {
        return dml('insert', context, insert.accessLevel(), lowerExpression(insert.expression()));
    }
    const update = context.updateStatement();
    if (update) {
        return dml('update', context, update.accessLevel(), lowerExpression(update.expression()));
    }
    const remove = context.deleteStatement();
    if (remove) {
        return dml('delete', context, remove.accessLevel(), lowerExpression(remove.expression()));
    }
    const undelete = context.undeleteStatement();
    if (undelete) {
        return dml('undelete', context, undelete.accessLevel(), lowerExpression(undelete.expression()));
    }
    const upsert = context.upsertStatement();
    if (upsert) {
        const field = upsert.qualifiedName()?.getText() ?? null;
        return dml('upsert', context, upsert.accessLevel(), lowerExpression(upsert.expression()), field);
    }
    return null;
}

export function lowerStatement(context: StatementContext): Statement {
    const line = lineOf(context);
    if (context.expressionStatement()) {
        return { kind: 'expression', line, expression: lowerExpression(context.expressionStatement().expression()) };
    }
    if (context.localVariableDeclarationStatement()) {
        return locals(context.localVariableDeclarationStatement().localVariableDeclaration());
    }
    if (context.block()) {
        return lowerBlock(context.block());
    }
    const ifContext = context.ifStatement();
    if (ifContext) {
        const [then, otherwise] = ifContext.statement_list();
        return {
            kind: 'if',
            line,
            test: lowerExpression(ifContext.parExpression().expression()),
            then: body(then ?? null, line),
            otherwise: otherwise ? lowerStatement(otherwise) : null
        };
    }
    if (context.returnStatement()) {
        const value = context.returnStatement().expression();
        return { kind: 'return', line, value: value ? lowerExpression(value) : null };
    }
    if (context.throwStatement()) {
        return { kind: 'throw', line, value: lowerExpression(context.throwStatement().expression()) };
    }
    if (context.forStatement()) {
        return forStatement(context.forStatement());
    }
    if (context.whileStatement()) {
        const each = context.whileStatement();
        const test = lowerExpression(each.parExpression().expression());
        return { kind: 'while', line, test, body: body(each.statement(), line) };
    }
    if (context.doWhileStatement()) {
        const each = context.doWhileStatement();
        const test = lowerExpression(each.parExpression().expression());
        return { kind: 'doWhile', line, test, body: lowerBlock(each.block()) };
    }
    if (context.tryStatement()) {
        return tryStatement(context.tryStatement());
    }
    if (context.switchStatement()) {
        return switchStatement(context.switchStatement());
    }
    if (context.breakStatement()) {
        return { kind: 'break', line };
    }
    if (context.continueStatement()) {
        return { kind: 'continue', line };
    }
    if (context.runAsStatement()) {
        const each = context.runAsStatement();
        return {
            kind: 'runAs',
            line,
            args: lowerExpressionList(each.expressionList()),
            body: lowerBlock(each.block())
        };
    }
    return dmlStatement(context) ?? { kind: 'unsupportedStatement', line, what: 'the statement merge' };
}
