import { apexError } from '../run/errors.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexDecimal, RoundingNecessary, type RoundingMode } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import type { ApexEnumValue } from '../values/objects.ts';
import { valuesEqual } from '../values/equality.ts';
import { toDecimal } from '../values/convert.ts';
import { runtimeTypeName } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import { hashCodeOf } from './object.ts';
import { locale } from './date-classes.ts';
import { define } from './registry.ts';

function invalid(type: string, text: string): Error {
    return apexError('TypeException', `Invalid ${type}: ${text}`);
}

function parseInteger(text: string): number {
    const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= -2147483648 && value <= 2147483647)) {
        throw invalid('integer', text);
    }
    return value;
}

function parseLong(text: string): bigint {
    const value = /^[+-]?\d+$/.test(text.trim()) ? BigInt(text.trim().replace('+', '')) : null;
    if (value === null || BigInt.asIntN(64, value) !== value) {
        throw invalid('long', text);
    }
    return value;
}

function parseDecimal(text: string): ApexDecimal {
    const value = ApexDecimal.parse(text.trim());
    if (!value) {
        throw invalid('decimal', text);
    }
    return value;
}

function parseDouble(text: string): ApexDouble {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isNaN(value)) {
        throw invalid('double', text);
    }
    return new ApexDouble(value);
}

/** `12,345.679`: as the user's locale groups, at most three decimals. */
function grouped(value: ApexDecimal): string {
    const rounded = value.scale > 3 ? value.setScale(3, 'HALF_EVEN') : value;
    // As text, of which no digit is lost.
    return new Intl.NumberFormat(locale()).format(rounded.toPlainString() as Intl.StringNumericLiteral);
}

/** The number that an Object holds, for valueOf(Object). */
function wholeOf(value: Value, type: string): ApexDecimal {
    if (typeof value === 'string') {
        return parseDecimal(value);
    }
    if (
        typeof value === 'number' ||
        typeof value === 'bigint' ||
        value instanceof ApexDecimal ||
        value instanceof ApexDouble
    ) {
        return toDecimal(value);
    }
    throw apexError('TypeException', `Invalid conversion from runtime type ${runtimeTypeName(value)} to ${type}`);
}

function modeOf(mode: ApexEnumValue): RoundingMode {
    return mode.name as RoundingMode;
}

/** Rounds, turning "rounding necessary" into Apex's exception. */
function rounding<Result>(code: () => Result): Result {
    try {
        return code();
    } catch (error) {
        if (error instanceof RoundingNecessary) {
            throw apexError('MathException', error.message);
        }
        throw error;
    }
}

function toLong(value: ApexDecimal): bigint {
    return BigInt.asIntN(64, value.toBigInt());
}

const COMMON: Record<string, PlatformCode> = {
    'Boolean equals(Object? other)': valuesEqual,
    'Integer hashCode()': hashCodeOf
};

define(
    {
        name: 'System.RoundingMode',
        superclass: 'System.Enum',
        enumValues: ['UP', 'DOWN', 'CEILING', 'FLOOR', 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', 'UNNECESSARY']
    },
    {
        name: 'System.Boolean',
        methods: {
            'static Boolean valueOf(String text)': (text: string) => text.toLowerCase() === 'true',
            'static Boolean valueOf(Object value)': (value: Value) =>
                value === true || String(value).toLowerCase() === 'true',
            ...COMMON
        }
    },
    {
        name: 'System.Integer',
        properties: { 'static Integer MAX_VALUE': () => 2147483647, 'static Integer MIN_VALUE': () => -2147483648 },
        methods: {
            'static Integer valueOf(String text)': parseInteger,
            'static Integer valueOf(Object value)': (value: Value) =>
                typeof value === 'string'
                    ? parseInteger(value)
                    : Number(BigInt.asIntN(32, wholeOf(value, 'Integer').toBigInt())),
            'String format()': (self: number) => grouped(ApexDecimal.ofInteger(self)),
            'Integer intValue()': (self: number) => self,
            ...COMMON
        }
    },
    {
        name: 'System.Long',
        properties: {
            'static Long MAX_VALUE': () => 9223372036854775807n,
            'static Long MIN_VALUE': () => -9223372036854775808n
        },
        methods: {
            'static Long valueOf(String text)': parseLong,
            'static Long valueOf(Object value)': (value: Value) =>
                typeof value === 'string' ? parseLong(value) : toLong(wholeOf(value, 'Long')),
            'String format()': (self: bigint) => grouped(ApexDecimal.ofInteger(self)),
            'Integer intValue()': (self: bigint) => Number(BigInt.asIntN(32, self)),
            ...COMMON
        }
    },
    {
        name: 'System.Double',
        methods: {
            'static Double valueOf(String text)': parseDouble,
            'static Double valueOf(Object value)': (value: Value) =>
                typeof value === 'string' ? parseDouble(value) : new ApexDouble(wholeOf(value, 'Double').toNumber()),
            'String format()': (self: ApexDouble) => grouped(ApexDecimal.ofDouble(self.value)),
            'Integer intValue()': (self: ApexDouble) => Math.trunc(self.value) | 0,
            'Long longValue()': (self: ApexDouble) => BigInt(Math.trunc(self.value)),
            'Long round()': (self: ApexDouble) => toLong(ApexDecimal.ofDouble(self.value).setScale(0, 'HALF_EVEN')),
            ...COMMON
        }
    },
    {
        name: 'System.Decimal',
        methods: {
            'static Decimal valueOf(String text)': parseDecimal,
            'static Decimal valueOf(Double value)': (value: ApexDouble) => ApexDecimal.ofDouble(value.value),
            'static Decimal valueOf(Long value)': (value: bigint) => ApexDecimal.ofInteger(value),
            'static Decimal valueOf(Object value)': (value: Value) => wholeOf(value, 'Decimal'),
            'Decimal abs()': (self: ApexDecimal) => self.abs(),
            'Decimal divide(Decimal divisor, Integer scale)': (
                self: ApexDecimal,
                divisor: ApexDecimal,
                scale: number
            ) => divide(self, divisor, scale, 'HALF_EVEN'),
            'Decimal divide(Decimal divisor, Integer scale, System.RoundingMode mode)': (
                self: ApexDecimal,
                divisor: ApexDecimal,
                scale: number,
                mode: ApexEnumValue
            ) => divide(self, divisor, scale, modeOf(mode)),
            'Double doubleValue()': (self: ApexDecimal) => new ApexDouble(self.toNumber()),
            'String format()': grouped,
            'Integer intValue()': (self: ApexDecimal) => Number(BigInt.asIntN(32, self.toBigInt())),
            'Long longValue()': toLong,
            'Decimal pow(Integer exponent)': (self: ApexDecimal, exponent: number) => self.pow(exponent),
            'Integer precision()': (self: ApexDecimal) => self.precision(),
            'Long round()': (self: ApexDecimal) => toLong(self.setScale(0, 'HALF_EVEN')),
            'Long round(System.RoundingMode mode)': (self: ApexDecimal, mode: ApexEnumValue) =>
                toLong(rounding(() => self.setScale(0, modeOf(mode)))),
            'Integer scale()': (self: ApexDecimal) => self.scale,
            'Decimal setScale(Integer scale)': (self: ApexDecimal, scale: number) => self.setScale(scale, 'HALF_EVEN'),
            'Decimal setScale(Integer scale, System.RoundingMode mode)': (
                self: ApexDecimal,
                scale: number,
                mode: ApexEnumValue
            ) => rounding(() => self.setScale(scale, modeOf(mode))),
            'Decimal stripTrailingZeros()': (self: ApexDecimal) => self.withoutTrailingZeros(),
            'String toPlainString()': (self: ApexDecimal) => self.toPlainString(),
            ...COMMON
        }
    }
);

function divide(self: ApexDecimal, divisor: ApexDecimal, scale: number, mode: RoundingMode): ApexDecimal {
    if (divisor.isZero()) {
        throw apexError('MathException', 'Divide by 0');
    }
    return rounding(() => self.divideTo(divisor, scale, mode));
}
