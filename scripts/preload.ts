import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * For tests: a module for Node's `--import` that does something when a program begins to load one of its own.
 *
 * @param folder where it is written
 * @param file how the URL of the awaited module ends
 * @param code what is done then
 * @returns its path
 */
export function preloadThat(folder: string, file: string, code: string): string {
    const path = join(folder, 'preload.mjs');
    writeFileSync(
        path,
        `import { registerHooks } from 'node:module';
        registerHooks({
            load(url, context, next) {
                if (url.endsWith(${JSON.stringify(file)})) { ${code} }
                return next(url, context);
            }
        });`
    );
    return path;
}
