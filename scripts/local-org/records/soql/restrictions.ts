import type { RecordQueryError } from '../errors.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { Condition, Query } from './ast.ts';
import { malformed } from './errors.ts';

/** Fields of which a query on links of files must name one. */
const LINK_FIELDS = new Set(['contentdocumentid', 'linkedentityid']);

/** What the platform refuses for an object although it is sound SOQL; undefined where there is nothing. */
export function restriction(query: Query, object: ObjectInfo): RecordQueryError | undefined {
    if (object.name !== 'ContentDocumentLink' || (query.where && narrowsLinks(query.where))) return undefined;
    return malformed(
        'Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or ' +
            "LinkedEntityId using the equals operator or multiple Id's using the IN operator."
    );
}

function narrowsLinks(condition: Condition): boolean {
    if (condition.kind === 'and') return condition.terms.some(narrowsLinks);
    return (
        condition.kind === 'compare' &&
        condition.left.kind === 'field' &&
        LINK_FIELDS.has(condition.left.path.steps.at(-1)!.toLowerCase()) &&
        (condition.operator === '=' || condition.operator === 'IN')
    );
}
