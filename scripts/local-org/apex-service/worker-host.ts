/** The org as Apex sees it from a worker's own connection. */
import { permissionsOf } from '../apex/store-host.ts';
import { MetadataReader } from '../metadata/reader.ts';
import { MetadataStore } from '../metadata/store.ts';
import type { SqliteRecordStore } from '../records/index.ts';
import type { ApexHost, CalloutFailure, CalloutRequest, CalloutResponse, RecordRow, RunningUser } from '../types.ts';

const apiVersion = 66;

/**
 * @param metadataStore the connection whose metadata counts; another than `records` while tests run on a copy
 */
export function workerHost(
    records: SqliteRecordStore,
    metadataStore: SqliteRecordStore,
    organizationId: string,
    callout: (request: CalloutRequest) => CalloutResponse | CalloutFailure
): ApexHost {
    const metadata = new MetadataReader(new MetadataStore(metadataStore));
    return {
        records,
        get revision() {
            return metadata.revision;
        },
        classes: () => metadata.classes(),
        label: (name, language) => metadata.label(name, language),
        callout,
        user: (userId) => userOf(records, userId),
        permissions: permissionsOf(records),
        organizationId,
        apiVersion
    };
}

function userOf(records: SqliteRecordStore, userId: string): RunningUser {
    const [row] = records.query(
        `SELECT Id, Username, Name, Email, ProfileId, Profile.Name, TimeZoneSidKey, LocaleSidKey, LanguageLocaleKey
         FROM User WHERE Id = :userId`,
        { access: 'system', userId, binds: new Map([['userid', userId]]) }
    ).rows;
    if (!row) throw new Error(`There is no user ${userId}.`);
    const text = (name: string): string => String(row.fields[name] ?? '');
    return {
        id: row.id ?? userId,
        userName: text('Username'),
        name: text('Name'),
        email: text('Email'),
        profileId: text('ProfileId'),
        profileName: String((row.fields['Profile'] as RecordRow | null)?.fields['Name'] ?? ''),
        timeZone: text('TimeZoneSidKey'),
        locale: text('LocaleSidKey'),
        language: text('LanguageLocaleKey')
    };
}
