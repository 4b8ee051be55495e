/** A permission set as rows: the set, its object and field permissions, and the set-up entities it opens. */
import { childFlag, childrenOf, childText } from '../../../salesforce/xml.ts';
import type { Component } from '../types.ts';
import type { SetupRows } from './org-port.ts';

/** Grant list → element with the component's name, component type, and the entity type of `SetupEntityAccess`. */
const entityGrants: [string, string, string, string][] = [
    ['classAccesses', 'apexClass', 'ApexClass', 'ApexClass'],
    ['applicationVisibilities', 'application', 'CustomApplication', 'TabSet'],
    ['customMetadataTypeAccesses', 'name', 'CustomObject', 'CustomEntityDefinition'],
    ['flowAccesses', 'flow', 'Flow', 'FlowDefinition'],
    ['servicePresenceStatusAccesses', 'servicePresenceStatus', 'ServicePresenceStatus', 'ServicePresenceStatus']
];

/** Id of a component of this org, by type and name. */
export type ComponentIds = (type: string, fullName: string) => string | undefined;

/** Writes the set and replaces all that it granted before. @returns the set's id */
export function applyPermissionSet({ fullName, xml }: Component, rows: SetupRows, idOf: ComponentIds): string {
    const id = rows.save({
        object: 'PermissionSet',
        key: { Name: fullName },
        fields: {
            Label: childText(xml, 'label') ?? fullName,
            Description: childText(xml, 'description') ?? null,
            HasActivationRequired: childFlag(xml, 'hasActivationRequired'),
            ...userPermissions(xml, rows)
        }
    });
    clearGrants(id, rows);
    for (const grant of childrenOf(xml, 'objectPermissions')) {
        rows.insert('ObjectPermissions', {
            ParentId: id,
            SobjectType: childText(grant, 'object') ?? null,
            PermissionsCreate: childFlag(grant, 'allowCreate'),
            PermissionsRead: childFlag(grant, 'allowRead'),
            PermissionsEdit: childFlag(grant, 'allowEdit'),
            PermissionsDelete: childFlag(grant, 'allowDelete'),
            PermissionsViewAllRecords: childFlag(grant, 'viewAllRecords'),
            PermissionsModifyAllRecords: childFlag(grant, 'modifyAllRecords')
        });
    }
    for (const grant of childrenOf(xml, 'fieldPermissions')) {
        const field = childText(grant, 'field') ?? '';
        rows.insert('FieldPermissions', {
            ParentId: id,
            SobjectType: field.split('.')[0] as string,
            Field: field,
            PermissionsRead: childFlag(grant, 'readable'),
            PermissionsEdit: childFlag(grant, 'editable')
        });
    }
    for (const [list, element, type, entityType] of entityGrants) {
        for (const grant of childrenOf(xml, list)) {
            const entityId = idOf(type, childText(grant, element) ?? '');
            const isGiven = childFlag(grant, 'enabled') || childFlag(grant, 'visible');
            if (entityId !== undefined && isGiven) {
                rows.insert('SetupEntityAccess', {
                    ParentId: id,
                    SetupEntityId: entityId,
                    SetupEntityType: entityType
                });
            }
        }
    }
    return id;
}

export function removePermissionSet(fullName: string, rows: SetupRows): void {
    const id = rows.id('PermissionSet', { Name: fullName });
    if (id !== undefined) {
        clearGrants(id, rows);
        rows.remove('PermissionSetAssignment', { PermissionSetId: id });
        rows.remove('PermissionSet', { Name: fullName });
    }
}

/** User permissions that the org has a field for; others grant what nothing here asks about. */
function userPermissions(xml: Component['xml'], rows: SetupRows): Record<string, boolean> {
    const granted = childrenOf(xml, 'userPermissions')
        .filter((permission) => childFlag(permission, 'enabled'))
        .map((permission) => `Permissions${childText(permission, 'name')}`);
    const known = rows.fields('PermissionSet').filter((name) => name.startsWith('Permissions'));
    return Object.fromEntries(known.map((name) => [name, granted.includes(name)]));
}

function clearGrants(id: string, rows: SetupRows): void {
    for (const object of ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess']) {
        rows.remove(object, { ParentId: id });
    }
}
