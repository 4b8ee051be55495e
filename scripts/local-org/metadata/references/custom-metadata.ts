/** Records of custom metadata types. */
import { childFlag, childrenOf, childText } from '../../../salesforce/xml.ts';
import type { OrgView } from '../org-view.ts';
import { elementsAt, noSuch, noSuchObject, placeOfChild, problemAt, type ReferenceCheck } from './check.ts';

/** A record of a custom metadata type: type and fields exist, values fit. */
export const customMetadata: ReferenceCheck = ({ fullName, xml }, view) => {
    const objectName = customMetadataObject(fullName);
    if (!view.hasObject(objectName)) {
        return [noSuchObject(xml, objectName)];
    }
    const given = new Set<string>();
    const problems = childrenOf(xml, 'values').flatMap((entry) => {
        const fieldName = childText(entry, 'field') ?? '';
        const value = entry.children.find((part) => part.name === 'value');
        given.add(fieldName.toLowerCase());
        if (!view.hasField(objectName, fieldName)) {
            return [noSuch(placeOfChild(entry, 'field'), 'field', 'CustomField', `${objectName}.${fieldName}`)];
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
