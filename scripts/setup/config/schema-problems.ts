/** A problem that the schema has with one field: what was found there, without being told the value, and what is wanted. */
import type { z } from 'zod';

import { counted } from '../counted.ts';
import { fieldName, type ConfigProblem, type Path } from './document.ts';

/** How a value looks, without being the value. */
function shapeOf(value: unknown): string {
    if (value === undefined) return 'nothing';
    if (value === null) return 'an empty value';
    if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
    switch (typeof value) {
        case 'string': {
            if (value === '') return 'an empty text';
            if (/^[“”„‘’‚«»]/.test(value)) return 'a text in curly quotes, which are letters to YAML';
            if (/^https?:\/\//i.test(value)) return `a url${value.endsWith('/') ? ' with / at its end' : ''}`;
            return `a text of ${counted(value.length, 'character')}`;
        }
        case 'object':
            return 'a group of fields';
        default:
            return `a ${typeof value}`;
    }
}

/**
 * YAML reads digits as a number, and {{…}} as groups of fields: an id or a label of digits alone, or a bot's
 * expression, has to say that it is a text.
 */
function foundFor({ path, expected }: z.core.$ZodIssueInvalidType, root: unknown): string {
    const value = valueAt(root, path);
    return `${shapeOf(value)}${expected === 'string' ? whyNoText(value) : whyText(value)}`;
}

function whyNoText(value: unknown): string {
    if (['number', 'boolean'].includes(typeof value) || isExpression(value)) return ', which is a text in quotes';
    if (Array.isArray(value)) return ', as [ or - makes it without quotes';
    return value !== null && typeof value === 'object' ? ', as { or a colon makes it without quotes' : '';
}

const whyText = (value: unknown): string =>
    typeof value === 'string' && /^(?:\d+|true|false)$/.test(value) ? ', because of its quotes' : '';

const isExpression = (value: unknown): boolean =>
    value !== null && typeof value === 'object' && Object.keys(value).some((name) => name.startsWith('{'));

/**
 * What the schema found, as a reader of the file needs it.
 *
 * @param root what the file holds
 * @param lineOf line of a field
 */
export function problemsOf(issue: z.core.$ZodIssue, root: unknown, lineOf: (path: Path) => number): ConfigProblem[] {
    const problem = (path: Path, wanted: string, found = shapeOf(valueAt(root, path))): ConfigProblem => ({
        line: lineOf(path),
        field: fieldName(path),
        found,
        wanted
    });
    switch (issue.code) {
        case 'unrecognized_keys':
            return issue.keys.map((key) => problem([...issue.path, key], issue.message, 'an unknown field'));
        case 'invalid_type':
            return [problem(issue.path, ownWords(issue) ?? wantedType(issue.expected), foundFor(issue, root))];
        case 'invalid_union':
            return [problem(issue.path, 'one of cognigy-messaging, cognigy-chat, watsonx, sendbird')];
        case 'invalid_value': {
            const wanted = `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
            const value = valueAt(root, issue.path);
            const why = issue.values.some((each) => typeof each === 'string') ? '' : whyText(value);
            return [problem(issue.path, wanted, `${shapeOf(value)}${why}`)];
        }
        case 'invalid_key':
        case 'invalid_element':
            return issue.issues.flatMap((inner) =>
                problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, root, lineOf)
            );
        default:
            return [problem(issue.path, issue.message)];
    }
}

function wantedType(expected: string): string {
    const words: Record<string, string> = {
        object: 'a group of fields',
        array: 'a list, each entry in a line behind "- "',
        string: 'a text',
        boolean: 'true or false',
        int: 'a whole number',
        number: 'a number',
        record: 'a group of fields'
    };
    return words[expected] ?? expected;
}

/** What the schema says of this very field; undefined where it has only the library's words. */
const ownWords = ({ message }: z.core.$ZodIssue) => (message.startsWith('Invalid input') ? undefined : message);

/** What stands at a place of a file; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
    return path.reduce<unknown>(
        (value, part) => (value !== null && typeof value === 'object' ? Reflect.get(value, part) : undefined),
        root
    );
}
