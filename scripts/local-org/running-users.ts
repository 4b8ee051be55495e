/** Who users are, as Apex and the console page know them. */
import type { RecordRow, RecordStore, RunningUser } from './types.ts';

const select = `SELECT Id, Username, Name, Email, ProfileId, Profile.Name, TimeZoneSidKey, LocaleSidKey, LanguageLocaleKey
     FROM User`;

/** @throws Error where there is no such user */
export function runningUser(records: RecordStore, userId: string): RunningUser {
    const { rows } = records.query(`${select} WHERE Id = :userId`, {
        access: 'system',
        userId,
        binds: new Map([['userid', userId]])
    });
    if (!rows[0]) {
        throw new Error(`There is no user ${userId}.`);
    }
    return fromRow(rows[0]);
}

/** People who can log in, by their names. @param userId who asks */
export function activePeople(records: RecordStore, userId: string): RunningUser[] {
    const { rows } = records.query(`${select} WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name`, {
        access: 'system',
        userId
    });
    return rows.map(fromRow);
}

function fromRow({ fields }: RecordRow): RunningUser {
    const text = (name: string): string => String(fields[name] ?? '');
    return {
        id: text('Id'),
        userName: text('Username'),
        name: text('Name'),
        email: text('Email'),
        profileId: text('ProfileId'),
        profileName: String((fields['Profile'] as RecordRow | null)?.fields['Name'] ?? ''),
        timeZone: text('TimeZoneSidKey'),
        locale: text('LocaleSidKey'),
        language: text('LanguageLocaleKey')
    };
}
