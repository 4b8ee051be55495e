import { bindValue } from '../compile/soql.ts';
import type { Value } from '../values/value.ts';
import { apexError } from './errors.ts';
import type { BindValues } from './records.ts';

/** Finds a variable of the method that runs a dynamic query; undefined where there is none of that name. */
export type VariableLookup = (name: string) => Value | undefined;

const lookups: VariableLookup[] = [];

/** Runs a call of Database.query with the caller's variables at hand. */
export function withVariables(lookup: VariableLookup, code: () => Value): Value {
    lookups.push(lookup);
    try {
        return code();
    } finally {
        lookups.pop();
    }
}

/** Values of the `:name` binds in the text of a dynamic query. @throws QueryException for a name that is no variable */
export function dynamicBinds(soql: string): BindValues {
    const lookup = lookups[lookups.length - 1];
    const binds = new Map<string, ReturnType<typeof bindValue>>();
    const withoutTexts = soql.replace(/'(?:\\.|[^'\\])*'/g, "''").replace(/\d{2}:\d{2}(?::\d{2})?/g, '');
    for (const [, name = ''] of withoutTexts.matchAll(/:\s*([A-Za-z_]\w*(?:\s*\.\s*\w+)*)/g)) {
        const key = name.replace(/\s+/g, '').toLowerCase();
        const value = lookup?.(key);
        if (value === undefined) {
            throw apexError('QueryException', `Variable does not exist: ${name}`);
        }
        binds.set(key, bindValue(value));
    }
    return binds;
}
