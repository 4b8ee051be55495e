import type { ApexSource, FieldDescribe, SchemaCatalog, SObjectDescribe } from '../../types.ts';
import { CompileProblem, NotSupported } from '../run/errors.ts';
import { parseClass } from '../syntax/parse.ts';
import type { TypeDeclaration, TypeName } from '../syntax/ast.ts';
import { ApexClass } from '../types/apex-class.ts';
import { ApexType, SOBJECT } from '../types/apex-type.ts';
import { platformClass, platformType } from '../platform/registry.ts';
import { isPlatformName } from '../platform/unsupported-names.ts';
import { NAME_OBJECT } from './name-object.ts';
import { linkHeader } from './link-header.ts';
import { linkMembers } from './link-members.ts';

/** Rows of a query with aggregate functions: fields are read with `get(alias)`. */
const AGGREGATE_RESULT = new ApexType('sobject', 'AggregateResult');

/**
 * All deployed classes of one revision, and what their names mean. Classes are parsed when first named; their
 * supertypes are known from then on, their fields and methods when first needed.
 */
export class Program {
    readonly schema: SchemaCatalog;
    private readonly sources = new Map<string, ApexSource>();
    private readonly classes = new Map<string, ApexClass>();
    /** By lower-case name; undefined for what was asked for and is not there. */
    private readonly records = new Map<string, ApexType | undefined>();
    private readonly fields = new Map<string, Map<string, FieldDescribe>>();

    constructor(sources: ApexSource[], schema: SchemaCatalog) {
        this.schema = schema;
        for (const source of sources) {
            this.sources.set(source.name.toLowerCase(), source);
        }
    }

    /** Names of all top-level classes, as deployed. */
    classNames(): string[] {
        return Array.from(this.sources.values(), (source) => source.name);
    }

    source(name: string): ApexSource | undefined {
        return this.sources.get(name.toLowerCase());
    }

    /** A top-level class, or `Outer.Inner`. @throws ApexSyntaxProblem, CompileProblem */
    findClass(name: string): ApexClass | undefined {
        const [first = '', second, ...more] = name.split('.');
        const outer = this.topLevel(first);
        return second === undefined ? outer : more.length > 0 ? undefined : outer?.inner.get(second.toLowerCase());
    }

    private topLevel(name: string): ApexClass | undefined {
        const key = name.toLowerCase();
        const known = this.classes.get(key);
        const source = this.sources.get(key);
        if (known || !source) {
            return known;
        }
        return this.declare(parseClass(source.source, source.fileName), source.fileName);
    }

    /** Adds a class to the program: from a deployed source, or the one that carries anonymous Apex. */
    declare(declaration: TypeDeclaration, fileName: string): ApexClass {
        const declared = this.declareWithin(declaration, fileName, null);
        this.classes.set(declared.name.toLowerCase(), declared);
        const link = (each: ApexClass): void => {
            linkHeader(this, each);
            each.inner.forEach(link);
        };
        link(declared);
        return declared;
    }

    private declareWithin(declaration: TypeDeclaration, fileName: string, outer: ApexClass | null): ApexClass {
        const declared = new ApexClass(declaration, fileName, outer);
        if (declaration.kind === 'enum') {
            declared.type.platformClass = platformClass('System.Enum') ?? null;
        }
        for (const inner of declaration.inner) {
            declared.inner.set(inner.name.toLowerCase(), this.declareWithin(inner, fileName, declared));
        }
        declared.complete = () => linkMembers(this, declared);
        return declared;
    }

    /** The type of an object's records; undefined where the org has no such object. */
    recordType(name: string): ApexType | undefined {
        const key = name.toLowerCase();
        if (key === 'sobject') {
            return SOBJECT;
        }
        if (!this.records.has(key)) {
            const describe = this.schema.object(name) ?? (key === 'name' ? NAME_OBJECT : undefined);
            const type = describe
                ? this.describedType(describe)
                : key === 'aggregateresult'
                  ? AGGREGATE_RESULT
                  : undefined;
            this.records.set(key, type);
        }
        return this.records.get(key);
    }

    private describedType(describe: SObjectDescribe): ApexType {
        const type = new ApexType('sobject', describe.name);
        type.describe = describe;
        return type;
    }

    /** A field of an object, without regard to case. */
    field(describe: SObjectDescribe, name: string): FieldDescribe | undefined {
        let fields = this.fields.get(describe.name);
        if (!fields) {
            fields = new Map(describe.fields.map((field) => [field.name.toLowerCase(), field]));
            this.fields.set(describe.name, fields);
        }
        return fields.get(name.toLowerCase());
    }

    /** What a simple name means as a type, seen from inside a class. */
    private simpleType(name: string, scope: ApexClass | null): ApexType | undefined {
        const key = name.toLowerCase();
        for (let each = scope; each; each = each.outer) {
            for (let above: ApexClass | null = each; above; above = above.superClass) {
                const inner = above.inner.get(key);
                if (inner) {
                    return inner.type;
                }
            }
            if (each.name.toLowerCase() === key) {
                return each.type;
            }
        }
        return this.topLevel(name)?.type ?? platformType(name) ?? this.recordType(name);
    }

    /** The type that a possibly dotted name stands for; undefined where there is none. */
    namedType(names: readonly string[], scope: ApexClass | null): ApexType | undefined {
        const [first = '', second = '', third] = names;
        if (names.length === 1) {
            return this.simpleType(first, scope);
        }
        if (names.length === 2) {
            const outer = this.simpleType(first, scope)?.userClass;
            const inner = outer ? this.innerOf(outer, second) : undefined;
            const record = first.toLowerCase() === 'schema' ? this.recordType(second) : undefined;
            return inner ?? platformType(names.join('.')) ?? record;
        }
        return third === undefined ? undefined : platformType(names.join('.'));
    }

    private innerOf(outer: ApexClass, name: string): ApexType | undefined {
        for (let each: ApexClass | null = outer; each; each = each.superClass) {
            const inner = each.inner.get(name.toLowerCase());
            if (inner) {
                return inner.type;
            }
        }
        return undefined;
    }

    /** @throws CompileProblem where there is no such type. */
    resolveType(name: TypeName, scope: ApexClass | null, fileName: string): ApexType {
        let type = this.resolveElement(name, scope, fileName);
        for (let count = 0; count < name.arrays; count += 1) {
            type = ApexType.listOf(type);
        }
        return type;
    }

    private resolveElement(name: TypeName, scope: ApexClass | null, fileName: string): ApexType {
        const last = name.parts[name.parts.length - 1]!;
        const args = last.args.map((each) => this.resolveType(each, scope, fileName));
        const names = name.parts.map((part) => part.name);
        const collection = this.collection(names, args);
        if (collection) {
            return collection;
        }
        const type = this.namedType(names, scope);
        if (!type && isPlatformName(names)) {
            throw new NotSupported(`the type ${names.join('.')}`, `${fileName} line ${name.line}`, '');
        }
        if (!type) {
            throw new CompileProblem(`Invalid type: ${names.join('.')}`, fileName, name.line);
        }
        return args.length > 0 && type.platformClass ? type.platformClass.type(args) : type;
    }

    private collection(names: readonly string[], args: readonly ApexType[]): ApexType | undefined {
        const [first, second] = args;
        const name = names
            .join('.')
            .toLowerCase()
            .replace(/^system\./, '');
        if (name === 'list' && first) {
            return ApexType.listOf(first);
        }
        if (name === 'set' && first) {
            return ApexType.setOf(first);
        }
        return name === 'map' && first && second ? ApexType.mapOf(first, second) : undefined;
    }
}
