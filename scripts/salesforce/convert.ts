/**
 * Source format to Metadata format, by `@salesforce/source-deploy-retrieve`: what lies in a package directory becomes
 * the zip that a deploy sends.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { sourceDeployRetrieve } from './libraries.ts';

export interface ConvertOptions {
    /** API version of the manifest; by default the project's `sourceApiVersion`. */
    apiVersion?: string;
}

/**
 * Converts one or several source directories, which must lie in one Salesforce DX project (its `.forceignore` holds).
 *
 * @returns the zip's bytes, with package.xml at its root
 * @throws where a directory does not exist or holds no component
 */
export async function convertPackage(
    directories: string | string[],
    options: ConvertOptions = {}
): Promise<Uint8Array> {
    const components = await sourceComponents(directories, options);
    const { MetadataConverter } = await sourceDeployRetrieve();
    const { zipBuffer } = await new MetadataConverter().convert(components, 'metadata', { type: 'zip' });
    if (!zipBuffer) {
        throw new Error(`The conversion of ${[directories].flat().join(', ')} gave no zip.`);
    }
    return zipBuffer;
}

/**
 * Converts source directories into a folder in Metadata format: what `sf project deploy start --metadata-dir` takes.
 *
 * @param folder is created; package.xml lies directly in it
 */
export async function convertToFolder(
    directories: string | string[],
    folder: string,
    options: ConvertOptions = {}
): Promise<void> {
    const components = await sourceComponents(directories, options);
    const { MetadataConverter } = await sourceDeployRetrieve();
    const target = resolve(folder);
    await new MetadataConverter().convert(components, 'metadata', {
        type: 'directory',
        outputDirectory: dirname(target),
        packageName: target.slice(dirname(target).length + 1),
        genUniqueDir: false
    });
}

async function sourceComponents(directories: string | string[], options: ConvertOptions) {
    const paths = [directories].flat().map((directory) => resolve(directory));
    for (const path of paths) {
        if (!existsSync(path)) {
            throw new Error(`There is no directory ${path}.`);
        }
    }
    const { ComponentSet } = await sourceDeployRetrieve();
    const components = ComponentSet.fromSource({ fsPaths: paths });
    if (components.size === 0) {
        throw new Error(`${paths.join(', ')} holds no component.`);
    }
    const version = options.apiVersion ?? projectApiVersion(paths[0] as string);
    components.sourceApiVersion = version;
    components.apiVersion = version;
    return components;
}

function projectApiVersion(path: string): string {
    for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
        const file = join(folder, 'sfdx-project.json');
        if (existsSync(file)) {
            return (JSON.parse(readFileSync(file, 'utf8')) as { sourceApiVersion: string }).sourceApiVersion;
        }
    }
    throw new Error(`${path} lies in no Salesforce DX project: there is no sfdx-project.json above it.`);
}
