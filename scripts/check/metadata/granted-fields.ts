/** Fields against permission sets: a field that none grants is seen by nobody, and one with a secret is granted by none. */
import type { Problem } from '../problem.ts';
import { lineOf, nodesOf, textOf, type SourceComponent } from './source-tree.ts';

/** Fields of records that no permission set grants, and those that one grants though they hold a secret. */
export function fieldGrantProblems(components: SourceComponent[]): Problem[] {
    const secrets = new Set(components.flatMap(secretFields));
    const sets = components.filter(({ type }) => type === 'PermissionSet');
    const granted = new Set(sets.flatMap((set) => grantsOf(set)));
    const fields = components.filter(
        ({ type, fullName, xml }) =>
            type === 'CustomField' && /^[A-Za-z]+\./.test(fullName) && textOf(xml, 'required') !== 'true'
    );
    return [
        ...fields
            .filter(({ fullName }) => !granted.has(fullName) && !secrets.has(fullName))
            .map(({ file, fullName }) => ({
                file,
                message: `no permission set grants field ${fullName}: nobody would see it`
            })),
        ...sets.flatMap((set) =>
            grantsOf(set)
                .filter((field) => secrets.has(field))
                .map((field) => ({
                    file: set.file,
                    line: lineOf(set.text, `<field>${field}</field>`),
                    message: `grants field ${field}, which holds a secret`
                }))
        )
    ];
}

const grantsOf = ({ xml }: SourceComponent): string[] =>
    nodesOf(xml, 'fieldPermissions').map((node) => textOf(node, 'field') ?? '');

/** What a record of `Bot_Session_Source` names as secret. */
function secretFields({ type, fullName, xml }: SourceComponent): string[] {
    if (type !== 'CustomMetadata' || !fullName.startsWith('Bot_Session_Source.')) return [];
    const values = new Map(nodesOf(xml, 'values').map((node) => [textOf(node, 'field'), textOf(node, 'value')]));
    const names = [values.get('Is_Secret__c') === 'true' && values.get('Field__c'), values.get('Token_Field__c')];
    return names.flatMap((name) => (name ? [`${values.get('Object__c')}.${name}`] : []));
}
