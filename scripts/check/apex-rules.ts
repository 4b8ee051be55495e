/** Rules for our Apex that the type checker does not know. */
import { auraProblems } from './apex/aura-rules.ts';
import {
    accessModeProblems,
    debugProblems,
    hiddenFieldProblems,
    hiddenTypeProblems,
    nameProblems,
    sharingProblems
} from './apex/class-rules.ts';
import { readApexFiles, type ApexFile } from './apex/apex-files.ts';
import { FieldCatalog } from './apex/field-catalog.ts';
import { languageProblems } from './apex/language-rules.ts';
import { namedCredentialProblems, queriedObjects, soqlProblems } from './apex/soql-rules.ts';
import { readSourceTree, type SourceComponent } from './metadata/source-tree.ts';
import type { Problem } from './problem.ts';

/** What the given metadata defines, beside what the platform has. */
function catalogOf(components: SourceComponent[], files: ApexFile[]): FieldCatalog {
    const named = (type: string) => components.filter((each) => each.type === type).map(({ fullName }) => fullName);
    // Parents can be reached from any of them.
    const parents = ['User', 'Profile', 'PermissionSet', 'Account', 'Contact', 'Group', 'RecordType'];
    return new FieldCatalog(named('CustomField'), named('CustomObject'), [
        ...files.flatMap(queriedObjects),
        ...parents
    ]);
}

/** All rules over the given classes. */
export function ruleProblems(files: ApexFile[], components: SourceComponent[]): Problem[] {
    const catalog = catalogOf(components, files);
    const credentials = new Set(
        components.filter(({ type }) => type === 'NamedCredential').map(({ fullName }) => fullName.toLowerCase())
    );
    return [
        ...files.flatMap((file) => [
            ...nameProblems(file),
            ...sharingProblems(file),
            ...accessModeProblems(file),
            ...debugProblems(file),
            ...hiddenFieldProblems(file),
            ...hiddenTypeProblems(file),
            ...languageProblems(file),
            ...soqlProblems(file, catalog),
            ...namedCredentialProblems(file, (name) => credentials.has(name.toLowerCase()))
        ]),
        ...auraProblems(files, (name) => catalog.hasObject(name))
    ];
}

/** The check: `force-app/` as it stands. */
export async function apexRules(): Promise<Problem[]> {
    const { files, problems } = readApexFiles();
    return [...problems, ...ruleProblems(files, readSourceTree())];
}
