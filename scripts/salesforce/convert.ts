/**
 * Source format to Metadata format, by `@salesforce/source-deploy-retrieve`: what lies in a package directory becomes
 * the zip that a deploy sends.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { sourceDeployRetrieve } from './libraries.ts';

/**
 * Converts a source directory, which must lie in a Salesforce DX project (its `.forceignore` and API version hold).
 *
 * @returns the zip's bytes, with package.xml at its root
 * @throws where the directory does not exist or holds no component
 */
export async function convertPackage(directory: string): Promise<Uint8Array> {
    const components = await sourceComponents(directory);
    const { MetadataConverter } = await sourceDeployRetrieve();
    const { zipBuffer } = await new MetadataConverter().convert(components, 'metadata', { type: 'zip' });
    if (!zipBuffer) {
        throw new Error(`The conversion of ${directory} gave no zip.`);
    }
    return zipBuffer;
}

/**
 * Converts a source directory into a folder in Metadata format: what `sf project deploy start --metadata-dir` takes.
 *
 * @param folder is created; package.xml lies directly in it
 */
export async function convertToFolder(directory: string, folder: string): Promise<void> {
    const components = await sourceComponents(directory);
    const { MetadataConverter } = await sourceDeployRetrieve();
    const target = resolve(folder);
    await new MetadataConverter().convert(components, 'metadata', {
        type: 'directory',
        outputDirectory: dirname(target),
        packageName: target.slice(dirname(target).length + 1),
        genUniqueDir: false
    });
}

async function sourceComponents(directory: string) {
    const path = resolve(directory);
    if (!existsSync(path)) {
        throw new Error(`There is no directory ${path}.`);
    }
    const { ComponentSet } = await sourceDeployRetrieve();
    const components = ComponentSet.fromSource({ fsPaths: [path] });
    if (components.size === 0) {
        throw new Error(`${path} holds no component.`);
    }
    const version = projectApiVersion(path);
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
