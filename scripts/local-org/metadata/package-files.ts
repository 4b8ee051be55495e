/** A Metadata-format zip as a list of components, each parsed and checked by the Metadata API's own types. */
import { strFromU8, unzipSync } from 'fflate';

import { checkMetadataFile, type MetadataSchema } from '../../salesforce/metadata-schema.ts';
import { childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import { DeployError, parseManifest, versionProblem, type Manifest } from './manifest.ts';
import { isKnown, isSupported, metadataTypes, ownerType, type MetadataType } from './registry.ts';
import type { Component, Problem } from './types.ts';

/** A component's identity with what is wrong with it. */
export interface ComponentProblem extends Problem {
    type: string;
    fullName: string;
    fileName: string;
}

export interface DeployPackage {
    components: Component[];
    /** What `destructiveChanges*.xml` name, without regard to case the same as component names. */
    deletions: { type: string; fullName: string; fileName: string }[];
    problems: ComponentProblem[];
}

export type ZipFiles = ReadonlyMap<string, Uint8Array>;

const settingsSuffix = 'Settings';

/**
 * Unpacks a zip; a single folder around everything is taken off, as `singlePackage` deploys may have one.
 *
 * @throws DeployError where the bytes are no zip
 */
export function unzip(zip: Uint8Array): ZipFiles {
    let entries: Record<string, Uint8Array>;
    try {
        entries = unzipSync(zip);
    } catch (error) {
        throw new DeployError('INVALID_ZIP', `The zip cannot be read: ${(error as Error).message}`);
    }
    const files = Object.entries(entries).filter(([path]) => !path.endsWith('/'));
    const hasRootManifest = files.some(([path]) => path === 'package.xml');
    const folders = new Set(files.map(([path]) => path.split('/')[0]));
    const [only] = folders;
    const strip = !hasRootManifest && folders.size === 1 && only !== undefined ? only.length + 1 : 0;
    return new Map(files.map(([path, data]) => [path.slice(strip), data]));
}

/**
 * Reads all components that package.xml names, with what is wrong with each.
 *
 * @throws DeployError where there is no readable package.xml
 */
export function readPackage(files: ZipFiles, schema: MetadataSchema): DeployPackage {
    const manifestText = files.get('package.xml');
    if (!manifestText) {
        throw new DeployError('INVALID_CROSS_REFERENCE_KEY', 'No package.xml found');
    }
    const manifest = parseManifest('package.xml', strFromU8(manifestText));
    const version = versionProblem(manifest.version);
    if (version) {
        throw new DeployError('UNSUPPORTED_API_VERSION', version.message);
    }
    return new PackageReader(files, schema, manifest).read();
}

class PackageReader {
    private readonly files: ZipFiles;
    private readonly schema: MetadataSchema;
    private readonly manifest: Manifest;
    private readonly components: Component[] = [];
    private readonly problems: ComponentProblem[] = [];

    constructor(files: ZipFiles, schema: MetadataSchema, manifest: Manifest) {
        this.files = files;
        this.schema = schema;
        this.manifest = manifest;
    }

    read(): DeployPackage {
        for (const [name, members] of this.manifest.members) {
            // sf lists Profile without members in every package version.
            const isEmpty = isKnown(name) && members.length === 0;
            if (!isSupported(name) && !isEmpty) {
                this.report(name, '', 'package.xml', {
                    message: isKnown(name)
                        ? `not supported by the local org: metadata type ${name}`
                        : `Unknown type name '${name}' specified in package.xml`
                });
            }
        }
        for (const type of metadataTypes) {
            this.readType(type);
        }
        this.reportMissing();
        this.reportUnnamedFiles();
        return { components: this.components, deletions: this.readDeletions(), problems: this.problems };
    }

    private readType(type: MetadataType): void {
        for (const [fullName, paths] of this.groupFiles(type)) {
            const read = type.kind === 'xml' ? this.readXmlFile : this.readWithContent;
            read.call(this, type, fullName, paths);
        }
    }

    /** Component name → its files, for one type's folder. */
    private groupFiles(type: MetadataType): Map<string, string[]> {
        const groups = new Map<string, string[]>();
        for (const path of this.files.keys()) {
            const [folder, ...rest] = path.split('/');
            const file = rest.join('/');
            if (folder !== type.folder || file === '') {
                continue;
            }
            const name = type.kind === 'bundle' ? rest[0] : nameOfFile(file, type);
            if (name !== undefined) {
                groups.set(name, [...(groups.get(name) ?? []), path]);
            }
        }
        return groups;
    }

    private readXmlFile(type: MetadataType, fullName: string, [path]: string[]): void {
        const fileName = path as string;
        const expected = type.name === 'Settings' ? `${fullName}${settingsSuffix}` : type.name;
        if (!this.schema.isComponentType(expected)) {
            this.report(type.name, fullName, fileName, { message: `Invalid settings: ${fullName}` });
            return;
        }
        const { root, problems } = checkMetadataFile(this.schema, this.text(fileName), expected);
        if (!root) {
            this.report(type.name, fullName, fileName, ...problems);
            return;
        }
        const parts = Object.entries(type.parts ?? {}).flatMap(([part, element]) =>
            childrenOf(root, element).map((xml) => partComponent(type, part, fullName, fileName, xml))
        );
        const ownerNamed = this.isNamed(type.name, fullName);
        const named = parts.filter((part) => ownerNamed || this.isNamed(part.type, part.fullName));
        if (ownerNamed || named.length === 0) {
            this.components.push({ type: type.name, fullName, fileName, xml: root, content: new Map() });
        }
        this.components.push(...named);
        for (const found of problems) {
            // A mistake belongs to the last part that starts before it.
            const part = named.filter(({ xml }) => isBefore(xml.position, found)).at(-1);
            this.report(part?.type ?? type.name, part?.fullName ?? fullName, fileName, found);
        }
    }

    private readWithContent(type: MetadataType, fullName: string, paths: string[]): void {
        const metaSuffix = '-meta.xml';
        const metaFile = paths.find((path) => path.endsWith(metaSuffix));
        const contentFile = paths.find((path) => !path.endsWith(metaSuffix));
        if (!metaFile) {
            this.report(type.name, fullName, contentFile ?? '', {
                message: `No ${metaSuffix} file found for ${type.name} ${fullName}`
            });
            return;
        }
        if (!contentFile) {
            this.report(type.name, fullName, metaFile, {
                message: `No source file found for ${type.name} ${fullName}`
            });
            return;
        }
        const { root, problems } = checkMetadataFile(this.schema, this.text(metaFile), type.name);
        this.report(type.name, fullName, metaFile, ...problems);
        if (root) {
            const folder = type.kind === 'bundle' ? `${type.folder}/${fullName}/` : `${type.folder}/`;
            const content = paths
                .filter((path) => path !== metaFile)
                .map((path): [string, string] => [path.slice(folder.length), this.text(path)]);
            const fileName = type.kind === 'bundle' ? `${folder}${fullName}.js` : contentFile;
            this.components.push({ type: type.name, fullName, fileName, xml: root, content: new Map(content) });
        }
    }

    private reportMissing(): void {
        const present = new Set(this.components.map(key));
        for (const problem of this.problems) {
            present.add(key(problem));
        }
        for (const [type, members] of this.manifest.members) {
            if (!isSupported(type)) {
                continue;
            }
            for (const fullName of members) {
                const hasFile = fullName === '*' || present.has(key({ type, fullName }));
                if (!hasFile) {
                    this.report(type, fullName, 'package.xml', {
                        message: `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`
                    });
                }
            }
        }
    }

    /** Files that no member of package.xml stands for. */
    private reportUnnamedFiles(): void {
        const folders = new Set(metadataTypes.map((type) => type.folder));
        for (const component of [...this.components]) {
            if (!this.isNamed(component.type, component.fullName)) {
                const owner = ownerType(component.type);
                const ofNamedOwner = owner !== undefined && this.isNamed(owner.name, ownerName(component));
                if (!ofNamedOwner) {
                    this.report(component.type, component.fullName, component.fileName, {
                        message: 'Not in package.xml'
                    });
                }
            }
        }
        for (const path of this.files.keys()) {
            const [folder] = path.split('/');
            const isManifest = path === 'package.xml' || /^destructiveChanges(Pre|Post)?\.xml$/.test(path);
            if (!isManifest && !folders.has(folder as string)) {
                this.report('', path, path, { message: 'Not in package.xml' });
            }
        }
    }

    private readDeletions(): DeployPackage['deletions'] {
        return ['destructiveChangesPre.xml', 'destructiveChanges.xml', 'destructiveChangesPost.xml'].flatMap(
            (fileName) => {
                const data = this.files.get(fileName);
                const members = data ? parseManifest(fileName, strFromU8(data)).members : new Map<string, string[]>();
                return [...members].flatMap(([type, names]) => names.map((fullName) => ({ type, fullName, fileName })));
            }
        );
    }

    private isNamed(type: string, fullName: string): boolean {
        const members = this.manifest.members.get(type);
        return members?.some((member) => member === '*' || member.toLowerCase() === fullName.toLowerCase()) ?? false;
    }

    private text(path: string): string {
        return strFromU8(this.files.get(path) as Uint8Array);
    }

    private report(type: string, fullName: string, fileName: string, ...problems: Problem[]): void {
        this.problems.push(...problems.map((problem) => ({ ...problem, type, fullName, fileName })));
    }
}

function nameOfFile(file: string, type: MetadataType): string | undefined {
    const plain = file.endsWith('-meta.xml') && type.kind === 'source' ? file.slice(0, -'-meta.xml'.length) : file;
    const suffix = `.${type.suffix}`;
    return plain.endsWith(suffix) ? decodeName(plain.slice(0, -suffix.length)) : undefined;
}

/** Names with special characters come percent-encoded; a stray percent sign stands for itself. */
function decodeName(name: string): string {
    return name.replace(/(%[0-9a-f]{2})+/gi, (encoded) => {
        const bytes = Uint8Array.from(encoded.split('%').slice(1), (hex) => Number.parseInt(hex, 16));
        return new TextDecoder().decode(bytes);
    });
}

function partComponent(
    owner: MetadataType,
    type: string,
    ownerFullName: string,
    fileName: string,
    xml: XmlElement
): Component {
    const name = childText(xml, 'fullName') ?? '';
    const fullName = owner.name === 'CustomObject' ? `${ownerFullName}.${name}` : name;
    return { type, fullName, fileName, xml, content: new Map() };
}

function ownerName(component: Component): string {
    return component.type === 'CustomLabel' ? 'CustomLabels' : (component.fullName.split('.')[0] as string);
}

function isBefore(position: { line: number; column: number }, problem: Problem): boolean {
    const line = problem.line ?? 0;
    return position.line < line || (position.line === line && position.column <= (problem.column ?? 0));
}

function key({ type, fullName }: { type: string; fullName: string }): string {
    return `${type}/${fullName.toLowerCase()}`;
}

export { key as componentKey };
