import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';

import { setups as cognigy } from '../../providers/cognigy/index.ts';
import { setups as sendbird } from '../../providers/sendbird/index.ts';
import { setups as watsonx } from '../../providers/watsonx/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
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
        assert.deepEqual(
            requests.map(({ variable }) => variable),
            [secretVariables[vendorOf[connector]]]
        );
    }
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
});

test("the address of Cognigy.AI's pages is told with that of its API", () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    assert.deepEqual(
        problemsOf(text.replace('api-trial', 'app')).map(({ field, found, wanted }) => [field, found, wanted]),
        [['connectors[0].bot.apiUrl', 'the address of the pages, where no API answers', 'https://api-app.cognigy.ai']]
    );
    parseConfig(text.replace('api-trial', 'api-app'), 'x.yaml');
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
    for (const same of [id.toLowerCase(), id]) {
        parseConfig(text.replace(`applicationId: ${id}`, `applicationId: ${same}`), 'handoff.yaml');
    }
    const proxied = other.replace(`https://api-${id}.sendbird.com`, 'https://sendbird.example.com/api');
    parseConfig(proxied, 'handoff.yaml');
});

test('what YAML allows and no setup file means: told with line and field, never with the value', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const told = (wrong: string) => problemsOf(wrong).map(({ field, found }) => `${field}: ${found}`);
    const alias = text.replace(/apiToken: .*/, 'apiToken: *p4ssw0rd-Secret');
    assert.notEqual(alias, text);
    assert.deepEqual(told(alias), ['connectors[0].secrets.apiToken: an alias (*) of nothing in this file']);
    assert.equal(problemsOf(alias)[0]?.line, alias.slice(0, alias.indexOf('*p4ss')).split('\n').length);
    assert.doesNotMatch(JSON.stringify(problemsOf(alias)), /p4ssw0rd/);

    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => [...pair])) {
        bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
    }
    assert.deepEqual(told(bomb.join('\n')), [': aliases (*) that repeat each other without end']);

    const names = (more: string) => text.replace(/( +)secrets:/, `$1attributes: {${more}}\n$1secrets:`);
    assert.deepEqual(told(names('__proto__: x, region: EU')), [
        'connectors[0].attributes.__proto__: a name that programs keep to themselves'
    ]);
    assert.deepEqual(told(names('region: EU, region: US')), ['connectors[0].attributes.region: the same field again']);
});

test('an alias of something in the file stands for it', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const { language, queue } = parseConfig(
        `${text.replace('language: en_US', 'language: &name de')}\nqueue: {label: *name}`,
        'handoff.yaml'
    );
    assert.deepEqual([language, queue.label], ['de', 'de']);
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
            'connectors[0].label: a label without control characters'
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

test('a tab as indent is told once, as what it is', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8').replace('    - admin', '\t- admin');
    const line = text.slice(0, text.indexOf('\t')).split('\n').length;
    assert.deepEqual(problemsOf(text), [
        { line, field: '', found: 'a tab at the beginning of the line', wanted: 'spaces, as in YAML' }
    ]);
});

test('a field at the wrong indentation is told as that, once, and not as a matter of quotes', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const wanted = 'the same number of spaces before each of them';
    for (const [from, to, field] of [
        ['      projectId', '       projectId', 'connectors[0].bot.apiUrl'],
        ['      projectId', '    projectId', 'connectors[0].projectId'],
        ['      flowId', '     flowId', 'connectors[0].flowId'],
        ['    bot:', '  bot:', 'bot'],
        ['agents:', ' agents:', 'language']
    ] as const) {
        const found = 'fields of one group that begin in different columns, here or in the line beside it';
        assert.deepEqual(
            problemsOf(text.replace(from, to)).map((problem) => [problem.field, problem.found, problem.wanted]),
            [[field, found, wanted]],
            to
        );
    }
});

test('a label that YAML reads as something else: quotes are what helps', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    for (const label of ['Refunds: EU', '@support', '[VIP] refunds', '%refunds', '"A" team']) {
        const [problem, ...others] = problemsOf(`${text}queue:\n  label: ${label}\n`);
        assert.match(problem?.wanted ?? '', /^YAML 1\.2, where a text with .* stands in quotes$/, label);
        assert.equal(problem?.line, text.split('\n').length + 1);
        assert.deepEqual(others, []);
    }
});

test('a label of which YAML takes the beginning, or all of it, for something else: not in silence, and quotes help', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    for (const label of ['#1 x', '&Co', '&Co x', '*x', '!x', '!important x']) {
        assert.deepEqual(
            problemsOf(`${text}queue:\n  label: ${label}\n`).map(({ field, wanted }) => [field, wanted]),
            [['queue.label', `the value itself; a text that begins with ${label[0]} stands in quotes`]],
            label
        );
        parseConfig(`${text}queue:\n  label: "${label}"\n`, 'handoff.yaml');
    }
    for (const [label, found] of [
        ['[VIP]', 'a list of 1, as [ or - makes it without quotes'],
        ['{VIP}', 'a group of fields, as { or a colon makes it without quotes']
    ]) {
        assert.equal(problemsOf(`${text}queue:\n  label: ${label}\n`)[0]?.found, found);
    }
    const used = text.replace(/label: .*/, '').replace('version: 1', 'version: 1\nqueue: {label: &name Refunds}');
    assert.equal(parseConfig(`${used}chat: {button: {label: *name}}`, 'handoff.yaml').chat.button.label, 'Refunds');
});

test('what no YAML can mean is told with its field, never with its value, and with the way out', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const told = (from: string | RegExp, to: string) => {
        const [problem, ...more] = problemsOf(text.replace(from, to));
        assert.deepEqual(more, [], to);
        return problem && `${problem.field}: ${problem.found}; ${problem.wanted}`;
    };
    assert.match(told(/apiToken: .*/, 'apiToken: @abc') ?? '', /^connectors\[0\]\.secrets\.apiToken: no YAML/);
    assert.match(told(/apiToken: .*/, 'apiToken: abc: d') ?? '', /^connectors\[0\]\.secrets\.apiToken: no YAML/);
    const withoutField = ': a line without a field; name: value, with a plain space behind the colon';
    assert.equal(told('version: 1', 'version:1'), withoutField);
    assert.equal(told('version: 1', 'version:\u00a01'), withoutField);
    assert.match(told('version: 1', 'version: "1') ?? '', /^: an end before a quote .* is closed/);
    assert.equal(told(/$/, '---\nversion: 1\n'), ': a second document (---); one in a file');
});

test('quotes, or the lack of a list, where something else than a text is wanted', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const told = (from: string | RegExp, to: string) =>
        problemsOf(text.replace(from, to)).map(({ field, found, wanted }) => `${field}: ${found}; ${wanted}`);
    const quotes = 'a text of 1 character, because of its quotes';
    assert.deepEqual(told('version: 1', 'version: "1"'), [`version: ${quotes}; 1`]);
    assert.deepEqual(told('agents:', 'agents:\n  capacity: "5"'), [
        `agents.capacity: ${quotes}; a whole number from 1 to 100`
    ]);
    assert.deepEqual(told('bot:', 'bot:\n      knowledge: "true"'), [
        'connectors[0].bot.knowledge: a text of 4 characters, because of its quotes; true or false'
    ]);
    assert.deepEqual(told('version: 1', 'version: “1”'), [
        'version: a text in curly quotes, which are letters to YAML; 1'
    ]);
    assert.deepEqual(told(/ {2}users:\n.*/, '  users: admin@example.com'), [
        'agents.users: a text of 17 characters; a list, each entry in a line behind "- "'
    ]);
});

test('no YAML, no file', () => {
    assert.match(problemsOf('a: [')[0]?.found ?? '', /^no YAML/);
    assert.equal(problemsOf('version: 1\nagents:\n  users: [a@b.cc\nconnectors: {').length, 1);
    assert.throws(() => readConfig('config/none.yaml'), {
        message: `config/none.yaml:1 the file: found no readable file in ${resolve('config')} (ENOENT); wanted a setup file; \`init\` writes one.`
    });
});

test('a file in another encoding than UTF-8 is told, before a label reaches the org with its umlauts broken', () => {
    const text = `${readFileSync('config/handoff.sendbird.yaml', 'utf8')}\nqueue: {label: Rückfragen}\n`;
    const file = join(temporaryFolder('setup-encoding-').path, 'handoff.yaml');
    for (const encoding of ['latin1', 'utf16le'] as const) {
        writeFileSync(file, Buffer.from(`\ufeff${text}`, encoding));
        assert.throws(() => readConfig(file), /found a file in another encoding; wanted UTF-8/, encoding);
    }
    writeFileSync(file, Buffer.from(text.replace('ü', 'u'), 'utf16le'));
    assert.throws(() => readConfig(file), /found a file in another encoding; wanted UTF-8/, 'UTF-16 without its mark');
    writeFileSync(file, `\ufeff${text}`.replaceAll('\n', '\r\n'));
    assert.equal(readConfig(file).queue.label, 'Rückfragen');
});

test('a text of digits, which YAML takes for a number, is told to stand in quotes', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    for (const id of ['601234567890123456789012', '6012345678901234567890e1']) {
        const [problem] = problemsOf(text.replace(/projectId: .*/, `projectId: ${id}`));
        assert.equal(problem?.found, 'a number, which is a text in quotes');
        parseConfig(text.replace(/projectId: .*/, `projectId: "${id}"`), 'handoff.yaml');
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
