import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseXml } from '../../salesforce/xml.ts';
import { mappingProblemsOf, routingFlow } from './mappings.ts';

const channel = (mapping: string, flow = routingFlow) =>
    parseXml(
        `<MessagingChannel><customParameters>${mapping}<externalParameterName>botSessionId</externalParameterName></customParameters><sessionHandlerFlow>${flow}</sessionHandlerFlow></MessagingChannel>`
    );
const mappedTo = (name: string) =>
    `<actionParameterMappings><actionParameterName>${name}</actionParameterName></actionParameterMappings>`;
const flow = (status: string) =>
    parseXml(
        `<Flow><status>${status}</status><variables><name>botSessionId</name><isInput>true</isInput></variables><variables><name>inner</name><isInput>false</isInput></variables></Flow>`
    );

test('a parameter that reaches an input of an active flow is well', () => {
    assert.deepEqual(mappingProblemsOf(channel(mappedTo('botSessionId')), flow('Active')), []);
});

test('what the platform leaves empty without a word is found', () => {
    assert.deepEqual(mappingProblemsOf(channel(''), flow('Active')), [
        'The parameter botSessionId is mapped to nothing.'
    ]);
    assert.match(mappingProblemsOf(channel(mappedTo('inner')), flow('Active'))[0] ?? '', /is no input of/);
    assert.match(
        mappingProblemsOf(channel(mappedTo('botSessionId')), flow('Draft'))[0] ?? '',
        /is not active \(Draft\)/
    );
    assert.match(mappingProblemsOf(channel('', 'Another'), flow('Active'))[0] ?? '', /names the flow "Another"/);
    assert.match(mappingProblemsOf(undefined, undefined)[0] ?? '', /does not have the messaging channel/);
});
