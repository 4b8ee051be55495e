import { nullPointer } from '../run/errors.ts';
import { arithmetic, bitwise, concatenation } from './arithmetic.ts';
import { comparison, equality } from './comparison.ts';
import type { BinaryOperator } from '../syntax/ast.ts';
import { type ApexType, BOOLEAN, DECIMAL, INTEGER, isNumeric, LONG, STRING, UNKNOWN } from '../types/apex-type.ts';
import type { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import type { Value } from '../values/value.ts';
import { condition } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';

/** A binary operator on two operands; also the heart of `+=` and its like. @throws CompileProblem */
export function binaryOperation(
    context: BodyContext,
    operator: BinaryOperator,
    left: Typed,
    right: Typed,
    line: number
): Typed {
    if (left.type === UNKNOWN || right.type === UNKNOWN) {
        return unknownOperands(left, right);
    }
    let result: Typed | undefined;
    switch (operator) {
        case '+':
            result =
                left.type === STRING || right.type === STRING
                    ? concatenation(left, right)
                    : arithmetic('+', left, right);
            break;
        case '-':
        case '*':
        case '/':
            result = arithmetic(operator, left, right);
            break;
        case '<':
        case '<=':
        case '>':
        case '>=':
            result = comparison(operator, left, right);
            break;
        case '==':
        case '!=':
        case '===':
        case '!==':
            result = equality(operator, left, right);
            break;
        case '&&':
        case '||':
            return logical(context, operator, left, right, line);
        default:
            result = bitwise(operator, left, right);
    }
    if (!result) {
        throw context.problem(`Operator ${operator} does not take ${left.type.name} and ${right.type.name}`, line);
    }
    return result;
}

/** One of them throws when it is reached. */
function unknownOperands(left: Typed, right: Typed): Typed {
    return {
        type: UNKNOWN,
        run: (frame) => {
            left.run(frame);
            return right.run(frame);
        }
    };
}

function logical(context: BodyContext, operator: '&&' | '||', left: Typed, right: Typed, line: number): Typed {
    const a = condition(context, left, line);
    const b = condition(context, right, line);
    return {
        type: BOOLEAN,
        run: operator === '&&' ? (frame) => a(frame) && b(frame) : (frame) => a(frame) || b(frame)
    };
}

/** `-x`, `+x`, `~x`, `!x`. @throws CompileProblem */
export function unaryOperation(
    context: BodyContext,
    operator: '+' | '-' | '!' | '~',
    operand: Typed,
    line: number
): Typed {
    const { type, run } = operand;
    if (type === UNKNOWN) {
        return operand;
    }
    if (operator === '!') {
        const test = condition(context, operand, line);
        return { type: BOOLEAN, run: (frame) => !test(frame) };
    }
    const wanted = operator === '~' ? type === INTEGER || type === LONG : isNumeric(type);
    if (!wanted) {
        throw context.problem(`Operator ${operator} does not take ${type.name}`, line);
    }
    return {
        type,
        run: (frame) => {
            const value = run(frame);
            if (value === null) {
                throw nullPointer();
            }
            return operator === '+' ? value : operator === '~' ? complement(value) : negated(value, type);
        }
    };
}

function complement(value: Value): Value {
    return typeof value === 'bigint' ? ~value : ~(value as number);
}

function negated(value: Value, type: ApexType): Value {
    if (type === INTEGER) {
        return -(value as number) | 0;
    }
    if (type === LONG) {
        return BigInt.asIntN(64, -(value as bigint));
    }
    return type === DECIMAL ? (value as ApexDecimal).negate() : new ApexDouble(-(value as ApexDouble).value);
}
