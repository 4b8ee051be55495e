import { JsonMisuse, JsonWriter, quoted } from '../json/writer.ts';
import { writeJson } from '../json/serialize.ts';
import { apexError } from '../run/errors.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import type { ApexBlob } from '../values/blob.ts';
import type { ApexDatetime } from '../values/dates.ts';
import { PlatformValue } from '../values/objects.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { define, platformClass } from './registry.ts';

export class JsonGeneratorValue extends PlatformValue {
    readonly writer: JsonWriter;
    closed = false;

    constructor(pretty: boolean) {
        super(platformClass('System.JSONGenerator')!.type());
        this.writer = new JsonWriter(pretty);
    }

    write(code: (writer: JsonWriter) => void): void {
        if (this.closed) {
            throw apexError('JSONException', 'JSON generator is closed');
        }
        try {
            code(this.writer);
        } catch (error) {
            if (error instanceof JsonMisuse) {
                throw apexError('JSONException', error.message);
            }
            throw error;
        }
    }
}

/** What a method is called after, the type of its value, and the value's JSON: each function gets values of that type. */
const WRITERS: [name: string, type: string, text: PlatformCode][] = [
    ['Blob', 'Blob', (value: ApexBlob) => quoted(Buffer.from(value.bytes).toString('base64'))],
    ['Boolean', 'Boolean', String],
    ['Date', 'Date', (value: Value) => quoted(String(value))],
    ['DateTime', 'DateTime', (value: ApexDatetime) => quoted(value.toIso())],
    ['Id', 'Id', (value: Value) => quoted(String(value))],
    ['Number', 'Integer', toText],
    ['Number', 'Long', toText],
    ['Number', 'Double', toText],
    ['Number', 'Decimal', toText],
    ['String', 'String', quoted],
    ['Time', 'Time', (value: Value) => quoted(String(value))]
];

/** `writeString(value)` and `writeStringField(name, value)` for each type. */
function typedWriters(): Record<string, PlatformCode> {
    const methods: Record<string, PlatformCode> = {};
    for (const [name, type, text] of WRITERS) {
        methods[`void write${name}(${type} value)`] = (self: JsonGeneratorValue, value: Value) =>
            self.write((writer) => writer.raw(String(text(value))));
        methods[`void write${name}Field(String name, ${type} value)`] = (
            self: JsonGeneratorValue,
            field: string,
            value: Value
        ) =>
            self.write((writer) => {
                writer.name(field);
                writer.raw(String(text(value)));
            });
    }
    return methods;
}

define({
    name: 'System.JSONGenerator',
    methods: {
        ...typedWriters(),
        'void writeStartObject()': (self: JsonGeneratorValue) => self.write((writer) => writer.start('object')),
        'void writeEndObject()': (self: JsonGeneratorValue) => self.write((writer) => writer.end('object')),
        'void writeStartArray()': (self: JsonGeneratorValue) => self.write((writer) => writer.start('array')),
        'void writeEndArray()': (self: JsonGeneratorValue) => self.write((writer) => writer.end('array')),
        'void writeFieldName(String name)': (self: JsonGeneratorValue, name: string) =>
            self.write((writer) => writer.name(name)),
        'void writeNull()': (self: JsonGeneratorValue) => self.write((writer) => writer.raw('null')),
        'void writeNullField(String name)': (self: JsonGeneratorValue, name: string) =>
            self.write((writer) => {
                writer.name(name);
                writer.raw('null');
            }),
        'void writeObject(Object? value)': (self: JsonGeneratorValue, value: Value) =>
            self.write((writer) => writeJson(writer, value, false)),
        'void writeObjectField(String name, Object? value)': (self: JsonGeneratorValue, name: string, value: Value) =>
            self.write((writer) => {
                writer.name(name);
                writeJson(writer, value, false);
            }),
        'String getAsString()': (self: JsonGeneratorValue) => {
            self.closed = true;
            return self.writer.toString();
        },
        'void close()': (self: JsonGeneratorValue) => {
            self.closed = true;
        },
        'Boolean isClosed()': (self: JsonGeneratorValue) => self.closed
    }
});
