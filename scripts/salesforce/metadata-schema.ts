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
    schema ??= new TypesSchema(await loadMetadataTypes());
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

/** The Metadata API's types, as `loadMetadataTypes` gives them. */
class TypesSchema implements MetadataSchema {
    readonly #model: MetadataTypes;
    readonly #components: ReadonlySet<string>;

    constructor(model: MetadataTypes) {
        this.#model = model;
        this.#components = new Set(model.components);
    }

    isComponentType(name: string): boolean {
        return this.#components.has(name);
    }

    check(element: XmlElement, typeName: string): SchemaProblem[] {
        const members = this.#model.types[typeName];
        if (!members) {
            throw new Error(`The Metadata API has no type ${typeName}.`);
        }
        return [
            ...checkNoText(element, typeName),
            ...checkOrder(element, typeName, members),
            ...element.children.flatMap((part) => this.#checkPart(part, typeName, members[part.name])),
            ...checkRequired(element, members)
        ];
    }

    /** @param member what the type says of such an element; undefined where it knows none */
    #checkPart(part: XmlElement, typeName: string, member: MetadataMember | undefined): SchemaProblem[] {
        if (part.name === 'fullName') {
            return [];
        }
        if (!member) {
            return [notHere(part, typeName)];
        }
        const isRaw = rawElements.get(typeName)?.has(part.name) ?? false;
        return isRaw || part.attributes['xsi:nil'] === 'true' ? [] : this.#checkKinds(part, member.kinds);
    }

    /** Any of the kinds will do; else the one that it comes nearest to tells what is wrong. */
    #checkKinds(element: XmlElement, kinds: readonly string[]): SchemaProblem[] {
        let fewest: SchemaProblem[] | undefined;
        for (const kind of kinds) {
            const problems = this.#checkKind(element, kind);
            if (problems.length === 0) {
                return problems;
            }
            fewest = fewest === undefined || problems.length < fewest.length ? problems : fewest;
        }
        return fewest ?? [];
    }

    #checkKind(element: XmlElement, kind: string): SchemaProblem[] {
        if (kind === 'any') {
            return [];
        }
        const values = this.#model.enums[kind];
        if (!values && this.#model.types[kind]) {
            return this.check(element, kind);
        }
        const [inner] = element.children;
        if (inner) {
            return [notHere(inner, values ? kind : `xsd:${kind}`)];
        }
        const text = element.text.trim();
        if (values ? values.includes(text) : isPrimitive(text, kind)) {
            return [];
        }
        const expected = values ? `enum '${kind}'` : `type xsd:${kind === 'number' ? 'double' : kind}`;
        return [problem(element, `'${text}' is not a valid value for the ${expected}`)];
    }
}

function checkNoText(element: XmlElement, typeName: string): SchemaProblem[] {
    const message = `Error parsing file: Text is not allowed in element ${element.name} of type ${typeName}`;
    return element.text.trim() === '' ? [] : [problem(element, message)];
}

function checkRequired(element: XmlElement, members: Record<string, MetadataMember>): SchemaProblem[] {
    return Object.entries(members)
        .filter(([name, { required }]) => required && !element.children.some((part) => part.name === name))
        .map(([name]) => problem(element, `Required field is missing: ${name}`));
}

function notHere(element: XmlElement, typeName: string): SchemaProblem {
    const name = `{${namespace}}${element.name}`;
    return problem(element, `Error parsing file: Element ${name} invalid at this location in type ${typeName}`);
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
