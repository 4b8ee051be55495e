import { apexError } from '../run/errors.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexDecimal, type RoundingMode } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { define } from './registry.ts';

/** One method for each of the number types that has it. */
function perType(
    signature: (type: string) => string,
    code: { Decimal: PlatformCode; Double: PlatformCode; Integer: PlatformCode; Long: PlatformCode }
): Record<string, PlatformCode> {
    return Object.fromEntries(Object.entries(code).map(([type, run]) => [signature(type), run]));
}

/** A function that goes through Double, for Double and Decimal alike. */
function throughDouble(name: string, run: (value: number) => number): Record<string, PlatformCode> {
    return {
        [`static Decimal ${name}(Decimal x)`]: (x: ApexDecimal) => ApexDecimal.ofDouble(run(x.toNumber())),
        [`static Double ${name}(Double x)`]: (x: ApexDouble) => new ApexDouble(run(x.value))
    };
}

function roundDecimal(name: string, mode: RoundingMode): Record<string, PlatformCode> {
    return {
        [`static Decimal ${name}(Decimal x)`]: (x: ApexDecimal) => x.setScale(0, mode),
        [`static Double ${name}(Double x)`]: (x: ApexDouble) =>
            new ApexDouble(ApexDecimal.ofDouble(x.value).setScale(0, mode).toNumber())
    };
}

function halfEven(x: ApexDouble): bigint {
    return ApexDecimal.ofDouble(x.value).setScale(0, 'HALF_EVEN').toBigInt();
}

function largest(a: ApexDecimal, b: ApexDecimal): ApexDecimal {
    return a.compare(b) >= 0 ? a : b;
}

function smallest(a: ApexDecimal, b: ApexDecimal): ApexDecimal {
    return a.compare(b) <= 0 ? a : b;
}

function mod(dividend: number, divisor: number): number {
    if (divisor === 0) {
        throw apexError('MathException', 'Divide by 0');
    }
    return (dividend % divisor) | 0;
}

function modLong(dividend: bigint, divisor: bigint): bigint {
    if (divisor === 0n) {
        throw apexError('MathException', 'Divide by 0');
    }
    return dividend % divisor;
}

define({
    name: 'System.Math',
    properties: {
        'static Double PI': () => new ApexDouble(Math.PI),
        'static Double E': () => new ApexDouble(Math.E)
    },
    methods: {
        ...perType((type) => `static ${type} abs(${type} x)`, {
            Decimal: (x: ApexDecimal) => x.abs(),
            Double: (x: ApexDouble) => new ApexDouble(Math.abs(x.value)),
            Integer: (x: number) => Math.abs(x) | 0,
            Long: (x: bigint) => BigInt.asIntN(64, x < 0n ? -x : x)
        }),
        ...perType((type) => `static ${type} max(${type} x, ${type} y)`, {
            Decimal: largest,
            Double: (x: ApexDouble, y: ApexDouble) => (x.value >= y.value ? x : y),
            Integer: (x: number, y: number) => Math.max(x, y),
            Long: (x: bigint, y: bigint) => (x >= y ? x : y)
        }),
        ...perType((type) => `static ${type} min(${type} x, ${type} y)`, {
            Decimal: smallest,
            Double: (x: ApexDouble, y: ApexDouble) => (x.value <= y.value ? x : y),
            Integer: (x: number, y: number) => Math.min(x, y),
            Long: (x: bigint, y: bigint) => (x <= y ? x : y)
        }),
        ...throughDouble('acos', Math.acos),
        ...throughDouble('asin', Math.asin),
        ...throughDouble('atan', Math.atan),
        ...throughDouble('cbrt', Math.cbrt),
        ...throughDouble('cos', Math.cos),
        ...throughDouble('exp', Math.exp),
        ...throughDouble('log', Math.log),
        ...throughDouble('log10', Math.log10),
        ...throughDouble('sin', Math.sin),
        ...throughDouble('sqrt', Math.sqrt),
        ...throughDouble('tan', Math.tan),
        ...roundDecimal('ceil', 'CEILING'),
        ...roundDecimal('floor', 'FLOOR'),
        ...roundDecimal('rint', 'HALF_EVEN'),
        'static Double pow(Double base, Double exponent)': (base: ApexDouble, exponent: ApexDouble) =>
            new ApexDouble(base.value ** exponent.value),
        'static Integer mod(Integer x, Integer y)': mod,
        'static Long mod(Long x, Long y)': modLong,
        'static Double random()': () => new ApexDouble(Math.random()),
        'static Integer round(Decimal x)': (x: ApexDecimal) =>
            Number(BigInt.asIntN(32, x.setScale(0, 'HALF_EVEN').toBigInt())),
        'static Integer round(Double x)': (x: ApexDouble) => Number(BigInt.asIntN(32, halfEven(x))),
        'static Long roundToLong(Decimal x)': (x: ApexDecimal) => x.setScale(0, 'HALF_EVEN').toBigInt(),
        'static Long roundToLong(Double x)': halfEven,
        ...perType((type) => `static ${type} signum(${type} x)`, {
            Decimal: (x: ApexDecimal) => ApexDecimal.ofInteger(x.compare(new ApexDecimal(0n, 0))),
            Double: (x: ApexDouble) => new ApexDouble(Math.sign(x.value)),
            Integer: (x: number) => Math.sign(x),
            Long: (x: bigint) => (x === 0n ? 0n : x < 0n ? -1n : 1n)
        })
    }
});
