/** Values in queries. */
import type { OrgClient } from './org-client.ts';

/** A text as SOQL literal, safe whatever it holds. */
export function literal(text: string): string {
    return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** Texts as SOQL literals, separated by commas; for many values see `queryIn`. */
export const literals = (texts: Iterable<string>): string => [...texts].map(literal).join(', ');

/** Bytes of a url that values of one query may take; an org takes 16,384 with all of a request's headers. */
const longestList = 8000;

/**
 * A query for many values, in as many requests as their number takes: a query stands in a url.
 *
 * @param soql the query for a list of literals, separated by commas
 */
export async function queryIn<Row>(
    org: OrgClient,
    values: Iterable<string>,
    soql: (list: string) => string
): Promise<Row[]> {
    const lists: string[] = [];
    let size = longestList;
    for (const value of values) {
        const text = literal(value);
        const length = encodeURIComponent(`, ${text}`).length;
        if (size + length > longestList) {
            lists.push(text);
            size = length;
        } else {
            lists.push(`${lists.pop() ?? ''}, ${text}`);
            size += length;
        }
    }
    const rows: Row[] = [];
    for (const list of lists) rows.push(...(await org.query<Row>(soql(list))));
    return rows;
}
