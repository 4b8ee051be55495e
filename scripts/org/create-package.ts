/** Creates a package in a Dev Hub and notes its id in sfdx-project.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { runSf } from './sf.ts';

const projectFile = 'sfdx-project.json';

/** The project file with the id of a package under `packageAliases`; all else stays as it is. */
export function withAlias(projectText: string, name: string, id: string): string {
    const project = JSON.parse(projectText) as { packageAliases?: Record<string, string> };
    const changed = { ...project, packageAliases: { ...project.packageAliases, [name]: id } };
    return `${JSON.stringify(changed, null, 2)}\n`;
}

/**
 * Runs `sf package create`. Left to itself, sf would replace the directory's entry in sfdx-project.json, which names
 * the package already, by one without version number, dependencies and definition file; so its update is switched off.
 *
 * @param command the words after `sf`
 * @param name name of the package
 * @returns what to tell: the new id, or sf's own reason
 */
export async function createPackage(command: string[], name: string): Promise<{ code: number; message: string }> {
    const { code, output } = await runSf([...command, '--json'], {
        env: { SF_PROJECT_AUTOUPDATE_DISABLE_FOR_PACKAGE_CREATE: 'true' }
    });
    const start = output.indexOf('{');
    if (start === -1) {
        return { code: code || 1, message: `sf gave no answer. ${output}`.trim() };
    }
    const answer = JSON.parse(output.slice(start)) as { result?: { Id?: string }; message?: string };
    const id = answer.result?.Id;
    if (code !== 0 || id === undefined) {
        return { code: code || 1, message: answer.message ?? output };
    }
    writeFileSync(projectFile, withAlias(readFileSync(projectFile, 'utf8'), name, id));
    return { code: 0, message: `${name} is ${id}, noted in ${projectFile}.` };
}
