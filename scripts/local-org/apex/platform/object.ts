import { type ApexType, OBJECT } from '../types/apex-type.ts';
import { isAssignable } from '../types/assignable.ts';
import { hashKey, valuesEqual } from '../values/equality.ts';
import type { ApexEnumValue } from '../values/objects.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { newInstance, typeNamed } from '../run/types-by-name.ts';
import { define } from './registry.ts';
import { type TypeToken, typeToken } from './type-token.ts';

/** Java's String.hashCode, on the text of a value's collection key. */
export function hashCodeOf(value: Value): number {
    const key = hashKey(value);
    if (typeof key === 'number') {
        return key;
    }
    const text = typeof key === 'string' ? key : toText(value);
    let hash = 0;
    for (let index = 0; index < text.length; index += 1) {
        hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
    }
    return hash;
}

function typeName(type: ApexType): string {
    const { userClass } = type;
    return userClass ? userClass.fullName : type.name;
}

define(
    {
        name: 'System.Object',
        methods: {
            'String toString()': (self: Value) => toText(self),
            'Boolean equals(Object? other)': (self: Value, other: Value) => valuesEqual(self, other),
            'Integer hashCode()': (self: Value) => hashCodeOf(self)
        }
    },
    {
        name: 'System.Enum',
        methods: {
            'String name()': (self: ApexEnumValue) => self.name,
            'Integer ordinal()': (self: ApexEnumValue) => self.ordinal,
            'String toString()': (self: ApexEnumValue) => self.name,
            'Boolean equals(Object? other)': (self: ApexEnumValue, other: Value) => self === other,
            'Integer hashCode()': (self: ApexEnumValue) => hashCodeOf(self.name)
        }
    },
    {
        name: 'System.Type',
        methods: {
            'static System.Type forName(String name)': (name: string) => {
                const type = typeNamed(name);
                return type ? typeToken(type) : null;
            },
            'static System.Type forName(String? namespace, String name)': (namespace: string | null, name: string) => {
                const type = typeNamed(namespace === null || namespace === '' ? name : `${namespace}.${name}`);
                return type ? typeToken(type) : null;
            },
            'Object newInstance()': (self: TypeToken) => newInstance(self.named),
            'String getName()': (self: TypeToken) => typeName(self.named),
            'String toString()': (self: TypeToken) => typeName(self.named),
            'Boolean equals(Object? other)': (self: TypeToken, other: Value) => self === other,
            'Boolean isAssignableFrom(System.Type source)': (self: TypeToken, source: TypeToken) =>
                self.named === OBJECT || isAssignable(source.named, self.named),
            'Integer hashCode()': (self: TypeToken) => hashCodeOf(self.named.name)
        }
    }
);
