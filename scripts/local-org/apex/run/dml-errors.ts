import type { DmlOperation, DmlResult } from '../../types.ts';
import { ApexId } from '../values/id.ts';
import type { SObjectValue } from '../values/sobject.ts';
import { apexError, type ApexThrow } from './errors.ts';

/** What the store says of records that failed only because others of their call did. */
const ROLLED_BACK = 'ALL_OR_NONE_OPERATION_ROLLED_BACK';

function capital(text: string): string {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * The DmlException of a failed statement, worded as a real org does:
 * `Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, …: [Name]`.
 * @returns undefined where nothing failed
 */
export function dmlException(
    operation: DmlOperation,
    records: readonly SObjectValue[],
    results: readonly DmlResult[]
): ApexThrow | undefined {
    const failed = results.flatMap((result, index) => {
        const error = result.errors.find((each) => each.statusCode !== ROLLED_BACK);
        return result.success || !error ? [] : [{ index, error }];
    });
    const [first] = failed;
    if (!first) {
        return undefined;
    }
    const idOf = (index: number): string | null => {
        const id = records[index]?.get('Id') ?? null;
        return id instanceof ApexId ? id.value : null;
    };
    const id = idOf(first.index);
    const { statusCode, message, fields } = first.error;
    const thrown = apexError(
        'DmlException',
        `${capital(operation)} failed. First exception on row ${first.index}${id === null ? '' : ` with id ${id}`}; ` +
            `first error: ${statusCode}, ${message}: [${fields.join(', ')}]`
    );
    thrown.exception.exception!.dml = failed.map(({ index, error }) => ({ index, id: idOf(index), ...error }));
    return thrown;
}
