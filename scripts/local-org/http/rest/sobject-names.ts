/** What the names in an address stand for. */
import type { RecordStore, SObjectDescribe } from '../../types.ts';
import { notFound } from '../errors.ts';

/** @throws RestError where the org has no such object */
export function knownObject({ schema }: RecordStore, name: string): SObjectDescribe {
    const object = schema.object(name);
    if (!object) {
        throw notFound();
    }
    return object;
}

/**
 * The name, as the schema writes it, of a field by which records are found.
 *
 * @throws RestError where the object has no such field, or it is neither Id nor an external id
 */
export function externalIdField(records: RecordStore, objectName: string, fieldName: string): string {
    const field = records.schema.field(knownObject(records, objectName).name, fieldName);
    if (!field || !(field.externalId || field.name === 'Id')) {
        throw noSuchExternalId(fieldName);
    }
    return field.name;
}

export function noSuchExternalId(fieldOrValue: string) {
    return notFound(`Provided external ID field does not exist or is not accessible: ${fieldOrValue}`);
}
