/**
 * Runs a deployed flow: one interview from its start to its end, along the connectors and fault connectors of the XML.
 * Knows what a routing flow uses; everything else throws `FlowUnsupported`.
 */
import { child, childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { FieldValue } from '../types.ts';
import { FlowScope, FlowUnsupported, valueOf, type FlowRecord, type FlowValue } from './values.ts';

export interface FlowFilter {
    field: string;
    operator: string;
    value: FieldValue;
}

/** What an interview needs of the org. Each may throw; the element's fault path is then taken. */
export interface FlowHost {
    /** The first record that fits, with these fields, or null. */
    find(object: string, filters: FlowFilter[], fields: string[]): FlowRecord | null;
    update(object: string, filters: FlowFilter[], values: Record<string, FieldValue>): void;
    /** An action by its type, such as `routeWork`; returns its outputs. */
    act(actionType: string, version: string, inputs: Record<string, FieldValue>): Record<string, FieldValue>;
    /** Now, as ISO 8601 UTC. */
    now(): string;
}

export interface FlowRun {
    /** Names of the elements, in the order in which they ran. */
    path: string[];
    /** Faults that a fault path caught. */
    caught: { element: string; message: string }[];
    /** The fault that ended the interview, where no fault path was left. */
    fault?: { element: string; message: string };
}

/** Salesforce stops an interview that runs away (2,000 elements before API 57.0; none counted since). */
const mostElements = 2000;

const elementNames = [
    'actionCalls',
    'assignments',
    'decisions',
    'recordLookups',
    'recordUpdates',
    'recordCreates',
    'recordDeletes',
    'loops',
    'screens',
    'subflows',
    'waits',
    'collectionProcessors'
];

/**
 * @param inputs values for the variables that are available for input; others are ignored, as Omni-Channel does
 * @throws FlowUnsupported where the flow uses what this runtime does not know
 */
export function runFlow(flow: XmlElement, inputs: Record<string, FieldValue>, host: FlowHost): FlowRun {
    const elements = new Map<string, XmlElement>();
    for (const kind of elementNames) {
        for (const element of childrenOf(flow, kind)) elements.set(childText(element, 'name') ?? '', element);
    }
    const scope = startScope(flow, elements, inputs, host);
    const run: FlowRun = { path: [], caught: [] };

    let next = target(child(flow, 'start'), 'connector');
    while (next !== undefined) {
        const name: string = next;
        const element = elements.get(name);
        if (!element) throw new FlowUnsupported(`flow element ${name}, to which a connector leads: there is none`);
        if (run.path.push(name) > mostElements) {
            run.fault = { element: name, message: `the flow ran more than ${mostElements} elements` };
            return run;
        }
        try {
            next = step(element, scope, host);
        } catch (error) {
            if (error instanceof FlowUnsupported || !(error instanceof Error)) throw error;
            next = target(element, 'faultConnector');
            if (next === undefined) {
                run.fault = { element: name, message: error.message };
                return run;
            }
            run.caught.push({ element: name, message: error.message });
        }
    }
    return run;
}

function startScope(
    flow: XmlElement,
    elements: ReadonlyMap<string, XmlElement>,
    inputs: Record<string, FieldValue>,
    host: FlowHost
): FlowScope {
    const formulas = new Map(
        childrenOf(flow, 'formulas').map((formula) => [
            (childText(formula, 'name') ?? '').toLowerCase(),
            child(formula, 'expression')?.text ?? ''
        ])
    );
    const scope = new FlowScope(formulas, (name) => (name === '$Flow.CurrentDateTime' ? host.now() : undefined));
    for (const [name, element] of elements) {
        if (element.name === 'recordLookups') scope.set(name, null);
    }
    for (const variable of childrenOf(flow, 'variables')) {
        const name = childText(variable, 'name') ?? '';
        const given = Object.keys(inputs).find((input) => input.toLowerCase() === name.toLowerCase());
        const isInput = childFlag(variable, 'isInput');
        scope.set(
            name,
            isInput && given !== undefined ? (inputs[given] ?? null) : valueOf(child(variable, 'value'), scope)
        );
    }
    return scope;
}

const target = (element: XmlElement | undefined, connector: string): string | undefined => {
    const found = element && child(element, connector);
    return found && childText(found, 'targetReference');
};

/** Runs one element and says which comes next. */
function step(element: XmlElement, scope: FlowScope, host: FlowHost): string | undefined {
    const name = childText(element, 'name') ?? '';
    switch (element.name) {
        case 'recordLookups': {
            const assignments = childrenOf(element, 'outputAssignments');
            if (assignments.length === 0 && !childFlag(element, 'getFirstRecordOnly'))
                throw new FlowUnsupported(`flow element ${name}: all records`);
            const fields = [
                ...childrenOf(element, 'queriedFields').map(({ text }) => text.trim()),
                ...assignments.map((assignment) => childText(assignment, 'field') ?? '')
            ];
            const found = host.find(childText(element, 'object') ?? '', filters(element, scope), fields);
            scope.set(name, found);
            if (found || childFlag(element, 'assignNullValuesIfNoRecordsFound')) {
                for (const assignment of assignments) {
                    const value = found?.[childText(assignment, 'field') ?? ''] ?? null;
                    scope.set(childText(assignment, 'assignToReference') ?? '', value);
                }
            }
            return target(element, 'connector');
        }
        case 'recordUpdates': {
            const values = childrenOf(element, 'inputAssignments').map((assignment) => [
                childText(assignment, 'field') ?? '',
                plain(valueOf(child(assignment, 'value'), scope), name)
            ]);
            const object = childText(element, 'object');
            if (object === undefined) throw new FlowUnsupported(`flow element ${name}: update of a record variable`);
            host.update(object, filters(element, scope), Object.fromEntries(values) as Record<string, FieldValue>);
            return target(element, 'connector');
        }
        case 'actionCalls': {
            const inputs = childrenOf(element, 'inputParameters').map((parameter) => [
                childText(parameter, 'name') ?? '',
                plain(valueOf(child(parameter, 'value'), scope), name)
            ]);
            const outputs = host.act(
                childText(element, 'actionType') ?? '',
                childText(element, 'versionString') ?? '',
                Object.fromEntries(inputs) as Record<string, FieldValue>
            );
            for (const parameter of childrenOf(element, 'outputParameters')) {
                const output = outputs[childText(parameter, 'name') ?? ''] ?? null;
                scope.set(childText(parameter, 'assignToReference') ?? '', output);
            }
            return target(element, 'connector');
        }
        case 'assignments': {
            for (const item of childrenOf(element, 'assignmentItems')) {
                const operator = childText(item, 'operator');
                if (operator !== 'Assign') throw new FlowUnsupported(`flow element ${name}: operator ${operator}`);
                scope.set(childText(item, 'assignToReference') ?? '', valueOf(child(item, 'value'), scope));
            }
            return target(element, 'connector');
        }
        case 'decisions': {
            const chosen = childrenOf(element, 'rules').find((rule) => holds(rule, scope, name));
            return chosen ? target(chosen, 'connector') : target(element, 'defaultConnector');
        }
        default:
            throw new FlowUnsupported(`flow element ${name} of the kind ${element.name}`);
    }
}

function filters(element: XmlElement, scope: FlowScope): FlowFilter[] {
    const logic = childText(element, 'filterLogic') ?? 'and';
    if (logic !== 'and') throw new FlowUnsupported(`filter logic "${logic}"`);
    return childrenOf(element, 'filters').map((filter) => ({
        field: childText(filter, 'field') ?? '',
        operator: childText(filter, 'operator') ?? '',
        value: plain(valueOf(child(filter, 'value'), scope), childText(filter, 'field') ?? '')
    }));
}

function plain(value: FlowValue, where: string): FieldValue {
    if (value !== null && typeof value === 'object') throw new FlowUnsupported(`${where}: a record as a value`);
    return value;
}

function holds(rule: XmlElement, scope: FlowScope, name: string): boolean {
    const logic = childText(rule, 'conditionLogic') ?? 'and';
    const results = childrenOf(rule, 'conditions').map((condition) => {
        const left = scope.get(childText(condition, 'leftValueReference') ?? '');
        const right = valueOf(child(condition, 'rightValue'), scope);
        return compare(left, childText(condition, 'operator') ?? '', right, name);
    });
    if (logic === 'and') return results.every(Boolean);
    if (logic === 'or') return results.some(Boolean);
    throw new FlowUnsupported(`flow element ${name}: condition logic "${logic}"`);
}

function compare(left: FlowValue, operator: string, right: FlowValue, name: string): boolean {
    if (operator === 'IsNull') return (left === null) === (right === true);
    const [one, other] = [plain(left, name), plain(right, name)];
    switch (operator) {
        case 'EqualTo':
            return one === other;
        case 'NotEqualTo':
            return one !== other;
        case 'GreaterThan':
            return one !== null && other !== null && one > other;
        case 'GreaterThanOrEqualTo':
            return one !== null && other !== null && one >= other;
        case 'LessThan':
            return one !== null && other !== null && one < other;
        case 'LessThanOrEqualTo':
            return one !== null && other !== null && one <= other;
        default:
            throw new FlowUnsupported(`flow element ${name}: operator ${operator}`);
    }
}
