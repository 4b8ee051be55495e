import { ApexType } from '../types/apex-type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';
import { apexError, notSupported } from './errors.ts';

/** Splits `String,List<Integer>` at the commas of the outermost level. */
function typeArguments(text: string): string[] {
    const parts: string[] = [];
    let depth = 0;
    let start = 0;
    for (let index = 0; index < text.length; index += 1) {
        depth += text[index] === '<' ? 1 : text[index] === '>' ? -1 : 0;
        if (text[index] === ',' && depth === 0) {
            parts.push(text.slice(start, index));
            start = index + 1;
        }
    }
    return [...parts, text.slice(start)];
}

/**
 * The type of a name that code made up: `Foo`, `Outer.Inner`, `List<String>`, `Account`. Undefined if there is none.
 */
export function typeNamed(name: string): ApexType | undefined {
    const text = name.replace(/\s+/g, '');
    const generic = /^(List|Set|Map)<(.+)>$/i.exec(text);
    if (!generic) {
        return runtime().program.namedType(text.split('.'), null);
    }
    const [first, second] = typeArguments(generic[2]!).map(typeNamed);
    switch (generic[1]!.toLowerCase()) {
        case 'list':
            return first && ApexType.listOf(first);
        case 'set':
            return first && ApexType.setOf(first);
        default:
            return first && second && ApexType.mapOf(first, second);
    }
}

/** `Type.newInstance()`. @throws TypeException where the type cannot be made without arguments */
export function newInstance(type: ApexType): Value {
    switch (type.kind) {
        case 'list':
            return new ApexList(type);
        case 'set':
            return new ApexSet(type);
        case 'map':
            return new ApexMap(type);
        case 'sobject':
            return new SObjectValue(type);
        case 'platform': {
            const constructor = type.platformClass?.constructors.find((each) => each.parameters.length === 0);
            if (!constructor) {
                throw notSupported(`Type.newInstance() of ${type.name}`);
            }
            return constructor.run() ?? null;
        }
    }
    const owner = type.userClass;
    if (!owner) {
        throw apexError('TypeException', `${type.name} cannot be constructed`);
    }
    owner.ensureMembers();
    const { compiler } = runtime();
    const constructor = owner.isAbstract ? undefined : compiler.constructorFor(owner, []);
    if (!constructor) {
        throw apexError(
            'TypeException',
            `Class ${owner.fullName} does not have a public or global constructor without arguments`
        );
    }
    return runtime().construct(owner, constructor, []);
}
