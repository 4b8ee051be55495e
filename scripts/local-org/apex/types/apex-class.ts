import type { TypeDeclaration, Annotation, Block, Expression } from '../syntax/ast.ts';
import type { Frame } from '../run/frame.ts';
import type { Value } from '../values/value.ts';
import { ApexType } from './apex-type.ts';

/** A compiled expression. */
export type Evaluate = (frame: Frame) => Value;

export interface ApexParameter {
    name: string;
    type: ApexType;
}

/** The code of a method, ready to run on a frame whose first locals are the arguments. */
export interface CompiledBody {
    localCount: number;
    run: (frame: Frame) => Value;
}

/** A method, constructor or accessor of a user's class. */
export class ApexMethod {
    readonly owner: ApexClass;
    readonly name: string;
    readonly parameters: ApexParameter[];
    readonly returns: ApexType;
    readonly isStatic: boolean;
    readonly words: ReadonlySet<string>;
    readonly annotations: Annotation[];
    readonly line: number;
    readonly body: Block | null;
    /** Identifies the method among overloads: its name and parameter types, in lower case. */
    readonly key: string;
    compiled: CompiledBody | null = null;

    constructor(
        owner: ApexClass,
        parts: {
            name: string;
            parameters: ApexParameter[];
            returns: ApexType;
            words: ReadonlySet<string>;
            annotations: Annotation[];
            line: number;
            body: Block | null;
            isStatic?: boolean;
        }
    ) {
        this.owner = owner;
        this.name = parts.name;
        this.parameters = parts.parameters;
        this.returns = parts.returns;
        this.words = parts.words;
        this.annotations = parts.annotations;
        this.line = parts.line;
        this.body = parts.body;
        this.isStatic = parts.isStatic ?? (parts.words.has('static') || parts.words.has('testmethod'));
        this.key = `${parts.name}(${parts.parameters.map((each) => each.type.name).join(',')})`.toLowerCase();
    }

    get isAbstract(): boolean {
        return this.body === null;
    }

    annotation(name: string): Annotation | undefined {
        return this.annotations.find((each) => each.name === name);
    }
}

/** A field, or a property (then with accessors). */
export interface ApexField {
    owner: ApexClass;
    name: string;
    type: ApexType;
    isStatic: boolean;
    isTransient: boolean;
    isFinal: boolean;
    isProperty: boolean;
    words: ReadonlySet<string>;
    annotations: Annotation[];
    line: number;
    /** Index into the object's slots or the class's statics. */
    slot: number;
    initializer: Expression | null;
    getter: ApexMethod | null;
    setter: ApexMethod | null;
    /** A property without a setter, or without a getter. */
    readable: boolean;
    writable: boolean;
}

/** Field initialisers and initialiser blocks, in source order. */
export type Initializer = { field: ApexField } | { block: Block; line: number };

/** A class, interface or enum from source. Made by the program in two steps: declared (names), then linked (types). */
export class ApexClass {
    readonly name: string;
    /** `Outer.Inner`. */
    readonly fullName: string;
    readonly fileName: string;
    readonly outer: ApexClass | null;
    readonly declaration: TypeDeclaration;
    readonly type: ApexType;
    readonly inner = new Map<string, ApexClass>();
    /** Fills in fields and methods; set by the program, called once, when they are first needed. */
    complete: (() => void) | null = null;
    superClass: ApexClass | null = null;
    /** A built-in class above the topmost user class: only exceptions have one. */
    platformSuper: ApexType | null = null;
    interfaces: ApexType[] = [];
    /** Own fields and properties, by lower-case name. */
    readonly fields = new Map<string, ApexField>();
    readonly staticInitializers: Initializer[] = [];
    readonly instanceInitializers: Initializer[] = [];
    /** Slots of an instance, inherited ones first. */
    instanceSlots: ApexField[] = [];
    staticSlots: ApexField[] = [];
    /** Own methods, by lower-case name. */
    readonly methods = new Map<string, ApexMethod[]>();
    constructors: ApexMethod[] = [];
    /** Instance methods by key, inherited and overridden ones resolved. */
    readonly virtualMethods = new Map<string, ApexMethod>();
    /** The same by name and number of parameters, for calls through generic interfaces. */
    readonly virtualByArity = new Map<string, ApexMethod[]>();
    enumValues: Value[] = [];
    /** For a top-level class: 1 at the index of every line that has run, for coverage. */
    readonly hits: number[] = [];
    /** Compiled instance initialisers (own ones only). */
    compiledInitializers: CompiledBody | null = null;
    compiledStaticInitializers: CompiledBody | null = null;

    constructor(declaration: TypeDeclaration, fileName: string, outer: ApexClass | null) {
        this.declaration = declaration;
        this.name = declaration.name;
        this.fullName = outer ? `${outer.fullName}.${declaration.name}` : declaration.name;
        this.fileName = fileName;
        this.outer = outer;
        this.type = new ApexType('class', this.fullName);
        this.type.userClass = this;
    }

    get kind(): TypeDeclaration['kind'] {
        return this.declaration.kind;
    }

    get isAbstract(): boolean {
        return this.kind !== 'class' || this.declaration.modifiers.words.has('abstract');
    }

    get topLevel(): ApexClass {
        return this.outer ? this.outer.topLevel : this;
    }

    hasAnnotation(name: string): boolean {
        return this.declaration.modifiers.annotations.some((each) => each.name === name);
    }

    /** True for test classes and classes inside them. */
    get isTest(): boolean {
        return this.hasAnnotation('istest') || (this.outer?.isTest ?? false);
    }

    /** Fields and methods may be used from here on. */
    ensureMembers(): void {
        const { complete } = this;
        this.complete = null;
        complete?.();
    }

    /** Finds a field or property in this class or above, without regard to case. */
    findField(name: string): ApexField | undefined {
        this.ensureMembers();
        return this.fields.get(name.toLowerCase()) ?? this.superClass?.findField(name);
    }

    /** All methods of a name in this class and above; overridden ones are left out. */
    findMethods(name: string): ApexMethod[] {
        this.ensureMembers();
        const own = this.methods.get(name.toLowerCase()) ?? [];
        const keys = new Set(own.map((each) => each.key));
        const inherited = [
            ...(this.superClass?.findMethods(name) ?? []),
            ...this.interfaces.flatMap((each) => each.userClass?.findMethods(name) ?? [])
        ];
        return [...own, ...inherited.filter((each) => !keys.has(each.key))];
    }

    /** For an interface: the methods that a class must have to implement it. */
    allInterfaceMethods(): ApexMethod[] {
        this.ensureMembers();
        const above = this.interfaces.flatMap((each) => each.userClass?.allInterfaceMethods() ?? []);
        return [...Array.from(this.methods.values()).flat(), ...above];
    }

    /** True where this class is, extends or implements another. */
    isA(other: ApexClass): boolean {
        return (
            this === other ||
            (this.superClass?.isA(other) ?? false) ||
            this.interfaces.some((each) => each.userClass?.isA(other) ?? false)
        );
    }

    /** The built-in type, if any, at the top of this class's chain. */
    get platformBase(): ApexType | null {
        return this.platformSuper ?? this.superClass?.platformBase ?? null;
    }

    /** Built-in interfaces that this class implements, directly or through others. */
    platformInterfaces(): ApexType[] {
        return [
            ...this.interfaces.flatMap((each) => each.userClass?.platformInterfaces() ?? [each]),
            ...(this.superClass?.platformInterfaces() ?? [])
        ];
    }
}
