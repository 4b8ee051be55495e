/** The running whole, and how a test asks the local org beside the page. */
import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Started } from '../../scripts/demo/start.ts';

export interface Harness extends Started {
    browser: Browser;
}

/** Asks the local org's own paths. */
export async function local<T>(harness: Harness, path: string, method = 'GET', body?: unknown): Promise<T> {
    const response = await fetch(`${harness.url}/local/${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} /local/${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
}

export interface SessionAnswer {
    user: { id: string; name: string; language: string };
    users: { id: string; name: string }[];
    accessToken: string;
}

async function rowsOf<Row>(harness: Harness, soql: string, accessToken: string): Promise<Row[]> {
    const response = await fetch(`${harness.url}/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, {
        headers: { authorization: `Bearer ${accessToken}` }
    });
    const answer = (await response.json()) as { records: Row[] };
    assert.ok(response.ok, `${soql}: ${JSON.stringify(answer)}`);
    return answer.records;
}

/** Rows of a query, as the page's user. */
export async function query<Row>(harness: Harness, soql: string): Promise<Row[]> {
    const { accessToken } = await local<SessionAnswer>(harness, 'session');
    return rowsOf(harness, soql, accessToken);
}

/** Rows of a query, as an administrator. */
export const queryAsAdmin = <Row>(harness: Harness, soql: string): Promise<Row[]> =>
    rowsOf(harness, soql, harness.org.accessToken);
