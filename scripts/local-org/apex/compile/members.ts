import { apexError, nullPointer } from '../run/errors.ts';
import { fieldType } from '../run/record-values.ts';
import { methodsOf } from '../platform/registry.ts';
import type { ApexField, Evaluate } from '../types/apex-class.ts';
import { ApexType, ID, SOBJECT, UNKNOWN } from '../types/apex-type.ts';
import { substitute } from '../types/signature.ts';
import { ApexList } from '../values/collections.ts';
import { ApexObject } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { singleRow } from './coerce.ts';
import { type BodyContext, SHORT_CIRCUIT, type Typed } from './context.ts';
import type { LocalVariable } from './scope.ts';

export function localValue(variable: LocalVariable): Typed {
    const { slot } = variable;
    return { type: variable.type, run: (frame) => frame.locals[slot]! };
}

/** Inside its own accessors a property's name means the stored value. */
export function isOwnAccessor(context: BodyContext, field: ApexField): boolean {
    return context.method === field.getter || context.method === field.setter;
}

function slotOf(self: Value, slot: number): Value {
    if (!(self instanceof ApexObject)) {
        throw nullPointer();
    }
    return self.slots[slot]!;
}

/** An instance field or property of the object that `target` yields; of `this` where that is null. */
export function fieldOf(context: BodyContext, field: ApexField, target: Evaluate | null, line: number): Typed {
    if (field.isStatic) {
        return staticField(context, field, line);
    }
    if (!field.readable && !isOwnAccessor(context, field)) {
        throw context.problem(`Variable is not readable: ${field.owner.fullName}.${field.name}`, line);
    }
    const object: Evaluate = target ?? ((frame) => frame.self);
    const { slot, getter, type } = field;
    if (getter && !isOwnAccessor(context, field)) {
        const { runtime } = context;
        return {
            type,
            run: (frame) => {
                const self = object(frame);
                frame.line = line;
                if (self === null) {
                    throw nullPointer();
                }
                return runtime.invoker.invoke(getter, self, []);
            }
        };
    }
    return target
        ? {
              type,
              run: (frame) => {
                  const self = target(frame);
                  return slotOf(self, slot);
              }
          }
        : { type, run: (frame) => (frame.self as ApexObject).slots[slot]! };
}

export function staticField(context: BodyContext, field: ApexField, line: number): Typed {
    const { runtime } = context;
    const { slot, getter, type, owner } = field;
    if (!field.readable && !isOwnAccessor(context, field)) {
        throw context.problem(`Variable is not readable: ${field.owner.fullName}.${field.name}`, line);
    }
    if (getter && !isOwnAccessor(context, field)) {
        return {
            type,
            run: (frame) => {
                frame.line = line;
                return runtime.invoker.invoke(getter, null, []);
            }
        };
    }
    return { type, run: () => runtime.statics.of(owner)[slot]! };
}

/** What a field of a record holds, refusing what a query left out. */
export function readRecordField(record: SObjectValue, name: string): Value {
    const value = record.fields.get(name);
    if (value === undefined && record.isUnqueried(name)) {
        throw apexError(
            'SObjectException',
            `SObject row was retrieved via SOQL without querying the requested field: ${record.type.name}.${name}`
        );
    }
    return value ?? null;
}

/** The type of a parent; `Name`, with the fields that all have, where it may be one of several. */
function parentType(context: BodyContext, names: readonly string[]): ApexType {
    const name = names.length > 1 ? 'Name' : names[0];
    return (name === undefined ? undefined : context.program.recordType(name)) ?? SOBJECT;
}

/** The type behind a relationship name: a record for a parent, a list for children. */
export function relationshipType(
    context: BodyContext,
    type: ApexType,
    name: string
): { type: ApexType; name: string } | undefined {
    const key = name.toLowerCase();
    const parent = type.describe?.fields.find((each) => each.relationshipName?.toLowerCase() === key);
    if (parent) {
        return { type: parentType(context, parent.referenceTo), name: parent.relationshipName ?? name };
    }
    const child = type.describe?.childRelationships.find((each) => each.relationshipName.toLowerCase() === key);
    if (!child) {
        return undefined;
    }
    const element = context.program.recordType(child.childSObject) ?? SOBJECT;
    return { type: ApexType.listOf(element), name: child.relationshipName };
}

function recordMember(context: BodyContext, target: Typed, name: string, line: number): Typed {
    const { type, run } = target;
    const field = type.describe ? context.program.field(type.describe, name) : undefined;
    const relationship = field ? undefined : relationshipType(context, type, name);
    const key = type === SOBJECT && name.toLowerCase() === 'id' ? 'Id' : (field?.name ?? relationship?.name);
    if (key === undefined) {
        throw context.problem(`Field does not exist: ${name} on ${type.name}`, line);
    }
    const result = field ? fieldType(field) : (relationship?.type ?? ID);
    const isList = result.kind === 'list';
    const mayBeNull = target.isRelationship === true;
    return {
        type: result,
        isRelationship: result.kind === 'sobject',
        run: (frame) => {
            const record = run(frame);
            frame.line = line;
            if (record === null) {
                if (mayBeNull) {
                    return null;
                }
                throw nullPointer();
            }
            const value = readRecordField(record as SObjectValue, key);
            return value === null && isList ? new ApexList(result) : value;
        }
    };
}

function platformMember(context: BodyContext, target: Typed, name: string, line: number): Typed {
    const owner = methodsOf(target.type);
    const property = owner?.findProperty(name);
    if (!owner || !property || property.isStatic) {
        return context.unsupported(`${target.type.name}.${name}`, line);
    }
    const { run } = target;
    return {
        type: substitute(property.type, owner.typeParameters, target.type.args),
        run: (frame) => {
            const self = run(frame);
            frame.line = line;
            if (self === null) {
                throw nullPointer();
            }
            return property.get(self) ?? null;
        }
    };
}

/**
 * Does something with the value on the left of a dot. After `?.` a null there ends the whole chain of dots with null.
 */
export function dotted(target: Typed, safe: boolean, access: (target: Typed) => Typed): Typed {
    if (!safe && !target.chain) {
        return access(target);
    }
    const holder: { value: Value } = { value: null };
    const inner = access({ ...target, run: () => holder.value });
    const source = target.chain ?? target.run;
    const chain: Evaluate = (frame) => {
        const value = source(frame);
        if (value === SHORT_CIRCUIT || (safe && value === null)) {
            return SHORT_CIRCUIT;
        }
        holder.value = value;
        return inner.run(frame);
    };
    return {
        ...inner,
        chain,
        run: (frame) => {
            const value = chain(frame);
            return value === SHORT_CIRCUIT ? null : value;
        }
    };
}

/** `target.name` of a value. @throws CompileProblem */
export function memberOfValue(context: BodyContext, target: Typed, name: string, safe: boolean, line: number): Typed {
    const { type } = target;
    if (type === UNKNOWN) {
        return target;
    }
    if (target.isQuery && type.element.kind === 'sobject') {
        return memberOfValue(context, singleRow(target), name, safe, line);
    }
    return dotted(target, safe, (object) => {
        if (type.kind === 'sobject') {
            return recordMember(context, object, name, line);
        }
        const field = type.userClass?.findField(name);
        if (field) {
            return fieldOf(context, field, object.run, line);
        }
        const base = type.userClass?.platformBase;
        if (type.userClass && !base) {
            throw context.problem(`Variable does not exist: ${type.name}.${name}`, line);
        }
        return platformMember(context, base ? { ...object, type: base } : object, name, line);
    });
}
