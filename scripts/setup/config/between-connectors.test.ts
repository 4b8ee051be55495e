/** What one connector of a setup file rules out for another. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { problemsOf } from '../../../tests/setup/problems-of.ts';
import { parseConfig } from './read.ts';

describe('two tenants of one vendor', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const entry = text.slice(text.indexOf('  - connector'));
    const second = (provider: string, variable: string, id = 'F') =>
        `${text.trimEnd()}\n${entry
            .replace('sendbird\n', `sendbird\n    provider: ${provider}\n`)
            .replace('SENDBIRD_API_TOKEN', variable)
            .replaceAll('A4B3C2D1E0F9', `A4B3C2D1E0F${id}`)}`;

    test('with a secret each: an org has one for both, so that one history would never come', () => {
        const [problem, ...others] = problemsOf(second('Sendbird_Two', 'SECOND_TOKEN'));
        assert.deepEqual(others, []);
        assert.equal(problem?.field, 'connectors[1].secrets');
        assert.match(problem?.found ?? '', /^another secret than SENDBIRD_API_TOKEN/);
        parseConfig(second('Sendbird_Two', 'SENDBIRD_API_TOKEN'), 'handoff.yaml');
    });

    test('names that differ in case alone are one name to an org', () => {
        assert.deepEqual(
            problemsOf(second('sendbird', 'SENDBIRD_API_TOKEN')).map(({ field, found }) => `${field}: ${found}`),
            [
                'connectors[1]: the same connector and provider a second time',
                'connectors[1].provider: the provider sendbird for two tenants'
            ]
        );
    });
});

test('an unknown connector, no agents, the same connector twice', () => {
    assert.match(
        problemsOf('version: 1\nagents: {users: [a@b.co]}\nconnectors: [{connector: chatbot}]')[0]?.wanted ?? '',
        /^one of cognigy-messaging/
    );
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const twice = text.replace(/( {2}- connector[\s\S]*)$/, '$1$1').replace(/users:\n.*\n/, 'users: []\n');
    assert.deepEqual(
        problemsOf(twice).map(({ found }) => found),
        ['no agents', 'the same connector and provider a second time']
    );
});

describe('two Cognigy connectors of one project', () => {
    const ids = ['a', 'b', 'c'].map((digit) => digit.repeat(24));
    const config = (one: string, other: string) =>
        `version: 1\nagents: {users: [a@b.co]}\nconnectors:\n` +
        ['cognigy-messaging', 'cognigy-chat']
            .map(
                (connector, index) =>
                    `  - connector: ${connector}\n    bot:\n      apiUrl: https://x.example.com\n      projectId: ${ids[0]}\n      ${[one, other][index]}\n`
            )
            .join('');
    const found = (one: string, other: string) =>
        problemsOf(config(one, other)).map(({ line, field }) => [line, field]);
    const flow = `flowId: ${ids[1]}`;

    test('one flow, and not a node for each: said at once, with what to do', () => {
        assert.deepEqual(found(flow, flow), [[13, 'connectors[1].bot.flowId']]);
        assert.match(problemsOf(config(flow, flow))[0]?.wanted ?? '', /another flow, or in both connectors a nodeId/);
        assert.deepEqual(found(flow, `${flow}\n      nodeId: ${ids[2]}`), [[13, 'connectors[1].bot.flowId']]);
        assert.deepEqual(found(`${flow}\n      nodeId: ${ids[2]}`, `${flow}\n      nodeId: ${ids[2]}`), [
            [14, 'connectors[1].bot.flowId']
        ]);
    });

    test('a node for each, two flows, a flow for one only', () => {
        parseConfig(config(`${flow}\n      nodeId: ${ids[0]}`, `${flow}\n      nodeId: ${ids[2]}`), 'handoff.yaml');
        parseConfig(config(flow, `flowId: ${ids[2]}`), 'handoff.yaml');
        parseConfig(config(flow, 'sendTranscriptAsFirstMessage: false'), 'handoff.yaml');
    });

    test('one name for two handover providers; a node, and a place for a new one', () => {
        assert.deepEqual(found('handoverProvider: Ours', 'handoverProvider: Ours'), [
            [13, 'connectors[1].bot.handoverProvider']
        ]);
        assert.deepEqual(found(`nodeId: ${ids[1]}\n      afterNodeId: ${ids[2]}`, flow), [
            [9, 'connectors[0].bot.afterNodeId']
        ]);
    });
});
