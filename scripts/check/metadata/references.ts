/** Every name that metadata or code refers to exists in its package, in one that it may know, or on the platform. */
import type { Problem } from '../problem.ts';
import { referencesOf } from './component-references.ts';
import type { DefinedNames } from './defined-names.ts';
import { mayKnow } from './packages.ts';
import {
    fieldsOfOtherPackages,
    fieldsOfSettings,
    platformComponents,
    standardFields,
    standardServiceChannels,
    standardTabs
} from './platform-names.ts';
import type { Reference } from './reference.ts';
import { lineOf, type SourceComponent } from './source-tree.ts';

function isOnPlatform({ kind, name }: Reference): boolean {
    switch (kind) {
        case 'object':
            return name in standardFields;
        case 'field': {
            const [object = '', field = ''] = name.split('.');
            if (object.endsWith('__mdt') && fieldsOfSettings.includes(field)) return true;
            return (standardFields[object]?.includes(field) ?? false) || name in fieldsOfOtherPackages;
        }
        case 'component':
            return name in platformComponents;
        case 'tab':
            return standardTabs.has(name);
        case 'serviceChannel':
            return standardServiceChannels.has(name);
        default:
            return false;
    }
}

/** The names that Apex and component code refers to by import or by `Label.`. */
export function referencesInCode(text: string): Reference[] {
    const all = (pattern: RegExp, kind: Reference['kind']) =>
        [...text.matchAll(pattern)].map((match) => ({ kind, name: match[1] ?? '' }));
    return [
        ...all(/@salesforce\/label\/c\.(\w+)/g, 'label'),
        ...all(/@salesforce\/apex\/(\w+)\.\w+/g, 'class'),
        ...all(/from ['"]c\/(\w+)['"]/g, 'component'),
        ...all(/\b(?:System\.)?Label\.(\w+)\b/g, 'label')
    ];
}

function judge(names: DefinedNames, from: string, reference: Reference): string | undefined {
    if (reference.name.includes('{{') || isOnPlatform(reference)) return undefined;
    const owner =
        reference.kind === 'tab' || reference.kind === 'serviceChannel'
            ? undefined
            : names.packageOf(reference.kind, reference.name);
    if (owner === undefined) {
        return `${reference.kind} "${reference.name}" is neither in force-app nor on the list of platform names`;
    }
    if (!reference.atRunTime && !(mayKnow[from] ?? []).includes(owner)) {
        return `${reference.kind} "${reference.name}" belongs to ${owner}, which ${from} must not know`;
    }
    return undefined;
}

/** Problems of all references of components and code. */
export function missingReferences(
    components: SourceComponent[],
    code: { file: string; package: string; text: string }[],
    names: DefinedNames
): Problem[] {
    const found: Problem[] = [];
    const look = (file: string, from: string, text: string, references: Reference[]) => {
        for (const reference of references) {
            const message = judge(names, from, reference);
            if (message) {
                const last = reference.name.split('.').at(-1) ?? reference.name;
                found.push({ file, line: lineOf(text, reference.name) ?? lineOf(text, last), message });
            }
        }
    };
    for (const component of components)
        look(component.file, component.package, component.text, referencesOf(component));
    for (const { file, package: from, text } of code) look(file, from, text, referencesInCode(text));
    return found;
}
