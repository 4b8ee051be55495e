import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { KeptResults } from '../../../kept-results.ts';
import { PROJECT_ROOT } from '../../../project-root.ts';
import { RecordQueryError } from '../errors.ts';
import type { Query } from './ast.ts';
import { AstBuilder } from './ast-builder.ts';
import { maskLikeEscapes } from './literals.ts';

const MOST_KEPT = 1000;
const kept = new Map<string, Query>();
/** The parser's first queries take it longest, and each start of a local org and of its workers asks them. */
const onDisk = new KeptResults({ name: 'soql', makers: parsers, most: 1000 });
const MOST_WRITTEN = 300;
let written = 0;

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
    const known = kept.get(soql);
    if (known) return known;
    // With a value in it, a query is hardly ever asked again by another process.
    const isLasting = !soql.includes("'");
    const found = isLasting ? onDisk.find<Query>('query', soql) : undefined;
    const query = found?.result ?? parsed(soql);
    if (isLasting && !found && written < MOST_WRITTEN) {
        written += 1;
        onDisk.keep('query', soql, query);
    }
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(soql, query);
    return query;
}

function parsed(soql: string): Query {
    const { parser } = ApexParserFactory.createLexerAndParser(maskLikeEscapes(soql), new FirstError(soql));
    const tree = parser.query();
    const next = parser.getTokenStream().LT(1);
    if (next.type !== -1) throw unexpected(next.text, soql, next.line, next.column + 1);
    return new AstBuilder(soql).query(tree);
}

/** The parser, and all that reads its trees. */
function parsers(): Buffer[] {
    const here = import.meta.dirname;
    const own = readdirSync(here).sort();
    return [
        readFileSync(join(PROJECT_ROOT, 'node_modules/@apexdevtools/apex-parser/package.json')),
        ...own.map((name) => readFileSync(join(here, name)))
    ];
}
