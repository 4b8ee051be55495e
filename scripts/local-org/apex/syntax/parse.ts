import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import type { ApexParser } from '@apexdevtools/apex-parser';
import type { AnonymousUnit, TypeDeclaration } from './ast.ts';
import { lowerAnonymousUnit, lowerCompilationUnit } from './lower-declarations.ts';
import { IllegalLiteral } from './lower-types.ts';
import { parsedClasses } from './parsed-classes.ts';

/** Source that is not Apex. `line` and `column` are 1-based. */
export class ApexSyntaxProblem extends Error {
    readonly fileName: string;
    readonly line: number;
    readonly column: number;

    constructor(fileName: string, line: number, column: number, message: string) {
        super(`${message} (${fileName} line ${line}, column ${column})`);
        this.name = 'ApexSyntaxProblem';
        this.fileName = fileName;
        this.line = line;
        this.column = column;
    }
}

class FirstProblem extends ApexErrorListener {
    private readonly fileName: string;

    constructor(fileName: string) {
        super();
        this.fileName = fileName;
    }

    override apexSyntaxError(line: number, column: number, message: string): void {
        throw new ApexSyntaxProblem(this.fileName, line, column + 1, message);
    }
}

function parserOf(source: string, fileName: string): ApexParser {
    return ApexParserFactory.createLexerAndParser(source, new FirstProblem(fileName)).parser;
}

/** What the grammar lets through and the lowering refuses is a problem of the same kind. */
function lowered<Tree>(fileName: string, lower: () => Tree): Tree {
    try {
        return lower();
    } catch (error) {
        throw error instanceof IllegalLiteral ? new ApexSyntaxProblem(fileName, error.line, 1, error.message) : error;
    }
}

/**
 * Parses one class file. Results are kept by source, in the process and on disk, so that a deploy which changes one
 * class parses one class.
 * @throws ApexSyntaxProblem
 */
export function parseClass(source: string, fileName: string): TypeDeclaration {
    return parsedClasses.once('class', source, () =>
        lowered(fileName, () => lowerCompilationUnit(parserOf(source, fileName).compilationUnit()))
    );
}

/**
 * Parses anonymous Apex.
 * @throws ApexSyntaxProblem
 */
export function parseAnonymous(source: string): AnonymousUnit {
    const fileName = 'AnonymousBlock';
    return lowered(fileName, () => lowerAnonymousUnit(parserOf(source, fileName).anonymousUnit()));
}
