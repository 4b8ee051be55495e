import { deserialize } from '../json/deserialize.ts';
import { type Json, parseJson } from '../json/text.ts';
import { apexError } from '../run/errors.ts';
import { BLOB, BOOLEAN, DATE, DATETIME, DECIMAL, DOUBLE, ID, INTEGER, LONG, type ApexType, TIME } from '../types/apex-type.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { type ApexEnumValue, PlatformValue } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import { define, platformClass, platformEnum } from './registry.ts';
import type { TypeToken } from './type-token.ts';

interface Event {
    token: string;
    /** Name of the field that the event belongs to. */
    name: string | null;
    text: string;
    json: Json;
    /** For a start: the index of its end. */
    end: number;
}

const SCALARS: Record<string, string> = { string: 'VALUE_STRING', null: 'VALUE_NULL' };

function scalarToken(json: Json): string {
    if (json.kind === 'number') {
        return /^-?\d+$/.test(json.text) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
    }
    return json.kind === 'boolean' ? (json.value ? 'VALUE_TRUE' : 'VALUE_FALSE') : (SCALARS[json.kind] ?? '');
}

function scalarText(json: Json): string {
    return 'text' in json ? json.text : json.kind === 'boolean' ? String(json.value) : 'null';
}

function flatten(json: Json, name: string | null, events: Event[]): void {
    if (json.kind !== 'object' && json.kind !== 'array') {
        events.push({ token: scalarToken(json), name, text: scalarText(json), json, end: events.length });
        return;
    }
    const isObject = json.kind === 'object';
    const start: Event = { token: isObject ? 'START_OBJECT' : 'START_ARRAY', name, text: isObject ? '{' : '[', json, end: 0 };
    events.push(start);
    if (isObject) {
        for (const [key, value] of json.entries) {
            events.push({ token: 'FIELD_NAME', name: key, text: key, json: value, end: events.length });
            flatten(value, key, events);
        }
    } else {
        json.items.forEach((item) => flatten(item, null, events));
    }
    start.end = events.length;
    events.push({ token: isObject ? 'END_OBJECT' : 'END_ARRAY', name, text: isObject ? '}' : ']', json, end: events.length });
}

export class JsonParserValue extends PlatformValue {
    private readonly events: Event[] = [];
    private position = -1;
    private cleared = false;

    constructor(text: string) {
        super(platformClass('System.JSONParser')!.type());
        flatten(parseJson(text), null, this.events);
    }

    get current(): Event | undefined {
        return this.cleared ? undefined : this.events[this.position];
    }

    token(): ApexEnumValue | null {
        const { current } = this;
        return current ? platformEnum('System.JSONToken', current.token) : null;
    }

    next(): ApexEnumValue | null {
        this.cleared = false;
        this.position = Math.min(this.position + 1, this.events.length);
        return this.token();
    }

    nextValue(): ApexEnumValue | null {
        const token = this.next();
        return token?.name === 'FIELD_NAME' ? this.next() : token;
    }

    skipChildren(): void {
        const { current } = this;
        if (current) {
            this.position = current.end;
        }
    }

    clear(): void {
        this.cleared = true;
    }

    /** The present value, as a type; the parser then stands at its end. */
    read(type: ApexType, strict: boolean): Value {
        const { current } = this;
        if (!current) {
            throw apexError('JSONException', 'No current token');
        }
        const value = deserialize(current.json, type, strict);
        this.skipChildren();
        return value;
    }
}

const GETTERS: [string, ApexType][] = [
    ['Blob', BLOB],
    ['Boolean', BOOLEAN],
    ['Date', DATE],
    ['DateTime', DATETIME],
    ['Decimal', DECIMAL],
    ['Double', DOUBLE],
    ['Id', ID],
    ['Integer', INTEGER],
    ['Long', LONG],
    ['Time', TIME]
];

const getters: Record<string, PlatformCode> = Object.fromEntries(
    GETTERS.map(([name, type]) => [`${name} get${name}Value()`, (self: JsonParserValue) => self.read(type, false)])
);

define(
    {
        name: 'System.JSONToken',
        superclass: 'System.Enum',
        enumValues: [
            'END_ARRAY',
            'END_OBJECT',
            'FIELD_NAME',
            'NOT_AVAILABLE',
            'START_ARRAY',
            'START_OBJECT',
            'VALUE_EMBEDDED_OBJECT',
            'VALUE_FALSE',
            'VALUE_NULL',
            'VALUE_NUMBER_FLOAT',
            'VALUE_NUMBER_INT',
            'VALUE_STRING',
            'VALUE_TRUE'
        ]
    },
    {
        name: 'System.JSONParser',
        methods: {
            ...getters,
            'System.JSONToken nextToken()': (self: JsonParserValue) => self.next(),
            'System.JSONToken nextValue()': (self: JsonParserValue) => self.nextValue(),
            'System.JSONToken getCurrentToken()': (self: JsonParserValue) => self.token(),
            'Boolean hasCurrentToken()': (self: JsonParserValue) => self.current !== undefined,
            'String getCurrentName()': (self: JsonParserValue) => self.current?.name ?? null,
            'String getText()': (self: JsonParserValue) => self.current?.text ?? null,
            'void clearCurrentToken()': (self: JsonParserValue) => self.clear(),
            'void skipChildren()': (self: JsonParserValue) => self.skipChildren(),
            'Object readValueAs(System.Type type)': (self: JsonParserValue, type: TypeToken) => self.read(type.named, false),
            'Object readValueAsStrict(System.Type type)': (self: JsonParserValue, type: TypeToken) => self.read(type.named, true)
        }
    }
);
