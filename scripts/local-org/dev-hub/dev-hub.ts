/**
 * A pretend Dev Hub: makes a local org answer `sf package create` and `sf package version create`, through the objects
 * of the Tooling API that they use
 * (https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_package2versioncreaterequest.htm;
 * which of them, and how, by watching `sf`; never held against a real Dev Hub).
 *
 * A version is built in a fresh local org before the request is answered, so a request is never seen as queued. Apex
 * tests do not run in it, and its versions can be installed nowhere.
 */
import { RestError } from '../http/errors.ts';
import type { NewRow } from '../http/added-objects.ts';
import type { OrgPlugin } from '../local-org.ts';
import { buildVersion } from './build-org.ts';
import { HubPackages, text, type HubRequest } from './packages.ts';
import { errorRows, packageRow, requestRow, versionRow } from './rows.ts';
import { readVersionInfo, type VersionInfo } from './version-info.ts';

export interface PretendDevHub {
    /** Goes into `createLocalOrg({plugins: […]})`. */
    plugin: OrgPlugin;
    packages: HubPackages;
    /** What was posted with each request, in order. */
    posted: VersionInfo[];
}

export function pretendDevHub(): PretendDevHub {
    const packages = new HubPackages();
    const posted: VersionInfo[] = [];
    const plugin: OrgPlugin = (_app, org) => {
        // That this can be queried is how sf tells a Dev Hub from other orgs.
        org.addObject({ name: 'ScratchOrgInfo', api: 'data', rows: () => [] });
        org.addObject({
            name: 'Package2',
            api: 'tooling',
            rows: () => packages.packages.map(packageRow),
            create: async ({ values }) => packages.create(values).id
        });
        org.addObject({ name: 'Package2Version', api: 'tooling', rows: () => packages.versions.map(versionRow) });
        org.addObject({
            name: 'Package2VersionCreateRequest',
            api: 'tooling',
            rows: () => packages.requests.map((request) => requestRow(packages, request, org.adminUserId)),
            create: async (row) => (await requestVersion(packages, posted, row)).id
        });
        org.addObject({
            name: 'Package2VersionCreateRequestError',
            api: 'tooling',
            rows: () => packages.requests.flatMap(errorRows)
        });
    };
    return { plugin, packages, posted };
}

async function requestVersion(packages: HubPackages, posted: VersionInfo[], row: NewRow): Promise<HubRequest> {
    const { values, files } = row;
    const zip = files.get('VersionInfo');
    if (!zip) {
        throw new RestError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [VersionInfo]', [
            'VersionInfo'
        ]);
    }
    const { id: packageId } = packages.package(values['Package2Id']);
    const info = readVersionInfo(zip);
    posted.push(info);
    const dependencies = packages
        .dependenciesOf(info.descriptor)
        .flatMap((version) => [...version.dependencies, version.zip]);
    const number = packages.numberFor(packageId, info.descriptor.versionNumber);
    const build = await buildVersion(info, dependencies);
    const common = {
        packageId,
        branch: text(values['Branch']),
        tag: text(values['Tag']),
        createdDate: new Date().toISOString().replace(/Z$/, '+0000')
    };
    const version =
        build.errors.length > 0
            ? undefined
            : packages.addVersion({
                  ...common,
                  name: info.descriptor.versionName,
                  description: info.descriptor.versionDescription ?? null,
                  number,
                  isPasswordProtected: text(values['InstallKey']) !== null,
                  build,
                  zip: info.packageZip,
                  dependencies
              });
    return packages.addRequest({ ...common, version, errors: build.errors });
}
