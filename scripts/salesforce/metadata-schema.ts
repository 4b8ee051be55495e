/**
 * Checks metadata XML against the Metadata API's own types: known elements, enum values, primitive values, required
 * elements, repeated elements side by side. The deploy of the local org and `npm run check` use the same check.
 *
 * What it does not know: rules that the API keeps outside its types (which combinations of elements make sense).
 */
import { loadMetadataTypes, type MetadataMember, type MetadataTypes } from './metadata-types.ts';
import { parseXml, XmlError, type Position, type XmlElement } from './xml.ts';

export interface SchemaProblem extends Position {
    message: string;
}

export interface MetadataSchema {
    /** Is this the name of a metadata type, such as `CustomField` or `OmniChannelSettings`? */
    isComponentType(name: string): boolean;
    /** Every mistake of one element, depth first; empty where the type accepts it. */
    check(element: XmlElement, typeName: string): SchemaProblem[];
}

const namespace = 'http://soap.sforce.com/2006/04/metadata';
// A bundle's target configurations are a language of their own, which the types only know as text.
const rawElements = new Map([['LightningComponentBundle', new Set(['targetConfigs'])]]);
let schema: MetadataSchema | undefined;

/** The check over the merged types of both versions. */
export async function loadMetadataSchema(): Promise<MetadataSchema> {
    schema ??= metadataSchema(await loadMetadataTypes());
    return schema;
}

/**
 * Parses a metadata file and checks it, its namespace included.
 *
 * @returns the root element where the text is well formed, and all problems
 */
export function checkMetadataFile(
    schema: MetadataSchema,
    text: string,
    expectedRoot?: string
): { root?: XmlElement; problems: SchemaProblem[] } {
    let root: XmlElement;
    try {
        root = parseXml(text);
    } catch (error) {
        if (error instanceof XmlError) {
            return { problems: [{ ...error.position, message: `Error parsing file: ${error.message}` }] };
        }
        throw error;
    }
    const wrongRoot = expectedRoot !== undefined && root.name !== expectedRoot;
    if (wrongRoot || !schema.isComponentType(root.name)) {
        const wanted = expectedRoot === undefined ? '' : ` (expected ${expectedRoot})`;
        return {
            root,
            problems: [
                { ...root.position, message: `Error parsing file: Element ${root.name} is not allowed here${wanted}` }
            ]
        };
    }
    const problems = schema.check(root, root.name);
    // sf sends the settings of a scratch definition without any namespace, and orgs take them.
    const isBareSettings = root.attributes['xmlns'] === undefined && root.name.endsWith('Settings');
    if (root.attributes['xmlns'] !== namespace && !isBareSettings) {
        problems.unshift({
            ...root.position,
            message: `Error parsing file: Element ${root.name} must have the namespace ${namespace}`
        });
    }
    return { root, problems };
}

function metadataSchema(model: MetadataTypes): MetadataSchema {
    const components = new Set(model.components);
    return {
        isComponentType: (name) => components.has(name),
        check: (element, typeName) => checkType(element, typeName)
    };

    function checkType(element: XmlElement, typeName: string): SchemaProblem[] {
        const members = model.types[typeName];
        if (!members) {
            throw new Error(`The Metadata API has no type ${typeName}.`);
        }
        const problems: SchemaProblem[] = [];
        if (element.text.trim() !== '') {
            problems.push(
                problem(
                    element,
                    `Error parsing file: Text is not allowed in element ${element.name} of type ${typeName}`
                )
            );
        }
        problems.push(...checkOrder(element, typeName, members));
        for (const part of element.children) {
            const member = members[part.name];
            if (part.name === 'fullName') {
                continue;
            }
            if (!member) {
                problems.push(
                    problem(
                        part,
                        `Error parsing file: Element {${namespace}}${part.name} invalid at this location in type ${typeName}`
                    )
                );
            } else if (!rawElements.get(typeName)?.has(part.name)) {
                problems.push(...checkMember(part, member));
            }
        }
        for (const [name, member] of Object.entries(members)) {
            if (member.required && !element.children.some((part) => part.name === name)) {
                problems.push(problem(element, `Required field is missing: ${name}`));
            }
        }
        return problems;
    }

    function checkMember(element: XmlElement, member: MetadataMember): SchemaProblem[] {
        if (element.attributes['xsi:nil'] === 'true') {
            return [];
        }
        let shortest: SchemaProblem[] | undefined;
        for (const kind of member.kinds) {
            const problems = checkKind(element, kind);
            if (problems.length === 0) {
                return problems;
            }
            shortest = shortest === undefined || problems.length < shortest.length ? problems : shortest;
        }
        return shortest ?? [];
    }

    function checkKind(element: XmlElement, kind: string): SchemaProblem[] {
        const values = model.enums[kind];
        if (kind === 'any') {
            return [];
        }
        if (!values && model.types[kind]) {
            return checkType(element, kind);
        }
        const [inner] = element.children;
        if (inner) {
            return [
                problem(
                    inner,
                    `Error parsing file: Element {${namespace}}${inner.name} invalid at this location in type ${values ? kind : `xsd:${kind}`}`
                )
            ];
        }
        const text = element.text.trim();
        if (values) {
            return values.includes(text)
                ? []
                : [problem(element, `'${text}' is not a valid value for the enum '${kind}'`)];
        }
        return isPrimitive(text, kind)
            ? []
            : [
                  problem(
                      element,
                      `'${text}' is not a valid value for the type xsd:${kind === 'number' ? 'double' : kind}`
                  )
              ];
    }
}

/** Repeated elements must stand side by side, and only lists may repeat: the API reads a sequence. */
function checkOrder(element: XmlElement, typeName: string, members: Record<string, MetadataMember>): SchemaProblem[] {
    const problems: SchemaProblem[] = [];
    const seen = new Set<string>();
    let previous = '';
    for (const part of element.children) {
        const repeated = seen.has(part.name) && (previous !== part.name || !members[part.name]?.array);
        if (repeated && members[part.name]) {
            problems.push(
                problem(
                    part,
                    `Error parsing file: Element ${part.name} is duplicated at this location in type ${typeName}`
                )
            );
        }
        seen.add(part.name);
        previous = part.name;
    }
    return problems;
}

function isPrimitive(text: string, kind: string): boolean {
    switch (kind) {
        case 'boolean':
            return ['true', 'false', '1', '0'].includes(text);
        case 'number':
            return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text);
        default:
            return true;
    }
}

function problem(element: XmlElement, message: string): SchemaProblem {
    return { ...element.position, message };
}
