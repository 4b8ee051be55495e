/** The metadata checks together, over `force-app/` as it stands. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { checkMetadataFile, loadMetadataSchema } from '../../salesforce/metadata-schema.ts';
import { slashed } from '../../salesforce/slashes.ts';
import { parseXml } from '../../salesforce/xml.ts';
import { exampleValues } from '../../salesforce/templates/placeholders.ts';
import { renderText, TemplateError } from '../../salesforce/templates/render.ts';
import { FileProblem, type Problem } from '../problem.ts';
import { bundleFileProblems } from './bundle-files.ts';
import { targetProblems } from './component-targets.ts';
import { DefinedNames, readCode } from './defined-names.ts';
import { flowProblems } from './flows.ts';
import { fieldGrantProblems } from './granted-fields.ts';
import { optionalObjectsInCore, sharedNames, unpackageableComponents } from './packages.ts';
import { recordValueProblems } from './record-values.ts';
import { missingReferences } from './references.ts';
import { readSourceTree, type SourceComponent } from './source-tree.ts';
import { fieldTranslationProblems, translationProblems } from './translations.ts';

/** @throws FileProblem where the text has a placeholder that no setting fills */
function filled(text: string, file: string): string {
    try {
        return renderText(text, exampleValues(), file);
    } catch (error) {
        throw error instanceof TemplateError ? new FileProblem({ file, message: error.message }) : error;
    }
}

/** A template as it is with the example values; any other component as it is. */
function rendered(component: SourceComponent): SourceComponent {
    if (component.package !== 'unpackaged') return component;
    const text = filled(component.text, component.file);
    return {
        ...component,
        text,
        xml: parseXml(text),
        fullName: filled(component.fullName, component.file)
    };
}

/** Each file against the Metadata API's own types. */
export async function metadataSchemaProblems(): Promise<Problem[]> {
    const schema = await loadMetadataSchema();
    return readSourceTree().flatMap(({ file, text }) =>
        checkMetadataFile(schema, filled(text, file)).problems.map(({ line, message }) => ({
            file,
            line,
            message
        }))
    );
}

/** Every name that is used exists, and is one that the package may know. */
export async function referenceProblems(): Promise<Problem[]> {
    const components = readSourceTree().map(rendered);
    return missingReferences(components, readCode(), DefinedNames.of(components));
}

/** Words in every language, fields that somebody may see, and records that their types take. */
export async function contentProblems(): Promise<Problem[]> {
    const components = readSourceTree().map(rendered);
    return [
        ...translationProblems(components),
        ...fieldTranslationProblems(components),
        ...fieldGrantProblems(components),
        ...recordValueProblems(components)
    ];
}

/** What stands in a package's folder can be packaged, and core installs in every org. */
export async function packageProblems(): Promise<Problem[]> {
    const components = readSourceTree();
    const core = [...readCode(), ...components].filter(
        (file) => file.package === 'core' && !file.file.includes('__tests__')
    );
    return [
        ...unpackageableComponents(components),
        ...optionalObjectsInCore(core),
        ...sharedNames(components.map(rendered))
    ];
}

/** The flow scanner's rules. */
export async function flowRuleProblems(): Promise<Problem[]> {
    return flowProblems(
        readSourceTree()
            .filter(({ type }) => type === 'Flow')
            .map(({ file }) => file)
    );
}

/** What components and their files are called, where they may be placed, and what can be set there. */
export async function componentTargetProblems(): Promise<Problem[]> {
    const targets = readSourceTree()
        .filter(({ type }) => type === 'LightningComponentBundle')
        .flatMap((component) => {
            const source = component.file.replace(/\.js-meta\.xml$/, '.ts');
            return targetProblems(component, existsSync(source) ? readFileSync(source, 'utf8') : '');
        });
    const files = globSync('force-app/*/main/default/lwc/*/*.*').map((file) => slashed(file));
    return [...bundleFileProblems(files), ...targets];
}
