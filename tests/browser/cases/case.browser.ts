/** The conversation on the case: comment and file, from every kind of record; asked, refused, cut. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { assertAccessibleInBothThemes } from '../accessibility.ts';
import { inConsole } from '../harness.ts';
import { local, queryAsAdmin } from '../org.ts';
import type { Harness, SessionAnswer } from '../org.ts';
import { handedOver, MESSAGE, recordWhere } from '../records.ts';
import type { HandedOver } from '../records.ts';
import { WHOLE_HISTORY } from '../slowdown.ts';

const COMMENT = 'Add to the case as a comment';
const FILE = 'Add to the case as a file';

const panel = (page: Page): Locator => page.locator('c-bot-history-case .panel');

async function choose(page: Page, entry: string): Promise<void> {
    await page.locator(MESSAGE).first().waitFor();
    await page.getByRole('button', { name: 'Copy and save' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
}

interface CommentRow {
    CommentBody: string;
    IsPublished: boolean;
}

const commentsOn = (harness: Harness, caseId: string): Promise<CommentRow[]> =>
    queryAsAdmin(harness, `SELECT CommentBody, IsPublished FROM CaseComment WHERE ParentId = '${caseId}'`);

/** A short conversation's record of an object, with or without a case of its own. */
async function recordOf(
    harness: Harness,
    object: 'MessagingSession' | 'LiveChatTranscript',
    hasCase: boolean
): Promise<HandedOver & { caseId: string }> {
    const rows = await queryAsAdmin<{ Id: string; CaseId: string | null }>(harness, `SELECT Id, CaseId FROM ${object}`);
    const cases = new Map(rows.map(({ Id, CaseId }) => [Id, CaseId]));
    const found = (await handedOver(harness)).find(
        ({ recordId, conversation }) =>
            cases.has(recordId) && (cases.get(recordId) !== null) === hasCase && conversation.kind !== 'long'
    );
    assert.ok(found, `no ${object} ${hasCase ? 'with' : 'without'} a case`);
    return { ...found, caseId: cases.get(found.recordId) ?? '' };
}

/** Creates a record as an administrator. */
async function create(harness: Harness, object: string, fields: object): Promise<string> {
    const response = await fetch(`${harness.url}/services/data/v66.0/sobjects/${object}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${harness.org.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(fields)
    });
    const body = await response.text();
    assert.equal(response.status, 201, body);
    return (JSON.parse(body) as { id: string }).id;
}

async function idOf(harness: Harness, soql: string): Promise<string> {
    const [row] = await queryAsAdmin<{ Id: string }>(harness, soql);
    assert.ok(row, soql);
    return row.Id;
}

/** A new user who may do next to nothing but what these permission sets grant. */
async function signIn(harness: Harness, alias: string, permissionSets: string[]): Promise<void> {
    const name = `${alias}.reader@bot-handoff.example.com`;
    const userId = await create(harness, 'User', {
        Username: name,
        FirstName: alias,
        LastName: 'Reader',
        Email: name,
        Alias: alias,
        ProfileId: await idOf(harness, "SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'"),
        LanguageLocaleKey: 'en_US',
        LocaleSidKey: 'en_US',
        TimeZoneSidKey: 'Europe/Berlin',
        EmailEncodingKey: 'UTF-8'
    });
    for (const PermissionSetId of permissionSets) {
        await create(harness, 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId });
    }
    await local<SessionAnswer>(harness, 'session', 'PUT', { userId, language: 'en_US' });
}

const agentSet = (harness: Harness): Promise<string> =>
    idOf(harness, "SELECT Id FROM PermissionSet WHERE Name = 'Bot_Handoff_Agent'");

/** A permission set that opens Messaging Sessions and their bot fields, but not the field that leads to the case. */
async function sessionsWithoutCase(harness: Harness): Promise<string> {
    const ParentId = await create(harness, 'PermissionSet', { Name: 'Sessions_Only', Label: 'Sessions only' });
    const SobjectType = 'MessagingSession';
    await create(harness, 'ObjectPermissions', { ParentId, SobjectType, PermissionsRead: true });
    for (const field of ['Bot_Session_Id__c', 'Bot_Provider__c', 'Bot_Handoff_Reason__c']) {
        const Field = `${SobjectType}.${field}`;
        await create(harness, 'FieldPermissions', { ParentId, SobjectType, Field, PermissionsRead: true });
    }
    return ParentId;
}

void describe('the conversation on the case', () => {
    inConsole('has a case on the newest records, which a newcomer opens first', {}, async ({ page, open }) => {
        for (const object of ['MessagingSession', 'LiveChatTranscript', 'Case']) {
            await open('/');
            await page.locator(`console-record-list a[href^="/record/${object}/"]`).first().click();
            await page.locator(MESSAGE).first().waitFor();
            await page.locator('console-case-items .comments').waitFor();
        }
    });

    inConsole('is added to a Case as a comment by keyboard alone', {}, async ({ page, open, harness }) => {
        const { path, recordId } = await recordWhere(
            harness,
            ({ record, kind }) => record === 'Case' && kind !== 'long'
        );
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await page.getByRole('button', { name: 'Copy and save' }).focus();
        await page.keyboard.press('Enter');
        await page.getByRole('menuitem', { name: COMMENT }).waitFor();
        await page.keyboard.press('End');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
        const toast = page.locator('console-toasts .slds-notify_toast', { hasText: /is a comment on case \d+ now/ });
        await toast.waitFor();
        await toast.getByRole('link', { name: /Open case \d+/ }).waitFor();
        const [made] = await commentsOn(harness, recordId);
        assert.equal(made?.IsPublished, false);
        assert.match(made?.CommentBody ?? '', /^Bot conversation/);
        assert.match(made?.CommentBody ?? '', /Reference BH-[0-9A-F]{12}$/);
        // The page's own list shows it without a reload.
        await page.locator('console-case-items .comments .item', { hasText: 'Reference BH-' }).waitFor();
        await assertAccessibleInBothThemes(page, 'a case with the comment');

        await choose(page, COMMENT);
        await panel(page).getByText('has this conversation as a comment already, by Maya Agent').waitFor();
        assert.equal((await commentsOn(harness, recordId)).length, 1, 'nothing was added unasked');
        assert.equal(await page.locator('c-bot-history-case .panel:focus').count(), 1, 'the question has the focus');
        await assertAccessibleInBothThemes(page, 'the question');
        await page.keyboard.press('Escape');
        await panel(page).waitFor({ state: 'detached' });
        assert.equal(await page.locator('[data-menu="more"]:focus').count(), 1, 'the focus is back at the menu');

        await choose(page, COMMENT);
        await panel(page).getByRole('button', { name: 'Add again' }).click();
        await panel(page).getByText('is a comment on case').waitFor();
        assert.equal((await commentsOn(harness, recordId)).length, 2);
    });

    inConsole('is added to the case of a Messaging Session as a file', {}, async ({ page, open, harness }) => {
        const { path, caseId, conversation } = await recordOf(harness, 'MessagingSession', true);
        await open(path);
        await choose(page, FILE);
        await panel(page)
            .getByText(/is the file “Bot conversation .*” on case \d+ now/)
            .waitFor();
        const files = page.locator('console-case-items .files .item', { hasText: 'Bot conversation' });
        await files.waitFor();
        const [link] = await queryAsAdmin<{ ContentDocumentId: string }>(
            harness,
            `SELECT ContentDocumentId FROM ContentDocumentLink WHERE LinkedEntityId = '${caseId}'`
        );
        assert.ok(link, 'the file is on the case');
        await choose(page, FILE);
        await panel(page).getByText('has this conversation as the file').waitFor();
        await panel(page).getByRole('link', { name: 'Open the file' }).click();
        await page.waitForURL(`**/record/ContentDocument/${link.ContentDocumentId}`);
        const text = await page.getByRole('group', { name: 'Text of the file' }).innerText();
        assert.ok(text.includes(conversation.reason.slice(0, 20)), text.slice(0, 300));
        assert.match(text, /\[\d+\/\d+\/\d+, [\d:]+\s[AP]M\] (Bot|Customer)/);
        assert.match(text.trim(), /Reference BH-[0-9A-F]{12}$/);
        await assertAccessibleInBothThemes(page, 'the page of a file');
    });

    inConsole('is added to the case of a Chat Transcript as a comment', {}, async ({ page, open, harness }) => {
        const { path, caseId } = await recordOf(harness, 'LiveChatTranscript', true);
        await open(path);
        await choose(page, COMMENT);
        await panel(page)
            .getByText(/is a comment on case \d+ now/)
            .waitFor();
        assert.equal((await commentsOn(harness, caseId)).length, 1);
        await panel(page)
            .getByRole('link', { name: /Open case/ })
            .click();
        await page.waitForURL(`**/record/Case/${caseId}`);
        await page.locator('console-case-items .comments .item').waitFor();
    });

    inConsole('says so where the record belongs to no case', {}, async ({ page, open, harness }) => {
        const { path } = await recordOf(harness, 'MessagingSession', false);
        await open(path);
        await choose(page, FILE);
        await panel(page).getByText('belongs to no case. Link a case to it, then try again.').waitFor();
        await assertAccessibleInBothThemes(page, 'a record without a case');
    });

    inConsole(
        'is refused to whoever may only read cases',
        { allowedErrors: [/status of 400/] },
        async ({ page, open, harness }) => {
            const { path, recordId } = await recordWhere(
                harness,
                ({ record, kind }) => record === 'Case' && kind !== 'long'
            );
            // The console's list of other handoffs asks for objects that this user has no access to.
            const before = (await commentsOn(harness, recordId)).length;
            await signIn(harness, 'rita', [await agentSet(harness)]);
            await open(path);
            await choose(page, COMMENT);
            await panel(page).getByText('You aren’t allowed to add this to the case (CaseComment).').waitFor();
            await assertAccessibleInBothThemes(page, 'a refusal');
            assert.equal((await commentsOn(harness, recordId)).length, before);
        }
    );

    inConsole(
        'is refused where the user may not read which case it is',
        { allowedErrors: [/status of 400/] },
        async ({ page, open, harness }) => {
            const { path } = await recordOf(harness, 'MessagingSession', true);
            await signIn(harness, 'remy', [await agentSet(harness), await sessionsWithoutCase(harness)]);
            await open(path);
            await choose(page, FILE);
            await panel(page).getByText('(No access to MessagingSession.CaseId)').waitFor();
        }
    );

    inConsole(
        'keeps the newest of a thousand messages in a comment, and all of them in a file',
        {},
        async ({ page, open, harness }) => {
            const { path, recordId, conversation } = await recordWhere(
                harness,
                ({ kind, vendor }) => kind === 'long' && vendor === 'cognigy'
            );
            const object = path.split('/')[2] ?? '';
            let caseId = recordId;
            if (object !== 'Case') {
                const [row] = await queryAsAdmin<{ CaseId: string | null }>(
                    harness,
                    `SELECT CaseId FROM ${object} WHERE Id = '${recordId}'`
                );
                caseId = row?.CaseId ?? '';
            }
            assert.notEqual(caseId, '', `${conversation.title} has no case`);
            await open(path);
            await choose(page, COMMENT);
            await panel(page)
                .getByText('Messages that found no room in the comment:')
                .waitFor({ timeout: WHOLE_HISTORY });
            const [comment] = await commentsOn(harness, caseId);
            const body = comment?.CommentBody ?? '';
            assert.ok(Buffer.byteLength(body) <= 4_000, `${Buffer.byteLength(body)} bytes`);
            const [, kept, all] = /Only the newest (\d+) of (\d+) messages/.exec(body) ?? [];
            assert.ok(Number(kept) > 5 && Number(all) >= 900, `${kept} of ${all}`);
            await panel(page).getByRole('button', { name: FILE }).click();
            await panel(page).getByText('is the file “Bot conversation').waitFor();
            await page.locator('console-case-items .files').getByRole('link').first().click();
            const text = await page.getByRole('group', { name: 'Text of the file' }).innerText();
            assert.equal((text.match(/^\[\d+\/\d+\/\d+, /gm) ?? []).length, Number(all));
        }
    );

    inConsole('speaks the user’s language', { language: 'de' }, async ({ page, open, harness }) => {
        const { path } = await recordOf(harness, 'LiveChatTranscript', false);
        await open(path);
        await page.locator(MESSAGE).first().waitFor();
        await page.locator('[data-menu="more"]').click();
        await page.getByRole('menuitem', { name: 'Dem Kundenvorgang als Datei hinzufügen' }).click();
        await panel(page).getByText('Dieser Datensatz gehört zu keinem Kundenvorgang.').waitFor();
    });
});
