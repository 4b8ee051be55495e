import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in the packages' `lwc` folders; absolute paths, sorted. */
export interface ComponentFolders {
    /** `.ts` files that become `.js`. */
    sources: string[];
    /** `.js` files of the same folders. */
    compiled: string[];
    /** Bundle name → its main `.ts`. */
    bundles: Map<string, string>;
}

const ASIDE = new Set(['__tests__', '__mocks__', '__fixtures__']);

/** Looks through `force-app/<package>/main/default/lwc` of every package. */
export async function findComponents(root: string): Promise<ComponentFolders> {
    const found: ComponentFolders = { sources: [], compiled: [], bundles: new Map() };
    const packages = join(root, 'force-app');
    for (const name of existsSync(packages) ? (await readdir(packages)).sort() : []) {
        const folder = join(packages, name, 'main/default/lwc');
        for (const bundle of existsSync(folder) ? await foldersIn(folder) : []) {
            await collect(join(folder, bundle), found);
            const main = join(folder, bundle, `${bundle}.ts`);
            if (existsSync(main)) {
                found.bundles.set(bundle, main);
            }
        }
    }
    return found;
}

async function collect(folder: string, found: ComponentFolders): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            if (!ASIDE.has(entry.name)) {
                await collect(path, found);
            }
        } else if (entry.name.endsWith('.js')) {
            found.compiled.push(path);
        } else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts')) {
            found.sources.push(path);
        }
    }
}

async function foldersIn(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
        .filter((entry) => entry.isDirectory() && !ASIDE.has(entry.name))
        .map((entry) => entry.name)
        .sort();
}
