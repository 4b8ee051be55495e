/** The metadata of one org: deploys, and what others ask about it. */
import type { DatabaseSync } from 'node:sqlite';

import type { MetadataSchema } from '../../salesforce/metadata-schema.ts';
import type { FieldValue, RecordStore } from '../types.ts';
import type { SchemaEditor } from './apply/apply.ts';
import { CredentialStore } from './credentials.ts';
import { deploy } from './deploy.ts';
import { OrgFeatures } from './features.ts';
import { componentId } from './ids.ts';
import type { ZipFiles } from './package-files.ts';
import { MetadataReader } from './reader.ts';
import { MetadataStore, type Write } from './store.ts';
import type { DeployOptions, DeployResult } from './types.ts';

export interface OrgMetadataOptions {
    database: DatabaseSync;
    write: Write;
    records: RecordStore;
    schema: SchemaEditor;
    metadataSchema: MetadataSchema;
    /** Features that the org was made with, as in a scratch-org definition. */
    licences: readonly string[];
    /** In whose name set-up rows are written where no one else is named. */
    administratorId: string;
}

const keptResults = 200;
/** Profile names of the Metadata API that differ from those in the org. */
const profileNames: Record<string, string> = { admin: 'System Administrator', standard: 'Standard User' };

export class OrgMetadata extends MetadataReader {
    readonly credentials: CredentialStore;
    private readonly options: OrgMetadataOptions;
    private readonly results = new Map<string, DeployResult>();
    private sequence: number;

    constructor(options: OrgMetadataOptions) {
        super(new MetadataStore(options.database, options.write));
        this.options = options;
        this.store.prepare();
        this.credentials = new CredentialStore(options.database, options.write);
        this.credentials.prepare();
        this.sequence = this.store.all().size;
    }

    /**
     * Deploys a zip in Metadata format; checks everything first, then writes all of it in one transaction.
     *
     * @param zip its bytes, or its files by path
     */
    deploy(zip: Uint8Array | ZipFiles, options: DeployOptions = {}): DeployResult {
        const { records, schema, metadataSchema } = this.options;
        const userId = options.userId ?? this.options.administratorId;
        const result = deploy(zip, options, {
            id: componentId('DeployRequest', ++this.sequence),
            metadataSchema,
            view: {
                components: this.store.all(),
                licences: this.options.licences,
                hasUser: (name) => this.exists('User', 'Username', name),
                hasProfile: (name) => this.exists('Profile', 'Name', profileNames[name.toLowerCase()] ?? name)
            },
            target: {
                store: this.store,
                records,
                schema,
                userId: this.options.administratorId,
                features: () => this.features,
                newId: (type) => componentId(type, ++this.sequence)
            },
            createdBy: { id: userId, name: this.nameOf(userId) },
            now: () => new Date().toISOString()
        });
        this.keep(result);
        return result;
    }

    /** The result of an earlier deploy of this process, by its id of 15 or 18 characters. */
    deployResult(id: string): DeployResult | undefined {
        return [...this.results.values()].find((result) => result.id === id || result.id.slice(0, 15) === id);
    }

    get features(): OrgFeatures {
        return new OrgFeatures(this.options.licences, (name) => this.component('Settings', name));
    }

    get licences(): readonly string[] {
        return this.options.licences;
    }

    private keep(result: DeployResult): void {
        this.results.set(result.id, result);
        const [oldest] = this.results.keys();
        if (this.results.size > keptResults && oldest !== undefined) {
            this.results.delete(oldest);
        }
    }

    private exists(object: string, field: string, value: FieldValue): boolean {
        const soql = `SELECT Id FROM ${object} WHERE ${field} = :value LIMIT 1`;
        return this.select(soql, value).length > 0;
    }

    private nameOf(userId: string): string {
        const [row] = this.select('SELECT Name FROM User WHERE Id = :value', userId);
        return (row?.fields['Name'] as string | undefined) ?? '';
    }

    private select(soql: string, value: FieldValue) {
        const binds = new Map([['value', value]]);
        const userId = this.options.administratorId;
        return this.options.records.query(soql, { access: 'system', userId, binds }).rows;
    }
}
