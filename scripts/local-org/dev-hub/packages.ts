/** What a Dev Hub keeps: packages, their versions, and the requests that asked for versions. */
import { RestError } from '../http/errors.ts';
import type { Build } from './build-org.ts';
import { pretendId } from './pretend-ids.ts';
import type { PackageDescriptor } from './version-info.ts';

export interface HubPackage {
    id: string;
    name: string;
    description: string | null;
    namespace: string | null;
    type: string;
    isOrgDependent: boolean;
}

export interface HubVersion {
    id: string;
    subscriberId: string;
    packageId: string;
    name: string;
    description: string | null;
    branch: string | null;
    tag: string | null;
    number: { major: number; minor: number; patch: number; build: number };
    isPasswordProtected: boolean;
    build: Build;
    /** In Metadata format: what versions that depend on this one are built on. */
    zip: Uint8Array;
    /** Of what it depends on itself. */
    dependencies: readonly Uint8Array[];
    createdDate: string;
}

export interface HubRequest {
    id: string;
    packageId: string;
    branch: string | null;
    tag: string | null;
    createdDate: string;
    /** Absent where the build failed. */
    version: HubVersion | undefined;
    errors: string[];
}

export class HubPackages {
    readonly packages: HubPackage[] = [];
    readonly versions: HubVersion[] = [];
    readonly requests: HubRequest[] = [];

    /** @throws RestError where the type is none that a Dev Hub makes, or the name is taken */
    create(values: Record<string, unknown>): HubPackage {
        const name = text(values['Name']);
        const type = text(values['ContainerOptions']);
        if (name === null || type === null || !['Unlocked', 'Managed'].includes(type)) {
            throw new RestError(
                400,
                'INVALID_INPUT',
                'Package2 needs a Name, and Unlocked or Managed ContainerOptions.'
            );
        }
        if (this.packages.some((existing) => existing.name.toLowerCase() === name.toLowerCase())) {
            throw new RestError(400, 'DUPLICATE_VALUE', `This Dev Hub has a package called ${name} already.`);
        }
        const created = {
            id: pretendId('Package2', this.packages.length + 1),
            name,
            description: text(values['Description']),
            namespace: text(values['NamespacePrefix']),
            type,
            isOrgDependent: values['IsOrgDependent'] === true
        };
        this.packages.push(created);
        return created;
    }

    /** @throws RestError where this Dev Hub has no such package */
    package(id: unknown): HubPackage {
        const found = this.packages.find((candidate) => candidate.id === id);
        if (!found) {
            throw new RestError(400, 'INVALID_CROSS_REFERENCE_KEY', `This Dev Hub has no package ${String(id)}.`);
        }
        return found;
    }

    /** The versions that a description depends on. Throws RestError where one is not here. */
    dependenciesOf({ dependencies = [] }: PackageDescriptor): HubVersion[] {
        return dependencies.map(({ subscriberPackageVersionId: id }) => {
            const found = this.versions.find(({ subscriberId }) => subscriberId === id);
            if (!found) {
                throw new RestError(400, 'INVALID_CROSS_REFERENCE_KEY', `This Dev Hub has no package version ${id}.`);
            }
            return found;
        });
    }

    /**
     * The number of a new version; `NEXT` counts on from the last build of the same version.
     *
     * @throws RestError where that build exists
     */
    numberFor(packageId: string, given: string): HubVersion['number'] {
        const [major = 0, minor = 0, patch = 0] = given.split('.').map(Number);
        const wanted = given.split('.')[3];
        const builds = this.versions
            .filter(({ packageId: id }) => id === packageId)
            .filter(({ number }) => number.major === major && number.minor === minor && number.patch === patch)
            .map(({ number }) => number.build);
        const build = wanted === 'NEXT' ? Math.max(0, ...builds) + 1 : Number(wanted);
        if (builds.includes(build)) {
            throw new RestError(
                400,
                'DUPLICATE_VALUE',
                `The package has a version ${major}.${minor}.${patch}.${build}.`
            );
        }
        return { major, minor, patch, build };
    }

    addRequest(request: Omit<HubRequest, 'id'>): HubRequest {
        const added = { ...request, id: pretendId('Package2VersionCreateRequest', this.requests.length + 1) };
        this.requests.push(added);
        return added;
    }

    addVersion(version: Omit<HubVersion, 'id' | 'subscriberId'>): HubVersion {
        const sequence = this.versions.length + 1;
        const added = {
            ...version,
            id: pretendId('Package2Version', sequence),
            subscriberId: pretendId('SubscriberPackageVersion', sequence)
        };
        this.versions.push(added);
        return added;
    }
}

/** A text that is not empty, or null. */
export function text(value: unknown): string | null {
    return typeof value === 'string' && value !== '' ? value : null;
}
