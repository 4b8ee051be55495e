import { randomInt } from 'node:crypto';

import type { FieldValue } from '../types.ts';
import { insertRow, type Values, type WriteContext } from './dml/context.ts';
import { insertRecord } from './dml/insert.ts';
import { ownPermissionSet } from './dml/setup-rules.ts';
import { makeId } from './ids.ts';

/** Ids of what every org has from the start. */
export interface SetupIds {
    organizationId: string;
    adminUserId: string;
    automatedUserId: string;
    administratorProfileId: string;
    standardProfileId: string;
    minimumAccessProfileId: string;
}

/** The largest range that `randomInt` takes. */
const mostOrganizations = 2 ** 48 - 1;

const ADMIN_FLAGS = [
    'PermissionsApiEnabled',
    'PermissionsModifyAllData',
    'PermissionsViewAllData',
    'PermissionsViewSetup',
    'PermissionsManageUsers',
    'PermissionsCustomizeApplication',
    'PermissionsAuthorApex'
];

/** Objects that the profile Standard User may read and write from the start, as in a new org. */
const STANDARD_OBJECTS = ['Account', 'Contact', 'Lead', 'Case', 'Task'];

/**
 * Writes the base setup records: the organization, a licence, three profiles, the first administrator, the platform's
 * own user.
 */
export function seedSetup(context: WriteContext, organizationName: string): SetupIds {
    const newId = (type: string): string =>
        makeId(context.schema.object(type)!.keyPrefix, context.sequences.next(`id:${type}`));
    // Users create themselves and their profiles, so these rows go in without the checks that need a creator.
    const adminUserId = newId('User');
    const bare = (type: string, id: string, fields: Values): void =>
        insertRow(context, context.schema.object(type)!, {
            ...defaultsOf(context, type),
            ...stamps(context, adminUserId),
            ...fields,
            Id: id
        });
    const licenseId = newId('UserLicense');
    bare('UserLicense', licenseId, { Name: 'Salesforce', MasterLabel: 'Salesforce', LicenseDefinitionKey: 'SFDC' });
    const profile = (fields: Record<string, FieldValue>): string => {
        const id = newId('Profile');
        bare('Profile', id, { UserType: 'Standard', UserLicenseId: licenseId, ...fields });
        ownPermissionSet({ ...context, userId: adminUserId }, id, fields);
        return id;
    };
    const administratorProfileId = profile({
        Name: 'System Administrator',
        ...Object.fromEntries(ADMIN_FLAGS.map((name) => [name, true]))
    });
    const standardProfileId = profile({ Name: 'Standard User', PermissionsApiEnabled: true });
    const minimumAccessProfileId = profile({ Name: 'Minimum Access - Salesforce', PermissionsApiEnabled: true });

    bare('User', adminUserId, {
        ...person('Ada', 'Admin', 'admin@local-org.example.com', 'aadmin'),
        // A Developer Edition's first user has its feature licences.
        UserPermissionsSupportUser: true,
        UserPermissionsLiveAgentUser: true,
        ProfileId: administratorProfileId
    });
    const automatedUserId = newId('User');
    bare('User', automatedUserId, {
        ...person('Automated', 'Process', 'autoproc@local-org.example.com', 'autoproc'),
        UserType: 'AutomatedProcess',
        ProfileId: administratorProfileId
    });
    // No two orgs share an id: what is kept by it (journals of the setup) is of one org, not of all that were started.
    const organizationId = makeId(context.schema.object('Organization')!.keyPrefix, randomInt(1, mostOrganizations));
    bare('Organization', organizationId, { Name: organizationName, InstanceName: 'LOCAL', DefaultCaseAccess: 'Edit' });

    grantStandardUser({ ...context, userId: adminUserId }, standardProfileId);
    return {
        organizationId,
        adminUserId,
        automatedUserId,
        administratorProfileId,
        standardProfileId,
        minimumAccessProfileId
    };
}

function defaultsOf(context: WriteContext, type: string): Values {
    const { fields } = context.schema.object(type)!;
    return Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]));
}

function stamps(context: WriteContext, userId: string): Values {
    return {
        CreatedDate: context.now,
        CreatedById: userId,
        LastModifiedDate: context.now,
        LastModifiedById: userId,
        SystemModstamp: context.now
    };
}

function person(first: string, last: string, username: string, alias: string): Values {
    return {
        FirstName: first,
        LastName: last,
        Name: `${first} ${last}`,
        Username: username,
        Email: username,
        Alias: alias,
        CommunityNickname: alias
    };
}

function grantStandardUser(context: WriteContext, profileId: string): void {
    const row = context.db.get('SELECT "Id" AS id FROM "PermissionSet" WHERE "ProfileId" = ?', profileId);
    const parent = String(row?.id);
    for (const name of STANDARD_OBJECTS) {
        const object = context.schema.object(name)!;
        const rights = ['Read', 'Create', 'Edit', 'Delete'].map((right) => [`Permissions${right}`, true]);
        insertRecord(context, {
            type: 'ObjectPermissions',
            fields: { ParentId: parent, SobjectType: name, ...Object.fromEntries(rights) }
        });
        for (const field of object.fields.filter((each) => each.permissionable)) {
            insertRecord(context, {
                type: 'FieldPermissions',
                fields: {
                    ParentId: parent,
                    SobjectType: name,
                    Field: `${name}.${field.name}`,
                    PermissionsRead: true,
                    PermissionsEdit: field.updateable
                }
            });
        }
    }
}
