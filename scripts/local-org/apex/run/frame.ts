import type { ApexMethod } from '../types/apex-class.ts';
import type { Value } from '../values/value.ts';

/** One running method. */
export class Frame {
    readonly method: ApexMethod;
    readonly self: Value;
    readonly locals: Value[];
    /** Line being executed. */
    line: number;
    /** What a return statement left. */
    result: Value = null;

    constructor(method: ApexMethod, self: Value, locals: Value[]) {
        this.method = method;
        this.self = self;
        this.locals = locals;
        this.line = method.line;
    }
}
