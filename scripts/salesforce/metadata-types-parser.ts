/** Reads the declarations of `@salesforce/types` with TypeScript's own parser. In a module of its own: loading
 * TypeScript costs 200 ms, and the cache makes it unnecessary most of the time. */
import ts from 'typescript';
import type { MetadataMember, MetadataTypes } from './metadata-types.ts';

interface Declaration {
    bases: string[];
    members: Record<string, MetadataMember>;
}

/** The types and enums of one `metadata.d.ts`, inherited members resolved. */
export function parseMetadataTypes(source: string): MetadataTypes {
    const file = ts.createSourceFile('metadata.d.ts', source, ts.ScriptTarget.Latest);
    const declarations = new Map<string, Declaration>();
    const enums: Record<string, string[]> = {};
    const aliases = new Map<string, string>();

    for (const statement of file.statements) {
        if (!ts.isTypeAliasDeclaration(statement)) {
            continue;
        }
        const name = statement.name.text;
        const values = stringLiterals(statement.type);
        if (values) {
            enums[name] = values;
        } else if (ts.isTypeLiteralNode(statement.type) || ts.isIntersectionTypeNode(statement.type)) {
            declarations.set(name, toDeclaration(statement.type));
        } else if (ts.isTypeReferenceNode(statement.type)) {
            declarations.set(name, { bases: [referenceName(statement.type)], members: {} });
        } else {
            aliases.set(name, primitiveKind(statement.type));
        }
    }

    const types: MetadataTypes['types'] = {};
    const components: string[] = [];
    for (const name of declarations.keys()) {
        types[name] = resolveAliases(membersOf(name), aliases);
        if (extendsMetadata(name)) {
            components.push(name);
        }
    }
    return { types, enums, components };

    function membersOf(name: string): Record<string, MetadataMember> {
        const declaration = declarations.get(name);
        const inherited = (declaration?.bases ?? []).map((base) => membersOf(base));
        return Object.assign({}, ...inherited, declaration?.members) as Record<string, MetadataMember>;
    }

    function extendsMetadata(name: string): boolean {
        return name === 'Metadata' || (declarations.get(name)?.bases ?? []).some((base) => extendsMetadata(base));
    }
}

function toDeclaration(type: ts.TypeNode): Declaration {
    const parts = ts.isIntersectionTypeNode(type) ? type.types : [type];
    const declaration: Declaration = { bases: [], members: {} };
    for (const part of parts) {
        if (ts.isTypeReferenceNode(part)) {
            declaration.bases.push(referenceName(part));
        } else if (ts.isTypeLiteralNode(part)) {
            for (const member of part.members) {
                if (ts.isPropertySignature(member) && member.type) {
                    declaration.members[memberName(member)] = toMember(member.type, !member.questionToken);
                }
            }
        }
    }
    return declaration;
}

function toMember(type: ts.TypeNode, required: boolean): MetadataMember {
    if (ts.isArrayTypeNode(type)) {
        // An array without elements is simply absent in XML.
        return { kinds: [kindOf(type.elementType)], array: true, required: false };
    }
    return { kinds: [kindOf(type)], array: false, required };
}

function kindOf(type: ts.TypeNode): string {
    return ts.isTypeReferenceNode(type) ? referenceName(type) : primitiveKind(type);
}

function primitiveKind(type: ts.TypeNode): string {
    switch (type.kind) {
        case ts.SyntaxKind.StringKeyword:
            return 'string';
        case ts.SyntaxKind.NumberKeyword:
            return 'number';
        case ts.SyntaxKind.BooleanKeyword:
            return 'boolean';
        default:
            return 'any';
    }
}

function resolveAliases(
    members: Record<string, MetadataMember>,
    aliases: ReadonlyMap<string, string>
): Record<string, MetadataMember> {
    return Object.fromEntries(
        Object.entries(members).map(([name, member]) => [
            name,
            { ...member, kinds: member.kinds.map((kind) => aliases.get(kind) ?? kind) }
        ])
    );
}

function stringLiterals(type: ts.TypeNode): string[] | undefined {
    const parts = ts.isUnionTypeNode(type) ? [...type.types] : [type];
    const values = parts.map((part) =>
        ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal) ? part.literal.text : undefined
    );
    return values.every((value) => value !== undefined) ? (values as string[]) : undefined;
}

function referenceName(type: ts.TypeReferenceNode): string {
    return ts.isIdentifier(type.typeName) ? type.typeName.text : type.typeName.right.text;
}

function memberName(member: ts.PropertySignature): string {
    return (member.name as ts.Identifier | ts.StringLiteral).text;
}
