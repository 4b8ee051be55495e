/**
 * Conversions kept from one process to the next: loading the library and converting takes most of the time of a plan,
 * and the packages are what they were.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { KeptResults } from '../kept-results.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { convertPackage } from './convert.ts';

const kept = new KeptResults({ name: 'converted', makers: converters, most: 200 });

/**
 * As `convertPackage`, or what it made of the same files earlier, be it in another process.
 *
 * @param place where the directory lies, from the project's root; for one with a made-up name, what stands for it
 */
export async function convertedPackage(
    directory: string,
    place: string = relative(PROJECT_ROOT, resolve(directory))
): Promise<Uint8Array> {
    const path = resolve(directory);
    if (!existsSync(path)) return convertPackage(directory);
    const source = `${place}\n${inputsOf(path)}`;
    const found = kept.find<Uint8Array>('zip', source);
    if (found) return found.result;
    const zip = await convertPackage(directory);
    // A file that changed in the meantime would be kept as the other one.
    if (source === `${place}\n${inputsOf(path)}`) kept.keep('zip', source, zip);
    return zip;
}

/** Changes with each file below the directory, and with what the folders above it say of the project. */
function inputsOf(directory: string): string {
    const files = readdirSync(directory, { recursive: true })
        .map((path) => join(directory, String(path)))
        .filter((file) => statSync(file).isFile());
    for (let folder = directory; folder !== dirname(folder); folder = dirname(folder)) {
        files.push(...['.forceignore', 'sfdx-project.json'].map((name) => join(folder, name)).filter(existsSync));
    }
    const hash = createHash('sha256');
    for (const file of files.sort()) {
        const content = readFileSync(file);
        hash.update(`${relative(directory, file)}\n${content.length}\n`).update(content);
    }
    return hash.digest('hex');
}

/** The library with what it is built from, and what calls it. */
function converters(): Buffer[] {
    return [join(PROJECT_ROOT, 'package-lock.json'), join(import.meta.dirname, 'convert.ts')].map((file) =>
        readFileSync(file)
    );
}
