/** Custom objects and the layouts of objects. */
import { childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import { isCustomName, type OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import { elementsAt, namePattern, noSuch, noSuchObject, problemAt, type ReferenceCheck } from './check.ts';

export const customObject: ReferenceCheck = ({ fullName, xml }, view) => {
    if (!isCustomName(fullName)) {
        return view.hasObject(fullName) ? [] : [noSuchObject(xml, fullName)];
    }
    if (/__(e|b|x)$/i.test(fullName)) {
        return [
            problemAt(
                xml,
                `not supported by the local org: objects like ${fullName} (custom objects and custom metadata types only)`
            )
        ];
    }
    const problems: Problem[] = [];
    if (!namePattern.test(fullName)) {
        problems.push(
            problemAt(
                xml,
                `The object name ${fullName} is not valid: letters, digits and single underscores, beginning with a letter.`
            )
        );
    }
    for (const element of ['label', 'pluralLabel']) {
        if (childText(xml, element) === undefined) {
            problems.push(problemAt(xml, `Must specify a non-empty ${element} for the CustomObject`));
        }
    }
    if (/__c$/i.test(fullName)) {
        for (const element of ['nameField', 'deploymentStatus', 'sharingModel']) {
            if (childrenOf(xml, element).length === 0) {
                problems.push(problemAt(xml, `Must specify ${element} for the CustomObject`));
            }
        }
    }
    return problems;
};

export const compactLayout: ReferenceCheck = ({ fullName, xml }, view) => {
    const [objectName] = fullName.split('.') as [string];
    return view.hasObject(objectName) ? fieldNames(xml, objectName, ['fields'], view) : [noSuchObject(xml, objectName)];
};

export const layout: ReferenceCheck = ({ fullName, xml }, view) => {
    const objectName = fullName.slice(0, fullName.indexOf('-'));
    if (!view.hasObject(objectName)) {
        return [noSuch(xml, 'layout', 'CustomObject', objectName)];
    }
    const required = /__mdt$/i.test(objectName) ? requiredOnSettings : [];
    const items = elementsAt(xml, 'layoutSections', 'layoutColumns', 'layoutItems', 'field');
    const missing = required.filter((name) => !items.some(({ text }) => text.trim() === name));
    return [
        ...fieldNames(xml, objectName, ['layoutSections', 'layoutColumns', 'layoutItems', 'field'], view, required),
        ...fieldNames(xml, objectName, ['miniLayout', 'fields'], view, required),
        ...missing.map((name) => problemAt(xml, `Layout must contain an item for required layout field: ${name}`))
    ];
};

/**
 * What no layout of a custom metadata type goes without: the layout editor lets nobody take these items off, and all
 * layouts that orgs gave out to public repositories have them. IsProtected is a field there and nowhere else.
 */
const requiredOnSettings = ['MasterLabel', 'DeveloperName', 'IsProtected', 'NamespacePrefix'];

function fieldNames(
    xml: XmlElement,
    objectName: string,
    path: string[],
    view: OrgView,
    known: readonly string[] = []
): Problem[] {
    return elementsAt(xml, ...path)
        .filter((element) => !known.includes(element.text.trim()))
        .filter((element) => !view.hasField(objectName, element.text.trim()))
        .map((element) => noSuch(element, 'field', 'CustomField', `${objectName}.${element.text.trim()}`));
}
