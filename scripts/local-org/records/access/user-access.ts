import type { FieldInfo, ObjectInfo } from '../schema/info.ts';

export type ObjectRight = 'read' | 'create' | 'edit' | 'delete' | 'viewAll' | 'modifyAll';

/** What one user may do in user mode. */
export interface UserAccess {
    userId: string;
    may(right: ObjectRight, object: ObjectInfo): boolean;
    mayReadField(object: ObjectInfo, field: FieldInfo): boolean;
    mayEditField(object: ObjectInfo, field: FieldInfo): boolean;
    /** Whether only some of the object's records are the user's to see. */
    seesOwnOnly(object: ObjectInfo): boolean;
    /** The user and the groups that the user belongs to: owners whose records the user sees. */
    owners(): string[];
}

export interface Grants {
    /** The profile System Administrator, and the platform's own user: everything. */
    administrator: boolean;
    /** Whether an administrator needs field permissions for custom fields, as in a real org. */
    customFieldsByPermission: boolean;
    modifyAllData: boolean;
    viewAllData: boolean;
    customizeApplication: boolean;
    objects: ReadonlyMap<string, ReadonlySet<ObjectRight | 'viewAllFields'>>;
    /** `case.bot_provider__c` → `read` or `edit` (which includes read). */
    fields: ReadonlyMap<string, 'read' | 'edit'>;
    /** Ids of setup entities: custom metadata types, classes, … */
    entities: ReadonlySet<string>;
    owners: string[];
}

export class GrantedAccess implements UserAccess {
    readonly userId: string;
    readonly #grants: Grants;

    constructor(userId: string, grants: Grants) {
        this.userId = userId;
        this.#grants = grants;
    }

    may(right: ObjectRight, object: ObjectInfo): boolean {
        const grants = this.#grants;
        if (grants.administrator) return true;
        const reading = right === 'read' || right === 'viewAll';
        switch (object.access) {
            case 'open':
                return right !== 'viewAll' && right !== 'modifyAll';
            case 'setup':
                return reading || grants.customizeApplication;
            case 'customMetadata':
                return reading && (grants.customizeApplication || grants.entities.has(object.durableId));
            case 'parent':
                return this.#mayBeside(right, object.controlledBy!);
            case 'permission':
                if (grants.modifyAllData || (reading && grants.viewAllData)) return true;
                return grants.objects.get(object.name.toLowerCase())?.has(right) === true;
        }
    }

    /**
     * Case comments, the one such object here: read with Read on cases, added with Edit or Create on cases, all else
     * with Modify All (Salesforce Help, "Create and Edit Case Comments"; the user permissions that let agents change
     * their own comments are not there).
     */
    #mayBeside(right: ObjectRight, parent: string): boolean {
        const grants = this.#grants;
        const rights = grants.objects.get(parent.toLowerCase());
        switch (right) {
            case 'read':
            case 'viewAll':
                return grants.viewAllData || rights?.has(right) === true;
            case 'create':
                return grants.modifyAllData || rights?.has('edit') === true || rights?.has('create') === true;
            default:
                return grants.modifyAllData || rights?.has('modifyAll') === true;
        }
    }

    mayReadField(object: ObjectInfo, field: FieldInfo): boolean {
        if (this.#mayAnyway(object, field)) return true;
        if (this.#grants.objects.get(object.name.toLowerCase())?.has('viewAllFields')) return true;
        return this.#grants.fields.has(`${object.name}.${field.name}`.toLowerCase());
    }

    mayEditField(object: ObjectInfo, field: FieldInfo): boolean {
        if (this.#mayAnyway(object, field)) return true;
        return this.#grants.fields.get(`${object.name}.${field.name}`.toLowerCase()) === 'edit';
    }

    #mayAnyway(object: ObjectInfo, field: FieldInfo): boolean {
        const { administrator, customFieldsByPermission } = this.#grants;
        if (!field.permissionable || object.access !== 'permission') return true;
        return administrator && !(field.custom && customFieldsByPermission);
    }

    seesOwnOnly(object: ObjectInfo): boolean {
        return object.isPrivate && !this.may('viewAll', object) && !this.may('modifyAll', object);
    }

    owners(): string[] {
        return this.#grants.owners;
    }
}
