import { apexError } from '../run/errors.ts';
import type { Expression, Literal } from '../syntax/ast.ts';
import { platformType } from '../platform/registry.ts';
import { typeToken } from '../platform/type-token.ts';
import {
    type ApexType,
    BOOLEAN,
    DECIMAL,
    DOUBLE,
    INTEGER,
    LONG,
    NULL,
    STRING,
    UNKNOWN,
    VOID
} from '../types/apex-type.ts';
import { commonType, isCastable } from '../types/assignable.ts';
import { castConversion } from '../values/convert.ts';
import { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { isInstance } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import { compileCall } from './calls.ts';
import { coerce, condition, singleRow } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileNew, compileNewArray, compileNewCollection } from './creation.ts';
import { compileEntity, entityValue } from './entities.ts';
import { binaryOperation, unaryOperation } from './operators.ts';
import { compileAssignment, compileIncrement, listItems } from './references.ts';
import { compileSoql } from './soql.ts';

const LITERAL_TYPES: Record<Literal['type'], ApexType> = {
    Integer: INTEGER,
    Long: LONG,
    Double: DOUBLE,
    Decimal: DECIMAL,
    String: STRING,
    Boolean: BOOLEAN,
    null: NULL
};

function literalValue(literal: Literal): Value {
    if (literal.type === 'Double') {
        return new ApexDouble(literal.value);
    }
    return literal.type === 'Decimal' ? (ApexDecimal.parse(literal.value) ?? null) : literal.value;
}

function literal(expression: Literal): Typed {
    const value = literalValue(expression);
    return { type: LITERAL_TYPES[expression.type], run: () => value };
}

function selfOf(context: BodyContext, above: boolean, line: number): Typed {
    if (context.isStatic) {
        throw context.problem(`${above ? 'super' : 'this'} cannot be used in a static context`, line);
    }
    const type = above ? context.owner.superClass?.type : context.owner.type;
    return { type: type ?? context.owner.type, run: (frame) => frame.self };
}

function cast(context: BodyContext, expression: Extract<Expression, { kind: 'cast' }>): Typed {
    const type = context.resolve(expression.type);
    let operand = compileExpression(context, expression.operand);
    if (operand.isQuery && type.kind === 'sobject') {
        operand = singleRow(operand);
    }
    if (!isCastable(operand.type, type)) {
        throw context.problem(
            `Incompatible types since an instance of ${operand.type.name} is never an instance of ${type.name}`,
            expression.line
        );
    }
    const convert = castConversion(operand.type, type);
    const { run } = operand;
    return {
        type,
        run: convert
            ? (frame) => {
                  const value = run(frame);
                  frame.line = expression.line;
                  return convert(value);
              }
            : run
    };
}

function instanceOf(context: BodyContext, expression: Extract<Expression, { kind: 'instanceof' }>): Typed {
    const type = context.resolve(expression.type);
    const { run } = compileExpression(context, expression.operand);
    return { type: BOOLEAN, run: (frame) => isInstance(run(frame), type) };
}

function index(context: BodyContext, expression: Extract<Expression, { kind: 'index' }>): Typed {
    const target = compileExpression(context, expression.target);
    const at = coerce(context, compileExpression(context, expression.index), INTEGER, expression.line);
    if (target.type === UNKNOWN) {
        return target;
    }
    if (target.type.kind !== 'list') {
        throw context.problem(`Expression must be a list type: ${target.type.name}`, expression.line);
    }
    const { run } = target;
    return {
        type: target.type.element,
        run: (frame) => {
            const list = run(frame);
            const position = at(frame);
            frame.line = expression.line;
            return listItems(list, position)[position as number]!;
        }
    };
}

function branches(context: BodyContext, left: Typed, right: Typed, line: number): [Typed, Typed, ApexType] {
    const a = left.isQuery && right.type.kind === 'sobject' ? singleRow(left) : left;
    const b = right.isQuery && left.type.kind === 'sobject' ? singleRow(right) : right;
    const type = commonType(a.type, b.type);
    if (!type) {
        throw context.problem(`Incompatible types: ${left.type.name}, ${right.type.name}`, line);
    }
    return [a, b, type];
}

function conditional(context: BodyContext, expression: Extract<Expression, { kind: 'conditional' }>): Typed {
    const test = condition(context, compileExpression(context, expression.test), expression.line);
    const [then, otherwise, type] = branches(
        context,
        compileExpression(context, expression.then),
        compileExpression(context, expression.otherwise),
        expression.line
    );
    const a = coerce(context, then, type, expression.line);
    const b = coerce(context, otherwise, type, expression.line);
    return { type, run: (frame) => (test(frame) ? a(frame) : b(frame)) };
}

/** A query on the left of `??` counts as null where it finds no row. */
function coalesce(context: BodyContext, expression: Extract<Expression, { kind: 'coalesce' }>): Typed {
    let left = compileExpression(context, expression.left);
    const right = compileExpression(context, expression.right);
    if (left.isQuery && right.type.kind !== 'list') {
        const query = left;
        left = {
            type: query.type.element,
            run: (frame) => {
                const rows = query.run(frame) as { items: Value[] } | null;
                if (rows && rows.items.length > 1) {
                    throw apexError('QueryException', 'List has more than 1 row for assignment to SObject');
                }
                return rows?.items[0] ?? null;
            }
        };
    }
    const [, other, type] = branches(context, left, right, expression.line);
    const a = coerce(context, left, type, expression.line);
    const b = coerce(context, other, type, expression.line);
    return { type, run: (frame) => a(frame) ?? b(frame) };
}

function classLiteral(context: BodyContext, expression: Extract<Expression, { kind: 'classLiteral' }>): Typed {
    const named = expression.type ? context.resolve(expression.type) : VOID;
    const token = typeToken(named);
    return { type: platformType('System.Type')!, run: () => token };
}

/**
 * Compiles an expression to a function of the frame, and says its static type.
 * @throws CompileProblem for what a real org would refuse to deploy
 */
export function compileExpression(context: BodyContext, expression: Expression): Typed {
    const { line } = expression;
    switch (expression.kind) {
        case 'literal':
            return literal(expression);
        case 'name':
        case 'member':
            return entityValue(context, compileEntity(context, expression), line);
        case 'this':
            return selfOf(context, false, line);
        case 'super':
            return selfOf(context, true, line);
        case 'call':
            return compileCall(context, expression);
        case 'index':
            return index(context, expression);
        case 'new':
            return compileNew(context, expression);
        case 'newArray':
            return compileNewArray(context, expression);
        case 'newCollection':
            return compileNewCollection(context, expression);
        case 'cast':
            return cast(context, expression);
        case 'instanceof':
            return instanceOf(context, expression);
        case 'unary':
            return unaryOperation(context, expression.operator, compileExpression(context, expression.operand), line);
        case 'increment':
            return compileIncrement(context, expression);
        case 'binary': {
            const left = compileExpression(context, expression.left);
            const right = compileExpression(context, expression.right);
            const result = binaryOperation(context, expression.operator, left, right, line);
            const { run } = result;
            return {
                ...result,
                run: (frame) => {
                    frame.line = line;
                    return run(frame);
                }
            };
        }
        case 'conditional':
            return conditional(context, expression);
        case 'coalesce':
            return coalesce(context, expression);
        case 'assign':
            return compileAssignment(context, expression);
        case 'classLiteral':
            return classLiteral(context, expression);
        case 'soql':
            return compileSoql(context, expression);
        case 'constructorCall':
            throw context.problem('A constructor call must be the first statement of a constructor', line);
        case 'unsupported':
            return context.unsupported(expression.what, line);
    }
}
