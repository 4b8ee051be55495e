/** For tests: what somebody else does through the API of the pretend Cognigy.AI. */
import assert from 'node:assert/strict';

import { secretValues, type Trial } from './trial.ts';

/**
 * @param path with the leading slash, `/v2.0/…`
 * @returns the answer's object; an empty one where it has no content
 */
export async function callCognigy(
    { bots }: Pick<Trial, 'bots'>,
    method: string,
    path: string,
    body?: unknown
): Promise<Record<string, unknown>> {
    const response = await fetch(`${bots.cognigy.url}${path}`, {
        method,
        headers: {
            'x-api-key': secretValues.cognigyApiKey,
            ...(body !== undefined && { 'content-type': 'application/json' })
        },
        ...(body !== undefined && { body: JSON.stringify(body) })
    });
    assert.ok(response.ok, await response.clone().text());
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
}

/** Path of the chart of the trial's flow. */
export const chartOf = ({ bots }: Pick<Trial, 'bots'>): string => `/v2.0/flows/${bots.cognigy.secrets['flowId']}/chart`;

/** Adds a Handover to Agent node behind the first node of the trial's flow, as its author would. @returns its id */
export async function addHandoverNode(
    trial: Pick<Trial, 'bots'>,
    label: string,
    miawConversationAttributes: Record<string, string>
): Promise<string> {
    const chart = chartOf(trial);
    const { nodes } = (await callCognigy(trial, 'GET', chart)) as { nodes: { _id: string }[] };
    const made = await callCognigy(trial, 'POST', `${chart}/nodes`, {
        type: 'handoverToAgent',
        extension: '@cognigy/basic-nodes',
        mode: 'append',
        target: nodes[0]?._id,
        label,
        config: { miawConversationAttributes }
    });
    return String(made['_id']);
}
