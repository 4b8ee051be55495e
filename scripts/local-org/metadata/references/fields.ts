/** Custom fields: which elements each type needs and takes, how long, and what they lead to. */
import { childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import {
    elementsAt,
    namePattern,
    noSuch,
    noSuchObject,
    placeOfChild,
    problemAt,
    type ReferenceCheck
} from './check.ts';

/** Field type → elements that it must have; what else it takes is left to the platform. */
const neededElements: Record<string, string[]> = {
    Text: ['length'],
    LongTextArea: ['length', 'visibleLines'],
    Html: ['length', 'visibleLines'],
    Number: ['precision', 'scale'],
    Currency: ['precision', 'scale'],
    Percent: ['precision', 'scale'],
    Lookup: ['referenceTo', 'relationshipName'],
    MasterDetail: ['referenceTo', 'relationshipName'],
    MetadataRelationship: ['referenceTo', 'relationshipName'],
    Picklist: ['valueSet'],
    MultiselectPicklist: ['valueSet', 'visibleLines']
};
/** Types whose values have neither a length nor digits that one could say. */
const fixedTypes = ['Checkbox', 'Date', 'DateTime', 'Email', 'Phone', 'Url', 'Lookup'];
const longTextTypes = ['TextArea', 'LongTextArea', 'Html'];
const numberTypes = ['Number', 'Currency', 'Percent'];
/** Types that cannot be a key: neither an external id nor unique. */
const keylessTypes = [...longTextTypes, 'Picklist', ...fixedTypes.filter((type) => type !== 'Email')];
/** Element → the types that refuse it. */
const refusedElements: Record<string, string[]> = {
    length: [...numberTypes, ...fixedTypes, 'Picklist'],
    precision: ['Text', ...longTextTypes, ...fixedTypes],
    externalId: keylessTypes,
    unique: keylessTypes
};
const lengths: Record<string, [number, number]> = { Text: [1, 255], LongTextArea: [256, 131072], Html: [256, 131072] };
/** Types that a custom metadata type's fields may have. */
const customMetadataFieldTypes = new Set([
    'Checkbox',
    'Date',
    'DateTime',
    'Email',
    'MetadataRelationship',
    'Number',
    'Percent',
    'Phone',
    'Picklist',
    'Text',
    'TextArea',
    'LongTextArea',
    'Url'
]);
const supportedFieldTypes = new Set([
    'Checkbox',
    'Currency',
    'Date',
    'DateTime',
    'Email',
    'Html',
    'LongTextArea',
    'Lookup',
    'MasterDetail',
    'MetadataRelationship',
    'MultiselectPicklist',
    'Number',
    'Percent',
    'Phone',
    'Picklist',
    'Text',
    'TextArea',
    'Url'
]);

export const customField: ReferenceCheck = ({ fullName, xml }, view) => {
    const [objectName, fieldName] = fullName.split('.') as [string, string];
    if (!view.hasObject(objectName)) {
        return [noSuchObject(xml, objectName)];
    }
    if (!/__c$/i.test(fieldName)) {
        return view.hasField(objectName, fieldName) ? [] : [noSuch(xml, 'fullName', 'CustomField', fullName)];
    }
    const type = childText(xml, 'type');
    if (type === undefined) {
        return [problemAt(xml, 'Required field is missing: type')];
    }
    if (!supportedFieldTypes.has(type) || childText(xml, 'formula') !== undefined) {
        const what = childText(xml, 'formula') === undefined ? `fields of type ${type}` : 'formula fields';
        return [problemAt(xml, `not supported by the local org: ${what}`)];
    }
    const problems: Problem[] = [];
    if (!namePattern.test(fieldName)) {
        problems.push(
            problemAt(
                placeOfChild(xml, 'fullName'),
                `The field name ${fieldName} is not valid: letters, digits and single underscores, beginning with a letter.`
            )
        );
    }
    if (/__mdt$/i.test(objectName) && !customMetadataFieldTypes.has(type)) {
        problems.push(
            problemAt(placeOfChild(xml, 'type'), `A custom metadata type cannot have a field of type ${type}`)
        );
    }
    if (!/__mdt$/i.test(objectName) && type === 'MetadataRelationship') {
        problems.push(
            problemAt(placeOfChild(xml, 'type'), 'A field of type MetadataRelationship needs a custom metadata type')
        );
    }
    if (childText(xml, 'label') === undefined) {
        problems.push(problemAt(xml, `Must specify 'label' for a CustomField of type ${type}`));
    }
    if (elementsAt(xml, 'valueSet', 'valueSetName').length > 0) {
        problems.push(problemAt(placeOfChild(xml, 'valueSet'), 'not supported by the local org: global value sets'));
    }
    return [...problems, ...typeProblems(xml, type), ...targetProblems(xml, view)];
};

function typeProblems(xml: XmlElement, type: string): Problem[] {
    const problems: Problem[] = [];
    for (const element of neededElements[type] ?? []) {
        if (childrenOf(xml, element).length === 0) {
            problems.push(problemAt(xml, `Must specify '${element}' for a CustomField of type ${type}`));
        }
    }
    for (const [element, types] of Object.entries(refusedElements)) {
        const given = childText(xml, element);
        if (given !== undefined && given !== 'false' && types.includes(type)) {
            problems.push(
                problemAt(placeOfChild(xml, element), `Can not specify '${element}' for a CustomField of type ${type}`)
            );
        }
    }
    const [shortest, longest] = lengths[type] ?? [0, Infinity];
    const length = Number(childText(xml, 'length') ?? shortest);
    if (length < shortest || length > longest) {
        problems.push(
            problemAt(placeOfChild(xml, 'length'), `Length of a ${type} field must be from ${shortest} to ${longest}`)
        );
    }
    if (
        Number(childText(xml, 'precision') ?? 0) > 18 ||
        Number(childText(xml, 'scale') ?? 0) > Number(childText(xml, 'precision') ?? 18)
    ) {
        problems.push(
            problemAt(placeOfChild(xml, 'precision'), 'Precision must be at most 18, and scale at most precision')
        );
    }
    return problems;
}

function targetProblems(xml: XmlElement, view: OrgView): Problem[] {
    const target = childText(xml, 'referenceTo');
    const known =
        target === undefined ||
        view.hasObject(target) ||
        /^(EntityDefinition|EntityParticle|FieldDefinition)$/.test(target);
    return known ? [] : [noSuch(placeOfChild(xml, 'referenceTo'), 'referenceTo', 'CustomObject', target as string)];
}
