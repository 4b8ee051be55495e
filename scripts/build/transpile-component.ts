import ts from 'typescript';
import type { SourceProblem } from './component-problem.ts';

const COMPILER_OPTIONS: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    // LWC's own compiler wants to see @api, @track and @wire, and class fields as fields.
    experimentalDecorators: false,
    useDefineForClassFields: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    newLine: ts.NewLineKind.LineFeed
};

/** What an org resolves by itself. */
const PLATFORM_IMPORT = /^(?:\.{1,2}\/|lwc$|c\/|lightning\/|@salesforce\/|@wire-service$)/;

/**
 * Strips the types of one component file; comments and decorators stay.
 *
 * @param file path for messages
 */
export function transpileComponent(source: string, file: string): { code: string; problems: SourceProblem[] } {
    const output = ts.transpileModule(source, {
        fileName: file,
        reportDiagnostics: true,
        compilerOptions: COMPILER_OPTIONS
    });
    const problems = (output.diagnostics ?? []).map((diagnostic) => {
        const place = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
        return {
            file,
            line: (place?.line ?? 0) + 1,
            column: (place?.character ?? 0) + 1,
            text: ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
        };
    });
    return { code: output.outputText, problems: [...problems, ...foreignImports(output.outputText, source, file)] };
}

function foreignImports(code: string, source: string, file: string): SourceProblem[] {
    return ts
        .preProcessFile(code, true, true)
        .importedFiles.map((imported) => imported.fileName)
        .filter((name) => !PLATFORM_IMPORT.test(name))
        .map((name) => {
            const before = source.slice(0, Math.max(0, source.search(`['"]${escapeExpression(name)}['"]`)));
            return {
                file,
                line: before.split('\n').length,
                column: before.length - before.lastIndexOf('\n'),
                text: `an org can't resolve "${name}": npm packages come in through a bundle's libraries.ts`
            };
        });
}

function escapeExpression(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
