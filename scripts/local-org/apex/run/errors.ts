import type { ApexObject } from '../values/objects.ts';
import { runtime } from './active.ts';

/** An Apex exception on its way up. */
export class ApexThrow extends Error {
    readonly exception: ApexObject;

    constructor(exception: ApexObject) {
        // Error's own stack trace would be the interpreter's, and costs time.
        const limit = Error.stackTraceLimit;
        Error.stackTraceLimit = 0;
        super(exception.exception?.message ?? '');
        Error.stackTraceLimit = limit;
        this.name = exception.type.name;
        this.exception = exception;
    }
}

/** Something that a real org does and the local org does not. Apex cannot catch it. */
export class NotSupported extends Error {
    /** Where: `classes/X.cls line 12`. */
    readonly where: string;
    readonly stackTrace: string;

    constructor(what: string, where: string, stackTrace: string) {
        super(`not supported by the local org: ${what} (${where})`);
        this.name = 'NotSupported';
        this.where = where;
        this.stackTrace = stackTrace;
    }
}

/**
 * Apex that a real org would refuse to deploy. Found when the method at fault is first needed. Apex cannot catch it.
 */
export class CompileProblem extends Error {
    readonly fileName: string;
    readonly line: number;

    constructor(message: string, fileName: string, line: number) {
        super(`${message} (${fileName} line ${line})`);
        this.name = 'CompileProblem';
        this.fileName = fileName;
        this.line = line;
    }
}

/** A built-in exception, ready to be thrown: `throw apexError('NullPointerException', '…')`. */
export function apexError(typeName: string, message: string, cause: ApexObject | null = null): ApexThrow {
    return new ApexThrow(runtime().exceptions.create(typeName, message, cause));
}

export function nullPointer(): ApexThrow {
    return apexError('NullPointerException', 'Attempt to de-reference a null object');
}

export function notSupported(what: string): NotSupported {
    const { callStack } = runtime();
    return new NotSupported(what, callStack.where(), callStack.trace());
}

/** The end of a transaction that no Apex code may prevent. */
export function limitExceeded(message: string): ApexThrow {
    const thrown = apexError('LimitException', message);
    thrown.exception.exception!.uncatchable = true;
    return thrown;
}
