import type { SourceProblem } from './component-problem.ts';

/** What the evaluator takes for a dynamic import: it reads text, not syntax. */
const DYNAMIC_IMPORT = /\bimport\s*\(/g;

/**
 * Where a file says what legacy Locker refuses as a dynamic import, also in a comment or a text: in orgs without
 * Lightning Web Security such a component does not load in debug mode
 * (https://developer.salesforce.com/docs/platform/lightning-components-security/guide/lwc-comp-fail-fix.html).
 *
 * @param code   JavaScript as it is deployed; types are gone from it
 * @param source what it was made from, for the places
 * @param file   path for messages
 */
export function dynamicImports(code: string, source: string, file: string): SourceProblem[] {
    if (code.search(DYNAMIC_IMPORT) < 0) {
        return [];
    }
    const places = [...source.matchAll(DYNAMIC_IMPORT)].map(({ index }) => source.slice(0, index));
    return (places.length > 0 ? places : ['']).map((before) => ({
        file,
        line: before.split('\n').length,
        column: before.length - before.lastIndexOf('\n'),
        text: '"import(": Locker takes it for a dynamic import, even in a comment, and loads no such component'
    }));
}
