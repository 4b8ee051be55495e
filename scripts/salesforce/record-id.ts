/** Ids of 15 or 18 characters: the last three only repeat the case of the others. */

/** As Salesforce's own code snippets show ids: 15 characters. */
export function shortId(id: string): string;
export function shortId(id: string | undefined): string | undefined;
export function shortId(id: string | undefined): string | undefined {
    return id?.slice(0, 15);
}

/** Do both name the same record, however long they are? */
export function isSameId(one: string, other: string): boolean {
    return shortId(one) === shortId(other);
}

/** Has a text the form of an id? */
export function isId(text: string): boolean {
    return /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text);
}
