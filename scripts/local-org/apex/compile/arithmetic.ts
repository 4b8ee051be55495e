import { apexError, nullPointer } from '../run/errors.ts';
import type { Evaluate } from '../types/apex-class.ts';
import {
    type ApexType,
    BOOLEAN,
    DATE,
    DATETIME,
    DOUBLE,
    INTEGER,
    isNumeric,
    LONG,
    numericRank,
    STRING,
    TIME
} from '../types/apex-type.ts';
import { conversion, toDecimal } from '../values/convert.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import type { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import type { Typed } from './context.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/';

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

/** Both operands must have a value. */
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

/** `+ - * /` of numbers, and moments plus or minus days; undefined where the operands do not fit. */
export function arithmetic(operator: ArithmeticOperator, left: Typed, right: Typed): Typed | undefined {
    const isMoment = left.type === DATE || left.type === DATETIME || left.type === TIME;
    if (isMoment && isNumeric(right.type) && (operator === '+' || operator === '-')) {
        return { type: left.type, run: strict(left.run, right.run, shiftMoment(operator)) };
    }
    if (!isNumeric(left.type) || !isNumeric(right.type)) {
        return undefined;
    }
    const type = numericRank(left.type) >= numericRank(right.type) ? left.type : right.type;
    const combine = (type === INTEGER ? INTEGERS : type === LONG ? LONGS : type === DOUBLE ? DOUBLES : DECIMALS)[
        operator
    ] as Combine;
    return { type, run: strict(widen(left, type), widen(right, type), combine) };
}

export function concatenation(left: Typed, right: Typed): Typed {
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

/** `& | ^` and shifts; undefined where the operands do not fit. */
export function bitwise(operator: string, left: Typed, right: Typed): Typed | undefined {
    if (left.type === BOOLEAN && right.type === BOOLEAN && operator.length === 1) {
        const both: Combine = (a, b) =>
            operator === '&' ? a === true && b === true : operator === '|' ? a || b : a !== b;
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
