/** `/services/data`: versions, resources, limits. */
import type { FastifyInstance } from 'fastify';

import { newestVersion, oldestVersion } from '../../metadata/manifest.ts';
import { notFound } from '../errors.ts';
import type { HttpOrg } from '../org.ts';

/** Clients ask with older versions for simple things; real orgs take them down to this one. */
const oldestAccepted = 31;
const seasons = ['Winter', 'Spring', 'Summer'];

export function versionList() {
    return Array.from({ length: newestVersion - oldestVersion + 1 }, (_, index) => {
        const version = oldestVersion + index;
        // Version 59 was Winter '24; three a year.
        const year = 24 + Math.floor((version - 59) / 3);
        return {
            label: `${seasons[(version - 59) % 3]} '${year}`,
            url: `/services/data/v${version}.0`,
            version: `${version}.0`
        };
    });
}

/** @throws RestError for versions that no org has */
export function requireVersion(text: string): void {
    const version = /^v(\d+)\.0$/.exec(text)?.[1];
    if (version === undefined || Number(version) < oldestAccepted || Number(version) > newestVersion) {
        throw notFound();
    }
}

export function resourceRoutes(app: FastifyInstance, org: HttpOrg): void {
    app.get<{ Params: { version: string } }>('/', (request) => {
        const base = `/services/data/${request.params.version}`;
        const names = ['composite', 'limits', 'named-credentials', 'query', 'queryAll', 'sobjects', 'tooling'];
        return {
            ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
            identity: `${org.instanceUrl()}/id/${org.organizationId}/${request.userId}`
        };
    });
    app.get('/limits', () => ({
        DailyApiRequests: { Max: 15000, Remaining: 15000 },
        DailyAsyncApexExecutions: { Max: 250000, Remaining: 250000 }
    }));
}
