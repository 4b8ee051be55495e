/** What `sf package version create` posts: one zip that holds the package's metadata and its description. */
import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import { RestError } from '../http/errors.ts';

const descriptor = z.object({
    id: z.string(),
    path: z.string(),
    versionName: z.string(),
    versionNumber: z.string().regex(/^\d+\.\d+\.\d+\.(\d+|NEXT)$/, 'must be MAJOR.MINOR.PATCH.BUILD or end in NEXT'),
    versionDescription: z.string().optional(),
    features: z.union([z.array(z.string()), z.string()]).optional(),
    dependencies: z.array(z.object({ subscriberPackageVersionId: z.string() })).optional()
});

export type PackageDescriptor = z.infer<typeof descriptor>;

export interface VersionInfo {
    /** Names of the files in the posted zip. */
    parts: string[];
    descriptor: PackageDescriptor;
    /** The package in Metadata format. */
    packageZip: Uint8Array;
    /** Settings of the scratch definition in Metadata format. */
    settingsZip: Uint8Array | undefined;
}

/**
 * Opens the posted zip.
 *
 * @throws RestError where it is none, or lacks the package or its description
 */
export function readVersionInfo(zip: Uint8Array): VersionInfo {
    const files = unzipped(zip);
    const packageZip = files['package.zip'];
    const description = files['package2-descriptor.json'];
    if (!packageZip || !description) {
        throw invalid(`package.zip and package2-descriptor.json are needed; found: ${Object.keys(files).join(', ')}`);
    }
    const parsed = descriptor.safeParse(JSON.parse(strFromU8(description)));
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw invalid(`package2-descriptor.json: ${issue?.path.join('.')} ${issue?.message}`);
    }
    return {
        parts: Object.keys(files).sort(),
        descriptor: parsed.data,
        packageZip,
        settingsZip: files['settings.zip']
    };
}

/** Scratch-org features of the build, in either form that descriptions have. */
export function featuresOf({ features = [] }: PackageDescriptor): string[] {
    return typeof features === 'string' ? features.split(/[;,]/).map((name) => name.trim()) : features;
}

function unzipped(zip: Uint8Array): Record<string, Uint8Array> {
    try {
        return unzipSync(zip);
    } catch (error) {
        throw invalid(`it is no zip: ${(error as Error).message}`);
    }
}

function invalid(reason: string): RestError {
    return new RestError(400, 'INVALID_INPUT', `VersionInfo: ${reason}`);
}
