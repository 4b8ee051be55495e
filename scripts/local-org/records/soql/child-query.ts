import type { RecordRow } from '../../types.ts';
import { type Database, quote } from '../database.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { Query } from './ast.ts';
import { noSuchChildren } from './errors.ts';
import { RecordQuery } from './record-query.ts';
import type { QueryContext } from './scope.ts';
import { limits } from './tail.ts';

/** `(SELECT … FROM Contacts)`: one query for the children of all records found. */
export class ChildQuery {
    readonly #key: string;
    readonly #foreignKey: string;
    readonly #keyColumn: number;
    readonly #limit: number;
    readonly #inner: RecordQuery;

    constructor(query: Query, parent: ObjectInfo, index: number, context: QueryContext) {
        const { steps, at } = query.from.path;
        const name = steps.at(-1)!;
        const relationship = context.schema.children(parent.name, name);
        const { access } = context;
        const denied =
            relationship !== undefined &&
            access !== null &&
            (!access.may('read', relationship.child) || !access.mayReadField(relationship.child, relationship.field));
        if (!relationship || denied) {
            const error = noSuchChildren(name).at(context.soql, at.line, at.column);
            if (relationship) error.deniedObject = relationship.child.name;
            throw error;
        }
        const prefix = `c${index}`;
        this.#key = relationship.field.childRelationshipName!;
        this.#inner = new RecordQuery(query, relationship.child, prefix, context);
        this.#foreignKey = `${prefix}.${quote(relationship.field.name)}`;
        this.#keyColumn = this.#inner.columns.add(this.#foreignKey);
        this.#limit = limits(query, context).limit;
    }

    /** Puts each record's children into it, in an array under the relationship's name. */
    attach(db: Database, parents: RecordRow[]): void {
        const byId = new Map<string, RecordRow[]>();
        for (const parent of parents) {
            const children: RecordRow[] = [];
            parent.fields[this.#key] = children;
            byId.set(parent.id!, children);
        }
        if (parents.length === 0) return;
        const mine = {
            text: `${this.#foreignKey} IN (SELECT value FROM json_each(?))`,
            parameters: [JSON.stringify([...byId.keys()])]
        };
        for (const { record, key } of this.#inner.run(db, this.#inner.compile([mine], false), this.#keyColumn)) {
            const children = byId.get(key)!;
            if (this.#limit < 0 || children.length < this.#limit) children.push(record);
        }
    }
}
