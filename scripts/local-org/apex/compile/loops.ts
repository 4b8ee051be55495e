import { apexError, nullPointer } from '../run/errors.ts';
import type { Frame } from '../run/frame.ts';
import { methodsOf } from '../platform/registry.ts';
import type { Statement } from '../syntax/ast.ts';
import { type ApexType, OBJECT, UNKNOWN } from '../types/apex-type.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import { castTo, conversion } from '../values/convert.ts';
import type { Value } from '../values/value.ts';
import { BREAK, type Execute, NORMAL, RETURN } from './completion.ts';
import { condition } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileExpression } from './expressions.ts';
import { compileBody, compileStatement } from './statements.ts';

function loopBody(context: BodyContext, statement: Statement): Execute {
    context.loopDepth += 1;
    try {
        return compileBody(context, statement);
    } finally {
        context.loopDepth -= 1;
    }
}

export function compileWhile(
    context: BodyContext,
    statement: Extract<Statement, { kind: 'while' | 'doWhile' }>
): Execute {
    const { line } = statement;
    const test = condition(context, compileExpression(context, statement.test), line);
    const body = loopBody(context, statement.body);
    const { runtime } = context;
    const testFirst = statement.kind === 'while';
    return (frame) => {
        for (let first = true; (first && !testFirst) || test(frame); first = false) {
            runtime.tick();
            const completion = body(frame);
            if (completion === BREAK) {
                break;
            }
            if (completion === RETURN) {
                return RETURN;
            }
            frame.line = line;
        }
        return NORMAL;
    };
}

export function compileFor(context: BodyContext, statement: Extract<Statement, { kind: 'for' }>): Execute {
    return context.scope.within(() => {
        const { line } = statement;
        const init = Array.isArray(statement.init)
            ? statement.init.map((each) => compileExpression(context, each).run)
            : [compileStatement(context, statement.init)];
        const test = statement.test ? condition(context, compileExpression(context, statement.test), line) : () => true;
        const update = statement.update.map((each) => compileExpression(context, each).run);
        const body = loopBody(context, statement.body);
        const { runtime } = context;
        return (frame: Frame) => {
            for (const each of init) {
                each(frame);
            }
            while (test(frame)) {
                runtime.tick();
                const completion = body(frame);
                if (completion === BREAK) {
                    break;
                }
                if (completion === RETURN) {
                    return RETURN;
                }
                frame.line = line;
                for (const each of update) {
                    each(frame);
                }
            }
            return NORMAL;
        };
    });
}

/** Walks a collection; while it does, the collection's size may not change. */
function* iterate(source: ApexList | ApexSet): Generator<Value> {
    source.startIteration();
    try {
        // A set's items are a copy; a list's are live, so that `list[i] = x` inside of the loop is seen.
        const { items } = source;
        for (let index = 0; index < items.length; index += 1) {
            yield items[index]!;
        }
    } finally {
        source.endIteration();
    }
}

/** Walks an object of a user's class, or a built-in one, that implements Iterable or Iterator. */
function* iterateObject(context: BodyContext, source: Value, type: ApexType): Generator<Value> {
    const call = (self: Value, selfType: ApexType, name: string): Value => {
        const own = context.runtime.userMethods.call(self, name, []);
        if (own) {
            return own.value;
        }
        const method = methodsOf(selfType)?.findMethods(name)[0];
        if (!method) {
            throw apexError('TypeException', `Loop must iterate over a collection: ${selfType.name}`);
        }
        return method.run(self) ?? null;
    };
    const iterator = call(source, type, 'iterator');
    const iteratorType = (iterator as { type?: ApexType } | null)?.type ?? OBJECT;
    while (call(iterator, iteratorType, 'hasNext') === true) {
        yield call(iterator, iteratorType, 'next');
    }
}

function elementType(context: BodyContext, source: Typed, line: number): ApexType {
    const { type } = source;
    if (type.kind === 'list' || type.kind === 'set') {
        return type.element;
    }
    if (type === UNKNOWN) {
        return UNKNOWN;
    }
    const iterable = [type, ...(type.userClass?.platformInterfaces() ?? [])].find(
        (each) => each.platformClass?.name === 'System.Iterable'
    );
    if (!iterable) {
        throw context.problem(`Loop must iterate over a collection: ${type.name}`, line);
    }
    return iterable.args[0] ?? OBJECT;
}

/** `for (List<Account> chunk : [SELECT …])` hands out records 200 at a time. */
function* chunks(rows: ApexList, type: ApexType): Generator<Value> {
    for (let start = 0; start < rows.items.length; start += 200) {
        yield new ApexList(type, rows.items.slice(start, start + 200));
    }
}

export function compileForEach(context: BodyContext, statement: Extract<Statement, { kind: 'forEach' }>): Execute {
    return context.scope.within(() => {
        const { line } = statement;
        const source = compileExpression(context, statement.source);
        const type = context.resolve(statement.type);
        const inChunks = source.isQuery === true && type.kind === 'list';
        const element = inChunks ? type : elementType(context, source, line);
        const { slot } = context.declare(statement.variable, type, line);
        const body = loopBody(context, statement.body);
        const convert = element === type ? undefined : (conversion(element, type) ?? castTo(type));
        const { runtime } = context;
        const walk = (value: Value): Iterable<Value> => {
            if (value === null) {
                throw nullPointer();
            }
            if (inChunks) {
                return chunks(value as ApexList, type);
            }
            return value instanceof ApexList || value instanceof ApexSet
                ? iterate(value)
                : iterateObject(context, value, source.type);
        };
        return (frame: Frame) => {
            for (const item of walk(source.run(frame))) {
                runtime.tick();
                frame.locals[slot] = convert ? convert(item) : item;
                const completion = body(frame);
                if (completion === BREAK) {
                    break;
                }
                if (completion === RETURN) {
                    return RETURN;
                }
                frame.line = line;
            }
            return NORMAL;
        };
    });
}
