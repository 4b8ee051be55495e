/** How long the texts of components may be. */
import { childrenOf, type XmlElement } from '../../../salesforce/xml.ts';
import type { Component, Problem } from '../types.ts';
import { problemAt } from './check.ts';

/** Type → element → most characters, where the platform's documentation says how many. */
const longest: Record<string, Record<string, number>> = {
    CustomField: { label: 40, inlineHelpText: 510, description: 1000 },
    CustomLabel: { shortDescription: 80, categories: 255, value: 1000 },
    CustomMetadata: { label: 40 },
    CustomObject: { label: 40, pluralLabel: 40, description: 1000 },
    PermissionSet: { label: 80, description: 255 }
};
const longestTranslation = 1000;

export function lengthProblems({ type, xml }: Component): Problem[] {
    const problems = Object.entries(longest[type] ?? {}).flatMap(([element, most]) => tooLong(xml, element, most));
    const translations = type === 'Translations' ? childrenOf(xml, 'customLabels') : [];
    return [...problems, ...translations.flatMap((part) => tooLong(part, 'label', longestTranslation))];
}

function tooLong(xml: XmlElement, element: string, most: number): Problem[] {
    return childrenOf(xml, element)
        .filter(({ text }) => text.trim().length > most)
        .map((part) => problemAt(part, `Value too long for field: ${element} maximum length is:${most}`));
}
