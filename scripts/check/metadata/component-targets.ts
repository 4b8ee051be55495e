/**
 * Where a component may be placed and what an admin may set there: the part of `*.js-meta.xml` that the Metadata API's
 * types know only as text (https://developer.salesforce.com/docs/platform/lwc/guide/reference-configuration-tags.html).
 */
import type { XmlElement } from '../../salesforce/xml.ts';
import type { Problem } from '../problem.ts';
import { nodesOf, textOf, textsOf, type SourceComponent } from './source-tree.ts';

/** Targets on Lightning pages, with the form factors that each supports; those are the ones that this check knows. */
const formFactors: Record<string, string[]> = {
    lightning__AppPage: ['Large', 'Small'],
    lightning__RecordPage: ['Large', 'Small'],
    lightning__HomePage: ['Large'],
    lightning__UtilityBar: []
};
const propertyTypes = ['Boolean', 'Integer', 'String'];
const propertyAttributes = new Set([
    ...['name', 'type', 'label', 'description', 'default', 'required', 'placeholder'],
    ...['min', 'max', 'datasource']
]);
const configElements = new Set(['property', 'objects', 'supportedFormFactors']);

/** What a component's class offers to a page: `@api` fields and accessors. */
export function publicProperties(source: string): Set<string> {
    return new Set([...source.matchAll(/@api\s+(?:get\s+|set\s+)?(\w+)/g)].map((match) => match[1] ?? ''));
}

/**
 * Problems of one component's targets.
 *
 * @param source TypeScript of the component's class
 */
export function targetProblems(component: SourceComponent, source: string): Problem[] {
    const { xml, file } = component;
    const targets = nodesOf(xml, 'targets').flatMap((node) => textsOf(node, 'target'));
    const configs = nodesOf(xml, 'targetConfigs').flatMap((node) => nodesOf(node, 'targetConfig'));
    const isExposed = textOf(xml, 'isExposed') === 'true';
    const problems: Problem[] = [];
    const report = (element: XmlElement, message: string) =>
        problems.push({ file, line: element.position.line, message });

    if (isExposed !== targets.length > 0) {
        report(xml, isExposed ? 'exposed, but without a target' : 'has targets, but isExposed is not true');
    }
    for (const target of targets.filter((name) => !(name in formFactors))) {
        report(xml, `target ${target} is not one of ${Object.keys(formFactors).join(', ')}`);
    }
    const configured = new Set<string>();
    for (const config of configs) {
        const named = (config.attributes['targets'] ?? '').split(',').map((name) => name.trim());
        for (const target of named) {
            if (!targets.includes(target)) report(config, `targetConfig for "${target}", which is no target`);
            if (configured.has(target)) report(config, `a second targetConfig for ${target}`);
            configured.add(target);
        }
        for (const child of config.children) {
            if (!configElements.has(child.name)) report(child, `${child.name} is not known in a targetConfig`);
        }
        if (nodesOf(config, 'objects').length > 0 && named.some((target) => target !== 'lightning__RecordPage')) {
            report(config, 'objects can only be named for lightning__RecordPage');
        }
        for (const factor of nodesOf(config, 'supportedFormFactors').flatMap((node) => node.children)) {
            const type = factor.attributes['type'] ?? '';
            for (const target of named.filter((name) => !(formFactors[name] ?? []).includes(type))) {
                report(factor, `${target} does not support the form factor "${type}"`);
            }
        }
        propertiesProblems(nodesOf(config, 'property'), publicProperties(source), report);
    }
    return problems;
}

type Report = (element: XmlElement, message: string) => void;

function propertiesProblems(properties: XmlElement[], offered: Set<string>, report: Report): void {
    const seen = new Set<string>();
    for (const property of properties) {
        const { name = '', type = '', label } = property.attributes;
        for (const attribute of Object.keys(property.attributes)) {
            if (!propertyAttributes.has(attribute)) report(property, `property ${name}: no attribute ${attribute}`);
        }
        if (seen.has(name)) report(property, `property ${name} stands twice`);
        seen.add(name);
        if (!offered.has(name)) report(property, `property ${name}: the component has no @api ${name}`);
        if (!label) report(property, `property ${name} has no label`);
        if (propertyTypes.includes(type)) {
            valueProblems(property, type).forEach((message) => report(property, `property ${name}: ${message}`));
        } else {
            report(property, `property ${name}: type "${type}" is not one of ${propertyTypes.join(', ')}`);
        }
    }
}

function valueProblems({ attributes }: XmlElement, type: string): string[] {
    const { default: given, min, max, datasource } = attributes;
    const problems: string[] = [];
    if (type !== 'Integer' && (min !== undefined || max !== undefined)) problems.push('min and max need type Integer');
    if (type !== 'String' && datasource !== undefined) problems.push('a datasource needs type String');
    if (type === 'Boolean' && given !== undefined && !['true', 'false'].includes(given)) {
        problems.push(`default "${given}" is neither true nor false`);
    }
    if (type === 'Integer') {
        const numbers = Object.entries({ default: given, min, max }).filter(([, value]) => value !== undefined);
        for (const [name, value] of numbers) {
            if (!/^-?\d+$/.test(value ?? '')) problems.push(`${name} "${value}" is no whole number`);
        }
        if (given !== undefined && (Number(given) < Number(min ?? given) || Number(given) > Number(max ?? given))) {
            problems.push(`default ${given} is not between ${min ?? '-∞'} and ${max ?? '∞'}`);
        }
    }
    const choices = datasource?.startsWith('apex://') ? undefined : datasource?.split(',');
    if (choices && given !== undefined && !choices.includes(given)) {
        problems.push(`default "${given}" is not one of ${choices.join(', ')}`);
    }
    return problems;
}
