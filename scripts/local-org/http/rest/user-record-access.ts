/**
 * `UserRecordAccess`: may a user read a record? Worked out at each query, as in a real org
 * (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userrecordaccess.htm).
 */
import { parseQuery } from '../../records/soql/parse.ts';
import type { Condition, Query, Value } from '../../records/soql/ast.ts';
import type { RecordStore } from '../../types.ts';
import type { AddedRow } from '../added-objects.ts';
import { RestError } from '../errors.ts';

const answered = ['recordid', 'hasreadaccess'];
const mostRecords = 200;

/** @throws RestError for what a real org refuses, and for access rights that the local org does not work out */
export function userRecordAccess(soql: string, records: RecordStore): AddedRow[] {
    const query = parseQuery(soql);
    const fields = selected(query);
    const { userId, recordIds } = asked(query);
    if (recordIds.length > mostRecords) throw malformed(`at most ${mostRecords} records`);
    return recordIds.map((recordId) => ({
        attributes: { type: 'UserRecordAccess' },
        ...(fields.includes('recordid') && { RecordId: recordId }),
        ...(fields.includes('hasreadaccess') && { HasReadAccess: isReadable(records, recordId, userId) })
    }));
}

function isReadable(records: RecordStore, recordId: string, userId: string): boolean {
    const object = records.schema.objectOfId(recordId);
    if (!object) return false;
    try {
        const binds = new Map([['id', recordId]]);
        return (
            records.query(`SELECT Id FROM ${object.name} WHERE Id = :id`, { access: 'user', userId, binds }).rows
                .length > 0
        );
    } catch (error) {
        // An object that the user may not read at all is not there for them.
        if ((error as { errorCode?: string }).errorCode === 'INVALID_TYPE') return false;
        throw error;
    }
}

function selected({ select }: Query): string[] {
    return select.map((item) => {
        const name = item.kind === 'field' ? item.path.steps.join('.') : item.kind;
        if (!answered.includes(name.toLowerCase())) {
            throw new RestError(400, 'INVALID_FIELD', `not supported by the local org: ${name} of UserRecordAccess`);
        }
        return name.toLowerCase();
    });
}

function asked({ where }: Query): { userId: string; recordIds: string[] } {
    const terms: Condition[] = where?.kind === 'and' ? where.terms : where ? [where] : [];
    const valuesOf = (name: string): string[] =>
        terms.flatMap((term) =>
            term.kind === 'compare' &&
            term.left.kind === 'field' &&
            term.left.path.steps.join('.').toLowerCase() === name &&
            (term.operator === '=' || term.operator === 'IN')
                ? texts(term.value)
                : []
        );
    const [userId, ...others] = valuesOf('userid');
    const recordIds = valuesOf('recordid');
    if (userId === undefined || others.length > 0 || recordIds.length === 0 || terms.length !== 2) {
        throw malformed('a filter on one UserId and on RecordId, and nothing else');
    }
    return { userId, recordIds };
}

function texts(value: Value): string[] {
    if (value.kind === 'text') return [value.value];
    return value.kind === 'list' ? value.values.flatMap(texts) : [];
}

const malformed = (wanted: string) =>
    new RestError(400, 'MALFORMED_QUERY', `A query on UserRecordAccess takes ${wanted}.`);
