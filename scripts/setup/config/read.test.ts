import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { setups as cognigy } from '../../providers/cognigy/index.ts';
import { setups as sendbird } from '../../providers/sendbird/index.ts';
import { setups as watsonx } from '../../providers/watsonx/index.ts';
import type { ProviderSetup, ProviderSetups } from '../provider-setup.ts';
import { jsonSchemaText } from './json-schema.ts';
import { problemsOf } from '../../../tests/setup/problems-of.ts';
import { parseConfig, readConfig } from './read.ts';
import { connectorConfig, secretNames, secretVariables, vendorOf } from './schema.ts';

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
    const published: unknown = JSON.parse(readFileSync('config/handoff.schema.json', 'utf8'));
    assert.deepEqual(published, JSON.parse(jsonSchemaText()), 'run npm run docs:schema');
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
        assert.deepEqual(
            requests.map(({ variable }) => variable),
            [secretVariables[vendorOf[connector]]]
        );
    }
});

describe('values that Salesforce or a bot would refuse in the middle of apply', () => {
    const text = readFileSync('config/handoff.watsonx.yaml', 'utf8');
    const withConnector = (line: string) => text.replace(/( *)- connector: watsonx\n/, `$&$1  ${line}\n`);
    const withBot = (field: string, value: string) =>
        text.replace(new RegExp(`( +)${field}: .*`), `$1${field}: ${JSON.stringify(value)}`);
    const told = (wrong: string) => {
        assert.notEqual(wrong, text);
        return problemsOf(wrong).map(({ field, wanted }) => `${field}: ${wanted}`);
    };

    test('names and labels that are too long for a record, or no text', () => {
        const name = 'a developer name of at most 40 characters';
        assert.deepEqual(told(withConnector(`provider: ${'a'.repeat(41)}`)), [`connectors[0].provider: ${name}`]);
        parseConfig(withConnector(`provider: ${'a'.repeat(40)}`), 'handoff.yaml');
        assert.deepEqual(told(withConnector(`label: ${'a'.repeat(41)}`)), [
            'connectors[0].label: a label of at most 40 characters'
        ]);
        assert.deepEqual(told(withConnector('label: "Bot\\u0007"')), [
            "connectors[0].label: a label without control characters; a backslash makes them in double quotes, and in single ones (') it does not"
        ]);
    });

    test('labels that are too long for a queue', () => {
        const queue = (line: string) => `${text}\nqueue:\n  ${line}\n`;
        const long = 'a'.repeat(41);
        const wanted = 'a label of at most 40 characters';
        assert.deepEqual(told(queue(`label: ${long}`)), [`queue.label: ${wanted}`]);
        assert.deepEqual(told(queue(`fallback: {label: ${long}}`)), [`queue.fallback.label: ${wanted}`]);
        parseConfig(queue(`{label: ${'a'.repeat(40)}, name: ${long}, routing: {label: ${long}}}`), 'handoff.yaml');
    });

    test('urls that lead nowhere', () => {
        const wanted = 'an https url without user, query, fragment, placeholders in {}, or / at its end';
        const placeholders = ['https://genai-{YOUR_REGION}-llm-api.chat.sendbird.com', 'https://x.example.com/{id}'];
        const broken = ['https://[::1', 'https:///x', 'https://..', 'https://*.example.com', 'https://a b'];
        for (const url of [...broken, ...placeholders]) {
            assert.deepEqual(told(withBot('apiUrl', url)), [`connectors[0].bot.apiUrl: ${wanted}`], url);
        }
        assert.match(told(withConnector('mediaUrl: "https://*"')).join(), /^connectors\[0\]\.mediaUrl: an https url/);
        for (const url of ['https://[2001:db8::1]/instances/x', 'https://x', 'https://x.example.com:8443/a/b']) {
            parseConfig(withBot('apiUrl', url), 'handoff.yaml');
        }
    });

    test('a subscription id that is none', () => {
        for (const id of ['a/../b', 'x'.repeat(81), '']) {
            assert.match(told(withBot('subscriptionId', id)).join(), /^connectors\[0\]\.bot\.subscriptionId: the sub/);
        }
    });
});

test('a mistyped field: which ones there are is told at each level', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const wanted = (from: string, to: string) =>
        problemsOf(text.replace(from, to)).find(({ found }) => found === 'an unknown field')?.wanted ?? '';
    assert.match(wanted('agents:', 'agent:'), /^one of version, .*agents, /);
    assert.match(wanted('users:', 'user: []\n  users:'), /^one of users, groups, capacity$/);
    assert.match(wanted('    bot:', '    media: x\n    bot:'), /^one of connector, .*mediaUrl, .*bot$/);
    assert.match(wanted('flowId:', 'flow:'), /^one of apiUrl, .*flowId, /);
});

test("an attribute's expression without quotes, or too long, is told in our own words; nothing of it is printed", (context) => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const warned = context.mock.method(process, 'emitWarning', () => undefined);
    const found = (value: string) => {
        const [problem, ...more] = problemsOf(
            text.replace('    secrets:', `    attributes:\n      tier: ${value}\n    secrets:`)
        );
        assert.deepEqual([problem?.field, more], ['connectors[0].attributes.tier', []]);
        return [problem?.found, problem?.wanted];
    };
    assert.deepEqual(found('{{context.tier}}'), ['a group of fields, which is a text in quotes', 'a text']);
    assert.deepEqual(found('a'.repeat(256)), ['a text of 256 characters', 'a text of at most 255 characters']);
    assert.equal(warned.mock.callCount(), 0);
});
