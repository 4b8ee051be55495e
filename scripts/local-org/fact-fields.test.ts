/** Facts above a history: fields of every type, read by an agent in Germany, in her language. And a history that is rich text. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildComponents } from '../build/lwc.ts';
import { convertedPackage } from '../salesforce/kept-conversion.ts';
import { createLocalOrg, type LocalOrg } from './local-org.ts';
import { files, xml } from './metadata/test-package.ts';

const picked = (type: string, ...values: [name: string, label: string][]): string =>
    `<type>${type}</type>${type === 'Picklist' ? '' : '<visibleLines>4</visibleLines>'}<valueSet><restricted>true</restricted>` +
    '<valueSetDefinition><sorted>false</sorted>' +
    values
        .map(
            ([name, label]) =>
                `<value><fullName>${name}</fullName><default>false</default><label>${label}</label></value>`
        )
        .join('') +
    '</valueSetDefinition></valueSet>';

/** Name → what the metadata says, the value on the record, what the agent reads. */
const FIELDS: Record<string, [metadata: string, value: unknown, shown: string | null]> = {
    Due: ['<type>Date</type>', '2026-01-31', '31.01.2026'],
    Called_At: ['<type>DateTime</type>', '2026-01-31T23:30:00.000Z', '1.2.2026, 0:30'],
    Order: ['<type>Number</type><precision>18</precision><scale>0</scale>', 1234567, '1234567'],
    Weight: ['<type>Number</type><precision>10</precision><scale>4</scale>', 1.5, '1,5000'],
    Total: ['<type>Currency</type><precision>18</precision><scale>2</scale>', 1234.5, '1234,50 USD'],
    Credit: ['<type>Currency</type><precision>18</precision><scale>2</scale>', -0.5, '-0,50 USD'],
    Discount: ['<type>Percent</type><precision>5</precision><scale>1</scale>', 12.5, '12,5%'],
    Vip: ['<type>Checkbox</type><defaultValue>false</defaultValue>', true, 'Yes'],
    Consent: ['<type>Checkbox</type><defaultValue>false</defaultValue>', false, 'No'],
    Tier: [picked('Picklist', ['G', 'Gold'], ['S', 'Silver']), 'G', 'Gold'],
    Topics: [picked('MultiselectPicklist', ['R', 'Refund'], ['D', 'Delivery']), 'R;D', 'Refund; Delivery'],
    Note: ['<type>LongTextArea</type><length>1000</length><visibleLines>3</visibleLines>', 'a < b\nc', 'a < b\nc'],
    Story: [
        '<type>Html</type><length>1000</length><visibleLines>10</visibleLines>',
        '<p>Tom &amp; <b>Jo</b></p><p>1 &lt; 2</p>',
        'Tom & Jo\n1 < 2'
    ],
    Site: ['<type>Url</type>', 'https://example.com', 'https://example.com'],
    Blank: ['<type>Text</type><length>20</length>', null, null],
    Blank_Date: ['<type>Date</type>', null, null]
};
const FACTS = [...Object.keys(FIELDS).map((name) => `${name}__c`), 'OwnerId', 'ParentId', 'CreatedById'];

const value = (field: string, type: string, content: string): string =>
    `<values><field>${field}</field><value xsi:type="xsd:${type}">${content}</value></values>`;
const source = (field: string, order: number): string =>
    xml(
        'CustomMetadata',
        `<label>${field}</label><protected>false</protected>` +
            value('Is_Active__c', 'boolean', 'true') +
            value('Is_Secret__c', 'boolean', 'false') +
            value('Object__c', 'string', 'Case') +
            value('Field__c', 'string', field) +
            value('Kind__c', 'string', 'TRANSCRIPT_TEXT') +
            value('Order__c', 'double', String(order)) +
            value('Fact_Fields__c', 'string', FACTS.join(','))
    ).replace(
        'metadata"',
        'metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    );

let org: LocalOrg;

before(async () => {
    await buildComponents();
    org = await createLocalOrg({ port: 0, apexWorkers: 1 });
    const fields = Object.entries(FIELDS).map(
        ([name, [metadata]]) =>
            `<fields><fullName>${name}__c</fullName><label>${name.replace('_', ' ')}</label>${metadata}</fields>`
    );
    const granted = Object.keys(FIELDS).map(
        (name) =>
            `<fieldPermissions><editable>true</editable><field>Case.${name}__c</field><readable>true</readable></fieldPermissions>`
    );
    for (const content of [
        await convertedPackage('force-app/core'),
        files(
            {
                CustomField: Object.keys(FIELDS).map((name) => `Case.${name}__c`),
                CustomMetadata: ['Bot_Session_Source.Plain', 'Bot_Session_Source.Rich'],
                PermissionSet: ['Facts']
            },
            {
                'objects/Case.object': xml('CustomObject', fields.join('')),
                'customMetadata/Bot_Session_Source.Plain.md': source('Description', 1),
                'customMetadata/Bot_Session_Source.Rich.md': source('Story__c', 2),
                'permissionsets/Facts.permissionset': xml('PermissionSet', `${granted.join('')}<label>Facts</label>`)
            }
        )
    ]) {
        const result = org.deploy(content);
        assert.ok(result.success, JSON.stringify(result.details.componentFailures));
    }
    const [set] = org.records.query("SELECT Id FROM PermissionSet WHERE Name = 'Facts'", system()).rows;
    write('insert', 'PermissionSetAssignment', {
        AssigneeId: org.adminUserId,
        PermissionSetId: set?.fields['Id'] as string
    });
    write('update', 'User', { LocaleSidKey: 'de_DE', TimeZoneSidKey: 'Europe/Berlin' }, org.adminUserId);
});
after(async () => {
    await org?.close();
});

const system = () => ({ access: 'system', userId: org.adminUserId }) as const;

function write(operation: 'insert' | 'update', type: string, fields: Record<string, unknown>, id?: string): string {
    const [result] = org.records.dml(operation, [{ type, ...(id && { id }), fields: fields as never }], {
        ...system(),
        allOrNone: true
    });
    return String(result?.id);
}

interface Page {
    facts: { label: string; value: string }[];
    messages: { sender: string; text: string }[];
}

async function pageOf(recordId: string): Promise<Page> {
    const answer = await org.invokeApex('BotHistoryController', 'getHistory', { recordId });
    return (answer as { returnValue: { page: Page } }).returnValue.page;
}

test('each says what a record page would', async () => {
    const parent = write('insert', 'Case', {});
    const values = Object.fromEntries(Object.entries(FIELDS).map(([name, [, given]]) => [`${name}__c`, given]));
    const recordId = write('insert', 'Case', { ...values, Description: 'User: Hi', ParentId: parent });
    const page = await pageOf(recordId);
    const [row] = org.records.query(
        `SELECT Owner.Name, Parent.CaseNumber FROM Case WHERE Id = '${recordId}'`,
        system()
    ).rows;
    const { Owner, Parent } = row!.fields as unknown as Record<string, { fields: Record<string, string> }>;
    const shown = Object.fromEntries(page.facts.map((fact) => [fact.label, fact.value]));
    assert.deepEqual(shown, {
        ...Object.fromEntries(
            Object.entries(FIELDS)
                .filter(([, [, , text]]) => text !== null)
                .map(([name, [, , text]]) => [name.replace('_', ' '), text])
        ),
        'Owner ID': Owner?.fields['Name'],
        'Parent Case ID': Parent?.fields['CaseNumber'],
        'Created By ID': Owner?.fields['Name']
    });
});

test('each is called what the agent’s language calls it', async () => {
    const translated = org.deploy(
        files(
            { Settings: ['Language'], CustomObjectTranslation: ['Case-de'] },
            {
                'settings/Language.settings': xml(
                    'LanguageSettings',
                    '<enableTranslationWorkbench>true</enableTranslationWorkbench>'
                ),
                'objectTranslations/Case-de.objectTranslation': xml(
                    'CustomObjectTranslation',
                    '<fields><label>Gewicht</label><name>Weight__c</name></fields>'
                )
            }
        )
    );
    assert.ok(translated.success, JSON.stringify(translated.details.componentFailures));
    const recordId = write('insert', 'Case', { Weight__c: 1.5, Total__c: 1, Description: 'User: Hi' });
    const labels = async () => (await pageOf(recordId)).facts.map(({ label }) => label).slice(0, 2);
    assert.deepEqual(await labels(), ['Weight', 'Total']);
    write('update', 'User', { LanguageLocaleKey: 'de' }, org.adminUserId);
    assert.deepEqual(await labels(), ['Gewicht', 'Total']);
    write('update', 'User', { LanguageLocaleKey: 'en_US' }, org.adminUserId);
});

test('a conversation in a field of rich text is read without its tags', async () => {
    const said = async (story: string): Promise<string[]> =>
        (await pageOf(write('insert', 'Case', { Story__c: story }))).messages.map(
            ({ sender, text }) => `${sender}: ${text}`
        );
    assert.deepEqual(
        await said(
            '<p style="margin: 0"><b>User:</b> Is 1 &lt; 2?</p><p><strong>Bot:</strong> Yes,<br>it <i>is</i></p>'
        ),
        ['customer: Is 1 < 2?', 'bot: Yes,\nit is']
    );
    // The paragraphs of a chat transcript tell who is the agent.
    assert.deepEqual(await said('<p align="center">Agent Robin E</p>( 8s ) Robin E: 1 &lt; 2<br>( 9s ) Kim: Yes<br>'), [
        'system: Agent Robin E',
        'agent: 1 < 2',
        'customer: Yes'
    ]);
});
