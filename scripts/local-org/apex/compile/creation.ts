import { apexError } from '../run/errors.ts';
import { fieldType } from '../run/record-values.ts';
import { methodsOf, platformType } from '../platform/registry.ts';
import type { Expression } from '../syntax/ast.ts';
import type { ApexClass, Evaluate } from '../types/apex-class.ts';
import { ApexType, INTEGER, OBJECT, SOBJECT, STRING, UNKNOWN } from '../types/apex-type.ts';
import { chooseOverload } from '../types/overloads.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { castTo } from '../values/convert.ts';
import type { ApexObject } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { argumentsFor } from './calls.ts';
import { coerce } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileExpression } from './expressions.ts';
import { relationshipType } from './members.ts';

type New = Extract<Expression, { kind: 'new' }>;

/** Records: `new Account(Name = 'x')`. */
function newRecord(context: BodyContext, type: ApexType, expression: New): Typed {
    const { describe } = type;
    if (!describe) {
        throw context.problem(`Type cannot be constructed: ${type.name}`, expression.line);
    }
    const fields = expression.args.map((arg): [string, Evaluate] => {
        if (arg.kind !== 'assign' || arg.operator !== '=' || arg.target.kind !== 'name') {
            throw context.problem('Invalid constructor argument: field names and values are expected', arg.line);
        }
        const { name } = arg.target;
        const field = context.program.field(describe, name);
        const relationship = field ? undefined : relationshipType(context, type, name);
        const key = field?.name ?? relationship?.name;
        if (key === undefined) {
            throw context.problem(`Field does not exist: ${name} on ${describe.name}`, arg.line);
        }
        const wanted = field ? fieldType(field) : relationship!.type;
        return [key, coerce(context, compileExpression(context, arg.value), wanted, arg.line)];
    });
    return {
        type,
        run: (frame) => {
            const record = new SObjectValue(type);
            for (const [name, value] of fields) {
                record.fields.set(name, value(frame));
            }
            return record;
        }
    };
}

/** Exceptions have four constructors of their own, whatever the class declares. */
function exceptionParameters(): ApexType[][] {
    const exception = platformType('System.Exception')!;
    return [[], [STRING], [exception], [STRING, exception]];
}

/** Sets message and cause from the arguments of a built-in exception constructor. */
export function setExceptionArguments(object: ApexObject, args: readonly Value[]): void {
    const state = object.exception!;
    for (const arg of args) {
        if (typeof arg === 'string') {
            state.message = arg;
        } else if (arg !== null) {
            state.cause = arg as ApexObject;
        }
    }
}

/** The built-in constructor of an exception class that takes these arguments. */
export function exceptionConstructor(
    context: BodyContext,
    args: readonly Typed[],
    line: number
): Evaluate[] | undefined {
    const types = args.map((arg) => arg.type);
    const picked = chooseOverload(exceptionParameters(), (each) => each, types);
    return picked?.map((type, index) => coerce(context, args[index]!, type, line));
}

function newUserObject(context: BodyContext, type: ApexClass, args: readonly Typed[], line: number): Typed {
    type.ensureMembers();
    if (type.isAbstract) {
        throw context.problem(`Type cannot be constructed: ${type.fullName}`, line);
    }
    const { runtime } = context;
    const constructor = runtime.compiler.constructorFor(type, args);
    if (constructor) {
        const run = argumentsFor(context, constructor, args, line);
        return {
            type: type.type,
            run: (frame) => {
                const values = run.map((each) => each(frame));
                frame.line = line;
                return runtime.construct(type, constructor, values);
            }
        };
    }
    const builtIn = type.platformBase ? exceptionConstructor(context, args, line) : undefined;
    if (builtIn) {
        return {
            type: type.type,
            run: (frame) => {
                const values = builtIn.map((each) => each(frame));
                frame.line = line;
                const object = runtime.construct(type, runtime.compiler.defaultConstructor(type), []);
                setExceptionArguments(object, values);
                return object;
            }
        };
    }
    const shown = args.map((arg) => arg.type.name).join(', ');
    throw context.problem(`Constructor not defined: [${type.fullName}].<Constructor>(${shown})`, line);
}

function newPlatformObject(context: BodyContext, type: ApexType, args: readonly Typed[], line: number): Typed {
    const constructors = methodsOf(type)?.constructors ?? [];
    const types = args.map((arg) => arg.type);
    const constructor = chooseOverload(constructors, (each) => each.parameters, types);
    if (!constructor || type.platformClass !== constructor.owner) {
        return context.unsupported(`new ${type.name}(${types.map((each) => each.name).join(', ')})`, line);
    }
    const run = constructor.parameters.map((each, index) => {
        const argument = coerce(context, args[index]!, each, line);
        return constructor.nullable[index] ? argument : refuseNull(argument);
    });
    return {
        type,
        run: (frame) => {
            const values = run.map((each) => each(frame));
            frame.line = line;
            return constructor.run(...values) ?? null;
        }
    };
}

function refuseNull(run: Evaluate): Evaluate {
    return (frame) => {
        const value = run(frame);
        if (value === null) {
            throw apexError('NullPointerException', 'Argument cannot be null.');
        }
        return value;
    };
}

/** Items of a collection that another one is made from. */
function itemsOf(source: Value): Value[] {
    if (source instanceof ApexList || source instanceof ApexSet) {
        return [...source.items];
    }
    throw apexError('NullPointerException', 'Argument cannot be null.');
}

function recordsById(type: ApexType, source: ApexList): ApexMap {
    const map = new ApexMap(type);
    const asKey = castTo(type.element);
    source.items.forEach((record, index) => {
        const id = record instanceof SObjectValue ? record.get('Id') : null;
        if (id === null) {
            throw apexError('ListException', `Row with null Id at index: ${index}`);
        }
        map.table.set(asKey(id), record);
    });
    return map;
}

/** `new List<T>()`, `new Set<T>(other)`, `new Map<Id, Account>(records)`. */
function newCollection(context: BodyContext, type: ApexType, args: readonly Typed[], line: number): Typed {
    const [source] = args;
    if (!source) {
        return {
            type,
            run: () =>
                type.kind === 'list' ? new ApexList(type) : type.kind === 'set' ? new ApexSet(type) : new ApexMap(type)
        };
    }
    const { run } = source;
    if (type.kind === 'map') {
        if (source.type.kind !== 'map' && source.type.kind !== 'list') {
            throw context.problem(`Invalid initial type ${source.type.name} for ${type.name}`, line);
        }
        return {
            type,
            run: (frame) => {
                const from = run(frame);
                frame.line = line;
                return from instanceof ApexMap
                    ? new ApexMap(type, from.table.pairs())
                    : recordsById(type, from as ApexList);
            }
        };
    }
    if (source.type === INTEGER && type.kind === 'list') {
        return {
            type,
            run: (frame) => new ApexList(type, new Array<Value>(run(frame) as number).fill(null))
        };
    }
    const convert = source.type.element === type.element || type.element === OBJECT ? undefined : castTo(type.element);
    return {
        type,
        run: (frame) => {
            const from = run(frame);
            frame.line = line;
            const items = convert ? itemsOf(from).map(convert) : itemsOf(from);
            return type.kind === 'list' ? new ApexList(type, items) : new ApexSet(type, items);
        }
    };
}

/** @throws CompileProblem */
export function compileNew(context: BodyContext, expression: New): Typed {
    const { line } = expression;
    const type = context.resolve(expression.type);
    if (type.kind === 'sobject') {
        return type === SOBJECT ? context.unsupported('new SObject()', line) : newRecord(context, type, expression);
    }
    const args = expression.args.map((arg) => compileExpression(context, arg));
    const broken = args.find((arg) => arg.type === UNKNOWN);
    if (broken) {
        return { type, run: broken.run };
    }
    if (type.kind === 'list' || type.kind === 'set' || type.kind === 'map') {
        return newCollection(context, type, args, line);
    }
    if (type.userClass) {
        return newUserObject(context, type.userClass, args, line);
    }
    return newPlatformObject(context, type, args, line);
}

/** `new Integer[3]`, `new Integer[]{1, 2}`. @throws CompileProblem */
export function compileNewArray(context: BodyContext, expression: Extract<Expression, { kind: 'newArray' }>): Typed {
    const type = ApexType.listOf(context.resolve(expression.type));
    if (expression.size) {
        const size = coerce(context, compileExpression(context, expression.size), INTEGER, expression.line);
        return { type, run: (frame) => new ApexList(type, new Array<Value>(size(frame) as number).fill(null)) };
    }
    const items = expression.items.map((item) =>
        coerce(context, compileExpression(context, item), type.element, item.line)
    );
    return {
        type,
        run: (frame) =>
            new ApexList(
                type,
                items.map((item) => item(frame))
            )
    };
}

/** `new List<T>{ … }`, `new Set<T>{ … }`, `new Map<K, V>{ k => v }`. @throws CompileProblem */
export function compileNewCollection(
    context: BodyContext,
    expression: Extract<Expression, { kind: 'newCollection' }>
): Typed {
    const type = context.resolve(expression.type);
    const coerced = (item: Expression, to: ApexType): Evaluate =>
        coerce(context, compileExpression(context, item), to, item.line);
    if (type.kind === 'map') {
        const pairs = expression.pairs.map(
            ([key, value]) => [coerced(key, type.element), coerced(value, type.value)] as const
        );
        return {
            type,
            run: (frame) =>
                new ApexMap(
                    type,
                    pairs.map(([key, value]) => [key(frame), value(frame)])
                )
        };
    }
    if (type.kind !== 'list' && type.kind !== 'set') {
        throw context.problem(`Type cannot be constructed with items: ${type.name}`, expression.line);
    }
    const items = expression.items.map((item) => coerced(item, type.element));
    return {
        type,
        run: (frame) => {
            const values = items.map((item) => item(frame));
            return type.kind === 'list' ? new ApexList(type, values) : new ApexSet(type, values);
        }
    };
}
