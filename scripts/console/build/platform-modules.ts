/** Answers for the modules that exist only inside an org: `@salesforce/…` and some of `lightning/…`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rollup';

export interface PlatformSources {
    /** Exports `apexMethod(name: 'Class.method')`; answers `@salesforce/apex/…`. */
    apex: string;
    /** Exports `label(name)`, or the labels' texts by name; answers `@salesforce/label/c.…`. */
    labels: string | Record<string, string>;
    /** Exports `user` and `i18n`; answers `@salesforce/user/…`, `@salesforce/i18n/…`. */
    session: string;
    /** Folder of `<name>.ts` for `lightning/<name>`; what is not in it comes from the base components. */
    lightning: string;
}

const PREFIX = '\0platform:';
const I18N_OF_SESSION = new Set(['lang', 'locale', 'timeZone', 'dir', 'currency', 'firstDayOfWeek']);

function textOf(label: string, texts: Record<string, string>): string {
    const text = texts[label];
    if (text === undefined) throw new Error(`The packages have no custom label "${label}".`);
    return `export default ${JSON.stringify(text)};`;
}

/** The source text of a platform module, or undefined where the base components bring their own. */
function sourceOf(specifier: string, sources: PlatformSources): string | undefined {
    const [, kind = '', name = ''] = /^@salesforce\/([A-Za-z0-9]+)(?:\/(.+))?$/.exec(specifier) ?? [];
    const from = (path: string) => JSON.stringify(path);
    switch (kind) {
        case 'apex':
            return name
                ? `import { apexMethod } from ${from(sources.apex)};\nexport default apexMethod(${JSON.stringify(name)});`
                : `export { refreshApex, getSObjectValue } from ${from(sources.apex)};`;
        case 'label':
            if (!name.startsWith('c.')) return undefined;
            if (typeof sources.labels !== 'string') return textOf(name.slice(2), sources.labels);
            return `import { label } from ${from(sources.labels)};\nexport default label(${JSON.stringify(name.slice(2))});`;
        case 'user':
            return `import { user } from ${from(sources.session)};\nexport default user[${JSON.stringify(name)}];`;
        case 'i18n':
            if (!I18N_OF_SESSION.has(name)) return undefined;
            return `import { i18n } from ${from(sources.session)};\nexport default i18n[${JSON.stringify(name)}];`;
        case 'schema': {
            const [objectApiName, ...field] = name.split('.');
            return field.length === 0
                ? `export default { objectApiName: ${JSON.stringify(objectApiName)} };`
                : `export default ${JSON.stringify({ fieldApiName: field.join('.'), objectApiName })};`;
        }
        case 'customPermission':
        case 'userPermission':
            return `import { user } from ${from(sources.session)};\nexport default user.permissions.includes(${JSON.stringify(name)}) || undefined;`;
        default:
            return undefined;
    }
}

/** The plugin; must come before the one that knows the base components. */
export function platformModules(sources: PlatformSources): Plugin {
    return {
        name: 'console-platform',
        resolveId(source) {
            const stand = /^lightning\/([A-Za-z0-9]+)$/.exec(source)?.[1];
            if (stand) {
                const file = join(sources.lightning, `${stand}.ts`);
                return existsSync(file) ? file : null;
            }
            return sourceOf(source, sources) === undefined ? null : PREFIX + source;
        },
        load(id) {
            return id.startsWith(PREFIX) ? (sourceOf(id.slice(PREFIX.length), sources) ?? null) : null;
        }
    };
}
