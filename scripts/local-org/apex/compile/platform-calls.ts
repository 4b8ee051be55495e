import { apexError, nullPointer } from '../run/errors.ts';
import type { Evaluate } from '../types/apex-class.ts';
import { type ApexType, SOBJECT } from '../types/apex-type.ts';
import { chooseOverload } from '../types/overloads.ts';
import { methodsOf } from '../platform/registry.ts';
import { typeOfValue } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import type { PlatformClass, PlatformCode, PlatformMethod } from '../types/platform-class.ts';
import { substitute } from '../types/signature.ts';
import { ApexObject } from '../values/objects.ts';
import { coerce } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';

/** A built-in method with the receiver's type arguments put in. */
export interface BoundMethod {
    method: PlatformMethod;
    parameters: ApexType[];
    returns: ApexType;
}

/** Finds the built-in method that a call means; undefined where there is none. */
export function platformSignature(
    owner: PlatformClass | undefined,
    receiver: ApexType,
    name: string,
    args: readonly Typed[],
    isStatic: boolean
): BoundMethod | undefined {
    const bound = (owner?.findMethods(name) ?? [])
        .filter((method) => method.isStatic === isStatic)
        .map((method) => {
            const bind = (type: ApexType): ApexType => substitute(type, method.owner.typeParameters, receiver.args);
            return { method, parameters: method.parameters.map(bind), returns: bind(method.returns) };
        });
    return chooseOverload(
        bound,
        (each) => each.parameters,
        args.map((arg) => arg.type)
    );
}

/**
 * A method that takes or returns the generic record of a typed receiver yields the receiver's own type:
 * `account.clone()` is an SObject, but assignable to Account.
 */
function returnType(bound: BoundMethod, target: Typed | null): ApexType {
    const keepsType = bound.method.name === 'clone' && bound.returns === SOBJECT && target?.type.kind === 'sobject';
    return keepsType ? target.type : bound.returns;
}

/** What a built-in object does where it is known only by an interface. */
function implementation(method: PlatformMethod, self: Value): PlatformCode {
    const own = methodsOf(typeOfValue(self))
        ?.findMethods(method.name)
        .find(
            (each) =>
                !each.isStatic &&
                !each.owner.definition.isInterface &&
                each.parameters.length === method.parameters.length
        );
    return own?.run ?? method.run;
}

/** @param nonVirtual true for `super.method()`: a user's override is passed over */
export function callPlatform(
    context: BodyContext,
    bound: BoundMethod,
    target: Typed | null,
    args: readonly Typed[],
    line: number,
    nonVirtual: boolean
): Typed {
    const { method } = bound;
    const evaluated = bound.parameters.map((type, index) => {
        const run = coerce(context, args[index]!, type, line);
        return method.nullable[index] ? run : demanded(run);
    });
    const { run: code } = method;
    const type = returnType(bound, target);
    if (!target) {
        return {
            type,
            run: (frame) => {
                const values = evaluated.map((each) => each(frame));
                frame.line = line;
                return code(...values) ?? null;
            }
        };
    }
    const receiver = target.run;
    const isInterface = method.owner.definition.isInterface === true;
    const { userMethods } = context.runtime;
    return {
        type,
        run: (frame) => {
            const self = receiver(frame);
            frame.line = line;
            if (self === null) {
                throw nullPointer();
            }
            const values = evaluated.map((each) => each(frame));
            frame.line = line;
            if (self instanceof ApexObject && !nonVirtual) {
                const own = userMethods.call(self, method.name, values);
                if (own) {
                    return own.value;
                }
            }
            const actual = isInterface ? implementation(method, self) : code;
            return actual(self, ...values) ?? null;
        }
    };
}

/** Most built-in methods refuse null. */
function demanded(run: Evaluate): Evaluate {
    return (frame) => {
        const value = run(frame);
        if (value === null) {
            throw apexError('NullPointerException', 'Argument cannot be null.');
        }
        return value;
    };
}
