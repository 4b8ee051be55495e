/** Labels against their translations: every word is there in every language, with the same places for values. */
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
