/** Permission sets: everything they grant must exist, and grants that depend on each other must come together. */
import { childFlag, childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import {
    elementsAt,
    fieldNameProblems,
    noSuch,
    placeOfChild,
    problemAt,
    nameProblems,
    type ReferenceCheck
} from './check.ts';

/** Grant list → the element that names the component, and that component's type. */
const grants: [string, string, string][] = [
    ['applicationVisibilities', 'application', 'CustomApplication'],
    ['classAccesses', 'apexClass', 'ApexClass'],
    ['customMetadataTypeAccesses', 'name', 'CustomObject'],
    ['flowAccesses', 'flow', 'Flow'],
    ['servicePresenceStatusAccesses', 'servicePresenceStatus', 'ServicePresenceStatus']
];
const unsupportedGrants = [
    'customPermissions',
    'customSettingAccesses',
    'externalDataSourceAccesses',
    'pageAccesses',
    'recordTypeVisibilities',
    'agentAccesses',
    'emailRoutingAddressAccesses'
];
/** Object permission → those that must be given with it. */
const dependencies: [string, string, string[]][] = [
    ['allowCreate', 'Create', ['allowRead']],
    ['allowEdit', 'Edit', ['allowRead']],
    ['allowDelete', 'Delete', ['allowRead', 'allowEdit']],
    ['viewAllRecords', 'View All', ['allowRead']],
    ['modifyAllRecords', 'Modify All', ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords']]
];
/** Object → what must be readable with it: the record that each of its records has to name. */
const readWith: [string, string][] = [['MessagingSession', 'MessagingEndUser']];
const permissionLabels: Record<string, string> = {
    allowRead: 'Read',
    allowEdit: 'Edit',
    allowDelete: 'Delete',
    viewAllRecords: 'View All'
};

export const permissionSet: ReferenceCheck = ({ xml }, view) => [
    ...grants.flatMap(([list, element, type]) =>
        childrenOf(xml, list).flatMap((grant) =>
            nameProblems(grant, element, type, view, (name) => isGrantable(type, name, view))
        )
    ),
    ...unsupportedGrants.flatMap((list) =>
        childrenOf(xml, list).map((grant) =>
            problemAt(grant, `not supported by the local org: ${list} of a permission set`)
        )
    ),
    ...childrenOf(xml, 'objectPermissions').flatMap((grant) => objectPermission(grant, view)),
    ...unreadableParents(xml),
    ...childrenOf(xml, 'fieldPermissions').flatMap((grant) => fieldPermission(grant, view)),
    ...elementsAt(xml, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal').flatMap((element) =>
        hasPrincipal(element.text.trim(), view)
            ? []
            : [noSuch(element, 'externalCredentialPrincipal', 'ExternalCredentialParameter', element.text.trim())]
    ),
    ...elementsAt(xml, 'tabSettings', 'tab').flatMap((element) => tab(element, view))
];

function isGrantable(type: string, name: string, view: OrgView): boolean {
    return type === 'CustomObject' ? /__mdt$/i.test(name) && view.hasObject(name) : view.has(type, name);
}

function objectPermission(grant: XmlElement, view: OrgView): Problem[] {
    const problems = nameProblems(grant, 'object', 'CustomObject', view, (name) => view.hasObject(name));
    const objectName = childText(grant, 'object') ?? '';
    for (const [element, label, needed] of dependencies) {
        const missing = needed.filter((other) => !childFlag(grant, other));
        if (childFlag(grant, element) && missing.length > 0) {
            const list = missing.map((other) => `${permissionLabels[other]} ${objectName}`).join(', ');
            problems.push(
                problemAt(
                    placeOfChild(grant, element),
                    `Permission ${label} ${objectName} depends on permission(s): ${list}`
                )
            );
        }
    }
    return problems;
}

function unreadableParents(xml: XmlElement): Problem[] {
    const readable = new Map(
        childrenOf(xml, 'objectPermissions')
            .filter((grant) => childFlag(grant, 'allowRead'))
            .map((grant) => [childText(grant, 'object'), grant])
    );
    return readWith.flatMap(([object, parent]) => {
        const grant = readable.get(object);
        return grant === undefined || readable.has(parent)
            ? []
            : [
                  problemAt(
                      placeOfChild(grant, 'allowRead'),
                      `Permission Read ${object} depends on permission(s): Read ${parent}`
                  )
              ];
    });
}

function fieldPermission(grant: XmlElement, view: OrgView): Problem[] {
    const problems = fieldNameProblems(grant, 'field', view);
    const [objectName, fieldName] = (childText(grant, 'field') ?? '').split('.') as [string, string | undefined];
    if (problems.length === 0 && fieldName !== undefined) {
        const type = view.fieldText(objectName, fieldName, 'type');
        if (view.fieldText(objectName, fieldName, 'required') === 'true' || type === 'MasterDetail') {
            problems.push(problemAt(grant, `You cannot deploy to a required field: ${objectName}.${fieldName}`));
        }
    }
    if (childFlag(grant, 'editable') && !childFlag(grant, 'readable')) {
        problems.push(problemAt(grant, `Field ${objectName}.${fieldName}: editable depends on readable`));
    }
    return problems;
}

/** `Bot_Cognigy-Integration`: external credential, hyphen, name of its named principal. */
function hasPrincipal(name: string, view: OrgView): boolean {
    return view
        .list('ExternalCredential')
        .some((credential) =>
            childrenOf(credential.xml, 'externalCredentialParameters').some(
                (parameter) =>
                    /Principal$/.test(childText(parameter, 'parameterType') ?? '') &&
                    `${credential.fullName}-${childText(parameter, 'parameterName')}`.toLowerCase() ===
                        name.toLowerCase()
            )
        );
}

function tab(element: XmlElement, view: OrgView): Problem[] {
    const name = element.text.trim();
    const standard = /^standard-(.+)$/.exec(name)?.[1];
    const exists = standard === undefined ? /__c$/.test(name) && view.hasObject(name) : isStandardTab(standard, view);
    return exists ? [] : [noSuch(element, 'tab', 'CustomTab', name)];
}

const tabsWithoutObject = new Set([
    'home',
    'Home',
    'Chatter',
    'File',
    'Feed',
    'report',
    'Dashboard',
    'OmniSupervisorLightning',
    'UtilizationHome'
]);

export function isStandardTab(name: string, view: OrgView): boolean {
    return tabsWithoutObject.has(name) || view.hasObject(name);
}
