import { apexError, nullPointer } from '../run/errors.ts';
import type { Evaluate } from '../types/apex-class.ts';
import { type ApexType, BOOLEAN, SOBJECT, UNKNOWN } from '../types/apex-type.ts';
import { isAssignable } from '../types/assignable.ts';
import { ApexList } from '../values/collections.ts';
import { castTo, conversion } from '../values/convert.ts';
import type { Value } from '../values/value.ts';
import type { BodyContext, Typed } from './context.ts';

/** The one record of a query's result. */
function onlyRow(value: Value): Value {
    if (!(value instanceof ApexList)) {
        return value;
    }
    if (value.items.length === 0) {
        throw apexError('QueryException', 'List has no rows for assignment to SObject');
    }
    if (value.items.length > 1) {
        throw apexError('QueryException', 'List has more than 1 row for assignment to SObject');
    }
    return value.items[0]!;
}

/** A query in a place where a single record is wanted. */
export function singleRow(query: Typed): Typed {
    const { run } = query;
    return { type: query.type.element, run: (frame) => onlyRow(run(frame)) };
}

/** Makes an expression yield values of a type. @throws CompileProblem where the assignment is illegal */
export function coerce(context: BodyContext, typed: Typed, to: ApexType, line: number): Evaluate {
    if (typed.isQuery && to.kind === 'sobject') {
        const single = singleRow(typed);
        if (single.type === SOBJECT) {
            const cast = castTo(to);
            return (frame) => cast(single.run(frame));
        }
        return coerce(context, single, to, line);
    }
    if (!isAssignable(typed.type, to)) {
        throw context.problem(`Illegal assignment from ${typed.type.name} to ${to.name}`, line);
    }
    const convert = conversion(typed.type, to);
    const { run } = typed;
    return convert ? (frame) => convert(run(frame)) : run;
}

/** A condition: null is a NullPointerException, as in Apex. */
export function condition(
    context: BodyContext,
    typed: Typed,
    line: number
): (frame: Parameters<Evaluate>[0]) => boolean {
    if (typed.type !== BOOLEAN && typed.type !== UNKNOWN) {
        throw context.problem(`Condition expression must be of type Boolean: ${typed.type.name}`, line);
    }
    const { run } = typed;
    return (frame) => {
        const value = run(frame);
        if (value === null) {
            throw nullPointer();
        }
        return value === true;
    };
}
