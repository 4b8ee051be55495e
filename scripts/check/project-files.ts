/**
 * `sfdx-project.json` and the scratch definitions against the published schemas, and settings against the Metadata API.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { mayKnow } from './metadata/packages.ts';
import type { Problem } from './problem.ts';

const require = createRequire(import.meta.url);

function validator(schemaFile: string): ValidateFunction {
    const schema = JSON.parse(readFileSync(require.resolve(`@salesforce/schemas/${schemaFile}`), 'utf8')) as object;
    return new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false }).compile(schema);
}

function words({ instancePath, keyword, message, params }: ErrorObject, content: unknown): string {
    const value = instancePath
        .split('/')
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], content);
    const where = instancePath || 'the file';
    if (keyword === 'anyOf') return `${where} is ${JSON.stringify(value)}, which the schema does not allow`;
    if ('additionalProperty' in params)
        return `${where} ${message ?? 'is wrong'}: ${String(params.additionalProperty)}`;
    return `${where} ${message ?? 'is wrong'}`;
}

function against(validate: ValidateFunction, file: string, content: unknown): Problem[] {
    if (validate(content)) return [];
    const errors = validate.errors ?? [];
    // Of alternatives that all failed, one line says enough.
    const alternatives = new Set(
        errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath)
    );
    const shown = errors.filter(({ keyword, instancePath }) => keyword === 'anyOf' || !alternatives.has(instancePath));
    return shown.map((error) => ({ file, message: words(error, content) }));
}

/**
 * Names of the settings types that the Metadata API knows, in the form of scratch definitions (`omniChannelSettings`).
 */
function settingsNames(): Set<string> {
    const names = ['@salesforce/types', '@salesforce/types-v66'].flatMap((name) => {
        const text = readFileSync(require.resolve(`${name}/metadata`).replace(/\.js$/, '.d.ts'), 'utf8');
        return [...text.matchAll(/\b(\w+Settings)\b/g)].map((match) => match[1] ?? '');
    });
    return new Set(names.map((name) => name.charAt(0).toLowerCase() + name.slice(1)));
}

interface PackageDirectory {
    path: string;
    package?: string;
    definitionFile?: string;
    dependencies?: { package: string; versionNumber?: string }[];
}

/** Dependencies on packages that are not there, and in the wrong direction: core stands alone, the others know core. */
export function dependencyProblems(directories: PackageDirectory[]): Problem[] {
    const file = 'sfdx-project.json';
    const names = new Map(
        directories.map(({ path, package: name }) => [name ?? '', path.split('/').at(-1) ?? ''] as const)
    );
    return directories.flatMap(({ path, dependencies = [] }) =>
        dependencies.flatMap(({ package: name }) => {
            const known = names.get(name);
            if (known === undefined)
                return [{ file, message: `${path} depends on "${name}", which is no package here` }];
            const folder = path.split('/').at(-1) ?? '';
            return folder !== known && (mayKnow[folder] ?? []).includes(known)
                ? []
                : [{ file, message: `${folder} must not depend on ${known}` }];
        })
    );
}

export async function projectFiles(): Promise<Problem[]> {
    const project = JSON.parse(readFileSync('sfdx-project.json', 'utf8')) as {
        packageDirectories: PackageDirectory[];
    };
    const problems = against(validator('sfdx-project.schema.json'), 'sfdx-project.json', project);
    for (const { path, definitionFile } of project.packageDirectories) {
        if (!existsSync(path)) problems.push({ file: 'sfdx-project.json', message: `there is no folder ${path}` });
        if (definitionFile && !existsSync(definitionFile)) {
            problems.push({ file: 'sfdx-project.json', message: `there is no file ${definitionFile}` });
        }
    }
    problems.push(...dependencyProblems(project.packageDirectories));
    const scratch = validator('project-scratch-def.schema.json');
    const settings = settingsNames();
    for (const file of globSync('config/*-scratch-def.json').sort()) {
        const definition = JSON.parse(readFileSync(file, 'utf8')) as { settings?: Record<string, unknown> };
        problems.push(...against(scratch, file, definition));
        for (const name of Object.keys(definition.settings ?? {})) {
            if (!settings.has(name))
                problems.push({ file, message: `the Metadata API has no settings called ${name}` });
        }
    }
    return problems;
}
