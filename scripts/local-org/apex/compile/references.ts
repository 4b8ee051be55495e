import { apexError, nullPointer } from '../run/errors.ts';
import type { Frame } from '../run/frame.ts';
import { fieldType } from '../run/record-values.ts';
import { methodsOf } from '../platform/registry.ts';
import type { BinaryOperator, Expression } from '../syntax/ast.ts';
import type { ApexField, Evaluate } from '../types/apex-class.ts';
import { type ApexType, ID, INTEGER, SOBJECT, UNKNOWN } from '../types/apex-type.ts';
import { ApexList } from '../values/collections.ts';
import { ApexObject } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { coerce, singleRow } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileEntity, entityValue, visibleField } from './entities.ts';
import { compileExpression } from './expressions.ts';
import { isOwnAccessor, readRecordField, relationshipType } from './members.ts';
import { binaryOperation } from './operators.ts';

/**
 * Something that can be assigned to. `locate` evaluates what stands before the last dot or bracket, once, so that
 * `list[next()] += 1` calls `next` once.
 */
interface Reference {
    type: ApexType;
    locate: (frame: Frame) => Value[];
    read: (frame: Frame, place: Value[]) => Value;
    write: (frame: Frame, place: Value[], value: Value) => void;
}

const NOWHERE: Value[] = [];

function fieldReference(context: BodyContext, field: ApexField, target: Evaluate | null, line: number): Reference {
    const own = isOwnAccessor(context, field);
    if (!field.writable && !own) {
        throw context.problem(`Variable is not writeable: ${field.owner.fullName}.${field.name}`, line);
    }
    const { runtime } = context;
    const { slot, owner } = field;
    const getter = own ? null : field.getter;
    const setter = own ? null : field.setter;
    const holder = (self: Value): Value[] => {
        if (field.isStatic) {
            return runtime.statics.of(owner);
        }
        if (!(self instanceof ApexObject)) {
            throw nullPointer();
        }
        return self.slots;
    };
    return {
        type: field.type,
        locate: field.isStatic ? () => NOWHERE : (frame) => [target ? target(frame) : frame.self],
        read: (frame, [self = null]) => {
            frame.line = line;
            return getter ? runtime.invoker.invoke(getter, self, []) : holder(self)[slot]!;
        },
        write: (frame, [self = null], value) => {
            frame.line = line;
            if (!setter) {
                holder(self)[slot] = value;
                return;
            }
            if (!field.isStatic && self === null) {
                throw nullPointer();
            }
            runtime.invoker.invoke(setter, self, [value]);
        }
    };
}

function recordReference(context: BodyContext, target: Typed, name: string, line: number): Reference {
    const describe = target.type.describe;
    const field = describe ? context.program.field(describe, name) : undefined;
    const relationship = field ? undefined : relationshipType(context, target.type, name);
    const key = target.type === SOBJECT && name.toLowerCase() === 'id' ? 'Id' : (field?.name ?? relationship?.name);
    if (key === undefined) {
        throw context.problem(`Field does not exist: ${name} on ${target.type.name}`, line);
    }
    const record = (frame: Frame, [self = null]: Value[]): SObjectValue => {
        frame.line = line;
        if (!(self instanceof SObjectValue)) {
            throw nullPointer();
        }
        return self;
    };
    return {
        type: field ? fieldType(field) : (relationship?.type ?? ID),
        locate: (frame) => [target.run(frame)],
        read: (frame, place) => readRecordField(record(frame, place), key),
        write: (frame, place, value) => record(frame, place).set(key, value)
    };
}

function platformReference(context: BodyContext, target: Typed, name: string, line: number): Reference {
    const property = methodsOf(target.type)?.findProperty(name);
    if (!property?.set) {
        return unknownReference(context, `assigning to ${target.type.name}.${name}`, line);
    }
    const { get, set } = property;
    const owner = ([self = null]: Value[]): Value => {
        if (self === null) {
            throw nullPointer();
        }
        return self;
    };
    return {
        type: property.type,
        locate: (frame) => [target.run(frame)],
        read: (_, place) => get(owner(place)) ?? null,
        write: (_, place, value) => void set(owner(place), value)
    };
}

function unknownReference(context: BodyContext, what: string, line: number): Reference {
    const { run } = context.unsupported(what, line);
    return { type: UNKNOWN, locate: (frame) => [run(frame)], read: () => null, write: () => undefined };
}

function memberReference(context: BodyContext, target: Typed, name: string, line: number): Reference {
    const { type } = target;
    if (target.isQuery) {
        return memberReference(context, singleRow(target), name, line);
    }
    if (type === UNKNOWN) {
        return { type, locate: (frame) => [target.run(frame)], read: () => null, write: () => undefined };
    }
    if (type.kind === 'sobject') {
        return recordReference(context, target, name, line);
    }
    const field = type.userClass?.findField(name);
    if (field) {
        return fieldReference(context, field, target.run, line);
    }
    if (type.userClass) {
        throw context.problem(`Variable does not exist: ${type.name}.${name}`, line);
    }
    return platformReference(context, target, name, line);
}

function indexReference(context: BodyContext, target: Typed, index: Typed, line: number): Reference {
    const at = coerce(context, index, INTEGER, line);
    if (target.type !== UNKNOWN && target.type.kind !== 'list') {
        throw context.problem(`Expression must be a list type: ${target.type.name}`, line);
    }
    return {
        type: target.type === UNKNOWN ? UNKNOWN : target.type.element,
        locate: (frame) => [target.run(frame), at(frame)],
        read: (frame, [list = null, position = null]) => {
            frame.line = line;
            return listItems(list, position)[position as number]!;
        },
        write: (frame, [list = null, position = null], value) => {
            frame.line = line;
            listItems(list, position)[position as number] = value;
        }
    };
}

/** The items of a list, once it is sure that the index is inside. */
export function listItems(list: Value, index: Value): Value[] {
    if (!(list instanceof ApexList) || index === null) {
        throw nullPointer();
    }
    if ((index as number) < 0 || (index as number) >= list.items.length) {
        throw apexError('ListException', `List index out of bounds: ${String(index)}`);
    }
    return list.items;
}

function reference(context: BodyContext, target: Expression): Reference {
    const { line } = target;
    if (target.kind === 'name') {
        const variable = context.scope.find(target.name);
        if (variable) {
            const { slot } = variable;
            return {
                type: variable.type,
                locate: () => NOWHERE,
                read: (frame) => frame.locals[slot]!,
                write: (frame, _, value) => {
                    frame.locals[slot] = value;
                }
            };
        }
        const field = visibleField(context, target.name);
        if (field) {
            return fieldReference(context, field, null, line);
        }
        throw context.problem(`Variable does not exist: ${target.name}`, line);
    }
    if (target.kind === 'index') {
        return indexReference(
            context,
            compileExpression(context, target.target),
            compileExpression(context, target.index),
            line
        );
    }
    if (target.kind === 'member') {
        const owner = compileEntity(context, target.target);
        if (owner.kind === 'type' && owner.type.userClass) {
            const field = owner.type.userClass.findField(target.name);
            if (field?.isStatic) {
                return fieldReference(context, field, null, line);
            }
        }
        return memberReference(context, entityValue(context, owner, line), target.name, line);
    }
    throw context.problem('Expression cannot be assigned', line);
}

/** `target = value` and `target op= value`; the value of the whole is what was assigned. @throws CompileProblem */
export function compileAssignment(context: BodyContext, expression: Extract<Expression, { kind: 'assign' }>): Typed {
    const { line } = expression;
    const { type, locate, read, write } = reference(context, expression.target);
    const value = compileExpression(context, expression.value);
    if (expression.operator === '=') {
        const run = coerce(context, value, type, line);
        return {
            type,
            run: (frame) => {
                const place = locate(frame);
                const assigned = run(frame);
                write(frame, place, assigned);
                return assigned;
            }
        };
    }
    return compound(
        context,
        { type, locate, read, write },
        expression.operator.slice(0, -1) as BinaryOperator,
        value,
        line
    );
}

function compound(
    context: BodyContext,
    target: Reference,
    operator: BinaryOperator,
    value: Typed,
    line: number
): Typed {
    const { type, locate, read, write } = target;
    const before: { value: Value } = { value: null };
    const result = binaryOperation(context, operator, { type, run: () => before.value }, value, line);
    const run = coerce(context, result, type, line);
    return {
        type,
        run: (frame) => {
            const place = locate(frame);
            before.value = read(frame, place);
            const assigned = run(frame);
            write(frame, place, assigned);
            return assigned;
        }
    };
}

/** `++x`, `x++`, `--x`, `x--`. @throws CompileProblem */
export function compileIncrement(context: BodyContext, expression: Extract<Expression, { kind: 'increment' }>): Typed {
    const { line, prefix } = expression;
    const { type, locate, read, write } = reference(context, expression.operand);
    const before: { value: Value } = { value: null };
    const operator = expression.operator === '++' ? '+' : '-';
    const one: Typed = { type: INTEGER, run: () => 1 };
    const next = binaryOperation(context, operator, { type, run: () => before.value }, one, line);
    return {
        type,
        run: (frame) => {
            const place = locate(frame);
            const old = read(frame, place);
            before.value = old;
            frame.line = line;
            const value = next.run(frame);
            write(frame, place, value);
            return prefix ? value : old;
        }
    };
}
