import type { ApexType } from '../types/apex-type.ts';
import { platformType } from '../platform/registry.ts';
import { ApexObject, type ExceptionState } from '../values/objects.ts';
import type { CallStack } from './call-stack.ts';

/** Makes exception objects, with the stack trace of the place where they are made. */
export class ExceptionFactory {
    private readonly callStack: CallStack;

    constructor(callStack: CallStack) {
        this.callStack = callStack;
    }

    state(message: string | null, cause: ApexObject | null): ExceptionState {
        return {
            message,
            cause,
            stackTrace: this.callStack.trace(),
            line: this.callStack.top?.line ?? 0,
            dml: [],
            inaccessible: null,
            uncatchable: false
        };
    }

    /** @param typeName with or without `System.`. */
    create(typeName: string, message: string | null, cause: ApexObject | null = null): ApexObject {
        const type = platformType(typeName);
        if (!type) {
            throw new Error(`no built-in exception ${typeName}`);
        }
        return this.ofType(type, message, cause);
    }

    ofType(type: ApexType, message: string | null, cause: ApexObject | null): ApexObject {
        const exception = new ApexObject(type, type.userClass?.instanceSlots.length ?? 0);
        exception.exception = this.state(message, cause);
        return exception;
    }
}
