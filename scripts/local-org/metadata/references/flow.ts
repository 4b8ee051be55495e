/** Flows: connectors lead to elements, values name resources, objects and fields exist. */
import { childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import { noSuch, placeOfChild, problemAt, type ReferenceCheck } from './check.ts';

const recordElements = new Set(['recordLookups', 'recordUpdates', 'recordCreates', 'recordDeletes']);

export const flow: ReferenceCheck = ({ xml }, view) => {
    const names = new Map<string, XmlElement>();
    const problems: Problem[] = [];
    for (const element of xml.children) {
        const name = childText(element, 'name');
        if (name === undefined || element.name === 'processMetadataValues') {
            continue;
        }
        if (names.has(name.toLowerCase())) {
            problems.push(problemAt(element, `The name "${name}" is used more than once in the flow.`));
        }
        names.set(name.toLowerCase(), element);
    }
    if (
        childText(xml, 'processType') !== undefined &&
        childrenOf(xml, 'start').length === 0 &&
        childText(xml, 'startElementReference') === undefined
    ) {
        problems.push(problemAt(xml, 'The flow has no start element.'));
    }
    walk(xml, (element) => problems.push(...elementProblems(element, names, view)));
    return problems;
};

function elementProblems(element: XmlElement, names: ReadonlyMap<string, XmlElement>, view: OrgView): Problem[] {
    if (element.name === 'targetReference') {
        const target = element.text.trim();
        return names.has(target.toLowerCase())
            ? []
            : [problemAt(element, `The element has an invalid reference to "${target}".`)];
    }
    if (['elementReference', 'leftValueReference', 'assignToReference'].includes(element.name)) {
        return resourceProblems(element, names);
    }
    if (recordElements.has(element.name)) {
        return recordProblems(element, view);
    }
    if (element.name === 'actionCalls' && childText(element, 'actionType') === 'apex') {
        const className = childText(element, 'actionName') ?? '';
        return view.has('ApexClass', className)
            ? []
            : [noSuch(placeOfChild(element, 'actionName'), 'actionName', 'ApexClass', className)];
    }
    if (element.name === 'subflows') {
        const flowName = childText(element, 'flowName') ?? '';
        return view.has('Flow', flowName)
            ? []
            : [noSuch(placeOfChild(element, 'flowName'), 'flowName', 'Flow', flowName)];
    }
    return [];
}

/** `Find_Queue.Id`, `botSessionId`, `$Flow.CurrentDateTime`: the first part names an element or a resource. */
function resourceProblems(element: XmlElement, names: ReadonlyMap<string, XmlElement>): Problem[] {
    const reference = element.text.trim();
    const first = reference.split('.')[0] as string;
    return first.startsWith('$') || names.has(first.toLowerCase())
        ? []
        : [problemAt(element, `The ${element.name} "${reference}" doesn't exist in this flow.`)];
}

function recordProblems(element: XmlElement, view: OrgView): Problem[] {
    const objectName = childText(element, 'object');
    if (objectName === undefined) {
        return [];
    }
    if (!view.hasObject(objectName)) {
        return [noSuch(placeOfChild(element, 'object'), 'object', 'CustomObject', objectName)];
    }
    const fields = [
        ...['filters', 'inputAssignments', 'outputAssignments']
            .flatMap((list) => childrenOf(element, list))
            .flatMap((entry) => childrenOf(entry, 'field')),
        ...childrenOf(element, 'queriedFields'),
        ...childrenOf(element, 'sortField')
    ];
    return fields
        .filter((field) => !view.hasField(objectName, field.text.trim()))
        .map((field) =>
            problemAt(field, `The field "${field.text.trim()}" for the object "${objectName}" doesn't exist.`)
        );
}

function walk(element: XmlElement, visit: (element: XmlElement) => void): void {
    for (const part of element.children) {
        visit(part);
        walk(part, visit);
    }
}
