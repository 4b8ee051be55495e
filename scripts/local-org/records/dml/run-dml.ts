import type { DmlOperation, DmlRecord, DmlResult } from '../../types.ts';
import { DmlFailure, ROLLED_BACK } from '../errors.ts';
import type { Transaction } from '../transaction.ts';
import { DmlFailures } from './check.ts';
import type { WriteContext } from './context.ts';
import { deleteRecord, undeleteRecord } from './delete.ts';
import { insertRecord } from './insert.ts';
import { updateRecord } from './update.ts';
import { upsertRecord } from './upsert.ts';

/** Leaves the write undone without being an error of its own. */
class AllUndone extends Error {}

/**
 * Writes records one after the other. A record that fails leaves nothing behind; with `allOrNone` then none does.
 * @param contextOf called once the write lock is held
 */
export function runDml(
    operation: DmlOperation,
    records: DmlRecord[],
    options: { allOrNone: boolean; externalIdField?: string | undefined },
    transaction: Transaction,
    contextOf: () => WriteContext
): DmlResult[] {
    const results: DmlResult[] = [];
    try {
        transaction.write(() => {
            const context = contextOf();
            for (const record of records) {
                results.push(attempt(operation, record, options.externalIdField, transaction, context));
            }
            if (options.allOrNone && results.some((result) => !result.success)) throw new AllUndone();
        });
    } catch (error) {
        if (error instanceof AllUndone) return results.map(undone);
        if (error instanceof DmlFailure && results.length === 0)
            return records.map((record) => failed(record, [error]));
        throw error;
    }
    return results;
}

function attempt(
    operation: DmlOperation,
    record: DmlRecord,
    externalIdField: string | undefined,
    transaction: Transaction,
    context: WriteContext
): DmlResult {
    try {
        return transaction.write(() => one(operation, record, externalIdField, context));
    } catch (error) {
        if (error instanceof DmlFailures) return failed(record, error.failures);
        if (error instanceof DmlFailure) return failed(record, [error]);
        throw error;
    }
}

function one(
    operation: DmlOperation,
    record: DmlRecord,
    externalIdField: string | undefined,
    context: WriteContext
): DmlResult {
    const done = (id: string, created = false): DmlResult => ({ success: true, id, created, errors: [] });
    switch (operation) {
        case 'insert':
            return done(insertRecord(context, record), true);
        case 'update':
            return done(updateRecord(context, record));
        case 'upsert': {
            const { id, created } = upsertRecord(context, record, externalIdField);
            return done(id, created);
        }
        case 'delete':
            return done(deleteRecord(context, record));
        case 'undelete':
            return done(undeleteRecord(context, record));
    }
}

function failed(record: DmlRecord, failures: DmlFailure[]): DmlResult {
    return {
        success: false,
        id: record.id ?? null,
        created: false,
        errors: failures.map(({ statusCode, message, fields }) => ({ statusCode, message, fields }))
    };
}

function undone(result: DmlResult): DmlResult {
    if (!result.success) return result;
    const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
    return { success: false, id: null, created: false, errors: [{ statusCode: ROLLED_BACK, message, fields: [] }] };
}
