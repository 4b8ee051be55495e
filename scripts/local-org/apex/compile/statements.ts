import type { Block, LocalVariables, Statement } from '../syntax/ast.ts';
import { platformType } from '../platform/registry.ts';
import { VOID } from '../types/apex-type.ts';
import { isAssignable } from '../types/assignable.ts';
import { ApexThrow, nullPointer } from '../run/errors.ts';
import { ApexObject } from '../values/objects.ts';
import { BREAK, CONTINUE, type Execute, NORMAL, RETURN } from './completion.ts';
import { coerce, condition } from './coerce.ts';
import type { BodyContext } from './context.ts';
import { compileDml } from './dml.ts';
import { compileExpression } from './expressions.ts';
import { compileFor, compileForEach, compileWhile } from './loops.ts';
import { compileRunAs } from './run-as.ts';
import { compileSwitch } from './switch.ts';
import { compileTry } from './try.ts';

function sequence(parts: readonly Execute[]): Execute {
    const [first, second] = parts;
    if (!first) {
        return () => NORMAL;
    }
    if (!second) {
        return first;
    }
    return (frame) => {
        for (const part of parts) {
            const completion = part(frame);
            if (completion !== NORMAL) {
                return completion;
            }
        }
        return NORMAL;
    };
}

export function compileBlock(context: BodyContext, block: Block): Execute {
    return context.scope.within(() => sequence(block.statements.map((each) => compileStatement(context, each))));
}

export function compileStatements(context: BodyContext, statements: readonly Statement[]): Execute {
    return sequence(statements.map((each) => compileStatement(context, each)));
}

/** A statement that is alone the body of an `if` or a loop has a scope of its own. */
export function compileBody(context: BodyContext, statement: Statement): Execute {
    return context.scope.within(() => compileStatement(context, statement));
}

function locals(context: BodyContext, statement: LocalVariables): Execute {
    const type = context.resolve(statement.type);
    return sequence(
        statement.variables.map((variable): Execute => {
            // The initialiser does not see the variable itself.
            const value = variable.value ? compileExpression(context, variable.value) : null;
            const run = value ? coerce(context, value, type, variable.line) : () => null;
            const { slot } = context.declare(variable.name, type, variable.line);
            return (frame) => {
                frame.locals[slot] = run(frame);
                return NORMAL;
            };
        })
    );
}

function returnStatement(context: BodyContext, statement: Extract<Statement, { kind: 'return' }>): Execute {
    const { returns } = context.method;
    if (!statement.value) {
        if (returns !== VOID) {
            throw context.problem(`Return value must be of type: ${returns.name}`, statement.line);
        }
        return () => RETURN;
    }
    if (returns === VOID) {
        throw context.problem('Void method must not return a value', statement.line);
    }
    const run = coerce(context, compileExpression(context, statement.value), returns, statement.line);
    return (frame) => {
        frame.result = run(frame);
        return RETURN;
    };
}

function throwStatement(context: BodyContext, statement: Extract<Statement, { kind: 'throw' }>): Execute {
    const { run, type } = compileExpression(context, statement.value);
    if (!isAssignable(type, platformType('System.Exception')!)) {
        throw context.problem(`Throw expression must be of type exception: ${type.name}`, statement.line);
    }
    return (frame) => {
        const value = run(frame);
        if (!(value instanceof ApexObject) || !value.exception) {
            throw nullPointer();
        }
        throw new ApexThrow(value);
    };
}

function ifStatement(context: BodyContext, statement: Extract<Statement, { kind: 'if' }>): Execute {
    const test = condition(context, compileExpression(context, statement.test), statement.line);
    const then = compileBody(context, statement.then);
    const otherwise = statement.otherwise ? compileBody(context, statement.otherwise) : () => NORMAL;
    return (frame) => (test(frame) ? then(frame) : otherwise(frame));
}

function loopExit(context: BodyContext, statement: Statement, completion: number): Execute {
    if (context.loopDepth === 0) {
        throw context.problem(`${statement.kind} statement must be inside a loop`, statement.line);
    }
    return () => completion;
}

function plain(context: BodyContext, statement: Statement): Execute {
    switch (statement.kind) {
        case 'block':
            return compileBlock(context, statement);
        case 'local':
            return locals(context, statement);
        case 'expression': {
            const { run } = compileExpression(context, statement.expression);
            return (frame) => {
                run(frame);
                return NORMAL;
            };
        }
        case 'if':
            return ifStatement(context, statement);
        case 'switch':
            return compileSwitch(context, statement);
        case 'for':
            return compileFor(context, statement);
        case 'forEach':
            return compileForEach(context, statement);
        case 'while':
        case 'doWhile':
            return compileWhile(context, statement);
        case 'try':
            return compileTry(context, statement);
        case 'return':
            return returnStatement(context, statement);
        case 'throw':
            return throwStatement(context, statement);
        case 'break':
            return loopExit(context, statement, BREAK);
        case 'continue':
            return loopExit(context, statement, CONTINUE);
        case 'dml':
            return compileDml(context, statement);
        case 'runAs':
            return compileRunAs(context, statement);
        case 'unsupportedStatement': {
            const { run } = context.unsupported(statement.what, statement.line);
            return (frame) => {
                run(frame);
                return NORMAL;
            };
        }
    }
}

/** Compiles a statement, so that running it notes its line for stack traces and coverage. @throws CompileProblem */
export function compileStatement(context: BodyContext, statement: Statement): Execute {
    const run = plain(context, statement);
    if (statement.kind === 'block') {
        return run;
    }
    const { line } = statement;
    const { hits } = context.owner.topLevel;
    return (frame) => {
        frame.line = line;
        hits[line] = 1;
        return run(frame);
    };
}
