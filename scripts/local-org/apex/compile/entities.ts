import type { SObjectDescribe } from '../../types.ts';
import { isNamespace, platformType } from '../platform/registry.ts';
import { fieldDescription, objectDescription, fieldToken, sobjectToken } from '../platform/schema-tokens.ts';
import type { Expression } from '../syntax/ast.ts';
import type { ApexClass, ApexField } from '../types/apex-class.ts';
import { type ApexType, STRING } from '../types/apex-type.ts';
import { labelText } from '../run/labels.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileExpression } from './expressions.ts';
import { fieldOf, localValue, memberOfValue, staticField } from './members.ts';

/** What a name or a dotted chain of names may stand for besides a value. */
export type Entity =
    | { kind: 'value'; typed: Typed }
    | { kind: 'type'; type: ApexType }
    | { kind: 'namespace'; name: string }
    | { kind: 'labels' }
    /** `Schema.SObjectType`, before the object's name. */
    | { kind: 'describes' }
    /** `Account.fields`, whose members are tokens, or `Schema.SObjectType.Account.fields`: descriptions. */
    | { kind: 'fields'; describe: SObjectDescribe; of: 'type' | 'description' };

function value(typed: Typed): Entity {
    return { kind: 'value', typed };
}

function constant(type: ApexType, get: () => ReturnType<Typed['run']>): Entity {
    return value({ type, run: get });
}

/** A field or property that can be reached by its bare name: own, inherited, or static of an outer class. */
export function visibleField(context: BodyContext, name: string): ApexField | undefined {
    const own = context.owner.findField(name);
    if (own && (own.isStatic || !context.isStatic)) {
        return own;
    }
    for (let outer = context.owner.outer; outer; outer = outer.outer) {
        const field = outer.findField(name);
        if (field?.isStatic) {
            return field;
        }
    }
    return undefined;
}

function nameEntity(context: BodyContext, name: string, line: number): Entity {
    const variable = context.scope.find(name);
    if (variable) {
        return value(localValue(variable));
    }
    const field = visibleField(context, name);
    if (field) {
        return value(fieldOf(context, field, null, line));
    }
    const key = name.toLowerCase();
    if (key === 'label') {
        return { kind: 'labels' };
    }
    if (key === 'sobjecttype') {
        return { kind: 'describes' };
    }
    const type = context.program.namedType([name], context.owner);
    // `System` and `Schema` are both a namespace and a class in it; calls tell them apart.
    if (isNamespace(name) && (!type || type.platformClass?.name.toLowerCase() === `${key}.${key}`)) {
        return { kind: 'namespace', name };
    }
    if (type) {
        return { kind: 'type', type };
    }
    throw context.problem(`Variable does not exist: ${name}`, line);
}

function namespaceMember(context: BodyContext, namespace: string, name: string, line: number): Entity {
    const key = `${namespace}.${name}`.toLowerCase();
    if (key === 'system.label') {
        return { kind: 'labels' };
    }
    if (key === 'schema.sobjecttype') {
        return { kind: 'describes' };
    }
    const type = context.program.namedType([namespace, name], context.owner);
    return type ? { kind: 'type', type } : value(context.unsupported(`${namespace}.${name}`, line));
}

function enumOrStatic(context: BodyContext, owner: ApexClass, name: string, line: number): Entity | undefined {
    owner.ensureMembers();
    if (owner.kind === 'enum') {
        const found = owner.declaration.enumValues.findIndex((each) => each.toLowerCase() === name.toLowerCase());
        const constantValue = owner.enumValues[found];
        return constantValue === undefined ? undefined : constant(owner.type, () => constantValue);
    }
    const field = owner.findField(name);
    if (field?.isStatic) {
        return value(staticField(context, field, line));
    }
    const inner = context.program.namedType([owner.fullName, name], context.owner);
    return inner ? { kind: 'type', type: inner } : undefined;
}

/** `Account.Name`. */
function fieldTokenOf(context: BodyContext, describe: SObjectDescribe, name: string, line: number): Entity {
    const field = context.program.field(describe, name);
    if (!field) {
        throw context.problem(`Field does not exist: ${name} on ${describe.name}`, line);
    }
    return constant(platformType('Schema.SObjectField')!, () => fieldToken(describe, field));
}

function recordTypeMember(context: BodyContext, type: ApexType, name: string, line: number): Entity {
    const { describe } = type;
    const key = name.toLowerCase();
    if (!describe) {
        return value(context.unsupported(`${type.name}.${name}`, line));
    }
    if (key === 'sobjecttype') {
        return constant(platformType('Schema.SObjectType')!, () => sobjectToken(describe));
    }
    if (key === 'fields') {
        return { kind: 'fields', describe, of: 'type' };
    }
    return fieldTokenOf(context, describe, name, line);
}

function platformStatic(context: BodyContext, type: ApexType, name: string, line: number): Entity {
    const { platformClass } = type;
    const found = platformClass?.enumValues.find(
        (each) => (each as { name: string }).name.toLowerCase() === name.toLowerCase()
    );
    if (found !== undefined) {
        return constant(type, () => found);
    }
    const property = platformClass?.findProperty(name);
    if (property?.isStatic) {
        return value({
            type: property.type,
            run: (frame) => {
                frame.line = line;
                return property.get() ?? null;
            }
        });
    }
    const nested = platformType(`${type.name}.${name}`);
    return nested ? { kind: 'type', type: nested } : value(context.unsupported(`${type.name}.${name}`, line));
}

function typeMember(context: BodyContext, type: ApexType, name: string, line: number): Entity {
    if (type.userClass) {
        const found = enumOrStatic(context, type.userClass, name, line);
        if (!found) {
            throw context.problem(`Variable does not exist: ${type.name}.${name}`, line);
        }
        return found;
    }
    return type.kind === 'sobject'
        ? recordTypeMember(context, type, name, line)
        : platformStatic(context, type, name, line);
}

/** A field token's description: `Schema.SObjectType.Account.fields.Name`. */
function describedField(context: BodyContext, describe: SObjectDescribe, name: string, line: number): Entity {
    const field = context.program.field(describe, name);
    if (!field) {
        throw context.problem(`Field does not exist: ${name} on ${describe.name}`, line);
    }
    return constant(platformType('Schema.DescribeFieldResult')!, () => fieldDescription(describe, field));
}

/**
 * What follows the dot.
 * @throws CompileProblem where there is no such thing
 */
function member(context: BodyContext, target: Entity, name: string, safe: boolean, line: number): Entity {
    switch (target.kind) {
        case 'value':
            if (target.typed.describe && name.toLowerCase() === 'fields') {
                return { kind: 'fields', describe: target.typed.describe, of: 'description' };
            }
            return value(memberOfValue(context, target.typed, name, safe, line));
        case 'namespace':
            return namespaceMember(context, target.name, name, line);
        case 'type':
            return typeMember(context, target.type, name, line);
        case 'labels':
            return value({
                type: STRING,
                run: (frame) => {
                    frame.line = line;
                    return labelText(name);
                }
            });
        case 'describes': {
            const describe = context.program.recordType(name)?.describe;
            if (!describe) {
                throw context.problem(`Invalid type: ${name}`, line);
            }
            const type = platformType('Schema.DescribeSObjectResult')!;
            return value({ type, run: () => objectDescription(describe), describe });
        }
        case 'fields':
            return target.of === 'type'
                ? fieldTokenOf(context, target.describe, name, line)
                : describedField(context, target.describe, name, line);
    }
}

/** Compiles an expression that may also name a type or a namespace. @throws CompileProblem */
export function compileEntity(context: BodyContext, expression: Expression): Entity {
    if (expression.kind === 'name') {
        return nameEntity(context, expression.name, expression.line);
    }
    if (expression.kind === 'member' && expression.target.kind !== 'super') {
        const target = compileEntity(context, expression.target);
        return member(context, target, expression.name, expression.safe, expression.line);
    }
    return value(compileExpression(context, expression));
}

/** An entity where a value is needed. @throws CompileProblem for types and namespaces */
export function entityValue(context: BodyContext, entity: Entity, line: number): Typed {
    if (entity.kind === 'value') {
        return entity.typed;
    }
    const what = entity.kind === 'type' ? entity.type.name : entity.kind === 'namespace' ? entity.name : entity.kind;
    throw context.problem(`Variable does not exist: ${what}`, line);
}
