import { bundleLibraries } from './bundle-libraries.ts';
import type { SourceProblem } from './component-problem.ts';
import { dynamicImports } from './dynamic-import.ts';
import { transpileComponent } from './transpile-component.ts';

interface ComponentFile {
    /** Absolute path. */
    source: string;
    /** What it holds. */
    text: string;
    /** Path for messages. */
    file: string;
    /** Takes npm packages in, and is bundled. */
    isLibraries: boolean;
}

/** The JavaScript that a deploy takes for one of a component's files, and what is wrong with it. */
export async function compileComponent({
    source,
    text,
    file,
    isLibraries
}: ComponentFile): Promise<{ code: string; problems: SourceProblem[] }> {
    const { code, problems } = isLibraries ? await bundleLibraries(source, file) : transpileComponent(text, file);
    return { code, problems: [...problems, ...dynamicImports(code, text, file)] };
}
