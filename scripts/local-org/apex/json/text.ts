import { apexError } from '../run/errors.ts';

/** Parsed JSON. Numbers stay text, so that Long and Decimal lose nothing. */
export type Json =
    | { kind: 'object'; entries: [string, Json][] }
    | { kind: 'array'; items: Json[] }
    | { kind: 'string'; text: string }
    | { kind: 'number'; text: string }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'null' };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };

const VALUE_WANTED = "expected a valid value (number, String, array, object, 'true', 'false' or 'null')";

/** Is told of each part as it is read; what was told before a mistake stays told. */
export interface JsonListener {
    start(json: Json): void;
    field(name: string): void;
    end(json: Json): void;
    scalar(json: Json): void;
}

/** A reader of JSON text whose errors are System.JSONException, worded as Jackson's, which Apex uses. */
export class JsonReader {
    readonly text: string;
    position = 0;
    private readonly listener: JsonListener | undefined;

    constructor(text: string, listener?: JsonListener) {
        this.text = text;
        this.listener = listener;
    }

    private location(): string {
        const before = this.text.slice(0, this.position);
        const line = before.split('\n').length;
        return `[${line},${this.position - before.lastIndexOf('\n')}]`;
    }

    problem(message: string): Error {
        return apexError('JSONException', `${message} at input location ${this.location()}`);
    }

    unexpected(wanted: string): Error {
        const character = this.text[this.position];
        if (character === undefined) {
            return this.problem(`Unexpected end-of-input: ${wanted}`);
        }
        return this.problem(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${wanted}`);
    }

    skipSpace(): void {
        while (/[ \t\r\n]/.test(this.text[this.position] ?? '')) {
            this.position += 1;
        }
    }

    /** The next character that is not white space; empty at the end. */
    peek(): string {
        this.skipSpace();
        return this.text[this.position] ?? '';
    }

    expect(character: string, wanted: string): void {
        if (this.peek() !== character) {
            throw this.unexpected(wanted);
        }
        this.position += 1;
    }

    private escape(): string {
        const character = this.text[this.position++] ?? '';
        if (character === 'u') {
            const hex = this.text.slice(this.position, this.position + 4);
            if (!/^[0-9a-fA-F]{4}$/.test(hex)) {
                throw this.unexpected('expected a hex-digit for character escape sequence');
            }
            this.position += 4;
            return String.fromCharCode(Number.parseInt(hex, 16));
        }
        const known = ESCAPES[character];
        if (known === undefined) {
            this.position -= 1;
            throw this.problem(`Unrecognized character escape '${character}' (code ${character.charCodeAt(0)})`);
        }
        return known;
    }

    /** A string, from its opening quote on. */
    string(): string {
        this.expect('"', 'was expecting double-quote to start field name');
        let result = '';
        for (;;) {
            const start = this.position;
            // eslint-disable-next-line no-control-regex
            while (this.position < this.text.length && !/["\\\u0000-\u001f]/.test(this.text[this.position]!)) {
                this.position += 1;
            }
            result += this.text.slice(start, this.position);
            const character = this.text[this.position++];
            if (character === '"') {
                return result;
            }
            if (character === undefined) {
                this.position = this.text.length;
                throw this.unexpected('was expecting closing quote for a string value');
            }
            if (character !== '\\') {
                this.position -= 1;
                throw this.problem(
                    `Illegal unquoted character ((CTRL-CHAR, code ${character.charCodeAt(0)})): has to be escaped using backslash to be included in string value`
                );
            }
            result += this.escape();
        }
    }

    number(): string {
        NUMBER.lastIndex = this.position;
        const match = NUMBER.exec(this.text);
        if (!match) {
            throw this.unexpected(VALUE_WANTED);
        }
        this.position += match[0].length;
        if (/[\w.]/.test(this.text[this.position] ?? '')) {
            throw this.unexpected('Expected space separating root-level values or a digit');
        }
        return match[0];
    }

    /** `true`, `false` or `null`. */
    word(): string {
        const match = /^[A-Za-z_$][\w$]*/.exec(this.text.slice(this.position, this.position + 40))?.[0];
        if (match === undefined) {
            throw this.unexpected(VALUE_WANTED);
        }
        if (!['true', 'false', 'null'].includes(match)) {
            throw this.problem(`Unrecognized token '${match}': was expecting 'null', 'true', 'false' or NaN`);
        }
        this.position += match.length;
        return match;
    }

    value(depth = 0): Json {
        if (depth > 1000) {
            throw this.problem('JSON is nested too deeply');
        }
        const character = this.peek();
        if (character === '{') {
            return this.object(depth);
        }
        if (character === '[') {
            return this.array(depth);
        }
        const scalar = this.scalar(character);
        this.listener?.scalar(scalar);
        return scalar;
    }

    private scalar(character: string): Json {
        if (character === '"') {
            return { kind: 'string', text: this.string() };
        }
        if (character === '-' || /\d/.test(character)) {
            return { kind: 'number', text: this.number() };
        }
        const word = this.word();
        return word === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word === 'true' };
    }

    private ended(json: Json): Json {
        this.position += 1;
        this.listener?.end(json);
        return json;
    }

    private object(depth: number): Json {
        this.position += 1;
        const object: Json = { kind: 'object', entries: [] };
        this.listener?.start(object);
        if (this.peek() === '}') {
            return this.ended(object);
        }
        for (;;) {
            this.skipSpace();
            const name = this.string();
            this.listener?.field(name);
            this.expect(':', 'was expecting a colon to separate field name and value');
            object.entries.push([name, this.value(depth + 1)]);
            if (this.peek() === '}') {
                return this.ended(object);
            }
            this.expect(',', 'was expecting comma to separate OBJECT entries');
        }
    }

    private array(depth: number): Json {
        this.position += 1;
        const array: Json = { kind: 'array', items: [] };
        this.listener?.start(array);
        if (this.peek() === ']') {
            return this.ended(array);
        }
        for (;;) {
            array.items.push(this.value(depth + 1));
            if (this.peek() === ']') {
                return this.ended(array);
            }
            this.expect(',', 'was expecting comma to separate ARRAY entries');
        }
    }
}

/** Parses a whole text. @throws JSONException */
export function parseJson(text: string, listener?: JsonListener): Json {
    const reader = new JsonReader(text, listener);
    if (reader.peek() === '') {
        throw apexError('JSONException', 'No content to map to Object due to end of input');
    }
    const value = reader.value();
    if (reader.peek() !== '') {
        throw reader.unexpected('Expected end of input');
    }
    return value;
}
