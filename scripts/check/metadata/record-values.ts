/** Custom metadata records against the fields of their type: what a deploy would refuse, or Apex would not expect. */
import type { XmlElement } from '../../salesforce/xml.ts';
import type { Problem } from '../problem.ts';
import { lineOf, nodesOf, textOf, type SourceComponent } from './source-tree.ts';

/** Field type → `xsi:type` of its values. */
const valueTypes: Record<string, string> = {
    Checkbox: 'xsd:boolean',
    Number: 'xsd:double',
    Date: 'xsd:date',
    DateTime: 'xsd:dateTime'
};

/** Values that a field's type, length or list of values does not take, and required values that are not there. */
export function recordValueProblems(components: SourceComponent[]): Problem[] {
    const fields = new Map(
        components.filter(({ type }) => type === 'CustomField').map(({ fullName, xml }) => [fullName, xml])
    );
    return components
        .filter(({ type }) => type === 'CustomMetadata')
        .flatMap((record) => problemsOfRecord(record, fields));
}

function problemsOfRecord(
    { file, fullName, text, xml }: SourceComponent,
    fields: ReadonlyMap<string, XmlElement>
): Problem[] {
    const prefix = `${fullName.split('.')[0]}__mdt.`;
    const problems: Problem[] = [];
    const given = new Set<string>();
    for (const node of nodesOf(xml, 'values')) {
        const name = textOf(node, 'field') ?? '';
        const field = fields.get(`${prefix}${name}`);
        const [value] = nodesOf(node, 'value');
        const written = value?.text.trim() ?? '';
        if (written !== '') given.add(name);
        const message = field && written !== '' ? misfit(field, written, value?.attributes['xsi:type']) : undefined;
        if (message !== undefined) {
            problems.push({ file, line: lineOf(text, `<field>${name}</field>`), message: `${name}: ${message}` });
        }
    }
    for (const [field, definition] of fields) {
        const name = field.slice(prefix.length);
        if (field.startsWith(prefix) && textOf(definition, 'required') === 'true' && !given.has(name)) {
            problems.push({ file, message: `${name}: is required` });
        }
    }
    return problems;
}

/** Why a field does not take a value; undefined where it does. */
function misfit(field: XmlElement, value: string, valueType: string | undefined): string | undefined {
    const type = textOf(field, 'type') ?? '';
    const wanted = valueTypes[type] ?? 'xsd:string';
    if (valueType !== wanted) return `a ${type} takes a value of the type ${wanted}, not ${valueType}`;
    const [set] = nodesOf(field, 'valueSet');
    if (set && textOf(set, 'restricted') === 'true') {
        const known = nodesOf(nodesOf(set, 'valueSetDefinition')[0], 'value').map((node) => textOf(node, 'fullName'));
        if (!known.includes(value)) return `"${value}" is none of its values: ${known.join(', ')}`;
    }
    const length = Number(textOf(field, 'length') ?? Infinity);
    return value.length > length ? `${value.length} characters, ${length} are taken` : undefined;
}
