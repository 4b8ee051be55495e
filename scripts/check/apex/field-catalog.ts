/** Which objects have which fields: standard ones as the Apex type checker knows them, and those of our own source. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { fieldsOtherPackagesBring, standardFieldsBesides } from './platform-fields.ts';
import { javaLibrary } from './java-library.ts';
import { fieldsOfClassFile } from './class-file.ts';

const folder = 'com/nawforce/runforce/SObjects/';
const ofEveryCustomMetadata = [
    'Id',
    'DeveloperName',
    'MasterLabel',
    'Label',
    'Language',
    'NamespacePrefix',
    'QualifiedApiName'
];
const ofEveryCustomObject = [
    'Id',
    'Name',
    'OwnerId',
    'CreatedDate',
    'CreatedById',
    'LastModifiedDate',
    'LastModifiedById',
    'SystemModstamp',
    'IsDeleted'
];

/** `undefined`: no such field; `null`: a field; a name: a relationship to that object. */
export type FieldTarget = string | null | undefined;

export class FieldCatalog {
    readonly #classFiles: Record<string, Uint8Array>;
    readonly #standard = new Map<string, Map<string, string | null>>();
    /** `case.bot_provider__c` */
    readonly #own: ReadonlySet<string>;
    readonly #ownObjects: ReadonlySet<string>;

    /**
     * @param ownFields `Case.Bot_Provider__c`
     * @param objects names of the standard objects to be read; only these are unpacked
     */
    constructor(ownFields: Iterable<string>, ownObjects: Iterable<string>, objects: Iterable<string>) {
        const wanted = new Set([...objects].map((name) => name.toLowerCase()));
        this.#own = new Set(
            [...ownFields, ...fieldsOtherPackagesBring, ...standardFieldsBesides].map((name) => name.toLowerCase())
        );
        this.#ownObjects = new Set([...ownObjects].map((name) => name.toLowerCase()));
        this.#classFiles = unzipSync(readFileSync(javaLibrary('sobject-types')), {
            filter: ({ name }) =>
                name.startsWith(folder) && wanted.has(name.slice(folder.length, -'.class'.length).toLowerCase())
        });
    }

    #fieldsOf(object: string): Map<string, string | null> | undefined {
        const key = object.toLowerCase();
        const known = this.#standard.get(key);
        if (known) return known;
        const path = Object.keys(this.#classFiles).find(
            (name) => name.toLowerCase() === `${folder}${key}.class`.toLowerCase()
        );
        const bytes = path === undefined ? undefined : this.#classFiles[path];
        if (!bytes) return undefined;
        const fields = new Map<string, string | null>();
        for (const { name, descriptor, isStatic } of fieldsOfClassFile(bytes)) {
            if (isStatic) continue;
            const target = descriptor.startsWith(`L${folder}`) ? descriptor.slice(folder.length + 1, -1) : null;
            fields.set(name.replace(/\$$/, '').toLowerCase(), target);
        }
        this.#standard.set(key, fields);
        return fields;
    }

    hasObject(object: string): boolean {
        const key = object.toLowerCase();
        return (
            this.#ownObjects.has(key) ||
            this.#fieldsOf(key) !== undefined ||
            [...this.#own].some((name) => name.startsWith(`${key}.`))
        );
    }

    field(object: string, field: string): FieldTarget {
        const [key, name] = [object.toLowerCase(), field.toLowerCase()];
        if (this.#own.has(`${key}.${name}`)) return null;
        const everywhere = key.endsWith('__mdt')
            ? ofEveryCustomMetadata
            : key.endsWith('__c')
              ? ofEveryCustomObject
              : [];
        if (everywhere.some((each) => each.toLowerCase() === name)) return null;
        const target = this.#fieldsOf(key)?.get(name);
        return target === undefined ? undefined : target;
    }

    /** Is there a field of that name on any object of ours? */
    isOwnFieldName(field: string): boolean {
        return [...this.#own].some((name) => name.endsWith(`.${field.toLowerCase()}`));
    }
}
