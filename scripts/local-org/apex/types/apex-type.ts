import type { SObjectDescribe } from '../../types.ts';
import type { ApexClass } from './apex-class.ts';
import type { PlatformClass } from './platform-class.ts';

export type TypeKind =
    | 'primitive'
    | 'list'
    | 'set'
    | 'map'
    | 'class'
    | 'platform'
    | 'sobject'
    | 'object'
    | 'void'
    | 'null'
    /** The type of an expression that cannot be evaluated here; whatever is done with it is accepted. */
    | 'unknown'
    | 'variable';

/**
 * A type at compile and run time. Types are interned: the same type is the same object, so `===` compares them.
 * `name` is what Apex shows: `String`, `List<Integer>`, `Outer.Inner`, `System.HttpRequest`, `Account`.
 */
export class ApexType {
    readonly kind: TypeKind;
    readonly name: string;
    readonly args: readonly ApexType[];
    /** For `class`. */
    userClass: ApexClass | null = null;
    /** For `platform`, and the class that carries the methods of primitives and collections. */
    platformClass: PlatformClass | null = null;
    /** For `sobject`; null for the generic `SObject`. */
    describe: SObjectDescribe | null = null;
    private list: ApexType | null = null;
    private set: ApexType | null = null;
    private readonly maps = new Map<ApexType, ApexType>();

    constructor(kind: TypeKind, name: string, args: readonly ApexType[] = []) {
        this.kind = kind;
        this.name = name;
        this.args = args;
    }

    get element(): ApexType {
        return this.args[0] ?? UNKNOWN;
    }

    get value(): ApexType {
        return this.args[1] ?? UNKNOWN;
    }

    static listOf(element: ApexType): ApexType {
        return (element.list ??= new ApexType('list', `List<${element.name}>`, [element]));
    }

    static setOf(element: ApexType): ApexType {
        return (element.set ??= new ApexType('set', `Set<${element.name}>`, [element]));
    }

    static mapOf(key: ApexType, value: ApexType): ApexType {
        let known = key.maps.get(value);
        if (!known) {
            known = new ApexType('map', `Map<${key.name},${value.name}>`, [key, value]);
            key.maps.set(value, known);
        }
        return known;
    }

    toString(): string {
        return this.name;
    }
}

export const VOID = new ApexType('void', 'void');
export const NULL = new ApexType('null', 'null');
export const UNKNOWN = new ApexType('unknown', 'unknown');
export const OBJECT = new ApexType('object', 'Object');
/** The generic SObject. */
export const SOBJECT = new ApexType('sobject', 'SObject');
export const BOOLEAN = new ApexType('primitive', 'Boolean');
export const INTEGER = new ApexType('primitive', 'Integer');
export const LONG = new ApexType('primitive', 'Long');
export const DOUBLE = new ApexType('primitive', 'Double');
export const DECIMAL = new ApexType('primitive', 'Decimal');
export const STRING = new ApexType('primitive', 'String');
export const ID = new ApexType('primitive', 'Id');
export const DATE = new ApexType('primitive', 'Date');
export const DATETIME = new ApexType('primitive', 'Datetime');
export const TIME = new ApexType('primitive', 'Time');
export const BLOB = new ApexType('primitive', 'Blob');

export const PRIMITIVES: ReadonlyMap<string, ApexType> = new Map(
    [BOOLEAN, INTEGER, LONG, DOUBLE, DECIMAL, STRING, ID, DATE, DATETIME, TIME, BLOB, OBJECT, SOBJECT].map((type) => [
        type.name.toLowerCase(),
        type
    ])
);

/** Integer < Long < Double < Decimal; -1 for what is not a number. */
export function numericRank(type: ApexType): number {
    return type === INTEGER ? 0 : type === LONG ? 1 : type === DOUBLE ? 2 : type === DECIMAL ? 3 : -1;
}

export function isNumeric(type: ApexType): boolean {
    return numericRank(type) >= 0;
}

/** String or Id. */
export function isText(type: ApexType): boolean {
    return type === STRING || type === ID;
}
