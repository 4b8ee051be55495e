import type { FieldDescribe, SObjectDescribe } from '../../types.ts';

/** What becomes of a record when the record that it refers to is deleted. */
export type DeleteRule = 'none' | 'setNull' | 'cascade' | 'restrict';

/** A field, with what the store needs beyond the describe. */
export interface FieldInfo extends FieldDescribe {
    filterable: boolean;
    sortable: boolean;
    groupable: boolean;
    /** Whether field permissions govern it; fields that every reader of the object sees are not. */
    permissionable: boolean;
    /** Compared with regard to case. */
    caseSensitive: boolean;
    restrictedPicklist: boolean;
    /** The store gives the number on insert; the format is one such as `MS-{00000000}`. */
    autoNumberFormat: string | null;
    startingNumber: number;
    /** A default that is worked out on insert. */
    defaultFormula: 'TODAY()' | 'NOW()' | null;
    onDelete: DeleteRule;
    /** Name by which the referenced object's records reach this object's in a child subquery. */
    childRelationshipName: string | null;
    /** A reference whose path may lead to several objects; its paths see the fields of `Name`. */
    polymorphic: boolean;
}

/** Who may read records of an object in user mode, and who may write them. */
export type AccessRule =
    /** Object permissions of the user's permission sets decide. */
    | 'permission'
    /** Everyone reads; administrators write. */
    | 'setup'
    /** Everyone reads and writes what they can see. */
    | 'open'
    /** Rights on the parent object decide (`controlledBy`): who reads a case reads its comments, and so on. */
    | 'parent'
    /** Custom metadata: read by those whom `SetupEntityAccess` lets; nobody writes. */
    | 'customMetadata';

/** Whether records of an object are data that users keep, rather than set-up of the org. */
export const holdsData = ({ access }: Pick<ObjectInfo, 'access'>): boolean =>
    access === 'permission' || access === 'open' || access === 'parent';

/** An object, with what the store needs beyond the describe. */
export interface ObjectInfo extends SObjectDescribe {
    fields: FieldInfo[];
    createable: boolean;
    updateable: boolean;
    deletable: boolean;
    /** Deleted records go to the recycle bin (`IsDeleted`); otherwise they are gone. */
    recycles: boolean;
    access: AccessRule;
    /** The object whose rights decide where `access` is `parent`; else null. */
    controlledBy: string | null;
    /** Only the owner's records are seen in user mode, unless a permission shows all. */
    isPrivate: boolean;
    /** Sets of fields of which no two records may have the same values. */
    uniqueTogether: string[][];
    /** `Name` is put together from first and last name. */
    personName: boolean;
    /** Id of the object itself (`01I…`) for custom objects; its name for standard ones. */
    durableId: string;
}
