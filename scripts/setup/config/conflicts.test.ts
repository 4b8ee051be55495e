/** What one field of a setup file rules out for another, within a connector and between two. */
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

test("watsonx's address and region are of one region: session keys are read where the region leads", () => {
    const text = readFileSync('config/handoff.watsonx.yaml', 'utf8');
    assert.deepEqual(problemsOf(text.replace('region: us-south', 'region: eu-de')), [
        {
            line: 15,
            field: 'connectors[0].bot.region',
            found: 'another region than that of apiUrl',
            wanted: 'us-south, or an apiUrl of the region of the web chat'
        }
    ]);
    parseConfig(text.replace('https://api.us-south.assistant.watson.cloud.ibm.com', 'https://x.example.com'), 'x.yaml');
    parseConfig(text.replace(/ +region: .*\n/, ''), 'x.yaml');
    // watsonx Orchestrate's.
    const elsewhere = text.replace('https://api.us-south.assistant.watson.cloud.ibm.com', 'https://x.example.com');
    for (const region of ['wxo-ca-tor', 'aws-ap-southeast-1']) {
        parseConfig(elsewhere.replace('region: us-south', `region: ${region}`), 'x.yaml');
    }
    assert.equal(problemsOf(elsewhere.replace('region: us-south', 'region: us-east-1')).length, 1);
});

test("watsonx's address is that of one service instance, on IBM Cloud: without it, no environment is found", () => {
    const text = readFileSync('config/handoff.watsonx.yaml', 'utf8');
    const host = 'https://api.us-south.assistant.watson.cloud.ibm.com';
    for (const path of ['', '/instances', '/v2/assistants', '/instances/x/v2/assistants']) {
        assert.deepEqual(problemsOf(text.replace(/(apiUrl: ).*/, `$1${host}${path}`)), [
            {
                line: 13,
                field: 'connectors[0].bot.apiUrl',
                found: 'an address that is not that of one service instance',
                wanted: `${host}/instances/{id}, as the page of the service instance shows it (Manage, URL)`
            }
        ]);
    }
    parseConfig(text.replace(/(apiUrl: ).*/, '$1https://cpd.example.com/assistant/x/instances/1/api'), 'x.yaml');
});

test("the address of Cognigy.AI's pages is told with that of its API", () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    assert.deepEqual(
        problemsOf(text.replace('api-trial', 'app')).map(({ field, found, wanted }) => [field, found, wanted]),
        [['connectors[0].bot.apiUrl', 'the address of the pages, where no API answers', 'https://api-app.cognigy.ai']]
    );
    parseConfig(text.replace('api-trial', 'api-app'), 'x.yaml');
    const api = 'https://api-trial.cognigy.ai';
    for (const [page, wanted] of [
        ['https://app-us.cognigy.ai', 'https://api-app-us.cognigy.ai'],
        ['https://api-app-us.cognigy.ai/openapi', 'https://api-app-us.cognigy.ai'],
        ['https://api-acme.cognigy.cloud/openapi', 'https://api-acme.cognigy.cloud']
    ] as const) {
        assert.deepEqual(
            problemsOf(text.replace(api, page)).map(({ found, wanted: address }) => [found, address]),
            [['the address of the pages, where no API answers', wanted]]
        );
    }
    parseConfig(text.replace(api, 'https://proxy.example.com/cognigy'), 'x.yaml');
});

test("Sendbird's address and application id are of one application: apply writes where the address leads", () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const id = '0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9';
    const other = text.replace(`applicationId: ${id}`, 'applicationId: 11111111-2222-3333-4444-555555555555');
    assert.deepEqual(problemsOf(other), [
        {
            line: 11,
            field: 'connectors[0].bot.apiUrl',
            found: 'the address of another application than applicationId',
            wanted: 'both of one application: https://api-{applicationId}.sendbird.com'
        }
    ]);
    const delight = `https://api-${id}.app.delight.ai`;
    parseConfig(text.replace(`https://api-${id}.sendbird.com`, delight), 'handoff.yaml');
    assert.equal(problemsOf(other.replace(`https://api-${id}.sendbird.com`, delight)).length, 1);
    for (const same of [id.toLowerCase(), id]) {
        parseConfig(text.replace(`applicationId: ${id}`, `applicationId: ${same}`), 'handoff.yaml');
    }
    const proxied = other.replace(`https://api-${id}.sendbird.com`, 'https://sendbird.example.com/api');
    parseConfig(proxied, 'handoff.yaml');
});

test("an address of Sendbird's that is not that of its AI agent: handoffs would stay away without a word", () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const agent = 'https://genai-us-1-llm-api.chat.sendbird.com';
    const api = 'https://api-0F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9';
    for (const other of [`${api}.sendbird.com`, `${api}.app.delight.ai`, 'https://dashboard.sendbird.com']) {
        const [problem, ...more] = problemsOf(text.replace(agent, other));
        assert.deepEqual([problem?.field, more], ['connectors[0].bot.agentUrl', []], other);
        assert.match(problem?.wanted ?? '', /^https:\/\/genai-\{region\}-llm-api\.chat\.sendbird\.com/);
    }
    for (const right of ['https://genai-eu-llm-api.chat.sendbird.com', 'https://agent.example.com']) {
        parseConfig(text.replace(agent, right), 'handoff.yaml');
    }
});

test('attributes where the setup writes none into the bot are refused: nothing would come of them', () => {
    for (const connector of ['watsonx', 'sendbird']) {
        const text = readFileSync(`config/handoff.${connector}.yaml`, 'utf8');
        const [problem, ...more] = problemsOf(
            text.replace('    secrets:', '    attributes: {tier: gold}\n    secrets:')
        );
        assert.deepEqual([problem?.field, more], ['connectors[0].attributes', []]);
        assert.match(problem?.found ?? '', /Cognigy\.AI/);
        parseConfig(text.replace('    secrets:', '    attributes: {}\n    secrets:'), 'handoff.yaml');
    }
});
