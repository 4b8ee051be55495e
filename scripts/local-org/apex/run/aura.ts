import type { ApexInvocation } from '../../types.ts';
import { deserialize } from '../json/deserialize.ts';
import { parseJson } from '../json/text.ts';
import { auraMessages } from '../platform/exceptions.ts';
import type { ApexMethod } from '../types/apex-class.ts';
import { VOID } from '../types/apex-type.ts';
import type { Value } from '../values/value.ts';
import { auraValue } from './aura-value.ts';
import { ApexThrow } from './errors.ts';
import { runPendingJobs } from './job-queue.ts';
import { describeFailure, type Runtime } from './runtime.ts';

/** A call of something that is no `@AuraEnabled` method. */
class NotCallable extends Error {}

/** The method that a component may call. @throws NotCallable */
function auraMethod(runtime: Runtime, className: string, methodName: string): ApexMethod {
    const owner = runtime.program.findClass(className);
    if (!owner) {
        throw new NotCallable(`No apex class with the name ${className}`);
    }
    const found = owner.findMethods(methodName).filter((each) => each.annotation('auraenabled'));
    const [method] = found;
    if (!method) {
        throw new NotCallable(`No @AuraEnabled method ${methodName} in the class ${owner.fullName}`);
    }
    if (found.length > 1) {
        throw new NotCallable(`Two @AuraEnabled methods have the name ${methodName} in the class ${owner.fullName}`);
    }
    if (!method.isStatic || !(method.words.has('public') || method.words.has('global'))) {
        throw new NotCallable(
            `AuraEnabled methods must be static and public or global: ${owner.fullName}.${method.name}`
        );
    }
    return method;
}

function argumentsOf(method: ApexMethod, parameters: Record<string, unknown>): Value[] {
    return method.parameters.map(({ name, type }) => {
        const key = Object.keys(parameters).find((each) => each.toLowerCase() === name.toLowerCase());
        const given = key === undefined ? undefined : parameters[key];
        return given === undefined || given === null
            ? null
            : deserialize(parseJson(JSON.stringify(given)), type, false);
    });
}

/** What a component is told: the text of an AuraHandledException, the message of any other. */
function failureOf(error: unknown): ApexInvocation {
    if (error instanceof NotCallable) {
        return { ok: false, exceptionType: 'LocalOrg.NotCallable', message: error.message, stackTrace: '' };
    }
    const failure = describeFailure(error);
    if (error instanceof ApexThrow && error.exception.exception?.message === null) {
        const given = auraMessages.get(error.exception);
        return { ok: false, ...failure, message: given ?? failure.message };
    }
    return { ok: false, ...failure };
}

/** Calls an `@AuraEnabled` method in a transaction of its own. */
export function invokeAuraMethod(
    runtime: Runtime,
    className: string,
    methodName: string,
    parameters: Record<string, unknown>,
    userId: string
): ApexInvocation {
    try {
        const { result, transaction } = runtime.transact('AURA', userId, () => {
            const method = auraMethod(runtime, className, methodName);
            const value = runtime.invoker.invoke(method, null, argumentsOf(method, parameters));
            return method.returns === VOID ? null : auraValue(value);
        });
        runPendingJobs(runtime, transaction);
        return { ok: true, returnValue: result };
    } catch (error) {
        return failureOf(error);
    }
}
