import type { DmlResult, QueryError } from '../types.ts';

/** What the local org does not do; the message says what. */
export class NotSupportedError extends Error {
    constructor(what: string) {
        super(`not supported by the local org: ${what}`);
        this.name = 'NotSupportedError';
    }
}

/** A change of the schema that a deploy asked for and that cannot be made; the message is for the deploy's result. */
export class SchemaError extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'SchemaError';
    }
}

/**
 * A query that cannot be answered. `message` holds the words alone; `restMessage` has them in the form of the REST API,
 * with the line of the query and the place in it.
 */
export class RecordQueryError extends Error implements QueryError {
    readonly errorCode: string;
    /** In user mode: the object that the user may not read. */
    deniedObject: string | undefined;
    /** In user mode: the field that the user may not read. */
    deniedField: string | undefined;
    #place: { soql: string; line: number; column: number } | undefined;

    constructor(errorCode: string, message: string) {
        super(message);
        this.name = 'RecordQueryError';
        this.errorCode = errorCode;
    }

    /** Notes where in the query the error is (line and column count from 1), unless a place is known already. */
    at(soql: string, line: number, column: number): this {
        this.#place ??= { soql, line, column };
        return this;
    }

    /** Line and column, counted from 1, where they are known. */
    get position(): { line: number; column: number } | undefined {
        return this.#place && { line: this.#place.line, column: this.#place.column };
    }

    get restMessage(): string {
        if (!this.#place) return this.message;
        const { soql, line, column } = this.#place;
        const text = soql.split('\n')[line - 1] ?? '';
        const start = Math.max(0, column - 1 - 40);
        const excerpt = text.slice(start, column - 1 + 40);
        const pointer = ' '.repeat(column - 1 - start) + '^';
        return `\n${excerpt}\n${pointer}\nERROR at Row:${line}:Column:${column}\n${this.message}`;
    }
}

/** Why one record could not be written; the store turns it into that record's `DmlResult`. */
export class DmlFailure extends Error {
    readonly statusCode: string;
    readonly fields: string[];

    constructor(statusCode: string, message: string, fields: string[] = []) {
        super(message);
        this.name = 'DmlFailure';
        this.statusCode = statusCode;
        this.fields = fields;
    }
}

/** The status of records that were fine themselves in an all-or-none call that another record made fail. */
export const ROLLED_BACK = 'ALL_OR_NONE_OPERATION_ROLLED_BACK';

/**
 * The results that failed by themselves, with their place in the call: what Apex puts into a `DmlException`. Records
 * that were only rolled back with them are left out.
 */
export function rejectedResults(results: DmlResult[]): { index: number; errors: DmlResult['errors'] }[] {
    return results.flatMap((result, index) => {
        const errors = result.errors.filter((error) => error.statusCode !== ROLLED_BACK);
        return errors.length > 0 ? [{ index, errors }] : [];
    });
}
