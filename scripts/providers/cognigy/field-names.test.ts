import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isServiceOf, matchRoles, propertiesOf } from './field-names.ts';
import { handoverDescriptor, isHandoverType, nodeFields } from './node-fields.ts';

test('fields are found by label, else by name, in whatever shape they are declared', () => {
    const wanted = { baseUrl: 'u', organizationId: 'o', developerName: 'd', capabilitiesVersion: 'c' };
    const labels = ['Base URL', 'Organization ID', 'Embedded Service Developer Name', 'Capabilities Version'];
    const keys = ['u', 'o', 'd', 'c'];
    const shapes = [
        keys.map((key, place) => ({ key, label: labels[place] })),
        keys.map((name, place) => ({ name, title: labels[place]?.toUpperCase() })),
        Object.fromEntries(keys.map((key, place) => [key, { label: labels[place] }])),
        Object.fromEntries(keys.map((key, place) => [key, labels[place]]))
    ];
    for (const shape of shapes) {
        assert.deepEqual(matchRoles('cognigy-messaging', propertiesOf(shape)), wanted, JSON.stringify(shape));
    }
    const named = ['miawBaseUrl', 'salesforce_org_id', 'esDeveloperName', 'sf-miaw-capabilities-version'];
    assert.deepEqual(Object.values(matchRoles('cognigy-messaging', propertiesOf(named))), named);
});

test('what two fields could mean is left to a person; rubbish is no field', () => {
    const twice = [
        { key: 'a', label: 'Base URL' },
        { key: 'b', label: 'Base-URL' }
    ];
    assert.deepEqual(matchRoles('cognigy-messaging', propertiesOf(twice)), {});
    for (const rubbish of [undefined, null, 5, 'text', [null, 3, []], {}]) {
        assert.deepEqual(matchRoles('cognigy-messaging', propertiesOf(rubbish)), {});
    }
});

test('services are told apart', () => {
    const chat = { referenceId: 'salesforce', name: 'Salesforce Service Cloud' };
    const messaging = { referenceId: 'x', name: 'Salesforce MIAW' };
    assert.equal(isServiceOf('cognigy-chat', chat), true);
    assert.equal(isServiceOf('cognigy-chat', messaging), false);
    assert.equal(isServiceOf('cognigy-messaging', messaging), true);
    assert.equal(isServiceOf('cognigy-messaging', { name: 'Genesys' }), false);
});

test("the node's fields are found by known names and labels, or in a config that is there", () => {
    const descriptor = {
        type: 'handoverX',
        fields: [
            { key: 'sendTranscriptAsFirstMessage', label: 'Send' },
            { key: 'p', label: 'Handover Provider', params: { options: [{ label: 'Mine', value: '1' }] } },
            { key: 'r', label: 'Conversation Routing Attributes' }
        ]
    };
    assert.equal(handoverDescriptor([{ type: 'say', fields: [] }, descriptor]), descriptor);
    assert.deepEqual(nodeFields(descriptor, {}), {
        keys: { provider: 'p', transcript: 'sendTranscriptAsFirstMessage', attributes: 'r' },
        providerChoices: [{ label: 'Mine', value: '1' }]
    });
    const { keys } = nodeFields(undefined, { conversationRoutingAttributes: {}, handoverProvider: 'x' });
    assert.equal(keys.attributes, 'conversationRoutingAttributes');
    assert.equal(keys.provider, 'handoverProvider');
});

test('labels are read as the API gives them too: keys of translations, or texts by language', () => {
    const token = (name: string) => `UI__NODE_EDITOR__SERVICE__HANDOVER_TO_AGENT__FIELDS__${name}__LABEL`;
    const descriptor = {
        type: 'handoverToAgent',
        fields: [
            { key: 'sendTranscriptAsFirstMessage', label: token('SEND_TRANSCRIPT_AS_FIRST_MESSAGE') },
            { key: 'p', label: token('HANDOVER_PROVIDER') },
            { key: 'r', label: { default: 'Conversation Routing Attributes', deDE: 'Routing-Attribute' } }
        ]
    };
    const { keys } = nodeFields(descriptor, {});
    assert.deepEqual(keys, { provider: 'p', transcript: 'sendTranscriptAsFirstMessage', attributes: 'r' });
});

test('of the types that begin with handover, the one that sets a timer hands nothing over', () => {
    const types = ['handoverToAgent', 'handover', 'handoverInactivityTimer', 'closeHandover'];
    assert.deepEqual(types.filter(isHandoverType), ['handoverToAgent', 'handover']);
});
