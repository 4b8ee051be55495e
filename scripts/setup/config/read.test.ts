import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { setups as cognigy } from '../../providers/cognigy/index.ts';
import { setups as sendbird } from '../../providers/sendbird/index.ts';
import { setups as watsonx } from '../../providers/watsonx/index.ts';
import type { ProviderSetup, ProviderSetups } from '../provider-setup.ts';
import { jsonSchemaText } from './json-schema.ts';
import { ConfigError, parseConfig, readConfig, type ConfigProblem } from './read.ts';
import { connectorConfig, secretNames } from './schema.ts';

function problemsOf(text: string): ConfigProblem[] {
    try {
        parseConfig(text, 'handoff.yaml');
    } catch (error) {
        assert.ok(error instanceof ConfigError, String(error));
        return error.problems;
    }
    assert.fail('the config was taken');
}

for (const connector of ['cognigy-messaging', 'cognigy-chat', 'watsonx', 'sendbird']) {
    test(`the example of ${connector} is taken`, () => {
        const config = readConfig(`config/handoff.${connector}.yaml`);
        assert.deepEqual(
            config.connectors.map((entry) => entry.connector),
            [connector]
        );
    });
}

test('the published JSON Schema is that of the code', () => {
    assert.deepEqual(JSON.parse(readFileSync('config/handoff.schema.json', 'utf8')), JSON.parse(jsonSchemaText()));
});

test('every mistake is told at once, with line, field, shape found and wanted', () => {
    const problems = problemsOf(
        [
            'version: 2',
            'language: 7',
            'agents:',
            '    users: [nobody]',
            '    capacity: 0',
            'colour: red',
            'connectors:',
            '    - connector: cognigy-messaging',
            '      bot:',
            '          apiUrl: https://api-trial.cognigy.ai/',
            '          projectId: s3cr3t-token-value',
            '      secrets:',
            '          apiKey: s3cr3t-token-value'
        ].join('\n')
    );
    assert.deepEqual(
        problems.map(({ line, field }) => `${line} ${field}`),
        [
            '1 version',
            '2 language',
            '4 agents.users[0]',
            '5 agents.capacity',
            '6 colour',
            '10 connectors[0].bot.apiUrl',
            '11 connectors[0].bot.projectId',
            '13 connectors[0].secrets.apiKey'
        ]
    );
    assert.equal(problems[6]?.found, 'a text of 18 characters');
    assert.match(problems[7]?.wanted ?? '', /environment variable/);
    assert.ok(!JSON.stringify(problems).includes('s3cr3t'));
});

test('a missing field stands at the line of what it is missing from', () => {
    const [problem] = problemsOf(
        'version: 1\nagents: {users: [a@b.co]}\nconnectors:\n    - connector: watsonx\n      bot:\n          apiUrl: https://x.example.com\n'
    );
    assert.deepEqual(problem, {
        line: 5,
        field: 'connectors[0].bot.environmentId',
        found: 'nothing',
        wanted: 'the id of the environment, not of the assistant: a UUID (8-4-4-4-12 hexadecimal digits)'
    });
});

test('what is wrong between fields is told with what is wrong in them', () => {
    const problems = problemsOf(
        [
            'version: 1',
            'colour: red',
            'agents: {}',
            'queue: {name: Refunds, fallback: {name: refunds}}',
            'connectors:',
            '    - connector: watsonx',
            '      bot: {apiUrl: 7}',
            ...['1', '2'].flatMap(() => [
                '    - connector: sendbird',
                '      secrets: {apiKey: SENDBIRD_API_TOKEN}',
                '      bot:',
                '          apiUrl: https://api.example.com',
                '          agentUrl: https://agent.example.com',
                '          applicationId: 0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9'
            ])
        ].join('\n')
    );
    assert.deepEqual(
        problems.map(({ line, field }) => `${line} ${field}`),
        [
            '2 colour',
            '3 agents',
            '4 queue.fallback',
            '7 connectors[0].bot.apiUrl',
            '7 connectors[0].bot.environmentId',
            '9 connectors[1].secrets.apiKey',
            '14 connectors[2]',
            '15 connectors[2].secrets.apiKey'
        ]
    );
    assert.equal(problems[5]?.wanted, 'apiToken');
});

test('what is wanted is said of the very field, also where there is nothing or another kind of value', () => {
    const text = readFileSync('config/handoff.watsonx.yaml', 'utf8');
    const wrong = text.replace(/environmentId: .*/, 'environmentId: 7').replace(/- admin@.*/, '- 7');
    const capacity = wrong.replace('agents:', 'agents:\n  capacity: 200');
    assert.deepEqual(
        problemsOf(capacity).map(({ wanted }) => wanted),
        [
            'a whole number from 1 to 100',
            'a Salesforce user name, such as agent@example.com',
            'the id of the environment, not of the assistant: a UUID (8-4-4-4-12 hexadecimal digits)'
        ]
    );
    assert.doesNotMatch(JSON.stringify(problemsOf('{}')), /Invalid|undefined/);
});

test('each secret that a vendor asks for can be named, and no other', () => {
    const setups: ProviderSetups = { ...cognigy, ...watsonx, ...sendbird };
    for (const connector of Object.keys(secretNames) as (keyof typeof secretNames)[]) {
        const { connectors, language } = readConfig(`config/handoff.${connector}.yaml`);
        const [entry] = connectors;
        const setup = setups[connector] as ProviderSetup | undefined;
        assert.ok(entry && setup);
        const requests = setup.secrets(connectorConfig(entry, { language }));
        assert.deepEqual(
            requests.map(({ name }) => name),
            secretNames[connector]
        );
    }
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

test('no YAML, no file', () => {
    assert.match(problemsOf('a: [')[0]?.found ?? '', /^no YAML/);
    assert.equal(problemsOf('version: 1\nagents:\n  users: [a@b.cc\nconnectors: {').length, 1);
    assert.throws(() => readConfig('config/none.yaml'), /config\/none\.yaml:1 the file: found no readable file/);
});
