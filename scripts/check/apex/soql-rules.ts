/** Names inside SOQL and in field constants, which the Apex type checker does not look at. */
import { RecordQueryError } from '../../local-org/records/errors.ts';
import type { Condition, FieldPath, Operand, Query } from '../../local-org/records/soql/ast.ts';
import { parseQuery } from '../../local-org/records/soql/parse.ts';
import type { Problem } from '../problem.ts';
import { expressionsOf, staticTarget, type ApexFile } from './apex-files.ts';
import type { FieldCatalog } from './field-catalog.ts';

/**
 * Texts of standard objects that an org may encrypt by Shield Platform Encryption. It refuses queries that filter, sort
 * or group by one of them, and packages with such queries
 * (https://help.salesforce.com/s/articleView?id=xcloud.security_pe_considerations_general.htm).
 */
const encryptable = new Set([
    'account.name',
    'case.description',
    'case.subject',
    'casecomment.commentbody',
    'contact.email',
    'contact.name',
    'user.email'
]);

function pathsOfOperand(operand: Operand): FieldPath[] {
    const path = operand.kind === 'field' ? operand.path : operand.call.path;
    return path ? [path] : [];
}

function ofCondition(condition: Condition | null): { paths: FieldPath[]; queries: Query[] } {
    if (!condition) return { paths: [], queries: [] };
    switch (condition.kind) {
        case 'not':
            return ofCondition(condition.term);
        case 'compare':
            return {
                paths: pathsOfOperand(condition.left),
                queries: condition.value.kind === 'subquery' ? [condition.value.query] : []
            };
        default: {
            const parts = condition.terms.map(ofCondition);
            return { paths: parts.flatMap(({ paths }) => paths), queries: parts.flatMap(({ queries }) => queries) };
        }
    }
}

/** What a query names wrongly or should not filter by, in words. Child queries are not looked into: their objects are not named. */
function wrongNames(query: Query, catalog: FieldCatalog): string[] {
    const object = query.from.path.steps.join('.');
    if (!catalog.hasObject(object)) return [`there is no object ${object}`];
    const where = ofCondition(query.where);
    const having = ofCondition(query.having);
    const selected = query.select.flatMap((item) =>
        item.kind === 'field' ? [item.path] : item.kind === 'function' && item.call.path ? [item.call.path] : []
    );
    const aliases = new Set(
        query.select.flatMap((item) => (item.kind !== 'children' && item.alias ? [item.alias.toLowerCase()] : []))
    );
    const filtering = [
        ...where.paths,
        ...having.paths,
        ...[...query.groupBy, ...query.orderBy.map(({ by }) => by)].flatMap(pathsOfOperand)
    ];
    const namesOf = ({ steps }: FieldPath) =>
        steps[0]?.toLowerCase() === query.from.alias?.toLowerCase() ? steps.slice(1) : steps;
    const wrong = [...selected, ...filtering].flatMap((path) => {
        const names = namesOf(path);
        return names.length === 1 && aliases.has(names[0]?.toLowerCase() ?? '')
            ? []
            : wrongPath(object, names, catalog);
    });
    const refusedWhereEncrypted = filtering.flatMap((path) => {
        const field = fieldAt(object, namesOf(path), catalog);
        return encryptable.has(field.toLowerCase()) ? [`an org may encrypt ${field}, and refuses this query then`] : [];
    });
    const inside = [...where.queries, ...having.queries].flatMap((each) => wrongNames(each, catalog));
    return [...wrong, ...refusedWhereEncrypted, ...inside];
}

/** The field at the end of a path, with its object: `User.Email` for `Owner.Email` of a case. */
function fieldAt(object: string, names: string[], catalog: FieldCatalog): string {
    const [name = '', ...rest] = names;
    const target = rest.length === 0 ? null : catalog.field(object, name);
    return typeof target === 'string' ? fieldAt(target, rest, catalog) : `${object}.${names.join('.')}`;
}

function wrongPath(object: string, names: string[], catalog: FieldCatalog): string[] {
    const [name = '', ...rest] = names;
    const target = catalog.field(object, name);
    if (target === undefined) return [`${object} has no field ${name}`];
    if (rest.length === 0) return [];
    return target === null ? [`${object}.${name} leads to no other object`] : wrongPath(target, rest, catalog);
}

function queryProblems(file: string, line: number, soql: string, catalog: FieldCatalog): Problem[] {
    try {
        return wrongNames(parseQuery(soql), catalog).map((message) => ({ file, line, message: `in SOQL: ${message}` }));
    } catch (error) {
        if (!(error instanceof RecordQueryError)) throw error;
        return [{ file, line, message: `in SOQL: ${error.message}` }];
    }
}

/** The object names of all queries of a class, which a catalog has to know. */
export function queriedObjects({ tree }: ApexFile): string[] {
    return expressionsOf(tree, 'soql').map(({ from }) => from);
}

const queryMethods = new Set(['query', 'querywithbinds', 'countquery', 'countquerywithbinds', 'getquerylocator']);

/** Queries, and names of fields in texts, that name what no object has. */
export function soqlProblems(apex: ApexFile, catalog: FieldCatalog): Problem[] {
    const { file, tree, isTest } = apex;
    const problems = expressionsOf(tree, 'soql').flatMap(({ line, text }) => queryProblems(file, line, text, catalog));
    for (const call of expressionsOf(tree, 'call')) {
        const [soql] = call.args;
        if (staticTarget(call) !== 'database' || !queryMethods.has(call.name.toLowerCase())) continue;
        // Only whole texts can be judged; a query that is put together takes its names from a describe.
        if (soql?.kind === 'literal' && soql.type === 'String') {
            problems.push(...queryProblems(file, call.line, soql.value, catalog));
        }
    }
    // Tests name fields that do not exist on purpose.
    if (isTest) return problems;
    for (const literal of expressionsOf(tree, 'literal')) {
        if (literal.type === 'String' && /^\w+__c$/i.test(literal.value) && !catalog.isOwnFieldName(literal.value)) {
            problems.push({ file, line: literal.line, message: `no object has a field ${literal.value}` });
        }
    }
    return problems;
}

/** Named Credentials that Apex names in a literal. */
export function namedCredentialProblems(
    { file, tree, isTest }: ApexFile,
    exists: (name: string) => boolean
): Problem[] {
    if (isTest) return [];
    return expressionsOf(tree, 'literal').flatMap((literal) => {
        const name = literal.type === 'String' ? /^callout:(\w+)/.exec(literal.value)?.[1] : undefined;
        return name === undefined || exists(name)
            ? []
            : [{ file, line: literal.line, message: `there is no Named Credential ${name}` }];
    });
}
