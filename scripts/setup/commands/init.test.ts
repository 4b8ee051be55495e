import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { parseConfig } from '../config/read.ts';
import { startTrial, type Trial } from '../trial.ts';
import { botQuestions, configText, discover, type Answers, type Found } from './init.ts';

const found: Found = {
    organizationId: '00D000000000001AAA',
    instanceUrl: 'https://example.my.salesforce.com',
    hasChat: false,
    queues: [],
    deployments: [],
    snippets: { messagingUrl: 'https://example.my.salesforce-scrt.com' },
    problems: []
};

const answers: Answers = {
    connectors: ['cognigy-messaging', 'watsonx', 'sendbird'],
    users: ['agent@example.com'],
    language: 'de',
    bots: {
        'cognigy-messaging': { apiUrl: 'https://api-trial.cognigy.ai', projectId: '0123456789abcdef01234567' },
        watsonx: {
            apiUrl: 'https://api.us-south.assistant.watson.cloud.ibm.com/instances/11111111-2222-3333-4444-555555555555',
            environmentId: '11111111-2222-3333-4444-555555555555'
        },
        sendbird: {
            applicationId: '01234567-89AB-CDEF-0123-456789ABCDEF',
            apiUrl: 'https://api-01234567-89AB-CDEF-0123-456789ABCDEF.sendbird.com',
            agentUrl: 'https://genai-us-1-llm-api.chat.sendbird.com'
        }
    }
};

test('the answers to the questions make a config that is taken, with what the snippets hold', () => {
    for (const connector of answers.connectors) {
        const asked = botQuestions[connector].map(({ name }) => name).sort();
        assert.deepEqual(Object.keys(answers.bots[connector] ?? {}).sort(), asked);
    }
    const config = parseConfig(configText(answers, found), 'written');
    assert.equal(config.org.messagingUrl, 'https://example.my.salesforce-scrt.com');
    assert.deepEqual(
        config.connectors.map(({ connector }) => connector),
        answers.connectors
    );
});

test('a wrong answer is an error before anything is written', () => {
    const wrong = { ...answers, users: ['nobody'] };
    assert.throws(() => configText(wrong, found), /agents\.users\[0\]: found a text of 6 characters/);
});

describe('what the org tells', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('sendbird');
    });
    after(() => trial.close());

    test('organization, Chat, and what is wrong with pasted snippets', async () => {
        const snippet =
            "liveagent.init('https://d.la1.salesforceliveagent.com/chat', '572000000000001', '00D000000000002');";
        const result = await discover(trial.connection.org, snippet);
        assert.equal(result.organizationId, trial.org.orgId);
        assert.equal(result.hasChat, true);
        assert.equal(result.snippets.chatUrl, 'https://d.la1.salesforceliveagent.com');
        assert.deepEqual(result.problems, ['The pasted snippet is of another organization.']);
        assert.equal(trial.org.metadata.list('Settings').length, 0);
        const none = await discover(trial.connection.org, 'hello');
        assert.match(none.problems[0] ?? '', /none of the snippets/);
    });
});
