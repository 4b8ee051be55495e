import { ApexType } from './apex-type.ts';
import { parseSignature } from './signature.ts';
import type { Value } from '../values/value.ts';

/**
 * The code behind a built-in method: static ones get the arguments, instance ones the receiver before them.
 * Argument types are promised by the signature that it is registered under, which TypeScript cannot see.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type PlatformCode = (...args: any[]) => Value | void;

/** A built-in method, constructor or property accessor, with its signature. */
export interface PlatformMethod {
    owner: PlatformClass;
    name: string;
    isStatic: boolean;
    parameters: ApexType[];
    /** Parameters for which null is not an error. */
    nullable: boolean[];
    returns: ApexType;
    run: PlatformCode;
}

export interface PlatformProperty {
    name: string;
    isStatic: boolean;
    type: ApexType;
    get: PlatformCode;
    set: PlatformCode | null;
}

/**
 * How a built-in class is written down. Keys are signatures in Apex's own words:
 * `String left(Integer length)`, `static Integer valueOf(String text)`. A type followed by `?` takes null; every other
 * null argument is refused with a NullPointerException before the code runs. `T`, `K`, `V` stand for the receiver's
 * type arguments.
 */
export interface PlatformClassDefinition {
    /** `System.String`, `Database.SaveResult`. */
    name: string;
    /** Names of the type parameters, in order. */
    typeParameters?: string[];
    superclass?: string;
    interfaces?: string[];
    isInterface?: boolean;
    /** True where users may extend the class (exceptions). */
    isExtensible?: boolean;
    enumValues?: string[];
    /** `'(String text)'` → code. */
    constructors?: Record<string, PlatformCode>;
    methods?: Record<string, PlatformCode>;
    /** `'static Integer MAX'` → getter, or getter and setter. */
    properties?: Record<string, PlatformCode | { get: PlatformCode; set: PlatformCode }>;
}

export type TypeLookup = (name: string) => ApexType | undefined;

export class PlatformClass {
    readonly definition: PlatformClassDefinition;
    readonly name: string;
    readonly simpleName: string;
    private readonly lookup: TypeLookup;
    private methodTable: Map<string, PlatformMethod[]> | null = null;
    private propertyTable: Map<string, PlatformProperty> | null = null;
    private constructorList: PlatformMethod[] | null = null;
    private readonly types = new Map<string, ApexType>();
    /** Values of an enum, made by the registry. */
    enumValues: Value[] = [];

    constructor(definition: PlatformClassDefinition, lookup: TypeLookup) {
        this.definition = definition;
        this.name = definition.name;
        this.simpleName = definition.name.slice(definition.name.lastIndexOf('.') + 1);
        this.lookup = lookup;
    }

    get typeParameters(): string[] {
        return this.definition.typeParameters ?? [];
    }

    /** The class as a type; for a generic one, with its arguments. */
    type(args: readonly ApexType[] = []): ApexType {
        const key = args.map((each) => each.name).join(',');
        let known = this.types.get(key);
        // Two programs may have classes of the same name, hence the comparison of the arguments themselves.
        if (!known || known.args.some((each, index) => each !== args[index])) {
            known = new ApexType('platform', key === '' ? this.name : `${this.name}<${key}>`, args);
            known.platformClass = this;
            this.types.set(key, known);
        }
        return known;
    }

    get superclass(): PlatformClass | null {
        const name = this.definition.superclass;
        return name ? (this.lookup(name)?.platformClass ?? null) : null;
    }

    get interfaces(): ApexType[] {
        return (this.definition.interfaces ?? []).map(
            (name) => parseSignature(`${name} it()`, this.lookup, this.typeParameters).returns
        );
    }

    isA(other: PlatformClass): boolean {
        return (
            this === other ||
            (this.superclass?.isA(other) ?? false) ||
            this.interfaces.some((each) => each.platformClass?.isA(other) ?? false)
        );
    }

    private entry(signature: string, run: PlatformCode): PlatformMethod {
        const parsed = parseSignature(signature, this.lookup, this.typeParameters);
        return { owner: this, run, ...parsed };
    }

    /** Own and inherited methods of a name. */
    findMethods(name: string): PlatformMethod[] {
        if (!this.methodTable) {
            this.methodTable = new Map();
            for (const [signature, run] of Object.entries(this.definition.methods ?? {})) {
                const method = this.entry(signature, run);
                const key = method.name.toLowerCase();
                this.methodTable.set(key, [...(this.methodTable.get(key) ?? []), method]);
            }
        }
        const own = this.methodTable.get(name.toLowerCase()) ?? [];
        const inherited = [this.superclass, ...this.interfaces.map((each) => each.platformClass)];
        return [...own, ...inherited.flatMap((each) => each?.findMethods(name) ?? [])];
    }

    /** Own and inherited instance methods by name and number of parameters: what a class that implements this has. */
    signatures(): { name: string; arity: number }[] {
        const own = Object.keys(this.definition.methods ?? {}).map((signature) => {
            const parsed = parseSignature(signature, this.lookup, this.typeParameters);
            return { name: parsed.name, arity: parsed.parameters.length };
        });
        return [...own, ...this.interfaces.flatMap((each) => each.platformClass?.signatures() ?? [])];
    }

    get constructors(): PlatformMethod[] {
        return (this.constructorList ??= Object.entries(this.definition.constructors ?? {}).map(([signature, run]) =>
            this.entry(`void constructor${signature}`, run)
        ));
    }

    findProperty(name: string): PlatformProperty | undefined {
        if (!this.propertyTable) {
            this.propertyTable = new Map();
            for (const [signature, code] of Object.entries(this.definition.properties ?? {})) {
                const parsed = parseSignature(`${signature}()`, this.lookup, this.typeParameters);
                this.propertyTable.set(parsed.name.toLowerCase(), {
                    name: parsed.name,
                    isStatic: parsed.isStatic,
                    type: parsed.returns,
                    get: typeof code === 'function' ? code : code.get,
                    set: typeof code === 'function' ? null : code.set
                });
            }
        }
        return this.propertyTable.get(name.toLowerCase()) ?? this.superclass?.findProperty(name);
    }
}
