/** The Apex classes under `force-app/` as syntax trees, and walks over them. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Expression, MethodDeclaration, TypeDeclaration } from '../../local-org/apex/syntax/ast.ts';
import { ApexSyntaxProblem, parseClass } from '../../local-org/apex/syntax/parse.ts';
import type { Problem } from '../problem.ts';

export interface ApexFile {
    file: string;
    /** Of the file, without `.cls`. */
    name: string;
    tree: TypeDeclaration;
    isTest: boolean;
}

/** A node of the syntax tree: what it holds depends on its kind. */
export interface ApexNode {
    kind: string;
    line: number;
}

/** @throws ApexSyntaxProblem */
export function parseApexFile(file: string, text: string): ApexFile {
    const tree = parseClass(text, file);
    return { file, name: basename(file, '.cls'), tree, isTest: hasAnnotation(tree, 'istest') };
}

/** Reads all classes; those that are no Apex come back as problems. */
export function readApexFiles(): { files: ApexFile[]; problems: Problem[] } {
    const files: ApexFile[] = [];
    const problems: Problem[] = [];
    for (const file of globSync('force-app/**/*.cls').sort()) {
        try {
            files.push(parseApexFile(file, readFileSync(file, 'utf8')));
        } catch (error) {
            if (!(error instanceof ApexSyntaxProblem)) throw error;
            problems.push({ file, line: error.line, message: error.message });
        }
    }
    return { files, problems };
}

export function hasAnnotation(declaration: { modifiers: TypeDeclaration['modifiers'] }, name: string): boolean {
    return declaration.modifiers.annotations.some((annotation) => annotation.name === name);
}

/** Every node below a value, the value included, in source order. */
export function* nodesBelow(value: unknown): Generator<ApexNode> {
    if (Array.isArray(value)) {
        for (const each of value) yield* nodesBelow(each);
    } else if (typeof value === 'object' && value !== null && !(value instanceof Set)) {
        if ('kind' in value && typeof value.kind === 'string') yield value as ApexNode;
        for (const each of Object.values(value)) yield* nodesBelow(each);
    }
}

/** All expressions of one kind below a node, at any depth. */
export function expressionsOf<Kind extends Expression['kind']>(
    value: unknown,
    kind: Kind
): Extract<Expression, { kind: Kind }>[] {
    return [...nodesBelow(value)].filter((node) => node.kind === kind) as unknown as Extract<
        Expression,
        { kind: Kind }
    >[];
}

export type CallExpression = Extract<Expression, { kind: 'call' }>;

/** The class on which a call is made by name, in lower case: `database` for `Database.query(…)`; '' for other calls. */
export function staticTarget(call: CallExpression): string {
    return call.target?.kind === 'name' ? call.target.name.toLowerCase() : '';
}

/** A class and those inside it. */
export function withInner(tree: TypeDeclaration): TypeDeclaration[] {
    return [tree, ...tree.inner.flatMap(withInner)];
}

export function methodsOf(tree: TypeDeclaration): MethodDeclaration[] {
    return withInner(tree).flatMap(({ methods }) => methods);
}
