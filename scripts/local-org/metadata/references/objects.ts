/** Custom objects, fields, custom metadata records, layouts. */
import { childFlag, childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import { isCustomName, type OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import { elementsAt, noSuch, placeOf, problemAt, type ReferenceCheck } from './check.ts';

const namePattern = /^[A-Za-z](?:_?[A-Za-z0-9])*(?:__c|__mdt)$/;
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
const refusedElements: Record<string, string[]> = {
    length: [
        'Number',
        'Currency',
        'Percent',
        'Checkbox',
        'Date',
        'DateTime',
        'Email',
        'Phone',
        'Url',
        'Picklist',
        'Lookup'
    ],
    precision: [
        'Text',
        'TextArea',
        'LongTextArea',
        'Html',
        'Checkbox',
        'Date',
        'DateTime',
        'Email',
        'Phone',
        'Url',
        'Lookup'
    ],
    externalId: [
        'TextArea',
        'LongTextArea',
        'Html',
        'Checkbox',
        'Date',
        'DateTime',
        'Phone',
        'Url',
        'Picklist',
        'Lookup'
    ],
    unique: ['TextArea', 'LongTextArea', 'Html', 'Checkbox', 'Date', 'DateTime', 'Phone', 'Url', 'Picklist', 'Lookup']
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

export const customObject: ReferenceCheck = ({ fullName, xml }, view) => {
    if (!isCustomName(fullName)) {
        return view.hasObject(fullName) ? [] : [cannotFind(xml, fullName)];
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

export const customField: ReferenceCheck = ({ fullName, xml }, view) => {
    const [objectName, fieldName] = fullName.split('.') as [string, string];
    if (!view.hasObject(objectName)) {
        return [cannotFind(xml, objectName)];
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
                placeOf(xml, 'fullName'),
                `The field name ${fieldName} is not valid: letters, digits and single underscores, beginning with a letter.`
            )
        );
    }
    if (/__mdt$/i.test(objectName) && !customMetadataFieldTypes.has(type)) {
        problems.push(problemAt(placeOf(xml, 'type'), `A custom metadata type cannot have a field of type ${type}`));
    }
    if (!/__mdt$/i.test(objectName) && type === 'MetadataRelationship') {
        problems.push(
            problemAt(placeOf(xml, 'type'), 'A field of type MetadataRelationship needs a custom metadata type')
        );
    }
    if (childText(xml, 'label') === undefined) {
        problems.push(problemAt(xml, `Must specify 'label' for a CustomField of type ${type}`));
    }
    if (elementsAt(xml, 'valueSet', 'valueSetName').length > 0) {
        problems.push(problemAt(placeOf(xml, 'valueSet'), 'not supported by the local org: global value sets'));
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
                problemAt(placeOf(xml, element), `Can not specify '${element}' for a CustomField of type ${type}`)
            );
        }
    }
    const [shortest, longest] = lengths[type] ?? [0, Infinity];
    const length = Number(childText(xml, 'length') ?? shortest);
    if (length < shortest || length > longest) {
        problems.push(
            problemAt(placeOf(xml, 'length'), `Length of a ${type} field must be from ${shortest} to ${longest}`)
        );
    }
    if (
        Number(childText(xml, 'precision') ?? 0) > 18 ||
        Number(childText(xml, 'scale') ?? 0) > Number(childText(xml, 'precision') ?? 18)
    ) {
        problems.push(
            problemAt(placeOf(xml, 'precision'), 'Precision must be at most 18, and scale at most precision')
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
    return known ? [] : [noSuch(placeOf(xml, 'referenceTo'), 'referenceTo', 'CustomObject', target as string)];
}

export const compactLayout: ReferenceCheck = ({ fullName, xml }, view) => {
    const [objectName] = fullName.split('.') as [string];
    return view.hasObject(objectName) ? fieldNames(xml, objectName, ['fields'], view) : [cannotFind(xml, objectName)];
};

export const layout: ReferenceCheck = ({ fullName, xml }, view) => {
    const objectName = fullName.slice(0, fullName.indexOf('-'));
    if (!view.hasObject(objectName)) {
        return [noSuch(xml, 'layout', 'CustomObject', objectName)];
    }
    return [
        ...fieldNames(xml, objectName, ['layoutSections', 'layoutColumns', 'layoutItems', 'field'], view),
        ...fieldNames(xml, objectName, ['miniLayout', 'fields'], view)
    ];
};

function fieldNames(xml: XmlElement, objectName: string, path: string[], view: OrgView): Problem[] {
    return elementsAt(xml, ...path)
        .filter((element) => !view.hasField(objectName, element.text.trim()))
        .map((element) => noSuch(element, 'field', 'CustomField', `${objectName}.${element.text.trim()}`));
}

/** A record of a custom metadata type: type and fields exist, values fit. */
export const customMetadata: ReferenceCheck = ({ fullName, xml }, view) => {
    const objectName = customMetadataObject(fullName);
    if (!view.hasObject(objectName)) {
        return [cannotFind(xml, objectName)];
    }
    const given = new Set<string>();
    const problems = childrenOf(xml, 'values').flatMap((entry) => {
        const fieldName = childText(entry, 'field') ?? '';
        const value = entry.children.find((part) => part.name === 'value');
        given.add(fieldName.toLowerCase());
        if (!view.hasField(objectName, fieldName)) {
            return [noSuch(placeOf(entry, 'field'), 'field', 'CustomField', `${objectName}.${fieldName}`)];
        }
        const message = value ? valueProblem(value.text, objectName, fieldName, view) : undefined;
        return message && value ? [problemAt(value, message)] : [];
    });
    if (childText(xml, 'label') === undefined) {
        problems.push(problemAt(xml, 'Required field is missing: label'));
    }
    for (const field of view.list('CustomField')) {
        const [owner, fieldName] = field.fullName.split('.') as [string, string];
        const isMissing =
            owner.toLowerCase() === objectName.toLowerCase() &&
            childFlag(field.xml, 'required') &&
            !given.has(fieldName.toLowerCase());
        if (isMissing && childText(field.xml, 'defaultValue') === undefined) {
            problems.push(problemAt(xml, `Required fields are missing: [${fieldName}]`));
        }
    }
    return problems;
};

/** `Bot_Provider__mdt` for `Bot_Provider.Default`. */
export function customMetadataObject(recordFullName: string): string {
    return `${(recordFullName.split('.')[0] as string).replace(/__mdt$/i, '')}__mdt`;
}

function valueProblem(text: string, objectName: string, fieldName: string, view: OrgView): string | undefined {
    const type = view.fieldText(objectName, fieldName, 'type');
    const field = view.get('CustomField', `${objectName}.${fieldName}`);
    const value = text.trim();
    if (value === '' || type === undefined || !field) {
        return undefined;
    }
    switch (type) {
        case 'Checkbox':
            return ['true', 'false'].includes(value)
                ? undefined
                : `${fieldName}: '${value}' is not a valid value for a checkbox`;
        case 'Number':
        case 'Percent':
            return Number.isFinite(Number(value)) ? undefined : `${fieldName}: '${value}' is not a valid number`;
        case 'Text':
        case 'LongTextArea': {
            const length = Number(childText(field.xml, 'length'));
            return text.length > length ? `${fieldName}: data value too large (max length=${length})` : undefined;
        }
        case 'TextArea':
            return text.length > 255 ? `${fieldName}: data value too large (max length=255)` : undefined;
        case 'Picklist': {
            const restricted = elementsAt(field.xml, 'valueSet').some((set) => childFlag(set, 'restricted'));
            const values = elementsAt(field.xml, 'valueSet', 'valueSetDefinition', 'value').map((entry) =>
                childText(entry, 'fullName')
            );
            return restricted && !values.includes(value)
                ? `${fieldName}: bad value for restricted picklist field: ${value}`
                : undefined;
        }
        case 'MetadataRelationship': {
            const target = childText(field.xml, 'referenceTo') ?? '';
            const isRecord = /__mdt$/i.test(target);
            const found = !isRecord || view.has('CustomMetadata', `${target.replace(/__mdt$/i, '')}.${value}`);
            return found ? undefined : `${fieldName}: no ${target} record named ${value} found`;
        }
        default:
            return undefined;
    }
}

function cannotFind(xml: XmlElement, objectName: string): Problem {
    return problemAt(xml, `Entity of type 'CustomObject' named '${objectName}' cannot be found`);
}
