import { runtime } from '../run/active.ts';
import { apexError } from '../run/errors.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/dates.ts';
import { ApexDecimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { ApexId } from '../values/id.ts';
import { ApexEnumValue, ApexObject, PlatformValue } from '../values/objects.ts';
import { runtimeTypeName } from '../values/runtime-type.ts';
import { SObjectValue } from '../values/sobject.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { JsonWriter, quoted } from './writer.ts';

function unsupported(value: Value): Error {
    return apexError('JSONException', `Type unsupported in JSON: ${runtimeTypeName(value)}`);
}

/** In tests the last comes first: the platform promises no order, and a test that relies on one can fail in an org. */
function entriesOf({ table }: ApexMap): Iterable<[Value, Value]> {
    return runtime().transaction.test === null ? table.pairs() : [...table.pairs()].reverse();
}

/** Writes Apex values as JSON.serialize does. */
class Serializer {
    private readonly writer: JsonWriter;
    private readonly suppressNulls: boolean;
    /** Objects around the present one: meeting one again is a cycle. */
    private readonly path = new Set<Value>();

    constructor(writer: JsonWriter, suppressNulls: boolean) {
        this.writer = writer;
        this.suppressNulls = suppressNulls;
    }

    private nested(value: Value, code: () => void): void {
        if (this.path.has(value)) {
            throw apexError('JSONException', `Cycle detected in ${runtimeTypeName(value)}`);
        }
        this.path.add(value);
        code();
        this.path.delete(value);
    }

    private scalar(value: Value): string | undefined {
        if (typeof value === 'string') {
            return quoted(value);
        }
        if (value === null || typeof value !== 'object') {
            return String(value);
        }
        if (value instanceof ApexDecimal || value instanceof ApexDouble) {
            return value.toString();
        }
        if (value instanceof ApexDatetime) {
            return quoted(value.toIso());
        }
        if (value instanceof ApexBlob) {
            return quoted(Buffer.from(value.bytes).toString('base64'));
        }
        if (value instanceof ApexEnumValue) {
            return quoted(value.name);
        }
        const isText = value instanceof ApexId || value instanceof ApexDate || value instanceof ApexTime;
        return isText ? quoted(value.toString()) : undefined;
    }

    private record(value: SObjectValue): void {
        const { writer } = this;
        writer.start('object');
        writer.name('attributes');
        writer.start('object');
        writer.name('type');
        writer.raw(quoted(value.type.name));
        const id = value.get('Id');
        if (id !== null) {
            writer.name('url');
            const version = runtime().host.apiVersion.toFixed(1);
            writer.raw(quoted(`/services/data/v${version}/sobjects/${value.type.name}/${toText(id)}`));
        }
        writer.end('object');
        for (const [name, field] of value.fields) {
            writer.name(name);
            if (field instanceof ApexList) {
                this.children(field);
            } else {
                this.value(field);
            }
        }
        writer.end('object');
    }

    private children(list: ApexList): void {
        const { writer } = this;
        writer.start('object');
        writer.name('totalSize');
        writer.raw(String(list.items.length));
        writer.name('done');
        writer.raw('true');
        writer.name('records');
        this.value(list);
        writer.end('object');
    }

    private object(value: ApexObject): void {
        const owner = value.type.userClass;
        if (!owner || value.exception) {
            throw unsupported(value);
        }
        this.writer.start('object');
        for (const field of owner.instanceSlots) {
            if (field.isTransient || !field.readable) {
                continue;
            }
            const each = field.getter ? runtime().invoker.invoke(field.getter, value, []) : value.slots[field.slot]!;
            if (each !== null || !this.suppressNulls) {
                this.writer.name(field.name);
                this.value(each);
            }
        }
        this.writer.end('object');
    }

    private key(key: Value): string {
        if (key === null || key instanceof ApexObject || key instanceof SObjectValue || key instanceof PlatformValue) {
            throw apexError('JSONException', `Map keys of this type are unsupported in JSON: ${runtimeTypeName(key)}`);
        }
        return key instanceof ApexDatetime ? key.toIso() : toText(key);
    }

    value(value: Value): void {
        const scalar = this.scalar(value);
        if (scalar !== undefined) {
            this.writer.raw(scalar);
        } else if (value instanceof ApexList || value instanceof ApexSet) {
            this.nested(value, () => {
                this.writer.start('array');
                value.items.forEach((item) => this.value(item));
                this.writer.end('array');
            });
        } else if (value instanceof ApexMap) {
            this.nested(value, () => {
                this.writer.start('object');
                for (const [key, item] of entriesOf(value)) {
                    this.writer.name(this.key(key));
                    this.value(item);
                }
                this.writer.end('object');
            });
        } else if (value instanceof SObjectValue) {
            this.nested(value, () => this.record(value));
        } else if (value instanceof ApexObject) {
            this.nested(value, () => this.object(value));
        } else {
            throw unsupported(value);
        }
    }
}

/** `JSON.serialize` and `serializePretty`. @throws JSONException */
export function serializeJson(value: Value, pretty: boolean, suppressNulls: boolean): string {
    const writer = new JsonWriter(pretty);
    writeJson(writer, value, suppressNulls);
    return writer.toString();
}

/** Writes a value into a larger text. @throws JSONException */
export function writeJson(writer: JsonWriter, value: Value, suppressNulls: boolean): void {
    new Serializer(writer, suppressNulls).value(value);
}
