/** Small tools of the reference checks: each gives problems in the platform's words, at the element's place. */
import { child, childrenOf, type XmlElement } from '../../../salesforce/xml.ts';
import type { OrgView } from '../org-view.ts';
import type { Component, Problem } from '../types.ts';

/** What the names of custom objects, custom metadata types and custom fields look like. */
export const namePattern = /^[A-Za-z](?:_?[A-Za-z0-9])*(?:__c|__mdt)$/;

/** What one metadata type has to hold beyond its own XML; empty where all is well. */
export type ReferenceCheck = (component: Component, view: OrgView) => Problem[];

export function problemAt(element: XmlElement, message: string): Problem {
    return { ...element.position, message };
}

/** The text of a named child must be the name of a component of the given type. */
export function nameProblems(
    element: XmlElement,
    childName: string,
    type: string,
    view: OrgView,
    exists: (name: string) => boolean = (name) => view.has(type, name)
): Problem[] {
    return childrenOf(element, childName).flatMap((part) => {
        const name = part.text.trim();
        return name === '' || exists(name) ? [] : [noSuch(part, childName, type, name)];
    });
}

export function noSuch(element: XmlElement, fieldName: string, type: string, name: string): Problem {
    return problemAt(element, `In field: ${fieldName} - no ${type} named ${name} found`);
}

/** A field named `Object.Field` in a child's text. */
export function fieldNameProblems(element: XmlElement, childName: string, view: OrgView): Problem[] {
    return nameProblems(element, childName, 'CustomField', view, (name) => {
        const [objectName, fieldName] = name.split('.') as [string, string | undefined];
        return fieldName !== undefined && view.hasField(objectName, fieldName);
    });
}

/** Elements below the element along a path of names: `['channels', 'channel']`. */
export function elementsAt(element: XmlElement, ...path: string[]): XmlElement[] {
    return path.reduce((found, name) => found.flatMap((part) => childrenOf(part, name)), [element]);
}

/** The child itself where it is there, else its parent: where to point to. */
export function placeOfChild(element: XmlElement, childName: string): XmlElement {
    return child(element, childName) ?? element;
}

/** An object that is not there, in the words that the platform has for it. */
export function noSuchObject(xml: XmlElement, objectName: string): Problem {
    return problemAt(xml, `Entity of type 'CustomObject' named '${objectName}' cannot be found`);
}
