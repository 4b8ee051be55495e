import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { parsedClasses } from './parsed-classes.ts';

/** What keeps a class from being deployed. `line` and `column` are 1-based. */
export interface ClassSyntaxProblem {
    line: number;
    column: number;
    message: string;
}

class SyntaxProblems extends ApexErrorListener {
    readonly problems: ClassSyntaxProblem[] = [];

    override apexSyntaxError(line: number, column: number, message: string): void {
        this.problems.push({ line, column: column + 1, message });
    }
}

/** All that is wrong with the syntax of a class, and with its name. @param fullName of its file, without `.cls` */
export function classProblems(fullName: string, source: string): ClassSyntaxProblem[] {
    return parsedClasses.once('problems', `${fullName}\n${source}`, () => parse(fullName, source));
}

function parse(fullName: string, source: string): ClassSyntaxProblem[] {
    const listener = new SyntaxProblems();
    const unit = ApexParserFactory.createLexerAndParser(source, listener).parser.compilationUnit();
    if (listener.problems.length > 0) {
        return listener.problems;
    }
    const type = unit.typeDeclaration();
    const declaration = type.classDeclaration() ?? type.interfaceDeclaration() ?? type.enumDeclaration();
    const name = declaration.id();
    if (name.getText().toLowerCase() === fullName.toLowerCase()) {
        return [];
    }
    const { line, column } = name.start;
    const message = `Invalid class name: ${name.getText()}. It must match the file's name, ${fullName}`;
    return [{ line, column: column + 1, message }];
}
