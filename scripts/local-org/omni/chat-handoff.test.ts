/** Handoffs through the local org's Chat face, with everything deployed as an admin would have it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, create, idOf, query } from '../../demo/rest.ts';
import { startOrgAfterSetup, withNobodyOnline, type TestOrg } from '../../demo/test-org.ts';
import { ChatConversation } from '../../handoff/chat-client.ts';
import type { LocalOrg } from '../local-org.ts';

let started: TestOrg | undefined;
let org: LocalOrg;

before(async () => {
    started = await startOrgAfterSetup({ chatPollTimeout: 0.2 });
    org = started.org;
});
after(() => started?.close());

describe('a bot hands off through Chat', () => {
    const detail = (label: string, value: string) => ({
        label,
        value,
        entityMaps: [{ entityName: 'contact', fieldName: label }],
        transcriptFields: [`${label}__c`],
        displayToAgent: true
    });
    const details = [detail('LastName', 'Mustermann'), detail('FirstName', 'Max'), detail('Email', 'max@example.com')];
    const contact = {
        entityName: 'Contact',
        saveToTranscript: 'Contact',
        linkToEntityName: 'Case',
        linkToEntityField: 'ContactId',
        showOnCreate: true,
        entityFieldsMaps: ['LastName', 'FirstName', 'Email'].map((fieldName) => ({
            fieldName,
            label: fieldName,
            doFind: true,
            isExactMatch: true,
            doCreate: true
        }))
    };
    const openChat = async (prechatDetails: object[], prechatEntities: object[]) =>
        ChatConversation.open(
            {
                url: org.instanceUrl,
                organizationId: org.orgId,
                deploymentId: await idOf(org, 'SELECT Id FROM LiveChatDeployment LIMIT 1'),
                buttonId: await idOf(org, 'SELECT Id FROM LiveChatButton LIMIT 1')
            },
            'Max Mustermann',
            prechatDetails,
            prechatEntities
        );
    const newestTranscript = async () => {
        const [transcript] = await query(
            org,
            `SELECT Id, Status, LastName__c, FirstName__c, Email__c, ContactId, CaseId, Body FROM LiveChatTranscript ORDER BY Id DESC LIMIT 1`
        );
        assert.ok(transcript);
        return transcript;
    };

    test("the vendor guide's pre-chat JSON fills the fields, and finds or creates the contact", async () => {
        for (const round of ['created', 'found']) {
            const chat = await openChat(details, [contact]);
            const events = await chat.events();
            assert.deepEqual(
                events.map(({ type }) => type),
                ['ChatRequestSuccess', 'ChatEstablished'],
                round
            );
            await chat.say('- USER: Hi <b>\n- BOT: Hello');
            await chat.close();
            const transcript = await newestTranscript();
            assert.equal(transcript['LastName__c'], 'Mustermann');
            assert.equal(transcript['FirstName__c'], 'Max');
            assert.equal(transcript['Email__c'], 'max@example.com');
            assert.equal(transcript['Status'], 'Completed');
            assert.match(
                String(transcript['Body']),
                /\( 0s \) Max Mustermann: - USER: Hi &lt;b&gt;<br>- BOT: Hello<br>$/
            );
            const contacts = await query(org, "SELECT Id FROM Contact WHERE Email = 'max@example.com'");
            assert.equal(contacts.length, 1, round);
            assert.equal(transcript['ContactId'], contacts[0]?.['Id']);
        }
    });

    test('each event comes once, since those that came are acknowledged', async () => {
        const chat = await openChat([], []);
        const types = async () => (await chat.events()).map(({ type }) => type);
        assert.deepEqual(await types(), ['ChatRequestSuccess', 'ChatEstablished']);
        const { Id: id } = await newestTranscript();
        await call(org, 'POST', `/local/omni/records/${String(id)}/reply`, { text: 'Hi, this is Maya.' });
        assert.deepEqual(await types(), ['ChatMessage']);
        await chat.close();
    });

    test('a case is created and linked to the contact, and both to the transcript', async () => {
        const subject = { label: 'Subject', value: 'Broken lamp', transcriptFields: [], entityMaps: [] };
        const caseEntity = {
            entityName: 'Case',
            saveToTranscript: 'Case',
            showOnCreate: true,
            entityFieldsMaps: [
                { fieldName: 'Subject', label: 'Subject', doFind: false, isExactMatch: false, doCreate: true }
            ]
        };
        await openChat([...details, subject], [contact, caseEntity]);
        const transcript = await newestTranscript();
        const [found] = await query(
            org,
            `SELECT Subject, ContactId FROM Case WHERE Id = '${String(transcript['CaseId'])}'`
        );
        assert.equal(found?.['Subject'], 'Broken lamp');
        assert.equal(found?.['ContactId'], transcript['ContactId']);
    });

    test('what no field takes is passed over and told', async () => {
        await openChat([{ label: 'Odd', value: 'x', transcriptFields: ['Nowhere__c'] }], []);
        const { chat } = await call<{ chat: { problems: string[] }[] }>(org, 'GET', '/local/omni/handoffs');
        assert.match(chat[0]?.problems[0] ?? '', /LiveChatTranscript has no field Nowhere__c/);
    });

    test('with nobody online the chat is refused and the transcript says that it was missed', async () => {
        await withNobodyOnline(org, async () => {
            const chat = await openChat([], []);
            assert.deepEqual(
                (await chat.events()).map(({ type }) => type),
                ['ChatRequestFail']
            );
            assert.equal((await newestTranscript())['Status'], 'Missed');
        });
    });

    test('several contacts that match: none is taken', async () => {
        for (const lastName of ['Doppel', 'Doppel'])
            await create(org, 'Contact', { LastName: lastName, FirstName: 'Dora', Email: 'd@example.com' });
        await openChat(
            [detail('LastName', 'Doppel'), detail('FirstName', 'Dora'), detail('Email', 'd@example.com')],
            [contact]
        );
        assert.equal((await newestTranscript())['ContactId'], null);
    });
});
