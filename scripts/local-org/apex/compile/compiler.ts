import type { Runtime } from '../run/runtime.ts';
import type { Block, Expression, Statement } from '../syntax/ast.ts';
import { type ApexClass, ApexMethod, type CompiledBody, type Evaluate, type Initializer } from '../types/apex-class.ts';
import { VOID } from '../types/apex-type.ts';
import { ApexObject } from '../values/objects.ts';
import type { Frame } from '../run/frame.ts';
import { argumentsFor, pickMethod } from './calls.ts';
import { coerce } from './coerce.ts';
import { type Execute, NORMAL, RETURN } from './completion.ts';
import { BodyContext, type Typed } from './context.ts';
import { exceptionConstructor, setExceptionArguments } from './creation.ts';
import { compileExpression } from './expressions.ts';
import { compileBlock, compileStatements } from './statements.ts';

type ConstructorCall = Extract<Expression, { kind: 'constructorCall' }>;

const EMPTY: Block = { kind: 'block', line: 0, statements: [] };

function syntheticMethod(owner: ApexClass, name: string, isStatic: boolean, body: Block): ApexMethod {
    return new ApexMethod(owner, {
        name,
        parameters: [],
        returns: VOID,
        words: new Set(),
        annotations: [],
        line: owner.declaration.line,
        body,
        isStatic
    });
}

function constructorCall(statement: Statement | undefined): ConstructorCall | undefined {
    const expression = statement?.kind === 'expression' ? statement.expression : undefined;
    return expression?.kind === 'constructorCall' ? expression : undefined;
}

/** Turns the bodies of methods, constructors and initialisers into functions, each when it is first needed. */
export class Compiler {
    private readonly runtime: Runtime;
    private readonly defaults = new Map<ApexClass, ApexMethod>();
    private readonly initializers = new Map<string, ApexMethod>();

    constructor(runtime: Runtime) {
        this.runtime = runtime;
    }

    /** A method or accessor, or a constructor (whose name is `<init>`). @throws CompileProblem */
    method(method: ApexMethod): CompiledBody {
        const context = new BodyContext(this.runtime, method);
        if (!method.body) {
            throw context.problem(`Method has no body: ${method.owner.fullName}.${method.name}`, method.line);
        }
        if (method.name === '<init>') {
            return this.constructorBody(context, method.body);
        }
        const block = compileBlock(context, method.body);
        const mustReturn = method.returns !== VOID;
        return {
            localCount: context.scope.slotCount,
            run: (frame) => {
                if (block(frame) !== RETURN && mustReturn) {
                    // A real compiler finds the path that lacks a return statement.
                    throw context.problem('Missing return statement', frame.line);
                }
                return frame.result;
            }
        };
    }

    /** Superclass first, then the class's own initialisers, then the rest of the constructor. */
    private constructorBody(context: BodyContext, body: Block): CompiledBody {
        const first = constructorCall(body.statements[0]);
        const before = this.beforeBody(context, first);
        const rest = compileStatements(context, first ? body.statements.slice(1) : body.statements);
        return {
            localCount: context.scope.slotCount,
            run: (frame) => {
                before(frame);
                rest(frame);
                return null;
            }
        };
    }

    private beforeBody(context: BodyContext, call: ConstructorCall | undefined): (frame: Frame) => void {
        const { owner, runtime } = context;
        const args = call?.args.map((arg) => compileExpression(context, arg)) ?? [];
        const line = call?.line ?? owner.declaration.line;
        const initialize = (frame: Frame): void => {
            runtime.invoker.initializeInstance(owner, frame.self as ApexObject);
        };
        if (call?.which === 'this') {
            const other = this.constructorFor(owner, args);
            if (other) {
                return this.delegate(context, other, args, line);
            }
            const builtIn = this.builtInDelegate(context, args, line);
            return (frame) => {
                builtIn(frame);
                initialize(frame);
            };
        }
        const above = owner.superClass ? this.constructorFor(owner.superClass, args) : undefined;
        if (owner.superClass && !above && args.length === 0 && !owner.platformBase) {
            throw context.problem(`No default constructor available in super type: ${owner.superClass.fullName}`, line);
        }
        const superior = above
            ? this.delegate(context, above, args, line)
            : args.length > 0
              ? this.builtInDelegate(context, args, line)
              : () => undefined;
        return (frame) => {
            superior(frame);
            initialize(frame);
        };
    }

    private delegate(
        context: BodyContext,
        target: ApexMethod,
        args: readonly Typed[],
        line: number
    ): (frame: Frame) => void {
        const run = argumentsFor(context, target, args, line);
        return (frame) => {
            const values = run.map((each) => each(frame));
            frame.line = line;
            this.runtime.invoker.invoke(target, frame.self, values);
        };
    }

    /** `this('message')` in an exception class. */
    private builtInDelegate(context: BodyContext, args: readonly Typed[], line: number): (frame: Frame) => void {
        const run: Evaluate[] | undefined = context.owner.platformBase
            ? exceptionConstructor(context, args, line)
            : undefined;
        if (!run) {
            throw context.problem(`Constructor not defined: [${context.owner.fullName}]`, line);
        }
        return (frame) =>
            setExceptionArguments(
                frame.self as ApexObject,
                run.map((each) => each(frame))
            );
    }

    /** The constructor that `new` with these arguments means; the one that every class without constructors has. */
    constructorFor(owner: ApexClass, args: readonly Typed[]): ApexMethod | undefined {
        owner.ensureMembers();
        if (owner.constructors.length === 0) {
            return args.length === 0 ? this.defaultConstructor(owner) : undefined;
        }
        const declared = pickMethod(owner.constructors, args);
        // Exceptions keep their built-in constructors beside declared ones.
        return declared ?? (owner.platformBase && args.length === 0 ? this.defaultConstructor(owner) : undefined);
    }

    defaultConstructor(owner: ApexClass): ApexMethod {
        let known = this.defaults.get(owner);
        if (!known) {
            known = syntheticMethod(owner, '<init>', false, EMPTY);
            this.defaults.set(owner, known);
        }
        return known;
    }

    /** The method under whose name initialisers run: stack traces name it. */
    initializerMethod(owner: ApexClass, isStatic: boolean): ApexMethod {
        const key = `${owner.fullName}:${isStatic}`;
        let known = this.initializers.get(key);
        if (!known || known.owner !== owner) {
            known = syntheticMethod(owner, isStatic ? '<clinit>' : '<init>', isStatic, EMPTY);
            this.initializers.set(key, known);
        }
        return known;
    }

    private initializer(context: BodyContext, each: Initializer): Execute {
        if ('block' in each) {
            return compileBlock(context, each.block);
        }
        const { field } = each;
        const { line, slot } = field;
        const value = compileExpression(context, field.initializer!);
        const run = coerce(context, value, field.type, line);
        const { statics } = this.runtime;
        const { hits } = field.owner.topLevel;
        return (frame) => {
            frame.line = line;
            hits[line] = 1;
            const result = run(frame);
            if (field.isStatic) {
                statics.of(field.owner)[slot] = result;
            } else {
                (frame.self as ApexObject).slots[slot] = result;
            }
            return NORMAL;
        };
    }

    private initializerBody(owner: ApexClass, list: readonly Initializer[], isStatic: boolean): CompiledBody {
        const context = new BodyContext(this.runtime, this.initializerMethod(owner, isStatic));
        const parts = list.map((each) => this.initializer(context, each));
        return {
            localCount: context.scope.slotCount,
            run: (frame) => {
                parts.forEach((part) => part(frame));
                return null;
            }
        };
    }

    instanceInitializers(owner: ApexClass): CompiledBody {
        return this.initializerBody(owner, owner.instanceInitializers, false);
    }

    staticInitializers(owner: ApexClass): { method: ApexMethod; body: CompiledBody } {
        const method = this.initializerMethod(owner, true);
        owner.compiledStaticInitializers ??= this.initializerBody(owner, owner.staticInitializers, true);
        return { method, body: owner.compiledStaticInitializers };
    }
}
