/** A Salesforce stand-in on one machine: metadata, records, Apex, callouts and HTTP in one process. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { FastifyInstance } from 'fastify';

import { loadMetadataSchema } from '../salesforce/metadata-schema.ts';
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';
import type { HostMap } from './callouts/hosts.ts';
import { createCallout } from './callouts/callout.ts';
import { AddedObjects, type AddedObject } from './http/added-objects.ts';
import { createServer } from './http/server.ts';
import { Sessions } from './http/sessions.ts';
import { permissionsOf } from './apex/store-host.ts';
import { startApex } from './apex-service.ts';
import { deployWithTests, refuseNoTests, wantsTests } from './deploy-with-tests.ts';
import type { ApexService } from './http/org.ts';
import { orgCallouts } from './metadata/callout-org.ts';
import { knownLicences } from './metadata/features.ts';
import { OrgMetadata } from './metadata/metadata.ts';
import type { ZipFiles } from './metadata/package-files.ts';
import { settingsPackage, type SettingsOfOrg } from './metadata/settings.ts';
import type { DeployOptions, DeployResult } from './metadata/types.ts';
import { createRecordStore, type SetupIds, type SqliteRecordStore } from './records/index.ts';
import type { ApexInvocation } from './types.ts';

export interface LocalOrgOptions {
    /** 4300 unless given; 0 takes any free one. */
    port?: number;
    /** A loopback address. */
    host?: string;
    /** Features as in a scratch-org definition; by default all that the local org knows. */
    features?: readonly string[];
    /** Settings as in a scratch-org definition: `{omniChannelSettings: {enableOmniChannel: true}}`. */
    settings?: SettingsOfOrg;
    /** A production org of the Enterprise Edition, with what it asks of deploys; a Developer Edition unless given. */
    isProduction?: boolean;
    /** Hosts of vendors and the loopback URLs that stand for them; a function is asked at each callout. */
    hosts?: HostMap | (() => HostMap);
    /** Kept from one start to the next; without, a temporary one that goes with the org. */
    databaseFile?: string;
    /** How many Apex transactions may run at once. */
    apexWorkers?: number;
    /** Rooms with routes of their own. They come after `/services` and `/local`. */
    plugins?: readonly OrgPlugin[];
}

/** Mounts routes on the org's server; the org is complete but does not listen yet. */
export type OrgPlugin = (app: FastifyInstance, org: LocalOrg) => Promise<void> | void;

export interface LocalOrg {
    /** `http://127.0.0.1:4300` */
    readonly instanceUrl: string;
    /** Of the first administrator. */
    readonly accessToken: string;
    /** 18 characters. */
    readonly orgId: string;
    readonly ids: SetupIds;
    readonly records: SqliteRecordStore;
    readonly metadata: OrgMetadata;
    /** The administrator whose token `accessToken` is. */
    readonly adminUserId: string;
    /** A Metadata-format zip, or its files by path. */
    deploy(zip: Uint8Array | ZipFiles, options?: DeployOptions): DeployResult;
    /** Adds an object that a plugin keeps by itself to the org's API. */
    addObject(object: AddedObject): void;
    /** A token for another user. */
    openSession(userId: string): string;
    invokeApex(
        className: string,
        method: string,
        parameters: Record<string, unknown>,
        userId?: string
    ): Promise<ApexInvocation>;
    runApexTests(selection?: Parameters<ApexService['runTests']>[0]): ReturnType<ApexService['runTests']>;
    /** Starts the Apex workers, which otherwise start with the first call. */
    warmUp(): Promise<void>;
    close(): Promise<void>;
}

/** Why a local org could not start; the message is for people. */
export class LocalOrgError extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'LocalOrgError';
    }
}

const defaultPort = 4300;
const defaultWorkers = 3;

/**
 * Starts a local org.
 *
 * @throws LocalOrgError where the port is taken, a feature is unknown, a setting is refused or the database is none
 */
export async function createLocalOrg(options: LocalOrgOptions = {}): Promise<LocalOrg> {
    const { port = defaultPort, host = '127.0.0.1', features = knownLicences, settings = {}, plugins = [] } = options;
    refuseUnknownFeatures(features);
    const folder = options.databaseFile === undefined ? temporaryFolder('local-org-') : undefined;
    const file = options.databaseFile ?? join((folder as TemporaryFolder).path, 'org.sqlite');
    const records = storeIn(file);
    const ids = records.setupIds();
    const metadataSchema = await loadMetadataSchema();
    const metadataOf = (store: SqliteRecordStore): OrgMetadata =>
        new OrgMetadata({ records: store, metadataSchema, licences: features, administratorId: ids.adminUserId });
    const metadata = metadataOf(records);
    if (options.isProduction) {
        metadata.becomeProduction();
    }
    const sessions = new Sessions(ids.organizationId, (userId) => isActiveUser(records, userId));
    const addedObjects = new AddedObjects();
    const callout = createCallout(orgCallouts(metadata, records), options.hosts ?? {});
    const apex = startApex({ file, records, metadata, callout, workers: options.apexWorkers ?? defaultWorkers });
    let instanceUrl = '';
    const org: LocalOrg = {
        get instanceUrl() {
            return instanceUrl;
        },
        accessToken: sessions.open(ids.adminUserId),
        orgId: ids.organizationId,
        ids,
        adminUserId: ids.adminUserId,
        records,
        metadata,
        deploy: (zip, deployOptions) => metadata.deploy(zip, deployOptions),
        addObject: (object) => addedObjects.add(object),
        openSession: (userId) => sessions.open(userId),
        invokeApex: (className, method, parameters, userId = ids.adminUserId) =>
            apex.invoke(className, method, parameters, userId),
        warmUp: () => apex.warmUp(),
        runApexTests: (selection = 'all') => apex.runTests(selection, ids.adminUserId),
        close
    };
    let server: FastifyInstance | undefined;
    try {
        applySettings(metadata, { ...standardSettings(metadata), ...settings });
        server = await createServer(
            {
                records,
                permissions: permissionsOf(records),
                metadata,
                apex,
                startDeploy,
                sessions,
                addedObjects,
                organizationId: ids.organizationId,
                instanceUrl: () => instanceUrl
            },
            { currentUserId: ids.adminUserId },
            plugins.map((plugin) => async (app) => plugin(app, org))
        );
        await server.listen({ port, host });
        instanceUrl = `http://${host}:${(server.server.address() as AddressInfo).port}`;
        return org;
    } catch (error) {
        await close();
        throw startError(error, port);
    }

    function startDeploy(zip: Uint8Array, deployOptions: DeployOptions): string {
        if (metadata.isProduction) {
            refuseNoTests(deployOptions);
        }
        return wantsTests(deployOptions) || metadata.isProduction
            ? deployWithTests(zip, deployOptions, { records, metadata, metadataOf, userId: ids.adminUserId }).id
            : metadata.deploy(zip, deployOptions).id;
    }

    async function close(): Promise<void> {
        await server?.close();
        await apex.close();
        records.close();
        folder?.remove();
    }
}

function isActiveUser(records: SqliteRecordStore, userId: string): boolean {
    const binds = new Map([['userid', userId]]);
    const soql = 'SELECT Id FROM User WHERE Id = :userId AND IsActive = true';
    return records.query(soql, { access: 'system', userId, binds }).rows.length > 0;
}

/** @throws LocalOrgError where the file cannot be opened, or is no database */
function storeIn(file: string): SqliteRecordStore {
    try {
        return createRecordStore({ file });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') throw error;
        throw new LocalOrgError(`The database ${file} cannot be used: ${(error as Error).message}.`);
    }
}

function refuseUnknownFeatures(features: readonly string[]): void {
    const known = new Set<string>(knownLicences);
    const unknown = features.filter((name) => !known.has(name.split(':')[0] as string));
    if (unknown.length > 0) {
        throw new LocalOrgError(
            `not supported by the local org: the feature ${unknown.join(', ')} (it knows ${knownLicences.join(', ')})`
        );
    }
}

/** What new orgs have from the start: the username-password flow is blocked. A database that has it keeps its own. */
function standardSettings(metadata: OrgMetadata): SettingsOfOrg {
    return metadata.component('Settings', 'OauthOidc') ? {} : { oauthOidcSettings: { blockOAuthUnPwFlow: true } };
}

function applySettings(metadata: OrgMetadata, settings: SettingsOfOrg): void {
    if (Object.keys(settings).length === 0) {
        return;
    }
    const result = metadata.deploy(settingsPackage(settings));
    if (!result.success) {
        const reasons = result.details.componentFailures.map(({ fullName, problem }) => `${fullName}: ${problem}`);
        throw new LocalOrgError(
            `The local org refuses its settings. ${[result.errorMessage, ...reasons].filter(Boolean).join('; ')}`
        );
    }
}

function startError(error: unknown, port: number): unknown {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
        return new LocalOrgError(
            `Port ${port} is taken by another program. Stop that one, or choose another with PORT.`
        );
    }
    if (code === 'EACCES') {
        return new LocalOrgError(`Port ${port} may not be used here. Choose one above 1023 with PORT.`);
    }
    return error;
}
