/** Texts against their translations: every word is there in every language, with the same places for values. */
import type { Problem } from '../problem.ts';
import { lineOf, nodesOf, textOf, type SourceComponent } from './source-tree.ts';

const placesIn = (text: string): string => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort().join(' ');

/** Labels that a language lacks, has twice or empty, or whose `{0}`, `{1}`, … differ from the original. */
export function translationProblems(components: SourceComponent[]): Problem[] {
    const labels = new Map(
        components
            .filter(({ type }) => type === 'CustomLabels')
            .flatMap(({ xml }) => nodesOf(xml, 'labels'))
            .map((node) => [textOf(node, 'fullName') ?? '', textOf(node, 'value') ?? ''])
    );
    return components
        .filter(({ type }) => type === 'Translations')
        .flatMap((component) => languageProblems(component, labels));
}

function languageProblems(
    { file, fullName, text, xml }: SourceComponent,
    labels: ReadonlyMap<string, string>
): Problem[] {
    const problems: Problem[] = [];
    const seen = new Set<string>();
    for (const node of nodesOf(xml, 'customLabels')) {
        const name = textOf(node, 'name') ?? '';
        const words = textOf(node, 'label') ?? '';
        const original = labels.get(name);
        const tell = (message: string) =>
            problems.push({ file, line: lineOf(text, `<name>${name}</name>`), message: `label ${name} ${message}` });
        if (seen.has(name)) tell('is translated twice');
        seen.add(name);
        if (words === '') tell('has an empty translation');
        else if (original !== undefined && placesIn(words) !== placesIn(original)) {
            tell(`needs the places ${placesIn(original) || 'of none'}, and has ${placesIn(words) || 'none'}`);
        }
    }
    const missing = [...labels.keys()].filter((name) => !seen.has(name));
    return [
        ...problems,
        ...missing.map((name) => ({ file, message: `label ${name} has no translation in ${fullName}` }))
    ];
}

/** What a vendor has fields called is its own key, and no word. */
const isKey = (label: string): boolean => /^[a-z-]+$/.test(label);

/** Fields of standard objects, which agents see, that a language lacks, has twice or empty, or without their help text. */
export function fieldTranslationProblems(components: SourceComponent[]): Problem[] {
    const languages = components.filter(({ type }) => type === 'Translations').map(({ fullName }) => fullName);
    const translations = new Map(
        components.filter(({ type }) => type === 'CustomObjectTranslation').map((each) => [each.fullName, each])
    );
    const fields = components.filter(
        ({ type, fullName, xml }) =>
            type === 'CustomField' && /^[A-Za-z]+\./.test(fullName) && !isKey(textOf(xml, 'label') ?? '')
    );
    return languages.flatMap((language) => fields.flatMap((field) => fieldProblems(field, language, translations)));
}

function fieldProblems(
    { file, fullName, xml }: SourceComponent,
    language: string,
    translations: ReadonlyMap<string, SourceComponent>
): Problem[] {
    const [objectName = '', fieldName = ''] = fullName.split('.');
    const component = translations.get(`${objectName}-${language}`);
    const found = component
        ? nodesOf(component.xml, 'fields').filter((node) => textOf(node, 'name') === fieldName)
        : [];
    const [translated] = found;
    if (!component || !translated) {
        return [{ file, message: `field ${fullName} has no translation in ${language}` }];
    }
    const tell = (message: string): Problem => ({
        file: component.file,
        line: lineOf(component.text, `<name>${fieldName}</name>`),
        message: `field ${fieldName} ${message}`
    });
    const label = textOf(translated, 'label') ?? '';
    const hasHelp = (node: typeof xml, name: string) => (textOf(node, name) ?? '') !== '';
    return [
        ...(found.length > 1 ? [tell('is translated twice')] : []),
        ...(label === '' ? [tell('has an empty translation')] : []),
        ...(hasHelp(xml, 'inlineHelpText') === hasHelp(translated, 'help')
            ? []
            : [tell(`needs ${hasHelp(xml, 'inlineHelpText') ? 'its help text' : 'no help text'}`)])
    ];
}
