import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { ParseCache } from '../../parse-cache.ts';
import { RecordQueryError } from '../errors.ts';
import type { Query } from './ast.ts';
import { AstBuilder } from './ast-builder.ts';
import { maskLikeEscapes } from './literals.ts';

const queries = new ParseCache({ name: 'soql', readers: import.meta.dirname, most: 1000, mostWritten: 300 });

/** Stops at the first error, with the word at which it is. */
class FirstError extends ApexErrorListener {
    readonly #soql: string;

    constructor(soql: string) {
        super();
        this.#soql = soql;
    }

    override syntaxError(
        _recognizer: unknown,
        offending: unknown,
        line: number,
        column: number,
        message: string
    ): void {
        const unread = /^token recognition error at: '([\s\S]*)'$/.exec(message)?.[1];
        const word = unread ?? (offending as { text?: string } | null)?.text ?? '';
        throw unexpected(word, this.#soql, line, column + 1);
    }

    override apexSyntaxError(): void {
        // Everything is said in syntaxError.
    }
}

function unexpected(word: string, soql: string, line: number, column: number): RecordQueryError {
    return new RecordQueryError('MALFORMED_QUERY', `unexpected token: '${word}'`).at(soql, line, column);
}

/**
 * Parses a query.
 * @throws RecordQueryError MALFORMED_QUERY
 */
export function parseQuery(soql: string): Query {
    const parse = () => parsed(soql);
    // With a value in it, a query is hardly ever asked again by another process.
    return soql.includes("'") ? queries.onceHere('query', soql, parse) : queries.once('query', soql, parse);
}

function parsed(soql: string): Query {
    const { parser } = ApexParserFactory.createLexerAndParser(maskLikeEscapes(soql), new FirstError(soql));
    const tree = parser.query();
    const next = parser.getTokenStream().LT(1);
    if (next.type !== -1) throw unexpected(next.text, soql, next.line, next.column + 1);
    return new AstBuilder(soql).query(tree);
}
