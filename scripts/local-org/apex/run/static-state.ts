import type { ApexClass, ApexMethod, CompiledBody } from '../types/apex-class.ts';
import type { Value } from '../values/value.ts';

/**
 * Static variables. They live for one transaction: a class is initialised when the transaction first uses it, its
 * superclass before it, its initialisers in source order. Code that runs meanwhile sees what has been set so far.
 */
export class StaticState {
    private values = new Map<ApexClass, Value[]>();
    private runBody: ((method: ApexMethod, body: CompiledBody) => void) | null = null;
    private compile: ((owner: ApexClass) => { method: ApexMethod; body: CompiledBody }) | null = null;

    /** Tells how initialisers are compiled and run; they need the invoker, which needs this. */
    connect(
        compile: (owner: ApexClass) => { method: ApexMethod; body: CompiledBody },
        runBody: (method: ApexMethod, body: CompiledBody) => void
    ): void {
        this.compile = compile;
        this.runBody = runBody;
    }

    /** The slots of a class's static variables. */
    of(owner: ApexClass): Value[] {
        return this.values.get(owner) ?? this.initialize(owner);
    }

    private initialize(owner: ApexClass): Value[] {
        owner.ensureMembers();
        const slots = new Array<Value>(owner.staticSlots.length).fill(null);
        this.values.set(owner, slots);
        if (owner.superClass) {
            this.of(owner.superClass.topLevel);
        }
        if (owner.staticInitializers.length > 0 && this.compile && this.runBody) {
            const { method, body } = this.compile(owner);
            this.runBody(method, body);
        }
        return slots;
    }

    /** A new transaction starts. */
    reset(): void {
        this.values = new Map();
    }

    /** Sets the present state aside and starts afresh; the result puts it back. */
    suspend(): () => void {
        const before = this.values;
        this.values = new Map();
        return () => {
            this.values = before;
        };
    }
}
