/** A record of the log, as far as filters look at it. */
export type LogFields = Readonly<Record<string, string>>;

export type LogFilter = (fields: LogFields) => boolean;

const FIELDS = new Set([
    'session_id',
    'request_timestamp',
    'response_timestamp',
    'language',
    'assistant_id',
    'customer_id',
    'user_id',
    'request.input.text'
]);

const TIMES = new Set(['request_timestamp', 'response_timestamp']);

const TERM = /^\s*([a-z_.]+)\s*(::!|::|:!|:|<=|>=|<|>)\s*(?:"((?:[^"\\]|\\.)*)"|([^",|<>]*?))\s*$/;

/** Splits at a sign that stands outside of quotes. */
function split(source: string, sign: string): string[] {
    const parts = [''];
    let quoted = false;
    for (let index = 0; index < source.length; index += 1) {
        const char = source[index] ?? '';
        if (char === '\\' && quoted) {
            parts[parts.length - 1] += char + (source[index + 1] ?? '');
            index += 1;
            continue;
        }
        quoted = char === '"' ? !quoted : quoted;
        if (char === sign && !quoted) {
            parts.push('');
        } else {
            parts[parts.length - 1] += char;
        }
    }
    return parts;
}

function compare(field: string, left: string, right: string): number {
    if (!TIMES.has(field)) {
        return left < right ? -1 : left > right ? 1 : 0;
    }
    return Date.parse(left) - Date.parse(right);
}

function parseTerm(source: string): LogFilter {
    const match = TERM.exec(source);
    if (match === null) {
        throw new Error(`Invalid filter: unexpected "${source.trim()}"`);
    }
    const [, field = '', operator, quoted, plain] = match;
    const value = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1');
    if (!FIELDS.has(field)) {
        throw new Error(`Invalid filter: field "${field}" can't be used in a filter`);
    }
    if (value === '') {
        throw new Error(`Invalid filter: "${field}" has no value`);
    }
    if (TIMES.has(field) && Number.isNaN(Date.parse(value))) {
        throw new Error(`Invalid filter: "${value}" is not a date`);
    }
    const lower = value.toLowerCase();
    switch (operator) {
        case '::':
            return (fields) => compare(field, fields[field] ?? '', value) === 0;
        case '::!':
            return (fields) => compare(field, fields[field] ?? '', value) !== 0;
        case ':':
            return (fields) => (fields[field] ?? '').toLowerCase().includes(lower);
        case ':!':
            return (fields) => !(fields[field] ?? '').toLowerCase().includes(lower);
        case '<':
            return (fields) => compare(field, fields[field] ?? '', value) < 0;
        case '<=':
            return (fields) => compare(field, fields[field] ?? '', value) <= 0;
        case '>':
            return (fields) => compare(field, fields[field] ?? '', value) > 0;
        default:
            return (fields) => compare(field, fields[field] ?? '', value) >= 0;
    }
}

/**
 * Reads a log filter: terms `field::value` (is), `:` (contains), `::!` and `:!` (not), `<`, `<=`, `>`, `>=`, joined by
 * `,` (and) and `|` (or, which binds looser). Values may stand in double quotes.
 * @throws Error that says what can't be read
 */
export function parseLogFilter(source: string): LogFilter {
    const alternatives = split(source, '|').map((part) => split(part, ',').map(parseTerm));
    return (fields) => alternatives.some((terms) => terms.every((term) => term(fields)));
}
