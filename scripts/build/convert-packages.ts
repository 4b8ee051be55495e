/** `npm run package:convert`: each package of `sfdx-project.json` in Metadata format, as `dist/<package>/`. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PROJECT_ROOT } from '../project-root.ts';
import { convertToFolder } from '../salesforce/convert.ts';
import { buildComponents, ComponentBuildError } from './lwc.ts';

interface PackageDirectory {
    path: string;
    package?: string;
}

/**
 * Builds the components and converts all packages.
 *
 * @returns folders that were written, in the order in which they deploy
 */
export async function convertPackages(
    root: string = PROJECT_ROOT,
    target: string = join(root, 'dist')
): Promise<string[]> {
    await buildComponents({ root });
    const project = JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8')) as {
        packageDirectories: PackageDirectory[];
    };
    const folders: string[] = [];
    for (const { path, package: name } of project.packageDirectories) {
        // Directories without a package hold templates that the setup renders.
        if (name !== undefined) {
            const folder = join(target, basename(path));
            await rm(folder, { recursive: true, force: true });
            await convertToFolder(join(root, path), folder);
            folders.push(folder);
        }
    }
    return folders;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
    try {
        for (const folder of await convertPackages()) {
            console.log(
                `${relative(process.cwd(), folder)}: deploy it with sf project deploy start --metadata-dir ${relative(process.cwd(), folder)}`
            );
        }
    } catch (error) {
        if (!(error instanceof ComponentBuildError)) {
            throw error;
        }
        console.error(error.message);
        process.exitCode = 1;
    }
}
