import type { FieldValue } from '../../types.ts';
import { fold } from '../database.ts';
import { normalizeId } from '../ids.ts';
import type { FieldInfo } from '../schema/info.ts';
import type { Value } from './ast.ts';
import { type DayRange, dayRange, localDay, startOfDay } from './date-ranges.ts';
import { badField, badOperator } from './errors.ts';
import type { QueryContext } from './scope.ts';

/** What a field's kind of value means for comparing. */
export type Comparing = 'text' | 'exact' | 'id' | 'boolean' | 'number' | 'date' | 'datetime';

export function comparingOf(field: FieldInfo): Comparing {
    switch (field.type) {
        case 'id':
        case 'reference':
            return 'id';
        case 'boolean':
        case 'date':
        case 'datetime':
            return field.type;
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return 'number';
        default:
            return field.caseSensitive ? 'exact' : 'text';
    }
}

/**
 * A value to compare with, ready as SQL parameter; or a stretch of days. Null stands for null and for an empty text.
 */
export type Comparand =
    { kind: 'value'; value: string | number | null } | { kind: 'range'; from: string; until: string };

const plain = (value: string | number | null): Comparand => ({ kind: 'value', value });

/**
 * A literal or a bind's value, as the field's kind wants it.
 * @throws RecordQueryError where it is of another kind
 */
export function comparand(field: FieldInfo, value: Value, context: QueryContext): Comparand {
    const comparing = comparingOf(field);
    switch (value.kind) {
        case 'null':
            return plain(null);
        case 'boolean':
            if (comparing !== 'boolean') throw wrongKind(field, false);
            return plain(value.value ? 1 : 0);
        case 'number':
            if (comparing !== 'number') throw wrongKind(field, false);
            return plain(value.value);
        case 'text':
            return quotedText(field, comparing, value.value);
        case 'date':
            if (comparing !== 'date') throw wrongKind(field, false);
            return plain(value.value);
        case 'datetime':
            if (comparing !== 'datetime') throw wrongKind(field, false);
            return plain(new Date(value.value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).toISOString());
        case 'dateFormula':
            if (comparing !== 'date' && comparing !== 'datetime') throw wrongKind(field, false);
            return rangeOf(
                comparing,
                dayRange(value.name, value.count, localDay(context.now, context.timeZone)),
                context
            );
        case 'bind': {
            const bound = context.binds.get(value);
            if (Array.isArray(bound)) throw badOperator(`Invalid bind expression type of list for field ${field.name}`);
            return boundValue(field, comparing, bound);
        }
        case 'list':
        case 'subquery':
            throw badOperator(`A list is not possible here, with field ${field.name}`);
    }
}

function rangeOf(comparing: 'date' | 'datetime', days: DayRange, { timeZone }: QueryContext): Comparand {
    if (comparing === 'date') return { kind: 'range', ...days };
    return { kind: 'range', from: startOfDay(days.from, timeZone), until: startOfDay(days.until, timeZone) };
}

function quotedText(field: FieldInfo, comparing: Comparing, text: string): Comparand {
    if (comparing === 'text' || comparing === 'exact' || comparing === 'id') return boundValue(field, comparing, text);
    throw wrongKind(field, true);
}

/** Values of binds come as the record store keeps them; Apex has checked their types against the field already. */
export function boundValue(field: FieldInfo, comparing: Comparing, value: FieldValue): Comparand {
    if (value === null || value === '') return plain(null);
    switch (comparing) {
        case 'id': {
            const id = typeof value === 'string' ? normalizeId(value) : undefined;
            if (id === undefined) throw badOperator(`invalid ID field: ${value}`);
            return plain(id);
        }
        case 'text':
        case 'exact': {
            const text = comparing === 'text' ? fold(String(value)) : String(value);
            return plain(field.type === 'multipicklist' ? inOrder(field, text) : text);
        }
        case 'boolean':
            if (typeof value !== 'boolean') throw wrongKind(field, typeof value === 'string');
            return plain(value ? 1 : 0);
        case 'number':
            if (typeof value !== 'number') throw wrongKind(field, typeof value === 'string');
            return plain(value);
        case 'date':
            if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) throw wrongKind(field, false);
            return plain(value.slice(0, 10));
        case 'datetime': {
            const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
            if (Number.isNaN(moment)) throw wrongKind(field, false);
            return plain(new Date(moment).toISOString());
        }
    }
}

/** Several values of a multi-select picklist are kept in the order of its definition. */
function inOrder(field: FieldInfo, text: string): string {
    const order = field.picklistValues.map((entry) => fold(entry.value));
    const place = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
    return text
        .split(';')
        .sort((left, right) => place(left) - place(right))
        .join(';');
}

function wrongKind(field: FieldInfo, quoted: boolean): Error {
    const kind = field.type === 'datetime' ? 'dateTime' : field.type;
    const ending =
        quoted || field.type === 'date' || field.type === 'datetime' ? ' and should not be enclosed in quotes' : '';
    const textual = comparingOf(field) === 'text' || comparingOf(field) === 'exact' || comparingOf(field) === 'id';
    return badField(
        `value of filter criterion for field '${field.name}' must be of type ${kind}` +
            (textual ? ' and should be enclosed in quotes' : ending)
    );
}
