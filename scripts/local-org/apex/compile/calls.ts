import { apexError, nullPointer } from '../run/errors.ts';
import { methodsOf, platformType } from '../platform/registry.ts';
import { fieldsToken } from '../platform/schema-tokens.ts';
import { callLater } from '../run/async-jobs.ts';
import type { ApexClass, ApexMethod, Evaluate } from '../types/apex-class.ts';
import { ApexType, OBJECT, STRING, UNKNOWN } from '../types/apex-type.ts';
import { chooseOverload } from '../types/overloads.ts';
import { ApexList } from '../values/collections.ts';
import { ApexObject } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import { coerce, singleRow } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileEntity, type Entity } from './entities.ts';
import { compileExpression } from './expressions.ts';
import { dotted } from './members.ts';
import { type BoundMethod, callPlatform, platformSignature } from './platform-calls.ts';
import { type Call, customMetadataCall, dynamicQuery, shownTypes } from './special-calls.ts';

function noSuchMethod(context: BodyContext, owner: string, call: Call, args: readonly Typed[]): Error {
    return context.problem(
        `Method does not exist or incorrect signature: void ${call.name}(${shownTypes(args)}) from the type ${owner}`,
        call.line
    );
}

/** Arguments as the parameters want them, evaluated in order. */
export function argumentsFor(
    context: BodyContext,
    method: ApexMethod,
    args: readonly Typed[],
    line: number
): Evaluate[] {
    return method.parameters.map((parameter, index) => coerce(context, args[index]!, parameter.type, line));
}

/** Overload choice treats a query as the list that it is, and as a record only where no list fits. */
export function pickMethod(methods: readonly ApexMethod[], args: readonly Typed[]): ApexMethod | undefined {
    const parametersOf = (method: ApexMethod): ApexType[] => method.parameters.map((each) => each.type);
    const types = args.map((arg) => arg.type);
    const picked = chooseOverload(methods, parametersOf, types);
    if (picked || !args.some((arg) => arg.isQuery)) {
        return picked;
    }
    return chooseOverload(
        methods,
        parametersOf,
        args.map((arg) => (arg.isQuery ? arg.type.element : arg.type))
    );
}

function staticCall(context: BodyContext, method: ApexMethod, args: readonly Typed[], line: number): Typed {
    const { invoker } = context.runtime;
    const run = argumentsFor(context, method, args, line);
    const isFuture = method.annotation('future') !== undefined;
    return {
        type: method.returns,
        run: (frame) => {
            const values = run.map((each) => each(frame));
            frame.line = line;
            if (isFuture) {
                callLater(method, values);
                return null;
            }
            return invoker.invoke(method, null, values);
        }
    };
}

/** The method that an object's own class has for a called one. */
function dispatch(method: ApexMethod, self: Value): ApexMethod {
    if (!(self instanceof ApexObject)) {
        throw nullPointer();
    }
    const actual = self.type.userClass!;
    return actual.virtualMethods.get(method.key) ?? method;
}

function instanceCall(
    context: BodyContext,
    method: ApexMethod,
    target: Evaluate,
    args: readonly Typed[],
    line: number
): Typed {
    const { invoker } = context.runtime;
    const run = argumentsFor(context, method, args, line);
    return {
        type: method.returns,
        run: (frame) => {
            const self = target(frame);
            frame.line = line;
            if (self === null) {
                throw nullPointer();
            }
            const values = run.map((each) => each(frame));
            frame.line = line;
            return invoker.invoke(dispatch(method, self), self, values);
        }
    };
}

function superCall(context: BodyContext, call: Call, args: readonly Typed[]): Typed {
    const above = context.owner.superClass;
    const method = above && pickMethod(above.findMethods(call.name), args);
    if (method) {
        if (method.isAbstract) {
            throw noSuchMethod(context, above.fullName, call, args);
        }
        const { invoker } = context.runtime;
        const run = argumentsFor(context, method, args, call.line);
        return {
            type: method.returns,
            run: (frame) => {
                const values = run.map((each) => each(frame));
                frame.line = call.line;
                return invoker.invoke(method, frame.self, values);
            }
        };
    }
    const inherited = builtInMethod(context.owner.type, call, args);
    if (inherited) {
        const self: Typed = { type: inherited.type, run: (frame) => frame.self };
        return callPlatform(context, inherited.bound, self, args, call.line, true);
    }
    throw noSuchMethod(context, above?.fullName ?? 'Object', call, args);
}

/** A call by bare name: own, inherited, or static of an outer class. */
function bareCall(context: BodyContext, call: Call, args: readonly Typed[]): Typed {
    for (let owner: ApexClass | null = context.owner; owner; owner = owner.outer) {
        const isOwn = owner === context.owner;
        const reachable = owner.findMethods(call.name).filter((each) => each.isStatic || (isOwn && !context.isStatic));
        const method = pickMethod(reachable, args);
        if (method) {
            return method.isStatic
                ? staticCall(context, method, args, call.line)
                : instanceCall(context, method, (frame) => frame.self, args, call.line);
        }
    }
    const inherited = context.isStatic ? undefined : builtInMethod(context.owner.type, call, args);
    if (inherited) {
        const self: Typed = { type: inherited.type, run: (frame) => frame.self };
        return callPlatform(context, inherited.bound, self, args, call.line, false);
    }
    throw noSuchMethod(context, context.owner.fullName, call, args);
}

/**
 * A built-in method that values of a type have: from the type's own built-in class, from the built-in class or an
 * interface that a user's class stands on, or one that every object has.
 */
function builtInMethod(
    type: ApexType,
    call: Call,
    args: readonly Typed[]
): { bound: BoundMethod; type: ApexType } | undefined {
    const base = type.userClass?.platformBase;
    for (const each of [...(base ? [base] : []), type, ...(type.userClass?.platformInterfaces() ?? []), OBJECT]) {
        const bound = platformSignature(methodsOf(each), each, call.name, args, false);
        if (bound) {
            return { bound, type: each };
        }
    }
    return undefined;
}

function enumStatic(context: BodyContext, owner: ApexClass, call: Call, args: readonly Typed[]): Typed | undefined {
    if (owner.kind !== 'enum') {
        return undefined;
    }
    owner.ensureMembers();
    const name = call.name.toLowerCase();
    if (name === 'values' && args.length === 0) {
        return { type: ApexType.listOf(owner.type), run: () => ApexList.of(owner.type, [...owner.enumValues]) };
    }
    if (name === 'valueof' && args.length === 1) {
        const text = coerce(context, args[0]!, STRING, call.line);
        return { type: owner.type, run: (frame) => enumByName(owner, text(frame)) };
    }
    return undefined;
}

function enumByName(owner: ApexClass, name: Value): Value {
    const key = String(name).toLowerCase();
    const found = owner.declaration.enumValues.findIndex((each) => each.toLowerCase() === key);
    if (name === null || found < 0) {
        throw apexError('NoSuchElementException', `No enum constant ${owner.fullName}.${String(name)}`);
    }
    return owner.enumValues[found]!;
}

function typeCall(context: BodyContext, type: ApexType, call: Call, args: readonly Typed[]): Typed {
    if (type.userClass) {
        const owner = type.userClass;
        const method = pickMethod(
            owner.findMethods(call.name).filter((each) => each.isStatic),
            args
        );
        const result = method ? staticCall(context, method, args, call.line) : enumStatic(context, owner, call, args);
        if (!result) {
            throw noSuchMethod(context, owner.fullName, call, args);
        }
        return result;
    }
    if (type.describe?.customMetadata) {
        return customMetadataCall(context, type, call, args);
    }
    const method = platformSignature(methodsOf(type), type, call.name, args, true);
    if (!method || type.kind === 'sobject') {
        return context.unsupported(`${type.name}.${call.name}(${shownTypes(args)})`, call.line);
    }
    const result = callPlatform(context, method, null, args, call.line, true);
    return type.platformClass?.name === 'System.Database' ? dynamicQuery(context, call, result) : result;
}

function valueCall(context: BodyContext, target: Typed, call: Call, args: readonly Typed[]): Typed {
    const { type } = target;
    if (type === UNKNOWN) {
        return target;
    }
    if (target.isQuery && !builtInMethod(type, call, args)) {
        return valueCall(context, singleRow(target), call, args);
    }
    return dotted(target, call.safe, (object) => {
        const methods = (type.userClass?.findMethods(call.name) ?? []).filter((each) => !each.isStatic);
        const method = pickMethod(methods, args);
        if (method) {
            return instanceCall(context, method, object.run, args, call.line);
        }
        const known = builtInMethod(type, call, args);
        if (known) {
            return callPlatform(context, known.bound, { ...object, type: known.type }, args, call.line, false);
        }
        if (type.userClass) {
            throw noSuchMethod(context, type.name, call, args);
        }
        return context.unsupported(`${type.name}.${call.name}(${shownTypes(args)})`, call.line);
    });
}

/** @throws CompileProblem where there is no such method */
export function compileCall(context: BodyContext, call: Call): Typed {
    const args = call.args.map((arg) => compileExpression(context, arg));
    const broken = args.find((arg) => arg.type === UNKNOWN);
    if (broken) {
        return { type: UNKNOWN, run: (frame) => args.map((arg) => arg.run(frame))[0] ?? null };
    }
    if (!call.target) {
        return bareCall(context, call, args);
    }
    if (call.target.kind === 'super') {
        return superCall(context, call, args);
    }
    const target: Entity = compileEntity(context, call.target);
    switch (target.kind) {
        case 'value':
            return valueCall(context, target.typed, call, args);
        case 'type':
            return typeCall(context, target.type, call, args);
        case 'namespace': {
            const type = platformType(`${target.name}.${target.name}`);
            return type
                ? typeCall(context, type, call, args)
                : context.unsupported(`${target.name}.${call.name}`, call.line);
        }
        case 'fields':
            return valueCall(context, fieldsToken(target.describe), call, args);
        default:
            return context.unsupported(`the call of ${call.name}`, call.line);
    }
}
