/** For tests: packages in Metadata format from a few files, and a metadata room over a fresh database. */
import { strToU8 } from 'fflate';

import { loadMetadataSchema } from '../../salesforce/metadata-schema.ts';
import { createRecordStore, type SqliteRecordStore } from '../records/index.ts';
import { OrgMetadata } from './metadata.ts';
import type { ZipFiles } from './package-files.ts';
import { settingsPackage, type SettingsOfOrg } from './settings.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** Elements as a metadata file of this type. */
export function xml(type: string, content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${type} ${namespace}>\n${content}\n</${type}>`;
}

/** A manifest: `{CustomField: ['Case.A__c']}`. */
export function manifest(members: Record<string, string[]>, version = '66.0'): string {
    const types = Object.entries(members).map(
        ([name, list]) =>
            `<types>${list.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`
    );
    return xml('Package', `${types.join('\n')}\n<version>${version}</version>`);
}

export function files(members: Record<string, string[]>, content: Record<string, string>): ZipFiles {
    const entries = Object.entries({ 'package.xml': manifest(members), ...content });
    return new Map(entries.map(([path, text]) => [path, strToU8(text)]));
}

const allFeatures = ['ServiceCloud', 'LiveMessage', 'LiveAgent', 'EmbeddedServiceMessaging'];
const allSettings: SettingsOfOrg = {
    omniChannelSettings: { enableOmniChannel: true },
    liveMessageSettings: { enableLiveMessage: true },
    liveAgentSettings: { enableLiveAgent: true },
    languageSettings: { enableTranslationWorkbench: true }
};

export interface TestOrg {
    metadata: OrgMetadata;
    records: SqliteRecordStore;
    adminId: string;
    /** Rows of a query in system mode, as plain objects. */
    rows(soql: string): Record<string, unknown>[];
    /** Problems of a deploy, as `Type Name: words`. */
    refusals(members: Record<string, string[]>, content: Record<string, string>): string[];
    /** Deploys, and fails the test where the org refuses. */
    accept(members: Record<string, string[]>, content: Record<string, string>): void;
}

export async function testOrg(
    options: { licences?: string[]; settings?: SettingsOfOrg; file?: string } = {}
): Promise<TestOrg> {
    const { licences = allFeatures, settings = allSettings, file = ':memory:' } = options;
    const records = createRecordStore({ file });
    const adminId = records.setupIds().adminUserId;
    const metadata = new OrgMetadata({
        records,
        metadataSchema: await loadMetadataSchema(),
        licences,
        administratorId: adminId
    });
    if (Object.keys(settings).length > 0) {
        metadata.deploy(settingsPackage(settings));
    }
    const refusals: TestOrg['refusals'] = (members, content) => {
        const { details, errorMessage } = metadata.deploy(files(members, content));
        const failures = details.componentFailures.map(
            ({ componentType, fullName, problem }) => `${componentType} ${fullName}: ${problem}`
        );
        return errorMessage === undefined ? failures : [errorMessage, ...failures];
    };
    return {
        metadata,
        records,
        adminId,
        refusals,
        rows: (soql) =>
            records
                .query(soql, { access: 'system', userId: adminId })
                .rows.map(({ fields }) => fields as Record<string, unknown>),
        accept: (members, content) => {
            const problems = refusals(members, content);
            if (problems.length > 0) {
                throw new Error(`The org refuses:\n${problems.join('\n')}`);
            }
        }
    };
}
