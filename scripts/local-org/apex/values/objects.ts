import type { ApexType } from '../types/apex-type.ts';
import type { Value } from './value.ts';

/** What an exception carries besides its fields. */
export interface ExceptionState {
    message: string | null;
    cause: ApexObject | null;
    /** Lines of `Class.Name.method: line 1, column 1`. */
    stackTrace: string;
    line: number;
    /** DmlException: one entry a failed row. */
    dml: { index: number; id: string | null; statusCode: string; message: string; fields: string[] }[];
    /** QueryException in user mode: what the user may not read. */
    inaccessible: { object: string; field: string | null } | null;
    /** LimitException: no catch clause takes it. */
    uncatchable: boolean;
}

/** An instance of a user's class, or of a built-in exception class. */
export class ApexObject {
    readonly type: ApexType;
    readonly slots: Value[];
    /** Only for exceptions. */
    exception: ExceptionState | null = null;

    constructor(type: ApexType, slotCount: number) {
        this.type = type;
        this.slots = new Array<Value>(slotCount).fill(null);
    }
}

/** One value of an enum, from source or built in. There is one object for each. */
export class ApexEnumValue {
    readonly type: ApexType;
    readonly name: string;
    readonly ordinal: number;

    constructor(type: ApexType, name: string, ordinal: number) {
        this.type = type;
        this.name = name;
        this.ordinal = ordinal;
    }
}

/** An instance of a built-in class. Each such class extends this in its own file. */
export abstract class PlatformValue {
    readonly type: ApexType;

    constructor(type: ApexType) {
        this.type = type;
    }

    /** Text for String.valueOf and concatenation. */
    toText(): string {
        return `${this.type.name}:[]`;
    }

    /** What equality and hashing go by; by default, identity. */
    identity(): unknown {
        return this;
    }
}
