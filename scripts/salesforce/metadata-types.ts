/**
 * The Metadata API's own types as data: which elements a type has, of which kind, which must be there, which enum
 * values exist. Read from the declarations of `@salesforce/types` (generated from the Metadata WSDL), in two versions
 * that are merged so that whatever either accepts is accepted: neither version is a superset of the other.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** `any` is unchecked content; anything that is not a primitive is the name of a type or an enum. */
export interface MetadataMember {
    kinds: string[];
    array: boolean;
    required: boolean;
}

export interface MetadataTypes {
    /** Type name → its elements, inherited ones included. */
    types: Record<string, Record<string, MetadataMember>>;
    /** Enum name → its values. */
    enums: Record<string, string[]>;
    /** Types that are a component or a part of one: they extend the API's `Metadata`. */
    components: string[];
}

const packages = ['@salesforce/types', '@salesforce/types-v66'];
const cacheFormat = 1;
const require = createRequire(import.meta.url);
let loaded: MetadataTypes | undefined;

/**
 * The merged types; parsed once a machine (TypeScript's parser, about a second) and then read from a cache under
 * `node_modules/.cache`, keyed by the packages' versions.
 */
export async function loadMetadataTypes(): Promise<MetadataTypes> {
    if (loaded) {
        return loaded;
    }
    const folders = packages.map((name) => dirname(dirname(require.resolve(`${name}/metadata`))));
    const versions = folders.map((folder) => {
        return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
    });
    const cacheFile = join(
        dirname(dirname(folders[0] as string)),
        '.cache',
        'bot-handoff',
        `metadata-types-${cacheFormat}-${versions.join('-')}.json`
    );
    loaded = readCache(cacheFile);
    if (!loaded) {
        const { parseMetadataTypes } = await import('./metadata-types-parser.ts');
        const [first, second] = folders.map((folder) =>
            parseMetadataTypes(readFileSync(join(folder, 'lib', 'metadata.d.ts'), 'utf8'))
        ) as [MetadataTypes, MetadataTypes];
        loaded = mergeMetadataTypes(first, second);
        writeCache(cacheFile, loaded);
    }
    return loaded;
}

/** Accepts what either accepts: all members, all enum values, required only where both require it. */
export function mergeMetadataTypes(first: MetadataTypes, second: MetadataTypes): MetadataTypes {
    const types: MetadataTypes['types'] = { ...first.types };
    for (const [name, members] of Object.entries(second.types)) {
        const other = types[name];
        types[name] = other ? mergeMembers(other, members) : members;
    }
    const enums: MetadataTypes['enums'] = { ...first.enums };
    for (const [name, values] of Object.entries(second.enums)) {
        enums[name] = [...new Set([...(enums[name] ?? []), ...values])];
    }
    return { types, enums, components: [...new Set([...first.components, ...second.components])] };
}

function mergeMembers(
    first: Record<string, MetadataMember>,
    second: Record<string, MetadataMember>
): Record<string, MetadataMember> {
    const merged: Record<string, MetadataMember> = {};
    for (const name of new Set([...Object.keys(first), ...Object.keys(second)])) {
        const one = first[name];
        const two = second[name];
        merged[name] = {
            kinds: [...new Set([...(one?.kinds ?? []), ...(two?.kinds ?? [])])],
            array: Boolean(one?.array || two?.array),
            required: Boolean(one?.required && two?.required)
        };
    }
    return merged;
}

function readCache(file: string): MetadataTypes | undefined {
    try {
        return JSON.parse(readFileSync(file, 'utf8')) as MetadataTypes;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
            return undefined;
        }
        throw error;
    }
}

function writeCache(file: string, types: MetadataTypes): void {
    const temporary = `${file}.${process.pid}`;
    try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(temporary, JSON.stringify(types));
        // Other processes may read at the same time: they see the whole file or none.
        renameSync(temporary, file);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // A read-only installation works without the cache, only slower.
        if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') {
            throw error;
        }
    }
}
