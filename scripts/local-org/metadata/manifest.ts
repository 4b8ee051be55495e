/** package.xml and the destructive manifests of a Metadata-format zip. */
import { strToU8 } from 'fflate';

import { childrenOf, childText, escapeXml, parseXml, XmlError } from '../../salesforce/xml.ts';
import type { Problem } from './types.ts';

export interface Manifest {
    version: string;
    /** Type → its members in order; `*` stands for every file of that type. */
    members: Map<string, string[]>;
}

/** A deploy that cannot be read at all; becomes the result's `errorMessage`. */
export class DeployError extends Error {
    readonly statusCode: string;

    constructor(statusCode: string, message: string) {
        super(message);
        this.name = 'DeployError';
        this.statusCode = statusCode;
    }
}

/**
 * Reads a manifest.
 *
 * @throws DeployError where it is not well formed or its root is not `Package`
 */
export function parseManifest(fileName: string, text: string): Manifest {
    try {
        const root = parseXml(text);
        if (root.name !== 'Package') {
            throw new DeployError('INVALID_CROSS_REFERENCE_KEY', `${fileName}: the root element must be Package.`);
        }
        const members = new Map<string, string[]>();
        for (const types of childrenOf(root, 'types')) {
            const name = childText(types, 'name') ?? '';
            const list = childrenOf(types, 'members').map((member) => member.text.trim());
            members.set(name, [...(members.get(name) ?? []), ...list]);
        }
        return { version: childText(root, 'version') ?? '', members };
    } catch (error) {
        if (error instanceof XmlError) {
            const { line, column } = error.position;
            throw new DeployError('UNKNOWN_EXCEPTION', `${fileName} (${line}:${column}): ${error.message}`);
        }
        throw error;
    }
}

/** The file of a manifest with members of one type. */
export function manifestFile(type: string, names: readonly string[]): Uint8Array {
    const members = names.map((name) => `<members>${escapeXml(name)}</members>`).join('');
    return strToU8(
        `<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types>${members}<name>${type}</name></types><version>${newestVersion}.0</version></Package>`
    );
}

/** A package that takes one component out. */
export function deletionPackage(type: string, name: string): ReadonlyMap<string, Uint8Array> {
    return new Map([
        ['package.xml', manifestFile(type, [])],
        ['destructiveChanges.xml', manifestFile(type, [name])]
    ]);
}

/** API versions that the local org takes: those that its metadata types describe. */
export const oldestVersion = 59;
export const newestVersion = 67;

/** What is wrong with the version of a manifest or of a request; undefined if nothing. */
export function versionProblem(version: string): Problem | undefined {
    const number = Number(version);
    if (!Number.isInteger(number) || number < oldestVersion || number > newestVersion) {
        return {
            message: `not supported by the local org: API version ${version || '(none)'} (it takes ${oldestVersion}.0 to ${newestVersion}.0)`
        };
    }
    return undefined;
}
