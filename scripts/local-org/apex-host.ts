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
import { runningUser } from './running-users.ts';

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
        user: (userId) => runningUser(records, userId),
        close: () => records.close()
    };
}
