/** The metadata of one org: deploys, and what others ask about it. */
import type { MetadataSchema } from '../../salesforce/metadata-schema.ts';
import { childFlag } from '../../salesforce/xml.ts';
import type { SqliteRecordStore } from '../records/index.ts';
import type { FieldValue } from '../types.ts';
import { setFlowStatus, type ApplyTarget } from './apply/apply.ts';
import { isActiveFlow } from './apply/flows.ts';
import { CredentialStore } from './credentials.ts';
import { deploy } from './deploy.ts';
import { OrgFeatures } from './features.ts';
import type { FlowVersion } from './flow-versions.ts';
import { componentId } from './ids.ts';
import { deletionPackage } from './manifest.ts';
import type { ZipFiles } from './package-files.ts';
import { MetadataReader } from './reader.ts';
import {
    fileProperties,
    retrieve,
    type FileProperties,
    type RetrieveOptions,
    type RetrieveOutcome
} from './retrieve.ts';
import { MetadataStore } from './store.ts';
import type { DeployOptions, DeployResult } from './types.ts';

export interface OrgMetadataOptions {
    records: SqliteRecordStore;
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

    constructor(options: OrgMetadataOptions) {
        super(new MetadataStore(options.records));
        this.options = options;
        this.store.prepare();
        this.credentials = new CredentialStore(options.records);
        this.credentials.prepare();
    }

    /**
     * Deploys a zip in Metadata format; checks everything first, then writes all of it in one transaction.
     *
     * @param zip its bytes, or its files by path
     */
    deploy(zip: Uint8Array | ZipFiles, options: DeployOptions = {}): DeployResult {
        const { metadataSchema } = this.options;
        const userId = options.userId ?? this.options.administratorId;
        const result = deploy(zip, options, {
            id: options.id ?? this.reserveDeployId(),
            metadataSchema,
            view: {
                components: this.store.all(),
                licences: this.options.licences,
                hasUser: (name) => this.exists('User', 'Username', name),
                hasProfile: (name) => this.exists('Profile', 'Name', profileNames[name.toLowerCase()] ?? name)
            },
            target: this.target,
            createdBy: { id: userId, name: this.nameOf(userId) },
            now: () => new Date().toISOString()
        });
        this.keep(result);
        return result;
    }

    /** Versions of a flow, oldest first. */
    flowVersions(flow: string): FlowVersion[] {
        return this.store.flowVersions.of(flow);
    }

    /** Makes a flow's newest version active, or no version. */
    setFlowActive(flowName: string, isActive: boolean): void {
        const flow = this.store.get('Flow', flowName);
        if (flow && isActiveFlow(flow) !== isActive) {
            setFlowStatus(flow, isActive ? 'Active' : 'Obsolete', this.target, new Date().toISOString());
            this.store.nextRevision();
        }
    }

    /**
     * Takes one version out; with the last one the flow goes.
     *
     * @returns why not; undefined where it is done
     */
    deleteFlowVersion(flow: string, number: number): string | undefined {
        if (this.flowVersions(flow).length > 1) {
            this.store.flowVersions.remove(flow, number);
            return undefined;
        }
        const { success, details } = this.deploy(deletionPackage('Flow', flow), { deletesFlows: true });
        return success ? undefined : (details.componentFailures[0]?.problem ?? '');
    }

    /** An id for a deploy that ends later. */
    reserveDeployId(): string {
        return componentId('DeployRequest', this.store.nextNumber());
    }

    /** The result of an earlier deploy of this process, by its id of 15 or 18 characters. */
    deployResult(id: string): DeployResult | undefined {
        return [...this.results.values()].find((result) => result.id === id || result.id.slice(0, 15) === id);
    }

    /** Components as a zip, by type and name; `*` stands for all of a type. */
    retrieve(members: ReadonlyMap<string, readonly string[]>, options: RetrieveOptions): RetrieveOutcome {
        return retrieve(members, options, this.store, this.administrator);
    }

    /** What `listMetadata` answers for a type. */
    list(type: string): FileProperties[] {
        const { administrator } = this;
        return this.store.list(type).map((component) => fileProperties(component, administrator));
    }

    get features(): OrgFeatures {
        return new OrgFeatures(this.options.licences, (name) => this.component('Settings', name));
    }

    /** Neither a sandbox nor a Developer Edition. */
    get isProduction(): boolean {
        const soql = `SELECT Id FROM Organization WHERE IsSandbox = false AND OrganizationType != :value`;
        return this.select(soql, 'Developer Edition').length > 0;
    }

    becomeProduction(): void {
        const { records, administratorId: userId } = this.options;
        const fields = { OrganizationType: 'Enterprise Edition' };
        const id = records.setupIds().organizationId;
        records.platformWrite('update', [{ type: 'Organization', id, fields }], { userId });
    }

    get licences(): readonly string[] {
        return this.options.licences;
    }

    /** Publishes an embedded service deployment as it is now. */
    publish(deployment: string): void {
        this.store.publish(deployment);
    }

    private get target(): ApplyTarget {
        const { records, administratorId: userId } = this.options;
        return {
            store: this.store,
            records,
            userId,
            features: () => this.features,
            takesActiveFlows: () => !this.isProduction || this.deploysFlowsAsActive,
            newId: (type) => componentId(type, this.store.nextNumber())
        };
    }

    /** The setting "Deploy processes and flows as active", which only a production org has off. */
    private get deploysFlowsAsActive(): boolean {
        const settings = this.component('Settings', 'Flow');
        return settings !== undefined && childFlag(settings, 'enableFlowDeployAsActiveEnabled');
    }

    private get administrator() {
        const id = this.options.administratorId;
        return { id, name: this.nameOf(id) };
    }

    /** Notes how a deploy stands or ended, for those who ask. */
    keep(result: DeployResult): void {
        this.results.delete(result.id);
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
