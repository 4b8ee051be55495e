import type { Program } from '../program/program.ts';
import type { Block, Statement, TypeDeclaration } from '../syntax/ast.ts';
import type { ClassCoverage } from './results.ts';

/** Statements inside of a statement. */
function nested(statement: Statement): Statement[] {
    switch (statement.kind) {
        case 'block':
            return statement.statements;
        case 'if':
            return [statement.then, ...(statement.otherwise ? [statement.otherwise] : [])];
        case 'switch':
            return statement.branches.map((branch) => branch.body);
        case 'for':
            return [...(Array.isArray(statement.init) ? [] : [statement.init]), statement.body];
        case 'forEach':
        case 'while':
        case 'doWhile':
        case 'runAs':
            return [statement.body];
        case 'try':
            return [
                statement.body,
                ...statement.catches.map((each) => each.body),
                ...(statement.last ? [statement.last] : [])
            ];
        default:
            return [];
    }
}

function addStatement(statement: Statement, lines: Set<number>): void {
    if (statement.kind !== 'block') {
        lines.add(statement.line);
    }
    nested(statement).forEach((each) => addStatement(each, lines));
}

function isConstructorCall(statement: Statement | undefined): boolean {
    return statement?.kind === 'expression' && statement.expression.kind === 'constructorCall';
}

function addBody(body: Block | null, lines: Set<number>): void {
    // A constructor call runs apart from the statements that coverage watches.
    const statements = isConstructorCall(body?.statements[0]) ? body?.statements.slice(1) : body?.statements;
    statements?.forEach((each) => addStatement(each, lines));
}

/** Lines on which a statement or an initialiser starts, inner classes included. */
function executableLines(declaration: TypeDeclaration, lines = new Set<number>()): Set<number> {
    for (const member of declaration.members) {
        if (member.kind === 'field') {
            member.variables.filter((each) => each.value).forEach((each) => lines.add(each.line));
        } else if (member.kind === 'property') {
            addBody(member.getter?.body ?? null, lines);
            addBody(member.setter?.body ?? null, lines);
        } else {
            addBody(member.body, lines);
        }
    }
    declaration.methods.forEach((method) => addBody(method.body, lines));
    declaration.constructors.forEach((each) => addBody(each.body, lines));
    declaration.inner.forEach((inner) => executableLines(inner, lines));
    return lines;
}

/** Coverage of all classes that are no tests, from what has run since `resetCoverage`. */
export function readCoverage(program: Program): ClassCoverage[] {
    return program
        .classNames()
        .flatMap((name) => program.findClass(name) ?? [])
        .filter((owner) => !owner.isTest)
        .map((owner) => {
            const lines = [...executableLines(owner.declaration)].sort((a, b) => a - b);
            const covered = lines.filter((line) => owner.hits[line] === 1);
            return {
                className: owner.name,
                fileName: owner.fileName,
                covered,
                uncovered: lines.filter((line) => owner.hits[line] !== 1),
                percent: lines.length === 0 ? 100 : Math.floor((covered.length * 1000) / lines.length) / 10
            };
        })
        .sort((a, b) => a.className.localeCompare(b.className));
}

export function resetCoverage(program: Program): void {
    for (const name of program.classNames()) {
        const owner = program.findClass(name);
        if (owner) {
            owner.hits.length = 0;
        }
    }
}
