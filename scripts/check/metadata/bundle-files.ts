/** What files of a component may be called: an org takes no other names, whatever the compiler says. */
import { basename, dirname } from 'node:path';
import type { Problem } from '../problem.ts';

/** https://developer.salesforce.com/docs/platform/lwc/guide/create-components-folder.html */
const FOLDER = /^[a-z](?:_?[A-Za-z0-9])*$/;

/**
 * Problems of the names of components' files and folders; tests and their data are not deployed.
 *
 * @param files `…/lwc/<component>/<file>`, with `/`
 */
export function bundleFileProblems(files: readonly string[]): Problem[] {
    return files
        .filter((file) => !file.includes('/__'))
        .flatMap((file) => {
            const names = [basename(dirname(file)), basename(file).replace(/\..*$/, '')];
            return names
                .filter((name) => !FOLDER.test(name))
                .map((name) => ({
                    file,
                    message: `"${name}": begins with a lower-case letter, and has only letters, digits and single _`
                }));
        });
}
