/** The list of checks behind `npm run check`. */
import { readFileSync } from 'node:fs';
import { componentTable, tableFile } from '../build/component-table.ts';
import { checkComponentTypes } from '../build/check-component-types.ts';
import { apexRules } from './apex-rules.ts';
import { apexTypes } from './apex-types.ts';
import {
    componentTargetProblems,
    contentProblems,
    flowRuleProblems,
    metadataSchemaProblems,
    packageProblems,
    referenceProblems
} from './metadata/main.ts';
import type { Problem } from './problem.ts';
import { projectFiles } from './project-files.ts';
import { format, lint, scriptTypes } from './tools.ts';

export interface ProjectCheck {
    name: string;
    title: string;
    run(): Promise<Problem[]>;
}

/** docs/components.md says what the metadata says. */
async function componentTableIsCurrent(): Promise<Problem[]> {
    const current = (await componentTable()) === readFileSync(tableFile, 'utf8');
    return current ? [] : [{ file: tableFile, message: 'out of date: npm run docs:components' }];
}

/** The component build names what it finds `text`, as other programs read it. */
async function componentTypes(): Promise<Problem[]> {
    return (await checkComponentTypes()).map(({ file, line, text }) => ({ file, line, message: text }));
}

export const checks: ProjectCheck[] = [
    { name: 'types', title: 'strict types of scripts and tests', run: scriptTypes },
    { name: 'component-types', title: 'strict types of the components', run: componentTypes },
    { name: 'lint', title: 'ESLint', run: lint },
    { name: 'format', title: 'Prettier', run: format },
    { name: 'apex-types', title: 'Apex type check', run: apexTypes },
    { name: 'apex-rules', title: 'Apex rules: SOQL fields, sharing, system mode, AuraEnabled', run: apexRules },
    { name: 'metadata', title: "metadata against the Metadata API's types", run: metadataSchemaProblems },
    { name: 'targets', title: 'file names, targets and properties of components', run: componentTargetProblems },
    { name: 'references', title: 'every name that is used exists', run: referenceProblems },
    { name: 'content', title: 'translations, granted fields and custom metadata records', run: contentProblems },
    { name: 'packages', title: 'what packages may carry and know', run: packageProblems },
    { name: 'flows', title: 'flow rules', run: flowRuleProblems },
    { name: 'components-doc', title: 'docs/components.md is current', run: componentTableIsCurrent },
    { name: 'project', title: 'sfdx-project.json and scratch definitions', run: projectFiles }
];
