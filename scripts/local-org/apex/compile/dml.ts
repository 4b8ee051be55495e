import type { Statement } from '../syntax/ast.ts';
import { dmlException } from '../run/dml-errors.ts';
import { Records } from '../run/records.ts';
import { UNKNOWN } from '../types/apex-type.ts';
import { type Execute, NORMAL } from './completion.ts';
import { singleRow } from './coerce.ts';
import type { BodyContext } from './context.ts';
import { compileExpression } from './expressions.ts';

/** `insert x;` and its like: all or none, a failure is a DmlException. @throws CompileProblem */
export function compileDml(context: BodyContext, statement: Extract<Statement, { kind: 'dml' }>): Execute {
    const { line, operation } = statement;
    let value = compileExpression(context, statement.value);
    const { type } = value;
    const isRecords = type.kind === 'sobject' || (type.kind === 'list' && type.element.kind === 'sobject');
    if (type !== UNKNOWN && !isRecords) {
        throw context.problem(`DML requires SObject or SObject list type: ${type.name}`, line);
    }
    if (value.isQuery && type.kind === 'sobject') {
        value = singleRow(value);
    }
    const { run } = value;
    const { runtime } = context;
    // `upsert x Account.Fields.Key__c` names the object too.
    const externalIdField = statement.externalId?.slice(statement.externalId.lastIndexOf('.') + 1);
    return (frame) => {
        const records = Records.listed(run(frame));
        frame.line = line;
        const results = runtime.records.dml(operation, records, {
            access: statement.access ?? 'system',
            allOrNone: true,
            externalIdField
        });
        const failure = dmlException(operation, records, results);
        if (failure) {
            throw failure;
        }
        return NORMAL;
    };
}
