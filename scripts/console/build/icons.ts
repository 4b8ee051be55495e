/**
 * The icon libraries of the base components, reduced to the icons that the page's components name.
 * All of them would be some 2,500 templates, most of a build's time and of the page's size.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin } from 'rollup';

const CATEGORIES = ['action', 'custom', 'doctype', 'standard', 'utility'] as const;
const ICON_NAME = /\b(action|custom|doctype|standard|utility):([a-z0-9_]+)\b/gi;
const LIBRARY = /^lightning\/iconSvgTemplates(Action|Custom|Doctype|Standard|Utility)(Rtl)?$/;

/** The text of a component's own files, and those of its parts. */
function sourcesOf(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(
            (entry) =>
                entry.isFile() &&
                ['.html', '.js', '.ts'].includes(extname(entry.name)) &&
                !entry.name.endsWith('.d.ts') &&
                !entry.parentPath.includes('__')
        )
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

const camelCase = (tag: string) => tag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Base components that a text names, as folders: `<lightning-button-icon>` and `lightning/buttonIcon`. */
function baseComponentsIn(text: string): string[] {
    const tags = [...text.matchAll(/<lightning-([a-z0-9-]+)/g)].map((match) => camelCase(match[1] ?? ''));
    const imports = [...text.matchAll(/['"]lightning\/([A-Za-z0-9]+)['"]/g)].map((match) => match[1] ?? '');
    return [...tags, ...imports].filter((name) => !name.startsWith('iconSvgTemplates'));
}

/** Names of the icons, by category, that the components and the base components under them use. */
export function iconsUsed(componentFolders: string[], baseComponents: string): Map<string, Set<string>> {
    const used = new Map<string, Set<string>>(CATEGORIES.map((category) => [category, new Set()]));
    const waiting = componentFolders.flatMap(sourcesOf);
    const seen = new Set<string>();
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
        for (const [, category = '', name = ''] of text.matchAll(ICON_NAME))
            used.get(category.toLowerCase())?.add(name);
        for (const name of baseComponentsIn(text)) {
            const folder = join(baseComponents, 'lightning', name);
            if (seen.has(name) || !existsSync(folder)) continue;
            seen.add(name);
            waiting.push(...sourcesOf(folder));
        }
    }
    return used;
}

/**
 * Answers `lightning/iconSvgTemplates…` with the named icons; an icon that is asked for besides says so on the console.
 */
export function iconLibraries(componentFolders: string[], baseComponents: string): Plugin {
    let used: Map<string, Set<string>>;
    return {
        name: 'console-icons',
        buildStart() {
            used = iconsUsed(componentFolders, baseComponents);
        },
        resolveId(source) {
            const category = LIBRARY.exec(source)?.[1];
            return category ? `\0icons:${category}` : null;
        },
        load(id) {
            if (!id.startsWith('\0icons:')) return null;
            const category = id.slice('\0icons:'.length);
            const folder = join(
                baseComponents,
                `lightning/iconSvgTemplates${category}/buildTemplates/${category.toLowerCase()}`
            );
            const names = [...(used.get(category.toLowerCase()) ?? [])].filter((name) =>
                existsSync(join(folder, `${name}.html`))
            );
            const imports = names.map(
                (name, at) => `import icon${at} from ${JSON.stringify(join(folder, `${name}.html`))};`
            );
            const entries = names.map(
                (name, at) => `${JSON.stringify(`${category.toLowerCase()}_${name}`)}: icon${at}`
            );
            return [
                ...imports,
                `const icons = { ${entries.join(', ')} };`,
                'export default new Proxy(icons, { get(known, name) {',
                "    if (/^[a-z]+_/.test(String(name)) && !(name in known)) console.error(`Icon ${String(name)} is not in this page's build: name it in full in the component's source.`);",
                '    return known[name];',
                '} });'
            ].join('\n');
        }
    };
}
