import { CompileProblem } from '../run/errors.ts';
import type {
    Accessor,
    Annotation,
    Block,
    FieldDeclaration,
    Modifiers,
    Parameter,
    PropertyDeclaration,
    TypeName
} from '../syntax/ast.ts';
import { type ApexClass, type ApexField, ApexMethod, type ApexParameter } from '../types/apex-class.ts';
import { type ApexType, VOID } from '../types/apex-type.ts';
import { ApexEnumValue } from '../values/objects.ts';
import type { Program } from './program.ts';

class MemberLinker {
    private readonly program: Program;
    private readonly type: ApexClass;

    constructor(program: Program, type: ApexClass) {
        this.program = program;
        this.type = type;
    }

    private resolve(name: TypeName | null): ApexType {
        return name ? this.program.resolveType(name, this.type, this.type.fileName) : VOID;
    }

    private parameters(list: Parameter[]): ApexParameter[] {
        return list.map((each) => ({ name: each.name, type: this.resolve(each.type) }));
    }

    private method(parts: {
        name: string;
        parameters: ApexParameter[];
        returns: ApexType;
        modifiers: Modifiers;
        line: number;
        body: Block | null;
        isStatic?: boolean;
    }): ApexMethod {
        const { words, annotations } = parts.modifiers;
        return new ApexMethod(this.type, { ...parts, words, annotations });
    }

    private accessor(property: PropertyDeclaration, accessor: Accessor | null, set: boolean): ApexMethod | null {
        if (!accessor?.body) {
            return null;
        }
        const type = this.resolve(property.type);
        return this.method({
            name: `${set ? 'set' : 'get'}.${property.name}`,
            parameters: set ? [{ name: 'value', type }] : [],
            returns: set ? VOID : type,
            modifiers: accessor.modifiers,
            line: accessor.line,
            body: accessor.body,
            isStatic: property.modifiers.words.has('static')
        });
    }

    private addField(
        name: string,
        line: number,
        from: { modifiers: Modifiers; type: TypeName },
        rest: Partial<ApexField>
    ): ApexField {
        const { words, annotations }: { words: Set<string>; annotations: Annotation[] } = from.modifiers;
        const isStatic = words.has('static');
        const slots = isStatic ? this.type.staticSlots : this.type.instanceSlots;
        const field: ApexField = {
            owner: this.type,
            name,
            type: this.resolve(from.type),
            isStatic,
            isTransient: words.has('transient'),
            isFinal: words.has('final'),
            isProperty: false,
            words,
            annotations,
            line,
            slot: slots.length,
            initializer: null,
            getter: null,
            setter: null,
            readable: true,
            writable: true,
            ...rest
        };
        const key = name.toLowerCase();
        if (this.type.fields.has(key)) {
            throw new CompileProblem(`Duplicate field: ${name}`, this.type.fileName, line);
        }
        slots.push(field);
        this.type.fields.set(key, field);
        return field;
    }

    private addFields(declaration: FieldDeclaration): void {
        for (const variable of declaration.variables) {
            const field = this.addField(variable.name, variable.line, declaration, { initializer: variable.value });
            if (variable.value) {
                this.initializers(field.isStatic).push({ field });
            }
        }
    }

    private initializers(isStatic: boolean): ApexClass['staticInitializers'] {
        return isStatic ? this.type.staticInitializers : this.type.instanceInitializers;
    }

    private addProperty(property: PropertyDeclaration): void {
        this.addField(property.name, property.line, property, {
            isProperty: true,
            getter: this.accessor(property, property.getter, false),
            setter: this.accessor(property, property.setter, true),
            readable: property.getter !== null,
            writable: property.setter !== null
        });
    }

    private addMethods(): void {
        for (const declaration of this.type.declaration.methods) {
            const method = this.method({
                ...declaration,
                parameters: this.parameters(declaration.parameters),
                returns: this.resolve(declaration.returns)
            });
            const key = method.name.toLowerCase();
            const same = this.type.methods.get(key) ?? [];
            if (same.some((each) => each.key === method.key)) {
                throw new CompileProblem(`Method already defined: ${method.name}`, this.type.fileName, method.line);
            }
            this.type.methods.set(key, [...same, method]);
        }
        this.type.constructors = this.type.declaration.constructors.map((declaration) =>
            this.method({
                ...declaration,
                name: '<init>',
                parameters: this.parameters(declaration.parameters),
                returns: VOID,
                isStatic: false
            })
        );
    }

    /** What an instance call finds at run time: inherited methods, then the class's own over them. */
    private addVirtualMethods(): void {
        const { superClass, virtualMethods, virtualByArity } = this.type;
        superClass?.virtualMethods.forEach((method, key) => virtualMethods.set(key, method));
        for (const methods of this.type.methods.values()) {
            for (const method of methods.filter((each) => !each.isStatic)) {
                virtualMethods.set(method.key, method);
            }
        }
        for (const method of virtualMethods.values()) {
            const key = `${method.name.toLowerCase()}/${method.parameters.length}`;
            virtualByArity.set(key, [...(virtualByArity.get(key) ?? []), method]);
        }
    }

    private checkImplemented(): void {
        if (this.type.isAbstract) {
            return;
        }
        for (const wanted of this.type.interfaces.flatMap((each) => each.userClass?.allInterfaceMethods() ?? [])) {
            if (!this.type.virtualMethods.has(wanted.key)) {
                throw new CompileProblem(
                    `Class ${this.type.fullName} must implement the method: ${wanted.returns.name} ${wanted.owner.fullName}.${wanted.name}(${wanted.parameters.map((each) => each.type.name).join(', ')})`,
                    this.type.fileName,
                    this.type.declaration.line
                );
            }
        }
        for (const wanted of this.type.platformInterfaces()) {
            for (const { name, arity } of wanted.platformClass?.signatures() ?? []) {
                if (!this.type.virtualByArity.has(`${name.toLowerCase()}/${arity}`)) {
                    throw new CompileProblem(
                        `Class ${this.type.fullName} must implement the method: ${wanted.name}.${name}`,
                        this.type.fileName,
                        this.type.declaration.line
                    );
                }
            }
        }
        for (const method of this.type.virtualMethods.values()) {
            if (method.isAbstract) {
                throw new CompileProblem(
                    `Class ${this.type.fullName} must implement the abstract method: ${method.owner.fullName}.${method.name}`,
                    this.type.fileName,
                    this.type.declaration.line
                );
            }
        }
    }

    link(): void {
        this.type.superClass?.ensureMembers();
        this.type.instanceSlots = [...(this.type.superClass?.instanceSlots ?? [])];
        this.type.enumValues = this.type.declaration.enumValues.map(
            (name, ordinal) => new ApexEnumValue(this.type.type, name, ordinal)
        );
        for (const member of this.type.declaration.members) {
            if (member.kind === 'field') {
                this.addFields(member);
            } else if (member.kind === 'property') {
                this.addProperty(member);
            } else {
                this.initializers(member.isStatic).push({ block: member.body, line: member.line });
            }
        }
        this.addMethods();
        this.addVirtualMethods();
        this.checkImplemented();
    }
}

/** Finds the types of a class's fields and methods, and lays out its objects. @throws CompileProblem */
export function linkMembers(program: Program, type: ApexClass): void {
    new MemberLinker(program, type).link();
}
