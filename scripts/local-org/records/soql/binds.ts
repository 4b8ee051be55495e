import type { FieldValue } from '../../types.ts';
import type { Place } from './ast.ts';
import { malformed } from './errors.ts';

/** The values of a query's bind expressions. */
export class Binds {
    readonly #soql: string;
    readonly #values: ReadonlyMap<string, FieldValue | FieldValue[]> | undefined;

    constructor(soql: string, values: ReadonlyMap<string, FieldValue | FieldValue[]> | undefined) {
        this.#soql = soql;
        this.#values = values;
    }

    /** @throws RecordQueryError MALFORMED_QUERY where there is no such value */
    get(bind: { key: string; text: string; at: Place }): FieldValue | FieldValue[] {
        const { line, column } = bind.at;
        if (!this.#values) throw malformed('Bind variables only allowed in Apex code').at(this.#soql, line, column);
        const value = this.#values.get(bind.key);
        if (value === undefined) {
            throw malformed(`Variable does not exist: ${bind.text}`).at(this.#soql, line, column);
        }
        return value;
    }
}
