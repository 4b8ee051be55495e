import { relative, join } from 'node:path';
import ts from 'typescript';
import { PROJECT_ROOT } from '../project-root.ts';
import { findComponents } from './component-folders.ts';
import type { SourceProblem } from './component-problem.ts';
import { buildComponents } from './lwc.ts';

/**
 * Type checks all components and their tests against `tsconfig.lwc.json` (strict), after a build, so that the paths
 * of `c/*` are those of the bundles that exist. Answers nothing but problems; an empty array means that all is well.
 *
 * @throws ComponentBuildError if the components don't even compile
 */
export async function checkComponentTypes(): Promise<SourceProblem[]> {
    await buildComponents();
    const configFile = join(PROJECT_ROOT, 'tsconfig.lwc.json');
    const config = ts.getParsedCommandLineOfConfigFile(configFile, undefined, {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
            throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
        }
    });
    if (config === undefined) {
        throw new Error(`${configFile} can't be read`);
    }
    const checked = new Set((await findComponents(PROJECT_ROOT)).sources);
    const missed = [...checked].filter((source) => !config.fileNames.includes(source));
    if (missed.length > 0) {
        throw new Error(`tsconfig.lwc.json leaves out ${missed.join(', ')}`);
    }
    const program = ts.createProgram({ rootNames: config.fileNames, options: config.options });
    return [...config.errors, ...ts.getPreEmitDiagnostics(program)].map((diagnostic) => {
        const place = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
        return {
            file: relative(PROJECT_ROOT, diagnostic.file?.fileName ?? configFile),
            line: (place?.line ?? 0) + 1,
            column: (place?.character ?? 0) + 1,
            text: ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
        };
    });
}
