/** How our classes are written: sharing, access mode, no debug output, names. */
import { basename } from 'node:path';
import type { Expression, LocalVariables } from '../../local-org/apex/syntax/ast.ts';
import { parseQuery } from '../../local-org/records/soql/parse.ts';
import type { Problem } from '../problem.ts';
import { expressionsOf, nodesBelow, staticTarget, withInner, type ApexFile, type ApexNode } from './apex-files.ts';

/** The class that may read in system mode. */
const systemModeClass = 'BotSecretReader';

/** Methods of `Database` that take an access level. */
const databaseMethods = new Set(
    [
        'query',
        'queryWithBinds',
        'countQuery',
        'countQueryWithBinds',
        'getQueryLocator',
        'getQueryLocatorWithBinds',
        'getCursor',
        'insert',
        'update',
        'upsert',
        'delete',
        'undelete',
        'merge'
    ].map((name) => name.toLowerCase())
);

/** Every class that is no test says `with sharing`. */
export function sharingProblems({ file, tree, isTest }: ApexFile): Problem[] {
    if (isTest) return [];
    return withInner(tree)
        .filter(({ kind, modifiers }) => kind === 'class' && !modifiers.words.has('with sharing'))
        .map(({ line, name }) => ({ file, line, message: `class ${name} must be declared "with sharing"` }));
}

function accessLevel(args: Expression[]): string | undefined {
    const level = args.find(
        (each) => each.kind === 'member' && each.target.kind === 'name' && /^accesslevel$/i.test(each.target.name)
    );
    return level?.kind === 'member' ? level.name.toUpperCase() : undefined;
}

/** Every query and every change of records says its access mode, and it is the user's, but for one class. */
export function accessModeProblems({ file, name, tree, isTest }: ApexFile): Problem[] {
    if (isTest) return [];
    const problems: Problem[] = [];
    const mayBeSystem = name === systemModeClass;
    const judge = (line: number, mode: string | null | undefined, what: string) => {
        if (!mode) problems.push({ file, line, message: `${what} must say its access mode (user mode)` });
        else if (mode !== 'USER_MODE' && !mayBeSystem) {
            problems.push({ file, line, message: `${what} runs in ${mode}: only ${systemModeClass} may do that` });
        }
    };
    for (const call of expressionsOf(tree, 'call')) {
        if (staticTarget(call) === 'database' && databaseMethods.has(call.name.toLowerCase())) {
            judge(call.line, accessLevel(call.args), `Database.${call.name}`);
        }
    }
    for (const soql of expressionsOf(tree, 'soql')) judge(soql.line, parseQuery(soql.text).mode, 'the query');
    for (const node of nodesBelow(tree)) {
        if (node.kind === 'dml') {
            const { operation, access } = node as unknown as { operation: string; access: string | null };
            judge(node.line, access && `${access.toUpperCase()}_MODE`, operation);
        }
    }
    return problems;
}

/** No debug line stays. */
export function debugProblems({ file, tree }: ApexFile): Problem[] {
    return expressionsOf(tree, 'call')
        .filter((call) => staticTarget(call) === 'system' && call.name.toLowerCase() === 'debug')
        .map(({ line }) => ({ file, line, message: 'System.debug must not be committed: logs are no place for data' }));
}

/** A class is called as its file is, in at most 40 characters. */
export function nameProblems({ file, tree }: ApexFile): Problem[] {
    const wanted = basename(file, '.cls');
    const problems: Problem[] = [];
    if (tree.name !== wanted) {
        problems.push({ file, line: tree.line, message: `the class is called ${tree.name}, its file ${wanted}` });
    }
    if (tree.name.length > 40) {
        problems.push({ file, line: tree.line, message: `${tree.name} is longer than 40 characters` });
    }
    return problems;
}

/**
 * A parameter or local variable with the name of a static field hides it, whatever the case: `cursor` and `CURSOR` are
 * one name to Apex.
 */
export function hiddenFieldProblems({ file, tree }: ApexFile): Problem[] {
    return withInner(tree).flatMap((type) => {
        const fields = new Set(
            type.members.flatMap((member) =>
                member.kind === 'field' && member.modifiers.words.has('static')
                    ? member.variables.map(({ name }) => name.toLowerCase())
                    : []
            )
        );
        const hides = ({ name }: { name: string }) => fields.has(name.toLowerCase());
        return [...type.methods, ...type.constructors].flatMap(({ line, name, parameters, body }) => [
            ...parameters.filter(hides).map((parameter) => ({
                file,
                line,
                message: `the parameter ${parameter.name} of ${name} hides a static field of that name`
            })),
            ...[...nodesBelow(body)].filter(isLocal).flatMap((local) =>
                local.variables.filter(hides).map((variable) => ({
                    file,
                    line: local.line,
                    message: `the variable ${variable.name} hides a static field of that name`
                }))
            )
        ]);
    });
}

const isLocal = (node: ApexNode): node is ApexNode & LocalVariables => node.kind === 'local';

/** `Kind.ONE` in a class with a field `kind`: a variable goes before a type of the same name, whatever the case. */
export function hiddenTypeProblems({ file, tree }: ApexFile): Problem[] {
    const types = new Set(tree.inner.map(({ name }) => name.toLowerCase()));
    return withInner(tree).flatMap((type) => {
        const fields = new Set(
            type.members.flatMap((member) => {
                if (member.kind === 'initializer') return [];
                const declared = member.kind === 'field' ? member.variables : [member];
                return declared.map(({ name }) => name.toLowerCase());
            })
        );
        return [...nodesBelow([type.methods, type.constructors, type.members])].flatMap((node) => {
            const { kind, target } = node as unknown as Extract<Expression, { kind: 'member' | 'call' }>;
            if ((kind !== 'member' && kind !== 'call') || target?.kind !== 'name') return [];
            const name = target.name.toLowerCase();
            // Written like the field, it is meant as the field.
            if (!types.has(name) || !fields.has(name) || target.name === name) return [];
            const message = `${target.name} means the field of that name here: ${tree.name}.${target.name} is the type`;
            return [{ file, line: target.line, message }];
        });
    });
}
