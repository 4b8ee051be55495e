import type { AccessMode, FieldValue } from '../../types.ts';
import { toStore } from '../run/record-values.ts';
import type { SoqlExpression } from '../syntax/ast.ts';
import { ApexType, INTEGER } from '../types/apex-type.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import type { Value } from '../values/value.ts';
import type { BodyContext, Typed } from './context.ts';
import { compileExpression } from './expressions.ts';

/** A bind value as the store takes it; collections become arrays. */
export function bindValue(value: Value): FieldValue | FieldValue[] {
    return value instanceof ApexList || value instanceof ApexSet ? value.items.map(toStore) : toStore(value);
}

/** The access mode that a query asks for in its own text; `system` by default. */
export function accessOf(soql: string): AccessMode {
    const withoutTexts = soql.replace(/'(?:\\.|[^'\\])*'/g, "''");
    return /\bWITH\s+(?:USER_MODE|SECURITY_ENFORCED)\b/i.test(withoutTexts) ? 'user' : 'system';
}

/** `[SELECT …]`. @throws CompileProblem where there is no such object */
export function compileSoql(context: BodyContext, expression: SoqlExpression): Typed {
    const { text, line, shape } = expression;
    const record = context.program.recordType(expression.from);
    if (!record) {
        throw context.problem(`sObject type '${expression.from}' is not supported.`, line);
    }
    const binds = expression.binds.map((bind) => [bind.key, compileExpression(context, bind.expression).run] as const);
    const access = accessOf(text);
    const { runtime } = context;
    const type = shape === 'aggregate' ? context.program.recordType('AggregateResult')! : record;
    return {
        type: shape === 'count' ? INTEGER : ApexType.listOf(type),
        isQuery: shape !== 'count',
        run: (frame) => {
            const values = new Map(binds.map(([key, run]) => [key, bindValue(run(frame))]));
            frame.line = line;
            return shape === 'count'
                ? runtime.records.count(text, values, access, true)
                : runtime.records.query(text, values, access, true, type);
        }
    };
}
