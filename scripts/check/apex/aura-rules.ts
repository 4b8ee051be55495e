/** What Salesforce demands of @AuraEnabled members and no other check here sees. */
import type { MethodDeclaration, TypeName } from '../../local-org/apex/syntax/ast.ts';
import type { Problem } from '../problem.ts';
import {
    expressionsOf,
    hasAnnotation,
    methodsOf,
    nodesBelow,
    staticTarget,
    withInner,
    type ApexFile
} from './apex-files.ts';

/** Types without parameters that cross between browser and Apex, in lower case. */
const plainTypes = new Set([
    'blob',
    'boolean',
    'date',
    'datetime',
    'decimal',
    'double',
    'id',
    'integer',
    'long',
    'object',
    'sobject',
    'string'
]);

const changing = new Set(['insert', 'update', 'upsert', 'delete', 'undelete', 'merge', 'insertimmediate']);

const written = ({ parts }: TypeName): string => parts.map(({ name }) => name).join('.');

/** The parts of a type that cannot cross. */
function wrongTypes(type: TypeName, known: (name: string) => boolean): string[] {
    const name = written(type);
    const args = type.parts.at(-1)?.args ?? [];
    switch (name.toLowerCase()) {
        case 'list':
            return args.flatMap((each) => wrongTypes(each, known));
        case 'map': {
            const [key, value] = args;
            const wrongKey = key && /^(string|id)$/i.test(written(key)) ? [] : [`Map<${key ? written(key) : '?'}, …>`];
            return [...wrongKey, ...(value ? wrongTypes(value, known) : [])];
        }
        default:
            return plainTypes.has(name.toLowerCase()) || known(name) ? [] : [name];
    }
}

/** Does a method change records, itself or through static methods of our classes? */
function changesRecords(
    method: MethodDeclaration,
    home: ApexFile,
    files: ApexFile[],
    seen = new Set<object>()
): boolean {
    if (seen.has(method)) return false;
    seen.add(method);
    if ([...nodesBelow(method.body)].some(({ kind }) => kind === 'dml')) return true;
    return expressionsOf(method.body, 'call').some((call) => {
        const target = staticTarget(call);
        if (target === 'database' && changing.has(call.name.toLowerCase())) return true;
        if (call.target !== null && target === '') return false;
        const owner = target === '' ? home : files.find(({ name }) => name.toLowerCase() === target);
        return methodsOf(owner?.tree ?? ({ inner: [], methods: [] } as never)).some(
            (each) =>
                each.name.toLowerCase() === call.name.toLowerCase() && changesRecords(each, owner ?? home, files, seen)
        );
    });
}

function methodProblems(
    method: MethodDeclaration,
    home: ApexFile,
    files: ApexFile[],
    known: (name: string) => boolean
) {
    const problems: Problem[] = [];
    const say = (message: string) =>
        problems.push({ file: home.file, line: method.line, message: `@AuraEnabled ${method.name} ${message}` });
    const { words } = method.modifiers;
    if (!words.has('static')) say('must be static');
    if (!words.has('public') && !words.has('global')) say('must be public');
    for (const parameter of method.parameters) {
        for (const type of wrongTypes(parameter.type, known)) {
            say(`has the parameter ${parameter.name} of type ${type}, which a component cannot send`);
        }
    }
    for (const type of method.returns ? wrongTypes(method.returns, known) : []) {
        say(`answers ${type}, which a component cannot get`);
    }
    const annotation = method.modifiers.annotations.find(({ name }) => name === 'auraenabled');
    if (annotation?.values['cacheable'] === true && changesRecords(method, home, files)) {
        say('is cacheable and changes records');
    }
    return problems;
}

/** @param knownObjects is there an object of that name? */
export function auraProblems(files: ApexFile[], knownObjects: (name: string) => boolean): Problem[] {
    const classNames = new Set(
        files.flatMap(({ tree }) =>
            withInner(tree).flatMap((type) => [type.name.toLowerCase(), `${tree.name}.${type.name}`.toLowerCase()])
        )
    );
    const known = (name: string) => classNames.has(name.toLowerCase()) || knownObjects(name);
    return files.flatMap((home) => {
        const problems: Problem[] = [];
        for (const type of withInner(home.tree)) {
            const enabled = type.methods.filter((method) => hasAnnotation(method, 'auraenabled'));
            for (const method of enabled) {
                problems.push(...methodProblems(method, home, files, known));
                if (enabled.filter(({ name }) => name.toLowerCase() === method.name.toLowerCase()).length > 1) {
                    problems.push({
                        file: home.file,
                        line: method.line,
                        message: `@AuraEnabled ${method.name} is overloaded, which API 55 and later refuse`
                    });
                }
            }
            for (const member of type.members) {
                if (member.kind === 'initializer' || !hasAnnotation(member, 'auraenabled')) continue;
                const name = member.kind === 'property' ? member.name : (member.variables[0]?.name ?? '');
                for (const wrong of wrongTypes(member.type, known)) {
                    problems.push({
                        file: home.file,
                        line: member.kind === 'property' ? member.line : (member.variables[0]?.line ?? type.line),
                        message: `@AuraEnabled ${name} is of type ${wrong}, which a component cannot get`
                    });
                }
            }
        }
        return problems;
    });
}
