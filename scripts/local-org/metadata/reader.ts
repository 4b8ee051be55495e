/** What the rest of the local org reads of the deployed metadata; works on any connection to the database. */
import { child, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { ApexSource } from '../types.ts';
import { FIELD_TRANSLATIONS, fieldLabelIn } from './field-translations.ts';
import type { MetadataStore } from './store.ts';

export class MetadataReader {
    protected readonly store: MetadataStore;

    constructor(store: MetadataStore) {
        this.store = store;
    }

    /** Changes with each deploy that writes. */
    get revision(): number {
        return this.store.revision();
    }

    /** A component's XML, by name without regard to case. */
    component(type: string, fullName: string): XmlElement | undefined {
        return this.store.get(type, fullName)?.xml;
    }

    components(type: string): { fullName: string; xml: XmlElement }[] {
        return this.store.list(type);
    }

    classes(): ApexSource[] {
        return this.store.list('ApexClass').map(({ fullName, fileName, content }) => ({
            name: fullName,
            fileName,
            source: content.get(`${fullName}.cls`) ?? ''
        }));
    }

    /**
     * A custom label's text in a language (`de`, `en_US`): its translation, that of the language without country, or
     * the label's own value.
     */
    label(name: string, language: string): string | undefined {
        const label = this.component('CustomLabel', name);
        if (!label) {
            return undefined;
        }
        const languages = [language, language.split('_')[0] as string];
        return (
            languages.map((code) => this.translation(name, code)).find((text) => text !== undefined) ??
            child(label, 'value')?.text
        );
    }

    /** What a field is called in a language, where it is translated. */
    fieldLabel(objectName: string, fieldName: string, language: string): string | undefined {
        for (const code of [language, language.split('_')[0] as string]) {
            const translations = this.component(FIELD_TRANSLATIONS, `${objectName}-${code}`);
            const label = translations && fieldLabelIn(translations, fieldName);
            if (label !== undefined) {
                return label;
            }
        }
        return undefined;
    }

    /** All labels in a language. */
    labels(language: string): Record<string, string> {
        return Object.fromEntries(
            this.components('CustomLabel').map(({ fullName }) => [fullName, this.label(fullName, language) ?? ''])
        );
    }

    /** Was the embedded service deployment published since it was deployed first? */
    isPublished(deployment: string): boolean {
        return this.store.isPublished(deployment);
    }

    private translation(name: string, language: string): string | undefined {
        const translations = this.component('Translations', language);
        const entry =
            translations &&
            childrenOf(translations, 'customLabels').find(
                (label) => childText(label, 'name')?.toLowerCase() === name.toLowerCase()
            );
        return entry && child(entry, 'label')?.text;
    }
}
