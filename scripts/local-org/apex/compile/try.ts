import { ApexThrow } from '../run/errors.ts';
import type { CatchClause, Statement } from '../syntax/ast.ts';
import type { ApexType } from '../types/apex-type.ts';
import { isInstance } from '../values/runtime-type.ts';
import { type Execute, NORMAL } from './completion.ts';
import type { BodyContext } from './context.ts';
import { compileBlock } from './statements.ts';

interface Handler {
    type: ApexType;
    slot: number;
    body: Execute;
}

function handler(context: BodyContext, clause: CatchClause): Handler {
    return context.scope.within(() => {
        const type = context.resolve(clause.type);
        const { slot } = context.declare(clause.variable, type, clause.line);
        return { type, slot, body: compileBlock(context, clause.body) };
    });
}

/** True for what Apex code can catch: not limits, not what the local org lacks, not errors of the interpreter. */
function isCatchable(error: unknown): error is ApexThrow {
    return error instanceof ApexThrow && error.exception.exception?.uncatchable === false;
}

function withHandlers(body: Execute, handlers: readonly Handler[]): Execute {
    if (handlers.length === 0) {
        return body;
    }
    return (frame) => {
        try {
            return body(frame);
        } catch (error) {
            if (!isCatchable(error)) {
                throw error;
            }
            const { exception } = error;
            const found = handlers.find((each) => isInstance(exception, each.type));
            if (!found) {
                throw error;
            }
            frame.locals[found.slot] = exception;
            return found.body(frame);
        }
    };
}

/** A finally block that returns or throws wins over what went before it. Nothing runs after an uncatchable error. */
function withFinally(body: Execute, last: Execute): Execute {
    return (frame) => {
        let completion = NORMAL;
        let failure: ApexThrow | null = null;
        try {
            completion = body(frame);
        } catch (error) {
            if (!isCatchable(error)) {
                throw error;
            }
            failure = error;
        }
        const { result, line } = frame;
        const ending = last(frame);
        if (ending !== NORMAL) {
            return ending;
        }
        if (failure) {
            frame.line = line;
            throw failure;
        }
        frame.result = result;
        return completion;
    };
}

export function compileTry(context: BodyContext, statement: Extract<Statement, { kind: 'try' }>): Execute {
    const body = compileBlock(context, statement.body);
    const guarded = withHandlers(
        body,
        statement.catches.map((clause) => handler(context, clause))
    );
    return statement.last ? withFinally(guarded, compileBlock(context, statement.last)) : guarded;
}
