/** Gathers the components as they deploy: the compiled modules of the packages, under their namespace `c`. */
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/** What of a component's folder reaches an org and a browser. */
const PARTS = new Set(['.js', '.html', '.css', '.svg']);

export interface ComponentFile {
    /** `botHistory/botHistory.js` */
    name: string;
    path: string;
}

/** The files of every component bundle under the packages of `root`, in a stable order. */
export function componentFiles(root: string): ComponentFile[] {
    const bundles = globSync('force-app/*/main/default/lwc/*/', { cwd: root }).sort();
    return bundles.flatMap((folder) => {
        const bundle = basename(folder);
        if (bundle.startsWith('__')) return [];
        return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
            .filter((file) => PARTS.has(extname(file)) && !file.includes('__'))
            .sort()
            .map((file) => ({ name: join(bundle, file), path: join(root, folder, file) }));
    });
}

/**
 * Copies the files to `<folder>/c/…`, where the LWC compiler reads namespace and name from the path.
 * @throws when the history component is missing or not compiled
 */
export function stageComponents(files: ComponentFile[], folder: string): void {
    if (!files.some((file) => file.name === join('botHistory', 'botHistory.js'))) {
        throw new Error('The component botHistory is not compiled: run `npm run build` first.');
    }
    for (const { name, path } of files) {
        const target = join(folder, 'c', name);
        mkdirSync(join(target, '..'), { recursive: true });
        if (!existsSync(target) || !readFileSync(target).equals(readFileSync(path))) cpSync(path, target);
    }
}
