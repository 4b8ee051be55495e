import { deserialize } from '../json/deserialize.ts';
import { type Json, parseJson } from '../json/text.ts';
import { apexError } from '../run/errors.ts';
import {
    BLOB,
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    LONG,
    type ApexType,
    TIME
} from '../types/apex-type.ts';
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

/** The events of a text, up to its end or its first mistake. */
function eventsOf(text: string): { events: Event[]; failure: unknown } {
    const events: Event[] = [];
    const open: { start: Event; isObject: boolean }[] = [];
    let fieldName: string | null = null;
    const nameOfValue = (): string | null => {
        const name = open.at(-1)?.isObject ? fieldName : null;
        fieldName = null;
        return name;
    };
    try {
        parseJson(text, {
            start(json) {
                const isObject = json.kind === 'object';
                const start: Event = {
                    token: isObject ? 'START_OBJECT' : 'START_ARRAY',
                    name: nameOfValue(),
                    text: isObject ? '{' : '[',
                    json,
                    end: Number.POSITIVE_INFINITY
                };
                events.push(start);
                open.push({ start, isObject });
            },
            field(name) {
                fieldName = name;
                events.push({
                    token: 'FIELD_NAME',
                    name,
                    text: name,
                    json: { kind: 'string', text: name },
                    end: events.length
                });
            },
            end(json) {
                const closed = open.pop();
                if (closed) closed.start.end = events.length;
                const isObject = json.kind === 'object';
                events.push({
                    token: isObject ? 'END_OBJECT' : 'END_ARRAY',
                    name: closed?.start.name ?? null,
                    text: isObject ? '}' : ']',
                    json,
                    end: events.length
                });
            },
            scalar(json) {
                events.push({
                    token: scalarToken(json),
                    name: nameOfValue(),
                    text: scalarText(json),
                    json,
                    end: events.length
                });
            }
        });
        return { events, failure: null };
    } catch (failure) {
        return { events, failure };
    }
}

export class JsonParserValue extends PlatformValue {
    private readonly events: Event[];
    /** The mistake that stands behind the last event, or null. */
    private readonly failure: unknown;
    private position = -1;
    private cleared = false;

    constructor(text: string) {
        super(platformClass('System.JSONParser')!.type());
        const { events, failure } = eventsOf(text);
        this.events = events;
        this.failure = failure;
    }

    private moveTo(position: number): void {
        this.position = Math.min(position, this.events.length);
        if (this.position === this.events.length && this.failure !== null) {
            throw this.failure;
        }
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
        this.moveTo(this.position + 1);
        return this.token();
    }

    nextValue(): ApexEnumValue | null {
        const token = this.next();
        return token?.name === 'FIELD_NAME' ? this.next() : token;
    }

    skipChildren(): void {
        const { current } = this;
        if (current) {
            this.moveTo(current.end);
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
        // A value that breaks off is a mistake before it is a value.
        this.skipChildren();
        return deserialize(current.json, type, strict);
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
            'Object readValueAs(System.Type type)': (self: JsonParserValue, type: TypeToken) =>
                self.read(type.named, false),
            'Object readValueAsStrict(System.Type type)': (self: JsonParserValue, type: TypeToken) =>
                self.read(type.named, true)
        }
    }
);
