import type { ApexClass, ApexMethod, CompiledBody } from '../types/apex-class.ts';
import { ApexObject } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import type { CallStack } from './call-stack.ts';
import { limitExceeded } from './errors.ts';
import { Frame } from './frame.ts';
import type { StaticState } from './static-state.ts';

export interface BodyCompiler {
    method(method: ApexMethod): CompiledBody;
    instanceInitializers(owner: ApexClass): CompiledBody;
    initializerMethod(owner: ApexClass, isStatic: boolean): ApexMethod;
}

/** Runs methods and constructors. */
export class Invoker {
    private readonly callStack: CallStack;
    private readonly compiler: BodyCompiler;
    private readonly statics: StaticState;
    private readonly tick: () => void;

    constructor(callStack: CallStack, compiler: BodyCompiler, statics: StaticState, tick: () => void) {
        this.callStack = callStack;
        this.compiler = compiler;
        this.statics = statics;
        this.tick = tick;
    }

    /**
     * Runs a method with arguments that already have the parameters' types.
     * @param args becomes the frame's locals.
     */
    invoke(method: ApexMethod, self: Value, args: Value[]): Value {
        if (method.isStatic) {
            this.statics.of(method.owner.topLevel);
        }
        return this.run(method, (method.compiled ??= this.compiler.method(method)), self, args);
    }

    run(method: ApexMethod, body: CompiledBody, self: Value, locals: Value[]): Value {
        const frame = new Frame(method, self, locals);
        while (locals.length < body.localCount) {
            locals.push(null);
        }
        this.tick();
        if (!this.callStack.push(frame)) {
            throw limitExceeded('Maximum stack depth reached: 1001');
        }
        try {
            body.run(frame);
            return frame.result;
        } finally {
            this.callStack.pop();
        }
    }

    /** `new Type(…)`: the constructor does superclass, initialisers and its own body in their order. */
    construct(
        type: ApexClass,
        constructor: ApexMethod,
        args: Value[],
        prepare?: (object: ApexObject) => void
    ): ApexObject {
        this.statics.of(type.topLevel);
        const object = new ApexObject(type.type, type.instanceSlots.length);
        prepare?.(object);
        this.invoke(constructor, object, args);
        return object;
    }

    /** Field initialisers and initialiser blocks of one class, on an object of it or of a class below. */
    initializeInstance(type: ApexClass, object: ApexObject): void {
        if (type.instanceInitializers.length === 0) {
            return;
        }
        const body = (type.compiledInitializers ??= this.compiler.instanceInitializers(type));
        this.run(this.compiler.initializerMethod(type, false), body, object, []);
    }
}
