/**
 * The Java libraries that come with the code analyzer's PMD engine: the Apex type checker and what it knows of the
 * platform.
 */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { CheckUnavailable } from '../problem.ts';

export const javaLibraryFolder = 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib';

/**
 * @param name beginning of the library's file name: `sobject-types`, `apex-ls`
 * @returns path of its jar
 * @throws CheckUnavailable where it is not installed
 */
export function javaLibrary(name: string): string {
    const file = existsSync(javaLibraryFolder) ? globSync(`${name}*.jar`, { cwd: javaLibraryFolder })[0] : undefined;
    if (file === undefined) {
        throw new CheckUnavailable(`${name} is missing in ${javaLibraryFolder}: run npm ci.`);
    }
    return join(javaLibraryFolder, file);
}
