/** Builds a package version as a Dev Hub does: in a fresh org of the package's definition, after what it depends on. */
import { unzipSync } from 'fflate';
import { failureLines, type DeployOutcome } from '../../salesforce/deploy.ts';
import { createLocalOrg, LocalOrgError } from '../local-org.ts';
import type { DeployResult } from '../metadata/types.ts';
import { featuresOf, type VersionInfo } from './version-info.ts';

export interface Build {
    /** Why the version could not be built, a sentence each; empty where it could. */
    errors: string[];
    /** Components of the package, as the build org counted them. */
    components: number;
    files: number;
    /** Bytes, unzipped. */
    size: number;
    seconds: number;
}

/**
 * @param dependencies zips in Metadata format, in the order in which they are installed
 */
export async function buildVersion(info: VersionInfo, dependencies: readonly Uint8Array[]): Promise<Build> {
    const started = performance.now();
    const contents = Object.entries(unzipSync(info.packageZip)).filter(([path]) => !path.endsWith('/'));
    const build: Build = {
        errors: [],
        components: 0,
        files: contents.length,
        size: contents.reduce((sum, [, bytes]) => sum + bytes.length, 0),
        seconds: 0
    };
    try {
        const org = await createLocalOrg({ port: 0, features: featuresOf(info.descriptor) });
        try {
            const zips = [info.settingsZip ?? [], ...dependencies, info.packageZip].flat();
            for (const zip of zips) {
                const result = org.deploy(zip);
                build.components = result.numberComponentsDeployed;
                if (!result.success) {
                    build.errors = reasons(result);
                    break;
                }
            }
        } finally {
            await org.close();
        }
    } catch (error) {
        if (!(error instanceof LocalOrgError)) {
            throw error;
        }
        build.errors = [error.message];
    }
    build.seconds = Math.ceil((performance.now() - started) / 1000);
    return build;
}

function reasons({ id, status, errorMessage, details }: DeployResult): string[] {
    return failureLines({
        id,
        status,
        success: false,
        successes: [],
        failures: details.componentFailures.filter(
            ({ problemType }) => problemType !== 'Warning'
        ) as DeployOutcome['failures'],
        testProblems: [],
        ...(errorMessage !== undefined && { errorMessage })
    });
}
