import { type ApexType, BOOLEAN, DATE, DATETIME, ID, isNumeric, NULL, STRING, TIME } from '../types/apex-type.ts';
import { isCastable } from '../types/assignable.ts';
import { compareTexts } from '../values/compare.ts';
import { toDecimal } from '../values/convert.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import { ApexDouble } from '../values/double.ts';
import { operatorEqual, valuesEqual } from '../values/equality.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import type { Typed } from './context.ts';

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
export function comparison(operator: string, left: Typed, right: Typed): Typed | undefined {
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

/** `== != === !==`; undefined where the operands can never be equal. */
export function equality(operator: string, left: Typed, right: Typed): Typed | undefined {
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
