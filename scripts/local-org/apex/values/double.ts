/** Apex `Double`. Boxed, because a plain number is an Integer here and the two behave differently in an Object. */
export class ApexDouble {
    readonly value: number;

    constructor(value: number) {
        this.value = value;
    }

    /** As Java's `Double.toString`: at least one decimal, an exponent below 0.001 and from 10,000,000. */
    toString(): string {
        const { value } = this;
        if (!Number.isFinite(value)) {
            return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
        }
        const size = Math.abs(value);
        if (value === 0 || (size >= 1e-3 && size < 1e7)) {
            const text = Object.is(value, -0) ? '-0' : String(value);
            return text.includes('.') ? text : `${text}.0`;
        }
        const [mantissa = '', exponent = ''] = value.toExponential().split('e');
        return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
    }
}
