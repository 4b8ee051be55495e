import type {
    AnonymousUnitContext,
    ClassBodyDeclarationContext,
    ClassDeclarationContext,
    CompilationUnitContext,
    ConstructorDeclarationContext,
    EnumDeclarationContext,
    FieldDeclarationContext,
    FormalParametersContext,
    InterfaceDeclarationContext,
    MethodDeclarationContext,
    ModifierContext,
    PropertyDeclarationContext
} from '@apexdevtools/apex-parser';
import type {
    AnonymousUnit,
    ConstructorDeclaration,
    FieldDeclaration,
    MethodDeclaration,
    Modifiers,
    Parameter,
    PropertyDeclaration,
    TypeDeclaration
} from './ast.ts';
import { lowerBlock, lowerDeclarators, lowerStatement } from './lower-statements.ts';
import { lineOf, lowerModifiers, lowerType, lowerTypeList } from './lower-types.ts';

function parameters(context: FormalParametersContext): Parameter[] {
    const list = context.formalParameterList();
    return list
        ? list.formalParameter_list().map((each) => ({ name: each.id().getText(), type: lowerType(each.typeRef()) }))
        : [];
}

function method(context: MethodDeclarationContext, modifiers: Modifiers): MethodDeclaration {
    const block = context.block();
    return {
        kind: 'method',
        line: lineOf(context),
        name: context.id().getText(),
        modifiers,
        returns: context.VOID() ? null : lowerType(context.typeRef()),
        parameters: parameters(context.formalParameters()),
        body: block ? lowerBlock(block) : null
    };
}

function constructor(context: ConstructorDeclarationContext, modifiers: Modifiers): ConstructorDeclaration {
    return {
        kind: 'constructor',
        line: lineOf(context),
        name: context.qualifiedName().getText(),
        modifiers,
        parameters: parameters(context.formalParameters()),
        body: lowerBlock(context.block())
    };
}

function field(context: FieldDeclarationContext, modifiers: Modifiers): FieldDeclaration {
    return {
        kind: 'field',
        line: lineOf(context),
        modifiers,
        type: lowerType(context.typeRef()),
        variables: lowerDeclarators(context.variableDeclarators())
    };
}

function property(context: PropertyDeclarationContext, modifiers: Modifiers): PropertyDeclaration {
    const result: PropertyDeclaration = {
        kind: 'property',
        line: lineOf(context),
        name: context.id().getText(),
        modifiers,
        type: lowerType(context.typeRef()),
        getter: null,
        setter: null
    };
    for (const part of context.propertyBlock_list()) {
        const getter = part.getter();
        const accessor = getter ?? part.setter();
        const block = accessor.block();
        const lowered = {
            line: lineOf(part),
            modifiers: lowerModifiers(part.modifier_list()),
            body: block ? lowerBlock(block) : null
        };
        if (getter) {
            result.getter = lowered;
        } else {
            result.setter = lowered;
        }
    }
    return result;
}

function emptyType(kind: TypeDeclaration['kind'], name: string, line: number, modifiers: Modifiers): TypeDeclaration {
    return {
        kind,
        line,
        name,
        modifiers,
        superType: null,
        interfaces: [],
        enumValues: [],
        members: [],
        methods: [],
        constructors: [],
        inner: []
    };
}

function enumType(context: EnumDeclarationContext, modifiers: Modifiers): TypeDeclaration {
    const type = emptyType('enum', context.id().getText(), lineOf(context), modifiers);
    type.enumValues =
        context
            .enumConstants()
            ?.id_list()
            .map((id) => id.getText()) ?? [];
    return type;
}

function interfaceType(context: InterfaceDeclarationContext, modifiers: Modifiers): TypeDeclaration {
    const type = emptyType('interface', context.id().getText(), lineOf(context), modifiers);
    type.interfaces = lowerTypeList(context.typeList());
    type.methods = context
        .interfaceBody()
        .interfaceMethodDeclaration_list()
        .map((each) => ({
            kind: 'method',
            line: lineOf(each),
            name: each.id().getText(),
            modifiers: lowerModifiers(each.modifier_list()),
            returns: each.VOID() ? null : lowerType(each.typeRef()),
            parameters: parameters(each.formalParameters()),
            body: null
        }));
    return type;
}

/** What classes and anonymous blocks may declare. */
interface MemberContext {
    methodDeclaration(): MethodDeclarationContext;
    interfaceDeclaration(): InterfaceDeclarationContext;
    classDeclaration(): ClassDeclarationContext;
    enumDeclaration(): EnumDeclarationContext;
    propertyDeclaration(): PropertyDeclarationContext;
    fieldDeclaration(): FieldDeclarationContext;
}

interface MemberSink {
    members: (FieldDeclaration | PropertyDeclaration)[] | TypeDeclaration['members'];
    methods: MethodDeclaration[];
    inner: TypeDeclaration[];
}

function addMember(into: MemberSink, member: MemberContext, modifierContexts: ModifierContext[]): void {
    const modifiers = lowerModifiers(modifierContexts);
    // The generated accessors return null for what is absent, whatever their declared types say.
    if (member.methodDeclaration()) {
        into.methods.push(method(member.methodDeclaration(), modifiers));
    } else if (member.fieldDeclaration()) {
        into.members.push(field(member.fieldDeclaration(), modifiers));
    } else if (member.propertyDeclaration()) {
        into.members.push(property(member.propertyDeclaration(), modifiers));
    } else if (member.classDeclaration()) {
        into.inner.push(classType(member.classDeclaration(), modifiers));
    } else if (member.interfaceDeclaration()) {
        into.inner.push(interfaceType(member.interfaceDeclaration(), modifiers));
    } else {
        into.inner.push(enumType(member.enumDeclaration(), modifiers));
    }
}

function addBodyDeclaration(type: TypeDeclaration, context: ClassBodyDeclarationContext): void {
    const block = context.block();
    const member = context.memberDeclaration();
    if (block) {
        type.members.push({
            kind: 'initializer',
            line: lineOf(context),
            isStatic: Boolean(context.STATIC()),
            body: lowerBlock(block)
        });
    } else if (member?.constructorDeclaration()) {
        type.constructors.push(constructor(member.constructorDeclaration(), lowerModifiers(context.modifier_list())));
    } else if (member) {
        addMember(type, member, context.modifier_list());
    }
}

function classType(context: ClassDeclarationContext, modifiers: Modifiers): TypeDeclaration {
    const type = emptyType('class', context.id().getText(), lineOf(context), modifiers);
    type.superType = context.typeRef() ? lowerType(context.typeRef()) : null;
    type.interfaces = lowerTypeList(context.typeList());
    for (const declaration of context.classBody().classBodyDeclaration_list()) {
        addBodyDeclaration(type, declaration);
    }
    return type;
}

export function lowerCompilationUnit(context: CompilationUnitContext): TypeDeclaration {
    const declaration = context.typeDeclaration();
    const modifiers = lowerModifiers(declaration.modifier_list());
    if (declaration.classDeclaration()) {
        return classType(declaration.classDeclaration(), modifiers);
    }
    return declaration.enumDeclaration()
        ? enumType(declaration.enumDeclaration(), modifiers)
        : interfaceType(declaration.interfaceDeclaration(), modifiers);
}

export function lowerAnonymousUnit(context: AnonymousUnitContext): AnonymousUnit {
    const unit: AnonymousUnit = { statements: [], methods: [], members: [], inner: [] };
    for (const member of context.anonymousBlock().anonymousBlockMember_list()) {
        const declaration = member.anonymousMemberDeclaration();
        if (!declaration) {
            unit.statements.push(lowerStatement(member.statement()));
        } else if (declaration.fieldDeclaration()) {
            // A variable of the block: statements see it as a local one.
            const declared = declaration.fieldDeclaration();
            unit.statements.push({
                kind: 'local',
                line: lineOf(declared),
                type: lowerType(declared.typeRef()),
                variables: lowerDeclarators(declared.variableDeclarators())
            });
        } else {
            addMember(unit, declaration, member.modifier_list());
        }
    }
    return unit;
}
