/**
 * What the Apex runtime needs of the org, on a connection of its own: each worker thread has one. Callouts go through
 * the main thread.
 */
import { hideRecordsOf, permissionsOf } from './apex/store-host.ts';
import type { WorkerHost } from './apex/workers/protocol.ts';
import { MetadataReader } from './metadata/reader.ts';
import { MetadataStore } from './metadata/store.ts';
import { newestVersion } from './metadata/manifest.ts';
import { type OpenOptions, openRecordStore } from './records/index.ts';
import type { RecordRow, RunningUser } from './types.ts';

/** Opens the database of a running org. */
export function openApexHost(options: OpenOptions): WorkerHost {
    const records = openRecordStore(options);
    const metadata = new MetadataReader(new MetadataStore(records));
    const { organizationId } = records.setupIds();
    return {
        records,
        organizationId,
        apiVersion: newestVersion,
        get revision() {
            return metadata.revision;
        },
        classes: () => metadata.classes(),
        label: (name, language) => metadata.label(name, language),
        fieldLabel: (objectName, fieldName, language) => metadata.fieldLabel(objectName, fieldName, language),
        permissions: permissionsOf(records),
        hideRecords: hideRecordsOf(records),
        user: (userId) => runningUser(userId),
        close: () => records.close()
    };

    function runningUser(userId: string): RunningUser {
        const { rows } = records.query(
            `SELECT Id, Username, Name, Email, ProfileId, Profile.Name, TimeZoneSidKey, LocaleSidKey, LanguageLocaleKey
             FROM User WHERE Id = :userId`,
            { access: 'system', userId, binds: new Map([['userid', userId]]) }
        );
        const fields = rows[0]?.fields;
        if (!fields) {
            throw new Error(`There is no user ${userId}.`);
        }
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
}
