import type { UserAccess } from '../access/user-access.ts';
import { visibleOnly } from '../access/visible-records.ts';
import { quote } from '../database.ts';
import { NotSupportedError, type RecordQueryError } from '../errors.ts';
import type { FieldInfo, ObjectInfo } from '../schema/info.ts';
import type { SchemaSnapshot } from '../schema/snapshot.ts';
import type { FieldPath, Place } from './ast.ts';
import type { Binds } from './binds.ts';
import { noSuchColumn, noSuchObject, noSuchParent } from './errors.ts';

/** What a query is compiled against. */
export interface QueryContext {
    soql: string;
    schema: SchemaSnapshot;
    /** Whose permissions count; null in system mode. */
    access: UserAccess | null;
    userId: string;
    timeZone: string;
    now: Date;
    binds: Binds;
    /** Deleted records too. */
    allRows: boolean;
}

/** One step of a path: the objects that it may lead to, each joined under an alias. */
export interface PathNode {
    targets: { object: ObjectInfo; alias: string }[];
    polymorphic: boolean;
    /** SQL of the id that leads here; of the record's own id at the root. */
    id: string;
}

export interface ResolvedField {
    sql: string;
    field: FieldInfo;
    object: ObjectInfo;
    /** The steps before the field, in the schema's own case. */
    relationships: string[];
    /** Where those steps lead, one node a step. */
    nodes: PathNode[];
}

/** The fields of `Name`, which is what a polymorphic path sees of its targets. */
const NAME_FIELDS = new Set(
    'Id Name FirstName LastName Username Email Phone Title Alias IsActive ProfileId UserRoleId Type'
        .toLowerCase()
        .split(' ')
);

/** The FROM of one query: its object, and the parents that its paths lead to. */
export class QueryScope {
    readonly context: QueryContext;
    readonly object: ObjectInfo;
    readonly root: PathNode;
    readonly #aliases: Set<string>;
    readonly #nodes = new Map<string, PathNode>();
    readonly #joins: string[] = [];
    readonly #prefix: string;

    /**
     * @param prefix starts the SQL aliases; differs for queries inside others
     * @param alias of the FROM clause
     */
    constructor(context: QueryContext, object: ObjectInfo, prefix: string, alias: string | null) {
        this.context = context;
        this.object = object;
        this.#prefix = prefix;
        this.#aliases = new Set([alias, object.name].flatMap((name) => (name === null ? [] : [name.toLowerCase()])));
        this.root = { targets: [{ object, alias: prefix }], polymorphic: false, id: `${prefix}."Id"` };
        if (context.access && !context.access.may('read', object)) {
            const error = noSuchObject(object.name);
            error.deniedObject = object.name;
            throw error;
        }
    }

    /** `FROM … LEFT JOIN …`, after all paths have been resolved. */
    fromSql(): string {
        return [`FROM ${quote(this.object.name)} AS ${this.#prefix}`, ...this.#joins].join(' ');
    }

    /** What every query leaves out: deleted records, and in user mode the private records of others. */
    visibility(): string[] {
        const conditions: string[] = [];
        if (this.object.recycles && !this.context.allRows) conditions.push(`${this.#prefix}."IsDeleted" = 0`);
        const { access, schema } = this.context;
        return access ? [...conditions, ...visibleOnly(this.object, this.#prefix, access, schema)] : conditions;
    }

    /** @throws RecordQueryError INVALID_FIELD */
    resolve(path: FieldPath): ResolvedField {
        const steps = this.#withoutAlias(path.steps);
        let node = this.root;
        const relationships: string[] = [];
        const nodes: PathNode[] = [];
        for (const step of steps.slice(0, -1)) {
            const next = this.#step(node, relationships, step, path.at);
            node = next.node;
            relationships.push(next.name);
            nodes.push(node);
        }
        return { ...this.#field(node, steps.at(-1)!, path.at), relationships, nodes };
    }

    #withoutAlias(steps: string[]): string[] {
        const [first = ''] = steps;
        if (steps.length < 2 || !this.#aliases.has(first.toLowerCase())) return steps;
        const isRelationship = this.context.schema.parentField(this.object.name, first) !== undefined;
        return isRelationship && first.toLowerCase() === this.object.name.toLowerCase() ? steps : steps.slice(1);
    }

    #step(node: PathNode, before: string[], step: string, at: Place): { node: PathNode; name: string } {
        const { schema, access } = this.context;
        const vias = node.targets.flatMap((target) => {
            const field = schema.parentField(target.object.name, step);
            return field && (!node.polymorphic || ['Profile', 'UserRole'].includes(field.relationshipName!))
                ? [{ target, field }]
                : [];
        });
        const [via] = vias;
        if (!via) throw this.#fail(noSuchParent(step), at);
        const name = via.field.relationshipName!;
        if (access && !access.mayReadField(via.target.object, via.field)) {
            const error = noSuchParent(step);
            error.deniedField = `${via.target.object.name}.${via.field.name}`;
            throw this.#fail(error, at);
        }
        const key = [...before, name].join('.').toLowerCase();
        let next = this.#nodes.get(key);
        if (!next) {
            const readable = via.field.referenceTo
                .map((target) => schema.object(target)!)
                .filter((object) => !access || access.may('read', object));
            if (readable.length === 0) {
                const error = noSuchParent(step);
                error.deniedObject = via.field.referenceTo[0];
                throw this.#fail(error, at);
            }
            next = this.#join(
                firstOf(vias.map(({ target, field }) => `${target.alias}.${quote(field.name)}`)),
                readable
            );
            next.polymorphic = via.field.polymorphic;
            this.#nodes.set(key, next);
        }
        return { node: next, name };
    }

    #join(id: string, objects: ObjectInfo[]): PathNode {
        const targets = objects.map((object) => {
            const alias = `${this.#prefix}_${this.#joins.length + 1}`;
            this.#joins.push(`LEFT JOIN ${quote(object.name)} AS ${alias} ON ${alias}."Id" = ${id}`);
            return { object, alias };
        });
        return { targets, polymorphic: false, id: firstOf(targets.map(({ alias }) => `${alias}."Id"`)) };
    }

    #field(node: PathNode, name: string, at: Place): Pick<ResolvedField, 'sql' | 'field' | 'object'> {
        const { schema } = this.context;
        const entity = node.polymorphic ? 'Name' : node.targets[0]!.object.name;
        const wanted = name.toLowerCase();
        if (node.polymorphic && wanted === 'type') return this.#typeOf(node);
        const found = node.targets.flatMap(({ object, alias }) => {
            // On `Name`, every target has a name, whatever its own name field is called.
            const field =
                node.polymorphic && wanted === 'name' ? schema.nameField(object) : schema.field(object.name, name);
            return field ? [{ object, alias, field }] : [];
        });
        const [first] = found;
        if (!first) refuseCompound(node, name, schema);
        if (!first || (node.polymorphic && !NAME_FIELDS.has(wanted))) throw this.#fail(noSuchColumn(name, entity), at);
        this.#demandReadable(first.object, first.field, name, entity, at);
        return {
            sql: firstOf(found.map(({ alias, field }) => `${alias}.${quote(field.name)}`)),
            field:
                node.polymorphic && wanted === 'name'
                    ? { ...first.field, name: 'Name', autoNumberFormat: null }
                    : first.field,
            object: first.object
        };
    }

    /** `Owner.Type`: what kind of queue or group, or else the object's name. */
    #typeOf(node: PathNode): Pick<ResolvedField, 'sql' | 'field' | 'object'> {
        const cases = node.targets.map(({ object, alias }) => {
            const type = object.name === 'Group' ? `${alias}."Type"` : `'${object.name}'`;
            return `WHEN ${alias}."Id" IS NOT NULL THEN ${type}`;
        });
        const { object } = node.targets[0]!;
        const text = this.context.schema.nameField(object);
        return {
            sql: `CASE ${cases.join(' ')} END`,
            field: { ...text, name: 'Type', type: 'string', autoNumberFormat: null },
            object
        };
    }

    #demandReadable(object: ObjectInfo, field: FieldInfo, name: string, entity: string, at: Place): void {
        const { access } = this.context;
        if (!access || access.mayReadField(object, field)) return;
        const error = noSuchColumn(name, entity);
        error.deniedField = `${object.name}.${field.name}`;
        throw this.#fail(error, at);
    }

    #fail(error: RecordQueryError, at: Place): RecordQueryError {
        return error.at(this.context.soql, at.line, at.column);
    }
}

/** Addresses as one value exist on the platform but not here: saying that there is no such column would be wrong. */
function refuseCompound(node: PathNode, name: string, schema: SchemaSnapshot): void {
    const prefix = /^(.*)Address$/i.exec(name)?.[1];
    if (prefix === undefined || !node.targets.some(({ object }) => schema.field(object.name, `${prefix}Street`)))
        return;
    throw new NotSupportedError(`compound field ${name}; its parts (${prefix}Street, ${prefix}City, …) are`);
}

function firstOf(expressions: string[]): string {
    return expressions.length === 1 ? expressions[0]! : `coalesce(${expressions.join(', ')})`;
}
