/** Packages, versions and requests as rows of the Tooling API. */
import type { AddedRow } from '../http/added-objects.ts';
import type { HubPackage, HubPackages, HubRequest, HubVersion } from './packages.ts';

export function packageRow(hubPackage: HubPackage): AddedRow {
    return {
        attributes: { type: 'Package2' },
        Id: hubPackage.id,
        Name: hubPackage.name,
        Description: hubPackage.description,
        NamespacePrefix: hubPackage.namespace,
        ContainerOptions: hubPackage.type,
        IsOrgDependent: hubPackage.isOrgDependent,
        IsDeprecated: false
    };
}

export function versionRow(version: HubVersion): AddedRow {
    return {
        attributes: { type: 'Package2Version' },
        Id: version.id,
        SubscriberPackageVersionId: version.subscriberId,
        Package2Id: version.packageId,
        Name: version.name,
        Description: version.description,
        Branch: version.branch,
        Tag: version.tag,
        MajorVersion: version.number.major,
        MinorVersion: version.number.minor,
        PatchVersion: version.number.patch,
        BuildNumber: version.number.build,
        IsReleased: false,
        IsDeprecated: false,
        IsPasswordProtected: version.isPasswordProtected,
        // No Apex test runs in a pretend build, so nothing is known about coverage.
        CodeCoverage: null,
        HasPassedCodeCoverageCheck: false,
        HasMetadataRemoved: false,
        ConvertedFromVersionId: null,
        TotalNumberOfMetadataFiles: version.build.files,
        TotalSizeOfMetadataFiles: version.build.size,
        BuildDurationInSeconds: version.build.seconds,
        CreatedDate: version.createdDate
    };
}

export function requestRow(hub: HubPackages, request: HubRequest, createdById: string): AddedRow {
    const { version } = request;
    return {
        attributes: { type: 'Package2VersionCreateRequest' },
        Id: request.id,
        Status: version ? 'Success' : 'Error',
        Package2Id: request.packageId,
        Package2: packageRow(hub.package(request.packageId)),
        Package2VersionId: version?.id ?? null,
        Package2Version: version ? versionRow(version) : null,
        Tag: request.tag,
        Branch: request.branch,
        CreatedDate: request.createdDate,
        CreatedById: createdById,
        IsConversionRequest: false,
        AsyncValidation: false
    };
}

export function errorRows({ id, errors }: HubRequest): AddedRow[] {
    return errors.map((message) => ({
        attributes: { type: 'Package2VersionCreateRequestError' },
        Message: message,
        ParentRequest: { attributes: { type: 'Package2VersionCreateRequest' }, Id: id }
    }));
}
