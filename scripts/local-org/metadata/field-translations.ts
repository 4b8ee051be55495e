/** What fields are called in another language: part of the object's translations, and gone with the field. */
import { childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { MetadataStore } from './store.ts';
import type { Component } from './types.ts';

export const FIELD_TRANSLATIONS = 'CustomObjectTranslation';

/** Of `Case-de`, the object and the language. */
export function translatedObject(fullName: string): { objectName: string; language: string } {
    const at = fullName.lastIndexOf('-');
    return { objectName: fullName.slice(0, at), language: fullName.slice(at + 1) };
}

/** A deploy says something of the fields that it names; what others are called stays. */
export function mergeFieldTranslations<Translations extends Component>(
    present: Component | undefined,
    deployed: Translations
): Translations {
    if (deployed.type !== FIELD_TRANSLATIONS || !present) {
        return deployed;
    }
    const said = new Set(childrenOf(deployed.xml, 'fields').map(nameOf));
    const kept = childrenOf(present.xml, 'fields').filter((field) => !said.has(nameOf(field)));
    return { ...deployed, xml: { ...deployed.xml, children: [...kept, ...deployed.xml.children] } };
}

/** Takes out what a deleted field is called, in every language. */
export function removeFieldTranslations(
    objectName: string,
    fieldName: string,
    store: MetadataStore,
    now: string
): void {
    for (const translations of store.list(FIELD_TRANSLATIONS)) {
        if (translatedObject(translations.fullName).objectName.toLowerCase() !== objectName.toLowerCase()) {
            continue;
        }
        const children = translations.xml.children.filter((field) => nameOf(field) !== fieldName.toLowerCase());
        if (children.length === 0) {
            store.remove(FIELD_TRANSLATIONS, translations.fullName);
        } else if (children.length < translations.xml.children.length) {
            store.save({ ...translations, xml: { ...translations.xml, children } }, translations.id, now);
        }
    }
}

/** What a field is called, of translations that name it; undefined where they don't. */
export function fieldLabelIn(translations: XmlElement, fieldName: string): string | undefined {
    const field = childrenOf(translations, 'fields').find((each) => nameOf(each) === fieldName.toLowerCase());
    return (field && childText(field, 'label')) || undefined;
}

const nameOf = (field: XmlElement): string | undefined => childText(field, 'name')?.toLowerCase();
