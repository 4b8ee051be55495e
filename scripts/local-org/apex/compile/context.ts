import type { SObjectDescribe } from '../../types.ts';
import type { Program } from '../program/program.ts';
import { CompileProblem, notSupported } from '../run/errors.ts';
import type { Runtime } from '../run/runtime.ts';
import type { TypeName } from '../syntax/ast.ts';
import type { ApexClass, ApexMethod, Evaluate } from '../types/apex-class.ts';
import { type ApexType, UNKNOWN } from '../types/apex-type.ts';
import type { Value } from '../values/value.ts';
import { type LocalVariable, Scope } from './scope.ts';

/** What a chain of dots yields once `?.` has met null. Never leaves the chain. */
export const SHORT_CIRCUIT = Symbol('short circuit') as unknown as Value;

/** A compiled expression and its static type. */
export interface Typed {
    type: ApexType;
    run: Evaluate;
    /** `[SELECT …]`: also goes into a single record. */
    isQuery?: boolean;
    /** A parent record reached through a relationship field: reading on from null is null. */
    isRelationship?: boolean;
    /** After `?.`: as `run`, but SHORT_CIRCUIT where the chain has ended. */
    chain?: Evaluate;
    /** `Schema.SObjectType.X`: `fields` may follow. */
    describe?: SObjectDescribe;
}

/** What the body of one method is compiled in. */
export class BodyContext {
    readonly runtime: Runtime;
    readonly owner: ApexClass;
    readonly method: ApexMethod;
    readonly scope = new Scope();
    /** Depth of loops: break and continue need one. */
    loopDepth = 0;

    constructor(runtime: Runtime, method: ApexMethod) {
        this.runtime = runtime;
        this.owner = method.owner;
        this.method = method;
        for (const parameter of method.parameters) {
            this.declare(parameter.name, parameter.type, method.line);
        }
    }

    get program(): Program {
        return this.runtime.program;
    }

    get isStatic(): boolean {
        return this.method.isStatic;
    }

    problem(message: string, line: number): CompileProblem {
        return new CompileProblem(message, this.owner.fileName, line);
    }

    resolve(name: TypeName): ApexType {
        return this.program.resolveType(name, this.owner, this.owner.fileName);
    }

    declare(name: string, type: ApexType, line: number): LocalVariable {
        const variable = this.scope.declare(name, type);
        if (!variable) {
            throw this.problem(`Duplicate variable: ${name}`, line);
        }
        return variable;
    }

    /** An expression that throws "not supported" when it is reached. */
    unsupported(what: string, line: number): Typed {
        return {
            type: UNKNOWN,
            run: (frame) => {
                frame.line = line;
                throw notSupported(what);
            }
        };
    }
}
