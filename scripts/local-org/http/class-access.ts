/** Who may call an Apex class from a component: those whose permission sets open it, and authors of Apex. */
import type { FieldValue } from '../types.ts';
import type { HttpOrg } from './org.ts';

/** True also where there is no such class: the call itself says so then. */
export function mayUseClass(org: HttpOrg, className: string, userId: string): boolean {
    const [known] = select('SELECT Id FROM ApexClass WHERE Name = :value', className);
    if (known === undefined) {
        return true;
    }
    const sets = 'SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = :userId AND IsActive = true';
    const isAuthor =
        select('SELECT Id FROM User WHERE Id = :value AND Profile.PermissionsAuthorApex = true', userId).length > 0 ||
        select(`SELECT Id FROM PermissionSet WHERE PermissionsAuthorApex = :value AND Id IN (${sets})`, true).length >
            0;
    const grants = `SELECT Id FROM SetupEntityAccess WHERE SetupEntityId = :value AND ParentId IN (${sets})`;
    return isAuthor || select(grants, known).length > 0;

    function select(soql: string, value: FieldValue): string[] {
        const binds = new Map<string, FieldValue>([
            ['value', value],
            ['userid', userId]
        ]);
        const { rows } = org.records.query(soql, { access: 'system', userId, binds });
        return rows.map((row) => String(row.fields['Id']));
    }
}
