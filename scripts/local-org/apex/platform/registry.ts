import { type ApexType, OBJECT, PRIMITIVES, SOBJECT } from '../types/apex-type.ts';
import { PlatformClass, type PlatformClassDefinition } from '../types/platform-class.ts';
import { ApexEnumValue } from '../values/objects.ts';

const classes = new Map<string, PlatformClass>();
const namespaces = new Set<string>(['system', 'schema']);

/** Namespaces whose classes may be named without them. */
const IMPLIED = ['system.', 'schema.'];

/** Puts built-in classes on the list. Called by each file of this folder. */
export function define(...definitions: PlatformClassDefinition[]): void {
    for (const definition of definitions) {
        const made = new PlatformClass(definition, platformType);
        const key = definition.name.toLowerCase();
        if (classes.has(key)) {
            throw new Error(`${definition.name} is defined twice`);
        }
        classes.set(key, made);
        namespaces.add(key.slice(0, key.indexOf('.')));
        const primitive = PRIMITIVES.get(made.simpleName.toLowerCase());
        if (primitive && key.startsWith('system.')) {
            primitive.platformClass = made;
        }
        const values = definition.enumValues ?? [];
        made.enumValues = values.map((name, ordinal) => new ApexEnumValue(made.type(), name, ordinal));
    }
}

/** Finds a built-in class by name, with or without its namespace where that is System or Schema. */
export function platformClass(name: string): PlatformClass | undefined {
    const key = name.toLowerCase();
    const known = classes.get(key);
    if (known || key.includes('.')) {
        return known;
    }
    return IMPLIED.map((each) => classes.get(each + key)).find((each) => each !== undefined);
}

/** Finds a built-in type by name: a primitive, or a class. */
export function platformType(name: string): ApexType | undefined {
    const key = name.toLowerCase();
    const primitive = PRIMITIVES.get(key.startsWith('system.') ? key.slice('system.'.length) : key);
    return primitive ?? platformClass(name)?.type();
}

/** The class with the methods that values of a type have. */
export function methodsOf(type: ApexType): PlatformClass | undefined {
    switch (type.kind) {
        case 'list':
            return platformClass('System.List');
        case 'set':
            return platformClass('System.Set');
        case 'map':
            return platformClass('System.Map');
        case 'sobject':
            return SOBJECT.platformClass ?? undefined;
        default:
            return type.platformClass ?? OBJECT.platformClass ?? undefined;
    }
}

export function isNamespace(name: string): boolean {
    return namespaces.has(name.toLowerCase());
}

/** One value of a built-in enum. */
export function platformEnum(typeName: string, value: string): ApexEnumValue {
    const found = platformClass(typeName)?.enumValues.find(
        (each) => each instanceof ApexEnumValue && each.name.toLowerCase() === value.toLowerCase()
    );
    if (!(found instanceof ApexEnumValue)) {
        throw new Error(`no value ${value} in ${typeName}`);
    }
    return found;
}
