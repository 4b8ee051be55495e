import type { FieldValue } from '../../types.ts';
import { DmlFailure } from '../errors.ts';
import { fold } from '../database.ts';
import { normalizeId } from '../ids.ts';
import type { FieldInfo } from '../schema/info.ts';

/** Longest piece of a refused value that an error repeats. */
const MOST_REPEATED = 255;

/**
 * Brings a value to the form in which the field keeps it: texts trimmed, empty ones null; numbers rounded to the scale;
 * date-times to the second in UTC; ids to 18 characters.
 * @throws DmlFailure
 */
export function toFieldValue(field: FieldInfo, value: FieldValue): FieldValue {
    if (value === null || value === '') return field.type === 'boolean' ? Boolean(field.defaultValue) : null;
    switch (field.type) {
        case 'boolean':
            return toBoolean(field, value);
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return toNumber(field, value);
        case 'date':
            return toDate(field, value);
        case 'datetime':
            return toDateTime(field, value);
        case 'id':
        case 'reference':
            return toId(field, value);
        case 'base64':
            return toBase64(field, value);
        case 'picklist':
            return toPicklist(field, toText(field, value));
        case 'multipicklist':
            return toMultipicklist(field, toText(field, value));
        case 'email':
            return toEmail(field, toText(field, value));
        default:
            return toText(field, value);
    }
}

const wrongType = (field: FieldInfo, value: FieldValue): DmlFailure =>
    new DmlFailure(
        'INVALID_TYPE_ON_FIELD_IN_RECORD',
        `${field.label}: value not of required type: ${String(value).slice(0, MOST_REPEATED)}`,
        [field.name]
    );

function toText(field: FieldInfo, value: FieldValue): string | null {
    // Lines of long texts are kept as they are; everything else is trimmed, as on the platform.
    const text = field.type === 'textarea' ? String(value) : String(value).trim();
    if (text === '') return null;
    if (field.length > 0 && text.length > field.length) {
        throw new DmlFailure(
            'STRING_TOO_LONG',
            `${field.label}: data value too large: ${text.slice(0, MOST_REPEATED)} (max length=${field.length})`,
            [field.name]
        );
    }
    return text;
}

function toBoolean(field: FieldInfo, value: FieldValue): boolean {
    if (typeof value === 'boolean') return value;
    const text = String(value).toLowerCase();
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
    throw wrongType(field, value);
}

function toNumber(field: FieldInfo, value: FieldValue): number {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw wrongType(field, value);
    const scale = field.type === 'int' ? 0 : field.scale;
    const factor = 10 ** scale;
    // Away from zero at a half; the small push undoes what binary fractions lose (1.005 → 1.01).
    const scaled = Math.abs(number) * factor;
    const rounded = (Math.sign(number) * Math.round(scaled + Math.abs(scaled) * Number.EPSILON)) / factor;
    const digits = field.type === 'int' ? 9 : field.precision - scale;
    if (digits > 0 && Math.abs(rounded) >= 10 ** digits && !(field.type === 'int' && Math.abs(rounded) < 2 ** 31)) {
        throw new DmlFailure(
            'NUMBER_OUTSIDE_VALID_RANGE',
            `${field.label}: value outside of valid range on numeric field: ${value}`,
            [field.name]
        );
    }
    return rounded === 0 ? 0 : rounded;
}

function toDate(field: FieldInfo, value: FieldValue): string {
    const parts = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec(value.trim()) : null;
    const date = parts?.[1];
    if (date === undefined) throw wrongType(field, value);
    const parsed = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) throw wrongType(field, value);
    return date;
}

function toDateTime(field: FieldInfo, value: FieldValue): string {
    if (typeof value !== 'string') throw wrongType(field, value);
    const text = value.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
    if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) throw wrongType(field, value);
    const moment = Date.parse(text);
    if (Number.isNaN(moment)) throw wrongType(field, value);
    return new Date(Math.floor(moment / 1000) * 1000).toISOString();
}

function toId(field: FieldInfo, value: FieldValue): string {
    const id = typeof value === 'string' ? normalizeId(value.trim()) : undefined;
    if (id === undefined) {
        throw new DmlFailure(
            'MALFORMED_ID',
            `${field.label}: id value of incorrect type: ${String(value).slice(0, MOST_REPEATED)}`,
            [field.name]
        );
    }
    return id;
}

function toBase64(field: FieldInfo, value: FieldValue): string {
    if (typeof value !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) throw wrongType(field, '(binary)');
    return value.replace(/\s/g, '');
}

function restricted(field: FieldInfo, value: string): DmlFailure {
    return new DmlFailure(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${value.slice(0, MOST_REPEATED)}`,
        [field.name]
    );
}

function toPicklist(field: FieldInfo, value: string | null): string | null {
    if (value === null) return null;
    const known = field.picklistValues.find((entry) => fold(entry.value) === fold(value));
    if (field.restrictedPicklist && !known?.active) throw restricted(field, value);
    // The platform keeps the definition's own case.
    return known?.value ?? value;
}

function toMultipicklist(field: FieldInfo, value: string | null): string | null {
    if (value === null) return null;
    const given = value.split(';').map((each) => each.trim());
    const values = new Set(given.filter((each) => each !== '').map((each) => toPicklist(field, each)!));
    const order = field.picklistValues.map((entry) => entry.value);
    const place = (each: string): number => (order.includes(each) ? order.indexOf(each) : order.length);
    return [...values].sort((left, right) => place(left) - place(right)).join(';') || null;
}

function toEmail(field: FieldInfo, value: string | null): string | null {
    if (value === null || /^[^\s@"(),:;<>[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) return value;
    throw new DmlFailure('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
}
