import type { Json } from '../../setup/provider-setup.ts';

export type JsonObject = { [name: string]: Json };

export const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, or an empty one: for answers whose shape is not certain. */
export const objectOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

export const textOf = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;

/** Same contents; the order of an object's names does not count. */
export function isSame(one: unknown, other: unknown): boolean {
    return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (isObject(value)) {
        const names = Object.keys(value)
            .filter((name) => value[name] !== undefined)
            .sort();
        return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
    }
    return JSON.stringify(value) ?? 'undefined';
}

/** Nothing that anyone has set: so nothing that a change would overwrite. */
export const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0);
