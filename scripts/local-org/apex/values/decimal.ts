/**
 * Apex `Decimal`: an arbitrary-precision number that remembers its scale, as Java's BigDecimal does
 * (https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_decimal.htm).
 * The number is `unscaled / 10 ** scale`.
 */
import { notSupported } from '../run/errors.ts';

export type RoundingMode = 'UP' | 'DOWN' | 'CEILING' | 'FLOOR' | 'HALF_UP' | 'HALF_DOWN' | 'HALF_EVEN' | 'UNNECESSARY';

/** Decimal places that the `/` operator keeps of a quotient that does not end. */
const QUOTIENT_SCALE = 32;

const powers: bigint[] = [1n];

function powerOfTen(exponent: number): bigint {
    return (powers[exponent] ??= 10n ** BigInt(exponent));
}

function absolute(value: bigint): bigint {
    return value < 0n ? -value : value;
}

/** Raised where a rounding is asked to be unnecessary and is not; the caller makes it a MathException. */
export class RoundingNecessary extends Error {}

function roundsAway(mode: RoundingMode, negative: boolean, quotient: bigint, comparedToHalf: number): boolean {
    switch (mode) {
        case 'UP':
            return true;
        case 'DOWN':
            return false;
        case 'CEILING':
            return !negative;
        case 'FLOOR':
            return negative;
        case 'HALF_UP':
            return comparedToHalf >= 0;
        case 'HALF_DOWN':
            return comparedToHalf > 0;
        case 'HALF_EVEN':
            return comparedToHalf > 0 || (comparedToHalf === 0 && quotient % 2n !== 0n);
        case 'UNNECESSARY':
            throw new RoundingNecessary('Rounding necessary');
    }
}

/** Integer division with a rounding mode. */
function divideRounded(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
    const quotient = dividend / divisor;
    const remainder = dividend % divisor;
    if (remainder === 0n) {
        return quotient;
    }
    const negative = dividend < 0n !== divisor < 0n;
    const twice = absolute(remainder) * 2n;
    const size = absolute(divisor);
    const comparedToHalf = twice === size ? 0 : twice > size ? 1 : -1;
    if (!roundsAway(mode, negative, absolute(quotient), comparedToHalf)) {
        return quotient;
    }
    return negative ? quotient - 1n : quotient + 1n;
}

export class ApexDecimal {
    readonly unscaled: bigint;
    readonly scale: number;

    constructor(unscaled: bigint, scale: number) {
        this.unscaled = unscaled;
        this.scale = scale;
    }

    static ofInteger(value: number | bigint): ApexDecimal {
        return new ApexDecimal(BigInt(value), 0);
    }

    /** A Double becomes the Decimal of its shortest text: 1.5 → 1.5, 2 → 2.0. */
    static ofDouble(value: number): ApexDecimal {
        const parsed = ApexDecimal.parse(String(value));
        if (!parsed) {
            throw notSupported(`the Double ${value} as a Decimal`);
        }
        return parsed.scale === 0 ? parsed.setScale(1, 'UNNECESSARY') : parsed;
    }

    /** A stored number: the shortest text that stands for it. */
    static ofNumber(value: number): ApexDecimal {
        return ApexDecimal.parse(String(value)) ?? new ApexDecimal(0n, 0);
    }

    /** `12.50`, `-3`, `1e-7`; undefined where the text is not a number. */
    static parse(text: string): ApexDecimal | undefined {
        const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
        if (!match) {
            return undefined;
        }
        const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
        if (whole === '' && fraction === '') {
            return undefined;
        }
        const digits = BigInt(whole + fraction);
        const unscaled = sign === '-' ? -digits : digits;
        const scale = fraction.length - Number(exponent);
        return scale < 0 ? new ApexDecimal(unscaled * powerOfTen(-scale), 0) : new ApexDecimal(unscaled, scale);
    }

    private unscaledAt(scale: number): bigint {
        return this.unscaled * powerOfTen(scale - this.scale);
    }

    add(other: ApexDecimal): ApexDecimal {
        const scale = Math.max(this.scale, other.scale);
        return new ApexDecimal(this.unscaledAt(scale) + other.unscaledAt(scale), scale);
    }

    subtract(other: ApexDecimal): ApexDecimal {
        return this.add(other.negate());
    }

    multiply(other: ApexDecimal): ApexDecimal {
        return new ApexDecimal(this.unscaled * other.unscaled, this.scale + other.scale);
    }

    /** The `/` operator. The caller refuses a zero divisor. */
    divide(other: ApexDecimal): ApexDecimal {
        const preferred = Math.max(0, this.scale - other.scale);
        return this.divideTo(other, Math.max(QUOTIENT_SCALE, preferred), 'HALF_UP').withoutTrailingZeros(preferred);
    }

    /** A quotient with exactly `scale` places. */
    divideTo(other: ApexDecimal, scale: number, mode: RoundingMode): ApexDecimal {
        const shift = scale + other.scale - this.scale;
        const dividend = shift >= 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
        const divisor = shift >= 0 ? other.unscaled : other.unscaled * powerOfTen(-shift);
        return new ApexDecimal(divideRounded(dividend, divisor, mode), scale);
    }

    remainder(other: ApexDecimal): ApexDecimal {
        const scale = Math.max(this.scale, other.scale);
        return new ApexDecimal(this.unscaledAt(scale) % other.unscaledAt(scale), scale);
    }

    negate(): ApexDecimal {
        return new ApexDecimal(-this.unscaled, this.scale);
    }

    abs(): ApexDecimal {
        return this.unscaled < 0n ? this.negate() : this;
    }

    pow(exponent: number): ApexDecimal {
        return new ApexDecimal(this.unscaled ** BigInt(exponent), this.scale * exponent);
    }

    setScale(scale: number, mode: RoundingMode): ApexDecimal {
        if (scale >= this.scale) {
            return new ApexDecimal(this.unscaledAt(scale), scale);
        }
        return new ApexDecimal(divideRounded(this.unscaled, powerOfTen(this.scale - scale), mode), scale);
    }

    withoutTrailingZeros(minimumScale = 0): ApexDecimal {
        let { unscaled, scale } = this;
        while (scale > minimumScale && unscaled % 10n === 0n) {
            unscaled /= 10n;
            scale -= 1;
        }
        return new ApexDecimal(unscaled, scale);
    }

    compare(other: ApexDecimal): number {
        const scale = Math.max(this.scale, other.scale);
        const left = this.unscaledAt(scale);
        const right = other.unscaledAt(scale);
        return left === right ? 0 : left < right ? -1 : 1;
    }

    isZero(): boolean {
        return this.unscaled === 0n;
    }

    precision(): number {
        return String(absolute(this.unscaled)).length;
    }

    toNumber(): number {
        return Number(this.toPlainString());
    }

    /** The whole part, cut off. */
    toBigInt(): bigint {
        return this.unscaled / powerOfTen(this.scale);
    }

    toPlainString(): string {
        const digits = String(absolute(this.unscaled)).padStart(this.scale + 1, '0');
        const sign = this.unscaled < 0n ? '-' : '';
        const point = digits.length - this.scale;
        return this.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
    }

    /** As BigDecimal's: plain, or with an exponent where the number is smaller than 0.000001. */
    toString(): string {
        const digits = String(absolute(this.unscaled));
        const adjusted = digits.length - 1 - this.scale;
        if (adjusted >= -6) {
            return this.toPlainString();
        }
        const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
        return `${this.unscaled < 0n ? '-' : ''}${mantissa}E${adjusted}`;
    }
}
