import { apexError } from '../run/errors.ts';
import type { Statement } from '../syntax/ast.ts';
import { ApexId } from '../values/id.ts';
import { SObjectValue } from '../values/sobject.ts';
import { type Execute, NORMAL } from './completion.ts';
import type { BodyContext } from './context.ts';
import { compileExpression } from './expressions.ts';
import { compileBlock } from './statements.ts';

/** `System.runAs(user) { … }`: another user's permissions and name inside the block; tests only. */
export function compileRunAs(context: BodyContext, statement: Extract<Statement, { kind: 'runAs' }>): Execute {
    const { line } = statement;
    const [user] = statement.args.map((arg) => compileExpression(context, arg));
    const body = compileBlock(context, statement.body);
    if (!user || user.type.name !== 'User') {
        const { run } = context.unsupported(`System.runAs(${user?.type.name ?? ''})`, line);
        return (frame) => {
            run(frame);
            return NORMAL;
        };
    }
    const { runtime } = context;
    return (frame) => {
        const record = user.run(frame);
        frame.line = line;
        const id = record instanceof SObjectValue ? record.get('Id') : null;
        if (!runtime.transaction.test) {
            throw apexError('TypeException', 'System.runAs not allowed outside of a test');
        }
        if (!(id instanceof ApexId)) {
            throw apexError('NullPointerException', 'Attempt to de-reference a null object');
        }
        return runtime.asUser(id.value, () => body(frame));
    };
}
