import type { Expression, Statement, WhenBranch } from '../syntax/ast.ts';
import type { Evaluate } from '../types/apex-class.ts';
import { NULL, UNKNOWN } from '../types/apex-type.ts';
import { conversion } from '../values/convert.ts';
import { valuesEqual } from '../values/equality.ts';
import { isInstance } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import { platformClass } from '../platform/registry.ts';
import { type Execute, NORMAL } from './completion.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileExpression } from './expressions.ts';
import { compileBlock } from './statements.ts';

type Matches = (value: Value) => boolean;

/** Enum values are named without their enum. */
function enumValue(context: BodyContext, subject: Typed, expression: Expression): Value | undefined {
    const name = expression.kind === 'name' || expression.kind === 'member' ? expression.name : undefined;
    const { type } = subject;
    if (name === undefined) {
        return undefined;
    }
    type.userClass?.ensureMembers();
    const values = type.userClass?.enumValues ?? platformClass(type.name)?.enumValues ?? [];
    const found = values.find((each) => (each as { name: string }).name.toLowerCase() === name.toLowerCase());
    if (values.length > 0 && found === undefined) {
        throw context.problem(`Enum value does not exist: ${name}`, expression.line);
    }
    return found;
}

/** Strings match with case, unlike `==`. */
function literalMatch(context: BodyContext, subject: Typed, expression: Expression): (evaluate: Value) => Evaluate {
    const constant = enumValue(context, subject, expression);
    if (constant !== undefined) {
        return (value) => () => value === constant;
    }
    const typed = compileExpression(context, expression);
    if (
        typed.type !== NULL &&
        subject.type !== UNKNOWN &&
        typed.type !== subject.type &&
        !conversion(typed.type, subject.type)
    ) {
        throw context.problem(`Incompatible types: ${subject.type.name}, ${typed.type.name}`, expression.line);
    }
    const convert = conversion(typed.type, subject.type);
    return (value) => (frame) => {
        const wanted = typed.run(frame);
        return valuesEqual(value, convert ? convert(wanted) : wanted);
    };
}

function typeBranch(context: BodyContext, branch: WhenBranch): { matches: Matches; body: Execute } {
    const { type: name, variable } = branch.type!;
    const type = context.resolve(name);
    return context.scope.within(() => {
        const { slot } = context.declare(variable, type, branch.line);
        const block = compileBlock(context, branch.body);
        let matched: Value = null;
        return {
            matches: (value) => {
                matched = value;
                return isInstance(value, type);
            },
            body: (frame) => {
                frame.locals[slot] = matched;
                return block(frame);
            }
        };
    });
}

/** `switch on`: the first branch that matches runs, no other. @throws CompileProblem */
export function compileSwitch(context: BodyContext, statement: Extract<Statement, { kind: 'switch' }>): Execute {
    const subject = compileExpression(context, statement.subject);
    const branches = statement.branches.map((branch) => {
        if (branch.type) {
            const { matches, body } = typeBranch(context, branch);
            return {
                matches:
                    (value: Value): Evaluate =>
                    () =>
                        matches(value),
                body
            };
        }
        const literals = branch.isElse ? [] : branch.values.map((each) => literalMatch(context, subject, each));
        const body = compileBlock(context, branch.body);
        const matches = (value: Value): Evaluate =>
            branch.isElse ? () => true : (frame) => literals.some((each) => each(value)(frame) === true);
        return { matches, body };
    });
    const { run } = subject;
    return (frame) => {
        const value = run(frame);
        for (const { matches, body } of branches) {
            if (matches(value)(frame) === true) {
                return body(frame);
            }
        }
        return NORMAL;
    };
}
