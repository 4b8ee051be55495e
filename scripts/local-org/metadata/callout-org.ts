/** What callouts ask of the org, answered from metadata and records. */
import { childFlag, childText } from '../../salesforce/xml.ts';
import type { CalloutOrg } from '../callouts/callout.ts';
import type { SqliteRecordStore } from '../records/index.ts';
import type { RecordRow } from '../types.ts';
import type { OrgMetadata } from './metadata.ts';
import { elementsAt } from './references/check.ts';

/**
 * Principals are opened by permission sets, and a user needs to read `UserExternalCredential` besides
 * (https://help.salesforce.com/s/articleView?id=sf.nc_enable_ext_cred_principal.htm).
 */
export function orgCallouts(metadata: OrgMetadata, records: SqliteRecordStore): CalloutOrg {
    return {
        component: (type, fullName) => metadata.component(type, fullName),
        components: (type) => metadata.components(type).map(({ xml }) => xml),
        credentialValue: (externalCredential, principal, parameter) =>
            metadata.credentials.value({ externalCredential, principal }, parameter),
        mayUsePrincipal: (userId, principal) => {
            const object = records.schema.object('UserExternalCredential');
            const readsCredentials = object !== undefined && records.accessOf(userId).may('read', object);
            return readsCredentials && permissionSetsOf(userId).some((name) => opens(name, principal));
        }
    };

    function permissionSetsOf(userId: string): string[] {
        const { rows } = records.query(
            'SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = :userId AND IsActive = true',
            { access: 'system', userId, binds: new Map([['userid', userId]]) }
        );
        return rows.map(({ fields }) => String((fields['PermissionSet'] as RecordRow).fields['Name']));
    }

    function opens(permissionSet: string, principal: string): boolean {
        const xml = metadata.component('PermissionSet', permissionSet);
        return elementsAt(xml ?? emptySet, 'externalCredentialPrincipalAccesses').some(
            (access) =>
                childFlag(access, 'enabled') &&
                childText(access, 'externalCredentialPrincipal')?.toLowerCase() === principal.toLowerCase()
        );
    }
}

const emptySet = { name: 'PermissionSet', attributes: {}, children: [], text: '', position: { line: 1, column: 1 } };
