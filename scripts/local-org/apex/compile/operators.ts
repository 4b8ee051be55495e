import { apexError, nullPointer } from '../run/errors.ts';
import type { BinaryOperator } from '../syntax/ast.ts';
import type { Evaluate } from '../types/apex-class.ts';
import {
    type ApexType,
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    isNumeric,
    LONG,
    NULL,
    numericRank,
    STRING,
    TIME,
    UNKNOWN
} from '../types/apex-type.ts';
import { isCastable } from '../types/assignable.ts';
import { compareTexts } from '../values/compare.ts';
import { conversion, toDecimal } from '../values/convert.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import type { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { operatorEqual, valuesEqual } from '../values/equality.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { condition } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';

type ArithmeticOperator = '+' | '-' | '*' | '/';

/** A binary operation on two values that are not null. */
type Combine = (left: Value, right: Value) => Value;

function divideByZero(): Error {
    return apexError('MathException', 'Divide by 0');
}

const INTEGERS: Record<ArithmeticOperator, (left: number, right: number) => number> = {
    '+': (left, right) => (left + right) | 0,
    '-': (left, right) => (left - right) | 0,
    '*': Math.imul,
    '/': (left, right) => {
        if (right === 0) {
            throw divideByZero();
        }
        return (left / right) | 0;
    }
};

const LONGS: Record<ArithmeticOperator, (left: bigint, right: bigint) => bigint> = {
    '+': (left, right) => BigInt.asIntN(64, left + right),
    '-': (left, right) => BigInt.asIntN(64, left - right),
    '*': (left, right) => BigInt.asIntN(64, left * right),
    '/': (left, right) => {
        if (right === 0n) {
            throw divideByZero();
        }
        return BigInt.asIntN(64, left / right);
    }
};

const DOUBLES: Record<ArithmeticOperator, (left: ApexDouble, right: ApexDouble) => ApexDouble> = {
    '+': (left, right) => new ApexDouble(left.value + right.value),
    '-': (left, right) => new ApexDouble(left.value - right.value),
    '*': (left, right) => new ApexDouble(left.value * right.value),
    '/': (left, right) => {
        if (right.value === 0) {
            throw divideByZero();
        }
        return new ApexDouble(left.value / right.value);
    }
};

const DECIMALS: Record<ArithmeticOperator, (left: ApexDecimal, right: ApexDecimal) => ApexDecimal> = {
    '+': (left, right) => left.add(right),
    '-': (left, right) => left.subtract(right),
    '*': (left, right) => left.multiply(right),
    '/': (left, right) => {
        if (right.isZero()) {
            throw divideByZero();
        }
        return left.divide(right);
    }
};

function strict(left: Evaluate, right: Evaluate, combine: Combine): Evaluate {
    return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (a === null || b === null) {
            throw nullPointer();
        }
        return combine(a, b);
    };
}

/** Days may be fractions where the other side is a Datetime. */
function shiftMoment(operator: '+' | '-'): Combine {
    const sign = operator === '+' ? 1 : -1;
    return (left, right) => {
        const days = sign * (right instanceof ApexDouble ? right.value : toDecimal(right).toNumber());
        if (left instanceof ApexDate) {
            return left.addDays(Math.trunc(days));
        }
        const { milliseconds } = left as ApexDatetime | ApexTime;
        return left instanceof ApexTime
            ? new ApexTime(milliseconds + days)
            : new ApexDatetime(milliseconds + Math.round(days * 86_400_000));
    };
}

function widen(typed: Typed, to: ApexType): Evaluate {
    const convert = conversion(typed.type, to);
    const { run } = typed;
    return convert ? (frame) => convert(run(frame)) : run;
}

function arithmetic(operator: ArithmeticOperator, left: Typed, right: Typed): Typed | undefined {
    const isMoment = left.type === DATE || left.type === DATETIME || left.type === TIME;
    if (isMoment && isNumeric(right.type) && (operator === '+' || operator === '-')) {
        return { type: left.type, run: strict(left.run, right.run, shiftMoment(operator)) };
    }
    if (!isNumeric(left.type) || !isNumeric(right.type)) {
        return undefined;
    }
    const type = numericRank(left.type) >= numericRank(right.type) ? left.type : right.type;
    const combine = (
        type === INTEGER ? INTEGERS : type === LONG ? LONGS : type === DOUBLE ? DOUBLES : DECIMALS
    )[operator] as Combine;
    return { type, run: strict(widen(left, type), widen(right, type), combine) };
}

function concatenation(left: Typed, right: Typed): Typed {
    const a = left.run;
    const b = right.run;
    return { type: STRING, run: (frame) => toText(a(frame)) + toText(b(frame)) };
}

const BITS: Record<string, [(a: number, b: number) => number, (a: bigint, b: bigint) => bigint]> = {
    '&': [(a, b) => a & b, (a, b) => a & b],
    '|': [(a, b) => a | b, (a, b) => a | b],
    '^': [(a, b) => a ^ b, (a, b) => a ^ b],
    '<<': [(a, b) => a << b, (a, b) => BigInt.asIntN(64, a << (b & 63n))],
    '>>': [(a, b) => a >> b, (a, b) => a >> (b & 63n)],
    '>>>': [(a, b) => (a >>> b) | 0, (a, b) => BigInt.asIntN(64, BigInt.asUintN(64, a) >> (b & 63n))]
};

function bitwise(operator: string, left: Typed, right: Typed): Typed | undefined {
    if (left.type === BOOLEAN && right.type === BOOLEAN && operator.length === 1) {
        const both: Combine = (a, b) => (operator === '&' ? a === true && b === true : operator === '|' ? a || b : a !== b);
        return { type: BOOLEAN, run: strict(left.run, right.run, both) };
    }
    const isWhole = (type: ApexType): boolean => type === INTEGER || type === LONG;
    if (!isWhole(left.type) || !isWhole(right.type)) {
        return undefined;
    }
    const shift = operator.length > 1;
    const type = left.type === LONG || (!shift && right.type === LONG) ? LONG : INTEGER;
    const combine = BITS[operator]![type === LONG ? 1 : 0] as Combine;
    const count = shift && type === INTEGER && right.type === LONG ? narrow(right.run) : widen(right, type);
    return { type, run: strict(widen(left, type), count, combine) };
}

function narrow(run: Evaluate): Evaluate {
    return (frame) => {
        const value = run(frame);
        return typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : value;
    };
}

/** -1, 0 or 1 for two ordered values that are not null. */
function order(left: Value, right: Value): number {
    if (typeof left === 'number' && typeof right === 'number') {
        return left - right;
    }
    if (left instanceof ApexDate || left instanceof ApexDatetime || left instanceof ApexTime) {
        return left.milliseconds - (right as ApexDate | ApexDatetime | ApexTime).milliseconds;
    }
    if (left instanceof ApexDouble && right instanceof ApexDouble) {
        return left.value - right.value;
    }
    if (typeof left === 'string' || typeof right === 'string') {
        return compareTexts(toText(left).toLowerCase(), toText(right).toLowerCase());
    }
    return toDecimal(left).compare(toDecimal(right));
}

const HOLDS: Record<string, (order: number) => boolean> = {
    '<': (each) => each < 0,
    '<=': (each) => each <= 0,
    '>': (each) => each > 0,
    '>=': (each) => each >= 0
};

function isOrdered(left: ApexType, right: ApexType): boolean {
    const text = (type: ApexType): boolean => type === STRING || type === ID;
    const moment = (type: ApexType): boolean => type === DATE || type === DATETIME;
    return (
        (isNumeric(left) && isNumeric(right)) ||
        (text(left) && text(right)) ||
        (moment(left) && moment(right)) ||
        (left === TIME && right === TIME)
    );
}

/** With a null on either side, comparisons are false. */
function comparison(operator: string, left: Typed, right: Typed): Typed | undefined {
    if (!isOrdered(left.type, right.type)) {
        return undefined;
    }
    const holds = HOLDS[operator]!;
    const a = left.run;
    const b = right.run;
    return {
        type: BOOLEAN,
        run: (frame) => {
            const x = a(frame);
            const y = b(frame);
            return x !== null && y !== null && holds(order(x, y));
        }
    };
}

function identical(left: Value, right: Value): boolean {
    return typeof left === 'object' && left !== null && 'type' in left ? left === right : valuesEqual(left, right);
}

function equality(operator: string, left: Typed, right: Typed): Typed | undefined {
    const comparable =
        left.type === NULL ||
        right.type === NULL ||
        isCastable(left.type, right.type) ||
        isCastable(right.type, left.type) ||
        isOrdered(left.type, right.type);
    if (!comparable) {
        return undefined;
    }
    const equal = operator.length === 3 ? identical : operatorEqual;
    const wanted = operator === '==' || operator === '===';
    const a = left.run;
    const b = right.run;
    return { type: BOOLEAN, run: (frame) => equal(a(frame), b(frame)) === wanted };
}

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
            result = left.type === STRING || right.type === STRING ? concatenation(left, right) : arithmetic('+', left, right);
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
    return { type: BOOLEAN, run: operator === '&&' ? (frame) => a(frame) && b(frame) : (frame) => a(frame) || b(frame) };
}

/** `-x`, `+x`, `~x`, `!x`. @throws CompileProblem */
export function unaryOperation(context: BodyContext, operator: '+' | '-' | '!' | '~', operand: Typed, line: number): Typed {
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
