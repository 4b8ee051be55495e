import type { DmlOperation } from '../../types.ts';
import type { SObjectValue } from '../values/sobject.ts';
import { apexError } from './errors.ts';
import type { Transaction } from './transaction.ts';

/**
 * Objects whose records may not be written in one transaction with others
 * (https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_dml_non_mix_sobjects.htm).
 */
const SETUP_OBJECTS = new Set([
    'FieldPermissions',
    'Group',
    'GroupMember',
    'ObjectPermissions',
    'PermissionSet',
    'PermissionSetAssignment',
    'QueueSobject',
    'SetupEntityAccess',
    'UserRole'
]);

/** Fields of User that may not change together with other objects. */
const USER_FIELDS = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];

function isSetup(operation: DmlOperation, record: SObjectValue): boolean {
    if (record.type.name !== 'User') {
        return SETUP_OBJECTS.has(record.type.name);
    }
    if (operation === 'insert') {
        return record.get('UserRoleId') !== null;
    }
    return USER_FIELDS.some((name) => (record.queried ? record.assigned.has(name) : record.fields.has(name)));
}

/** What one stretch of code has written: a transaction, or a System.runAs block in a test. */
export interface WrittenObjects {
    setup: string | null;
    other: string | null;
}

/** @throws DmlException MIXED_DML_OPERATION */
export function refuseMixedDml(
    transaction: Transaction,
    operation: DmlOperation,
    records: readonly SObjectValue[]
): void {
    const { written } = transaction;
    for (const record of records) {
        const { name } = record.type;
        const mine = isSetup(operation, record);
        const before = mine ? written.other : written.setup;
        if (before !== null && name !== 'User') {
            throw apexError(
                'DmlException',
                `${operation.slice(0, 1).toUpperCase()}${operation.slice(1)} failed. First exception on row 0; first error: MIXED_DML_OPERATION, ` +
                    'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ' +
                    `${name}, original object: ${before}: []`
            );
        }
        if (mine) {
            written.setup ??= name;
        } else if (name !== 'User') {
            written.other ??= name;
        }
    }
}
