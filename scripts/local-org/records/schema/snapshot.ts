import type { SchemaCatalog } from '../../types.ts';
import type { FieldInfo, ObjectInfo } from './info.ts';

/** The schema at one revision; nothing in it changes. Names are looked up without regard to case. */
export class SchemaSnapshot implements SchemaCatalog {
    readonly revision: number;
    readonly #objects = new Map<string, ObjectInfo>();
    readonly #fields = new Map<string, Map<string, FieldInfo>>();
    readonly #paths = new Map<string, Map<string, FieldInfo>>();
    readonly #children = new Map<string, Map<string, { child: ObjectInfo; field: FieldInfo }>>();
    readonly #references = new Map<string, { child: ObjectInfo; field: FieldInfo }[]>();
    readonly #prefixes = new Map<string, ObjectInfo>();

    /** @param infos objects with all their fields; references to objects that are not among them are taken out */
    constructor(revision: number, infos: ObjectInfo[]) {
        this.revision = revision;
        const present = new Map(infos.map((info) => [info.name.toLowerCase(), info.name]));
        for (const info of infos) {
            const fields = info.fields.flatMap((field) => withTargets(field, present));
            this.#add({ ...info, fields, childRelationships: [] });
        }
        for (const child of this.#objects.values()) this.#link(child);
    }

    #add(info: ObjectInfo): void {
        const key = info.name.toLowerCase();
        this.#objects.set(key, info);
        this.#prefixes.set(info.keyPrefix, info);
        this.#fields.set(key, new Map(info.fields.map((field) => [field.name.toLowerCase(), field])));
        const paths = info.fields.filter((field) => field.relationshipName !== null);
        this.#paths.set(key, new Map(paths.map((field) => [field.relationshipName!.toLowerCase(), field])));
    }

    #link(child: ObjectInfo): void {
        for (const field of child.fields) {
            for (const target of field.referenceTo) {
                const key = target.toLowerCase();
                const references = this.#references.get(key) ?? [];
                references.push({ child, field });
                this.#references.set(key, references);
                if (field.childRelationshipName === null) continue;
                const children = this.#children.get(key) ?? new Map<string, { child: ObjectInfo; field: FieldInfo }>();
                const name = field.childRelationshipName;
                if (!children.has(name.toLowerCase())) children.set(name.toLowerCase(), { child, field });
                this.#children.set(key, children);
                this.#objects
                    .get(key)
                    ?.childRelationships.push({ relationshipName: name, childSObject: child.name, field: field.name });
            }
        }
    }

    objects(): ObjectInfo[] {
        return [...this.#objects.values()];
    }

    object(name: string): ObjectInfo | undefined {
        return this.#objects.get(name.toLowerCase());
    }

    field(objectName: string, fieldName: string): FieldInfo | undefined {
        return this.#fields.get(objectName.toLowerCase())?.get(fieldName.toLowerCase());
    }

    objectOfId(id: string): ObjectInfo | undefined {
        return this.#prefixes.get(id.slice(0, 3));
    }

    /** The reference behind the first step of a path: `Contact` of Case → `ContactId`. */
    parentField(objectName: string, relationshipName: string): FieldInfo | undefined {
        return this.#paths.get(objectName.toLowerCase())?.get(relationshipName.toLowerCase());
    }

    /** What a child subquery's FROM names: `Contacts` of Account → Contact and its `AccountId`. */
    children(objectName: string, relationshipName: string): { child: ObjectInfo; field: FieldInfo } | undefined {
        return this.#children.get(objectName.toLowerCase())?.get(relationshipName.toLowerCase());
    }

    /** Every field of any object that may refer to records of this one. */
    references(objectName: string): { child: ObjectInfo; field: FieldInfo }[] {
        return this.#references.get(objectName.toLowerCase()) ?? [];
    }

    /** The name field; `Id` where an object has none. */
    nameField(object: ObjectInfo): FieldInfo {
        return object.fields.find((field) => field.nameField) ?? object.fields[0]!;
    }
}

function withTargets(field: FieldInfo, present: ReadonlyMap<string, string>): FieldInfo[] {
    if (field.referenceTo.length === 0) return [field];
    const referenceTo = field.referenceTo.flatMap((target) => present.get(target.toLowerCase()) ?? []);
    return referenceTo.length === 0 ? [] : [{ ...field, referenceTo }];
}
