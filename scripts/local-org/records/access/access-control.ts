import type { Database } from '../database.ts';
import { GrantedAccess, type Grants, type ObjectRight, type UserAccess } from './user-access.ts';

const ADMINISTRATOR_PROFILE = 'System Administrator';

const OBJECT_RIGHTS: [string, ObjectRight | 'viewAllFields'][] = [
    ['PermissionsRead', 'read'],
    ['PermissionsCreate', 'create'],
    ['PermissionsEdit', 'edit'],
    ['PermissionsDelete', 'delete'],
    ['PermissionsViewAllRecords', 'viewAll'],
    ['PermissionsModifyAllRecords', 'modifyAll'],
    ['PermissionsViewAllFields', 'viewAllFields']
];

/** Works out what users may do, from their profiles and the permission sets assigned to them. */
export class AccessControl {
    readonly #db: Database;
    readonly #customFieldsByPermission: boolean;
    #stamp = '';
    #undone = 0;
    #known = new Map<string, UserAccess>();

    constructor(db: Database, customFieldsByPermission: boolean) {
        this.#db = db;
        this.#customFieldsByPermission = customFieldsByPermission;
    }

    /** Called when a transaction was undone: permissions given in it no longer hold. */
    forget(): void {
        this.#undone++;
    }

    forUser(userId: string): UserAccess {
        this.#dropIfChanged();
        let access = this.#known.get(userId);
        if (!access) {
            access = new GrantedAccess(userId, this.#grantsOf(userId));
            this.#known.set(userId, access);
        }
        return access;
    }

    /** Any write, by this connection or another, may have changed permissions. */
    #dropIfChanged(): void {
        const others = this.#db.get('PRAGMA data_version')?.data_version;
        const own = this.#db.get('SELECT total_changes() AS count')?.count;
        const stamp = `${others}/${own}/${this.#undone}`;
        if (stamp === this.#stamp) return;
        this.#stamp = stamp;
        this.#known.clear();
    }

    #grantsOf(userId: string): Grants {
        const profile = this.#db.get(
            `SELECT u."UserType" AS user_type, u."ProfileId" AS profile_id, p."Name", p."PermissionsModifyAllData",
                p."PermissionsViewAllData", p."PermissionsCustomizeApplication" FROM "User" u
             LEFT JOIN "Profile" p ON p."Id" = u."ProfileId" WHERE u."Id" = ? AND u."IsActive" = 1`,
            userId
        );
        const sets = JSON.stringify(profile ? this.#permissionSets(userId, String(profile.profile_id)) : []);
        const flags = this.#db.get(
            `SELECT max("PermissionsModifyAllData") AS modify, max("PermissionsViewAllData") AS view,
                max("PermissionsCustomizeApplication") AS customize
             FROM "PermissionSet" WHERE "Id" IN (SELECT value FROM json_each(?))`,
            sets
        );
        const modifyAllData = profile?.PermissionsModifyAllData === 1 || flags?.modify === 1;
        return {
            administrator: profile?.Name === ADMINISTRATOR_PROFILE || profile?.user_type === 'AutomatedProcess',
            customFieldsByPermission: this.#customFieldsByPermission,
            modifyAllData,
            viewAllData: modifyAllData || profile?.PermissionsViewAllData === 1 || flags?.view === 1,
            customizeApplication: profile?.PermissionsCustomizeApplication === 1 || flags?.customize === 1,
            objects: this.#objectRights(sets),
            fields: this.#fieldRights(sets),
            entities: this.#entities(sets),
            owners: [userId, ...this.#groups(userId)]
        };
    }

    #permissionSets(userId: string, profileId: string): string[] {
        return this.#db
            .all(
                `SELECT "PermissionSetId" AS id FROM "PermissionSetAssignment"
                 WHERE "AssigneeId" = ? AND "IsActive" = 1 AND ("ExpirationDate" IS NULL OR "ExpirationDate" > ?)
                 UNION SELECT "Id" FROM "PermissionSet" WHERE "ProfileId" = ? AND "IsOwnedByProfile" = 1`,
                userId,
                new Date().toISOString(),
                profileId
            )
            .map((row) => String(row.id));
    }

    #objectRights(sets: string): Grants['objects'] {
        const rights = new Map<string, Set<ObjectRight | 'viewAllFields'>>();
        const rows = this.#db.all(
            `SELECT * FROM "ObjectPermissions" WHERE "ParentId" IN (SELECT value FROM json_each(?))`,
            sets
        );
        for (const row of rows) {
            const key = String(row.SobjectType).toLowerCase();
            const granted = rights.get(key) ?? new Set<ObjectRight | 'viewAllFields'>();
            for (const [column, right] of OBJECT_RIGHTS) if (row[column] === 1) granted.add(right);
            rights.set(key, granted);
        }
        return rights;
    }

    #fieldRights(sets: string): Grants['fields'] {
        const rights = new Map<string, 'read' | 'edit'>();
        const rows = this.#db.all(
            `SELECT "Field", max("PermissionsEdit") AS edit FROM "FieldPermissions"
             WHERE "ParentId" IN (SELECT value FROM json_each(?)) AND "PermissionsRead" = 1 GROUP BY lower("Field")`,
            sets
        );
        for (const row of rows) rights.set(String(row.Field).toLowerCase(), row.edit === 1 ? 'edit' : 'read');
        return rights;
    }

    #entities(sets: string): Set<string> {
        const rows = this.#db.all(
            `SELECT "SetupEntityId" AS id FROM "SetupEntityAccess" WHERE "ParentId" IN (SELECT value FROM json_each(?))`,
            sets
        );
        return new Set(rows.map((row) => String(row.id)));
    }

    /** Groups and queues of the user, groups inside groups too. */
    #groups(userId: string): string[] {
        const rows = this.#db.all(
            `WITH RECURSIVE mine(id) AS (
                SELECT "GroupId" FROM "GroupMember" WHERE "UserOrGroupId" = ?
                UNION SELECT m."GroupId" FROM "GroupMember" m JOIN mine ON m."UserOrGroupId" = mine.id
             ) SELECT id FROM mine`,
            userId
        );
        return rows.map((row) => String(row.id));
    }
}
