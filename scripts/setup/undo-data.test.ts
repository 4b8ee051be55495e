/** `undo` where records hold what a bot handed over: whatever field it stands in, it is not deleted unasked. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { OrgClient } from '../salesforce/org-client.ts';
import { testHandoff } from './doctor/test-handoff.ts';
import { readUndoFacts } from './org/undo-facts.ts';
import { undoUnits } from './org/undo-plan.ts';
import { readBoth } from './readings.ts';
import { Journal } from './run/journal.ts';
import { applySetup } from './setup.ts';
import { listen } from '../../tests/setup/trial-network.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup, type UndoPlan } from './undo.ts';

/** The plan of an undo that nobody confirms. */
async function planUndo({ config, connection }: Trial): Promise<UndoPlan> {
    let planned: UndoPlan | undefined;
    const confirm = async (plan: UndoPlan) => {
        planned = plan;
        return false;
    };
    await assert.rejects(undoSetup(config, connection, { confirm }), /Nothing was changed/);
    assert.ok(planned);
    return planned;
}

const fieldsOf = (object: string, names: string[]) =>
    names.filter((what) => what.startsWith(`CustomField ${object}.`)).sort();
const removed = ({ org }: UndoPlan, object: string) =>
    fieldsOf(
        object,
        org.flatMap(({ items }) => items.map(({ what }) => what))
    );
const left = (plan: UndoPlan, object: string) =>
    fieldsOf(
        object,
        plan.left.map(({ what }) => what)
    );

/** What undo would do with an object's fields; conversations of the channel aside, which keep them anyway. */
async function unitsFor({ config, connection }: Trial, org: OrgClient, object: string) {
    const { desired, state } = await readBoth(config, connection);
    const { data } = Journal.open(connection.stateFolder, state.organizationId);
    const facts = await readUndoFacts(org, config, { desired, state, pages: { gone: [] } }, data);
    const units = undoUnits(desired, state, data, { ...facts, conversations: 0 }, false);
    const names = units.stages.flatMap(({ remove }) => remove.map((unit) => `${unit.type} ${unit.fullName}`));
    return { removed: fieldsOf(object, names), left: units.left.filter(({ what }) => what.includes(` ${object}.`)) };
}

/** A connection of somebody who is no administrator. */
async function connectAs({ org: localOrg, connection: { org } }: Trial, permissionSets: string[]): Promise<OrgClient> {
    const [profile] = await org.query<{ Id: string }>("SELECT Id FROM Profile WHERE Name = 'Standard User'");
    const userId = await org.insert('User', {
        Username: 'no.admin@example.com',
        LastName: 'Admin',
        Email: 'no.admin@example.com',
        Alias: 'noadmin',
        ProfileId: profile?.Id ?? '',
        TimeZoneSidKey: 'GMT',
        LocaleSidKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        LanguageLocaleKey: 'en_US'
    });
    for (const name of permissionSets) {
        const [set] = await org.query<{ Id: string }>(`SELECT Id FROM PermissionSet WHERE Name = '${name}'`);
        await org.insert('PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: set?.Id ?? '' });
    }
    const accessToken = localOrg.openSession(userId);
    return new OrgClient({ instanceUrl: localOrg.instanceUrl, accessToken }, '66.0');
}

describe('watsonx through Salesforce Chat', () => {
    const object = 'LiveChatTranscript';
    let trial: Trial;
    let visitor: string;
    before(async () => {
        trial = await startTrial('watsonx', { way: 'chat', isSmall: true });
        await applySetup(trial.config, trial.connection);
        visitor = await trial.connection.org.insert('LiveChatVisitor', {});
    });
    after(() => trial.close());

    const transcript = (fields: Record<string, string>) =>
        trial.connection.org.insert(object, { LiveChatVisitorId: visitor, ...fields });

    test('an empty object: all fields go', async () => {
        const id = await transcript({ Status: 'Completed' });
        const plan = await planUndo(trial);
        assert.deepEqual(left(plan, object), []);
        assert.ok(removed(plan, object).includes('CustomField LiveChatTranscript.x_watson_assistant_key__c'));
        await trial.connection.org.delete(object, id);
    });

    test("a transcript of IBM's own desk, which names neither provider nor session id as ours do", async () => {
        const id = await transcript({ x_watson_assistant_session__c: 'made-up' });
        const plan = await planUndo(trial);
        assert.deepEqual(removed(plan, object), []);
        assert.ok(left(plan, object).length > 10);
        assert.match(plan.left.find(({ what }) => what.includes(object))?.why ?? '', /in 1 record: --delete-data/);
        await trial.connection.org.delete(object, id);
    });

    test('a transcript of the chat button, whose key no query can ask for', async () => {
        const { org } = trial.connection;
        const [button] = await org.query<{ Id: string }>('SELECT Id FROM LiveChatButton');
        const id = await transcript({ x_watson_assistant_key__c: 'made-up', LiveChatButtonId: button?.Id ?? '' });
        assert.deepEqual(removed(await planUndo(trial), object), []);
        await org.delete(object, id);
    });

    test('an object that the user of the connection may not read: all its fields stay', async () => {
        const { removed: gone, left: stays } = await unitsFor(trial, await connectAs(trial, []), object);
        assert.deepEqual(gone, []);
        assert.ok(stays.length > 10 && stays.every(({ why }) => /may not read it/.test(why)));
    });

    test('cases: any field counts, and counting is one request however many there are', async () => {
        const { org } = trial.connection;
        await org.insert('Case', { Subject: 'A', Bot_Customer_Email__c: 'customer@example.com' });
        assert.deepEqual(removed(await planUndo(trial), 'Case'), []);
        const records = Array.from({ length: 2200 }, (_, index) => ({
            type: 'Case',
            fields: { Subject: `Case ${index}`, Bot_Provider__c: 'Watsonx' }
        }));
        trial.org.records.dml('insert', records, { access: 'system', userId: trial.org.adminUserId, allOrNone: true });
        const seen: string[] = [];
        const mend = listen(trial, seen);
        const plan = await planUndo(trial).finally(mend);
        assert.match(plan.left.find(({ what }) => what.includes('Case.'))?.why ?? '', /in 2201 records/);
        assert.equal(seen.filter((what) => what === 'query Case').length, 1);
        assert.deepEqual(
            seen.filter((what) => what.startsWith('GET query/')),
            []
        );
    });
});

describe('watsonx through Messaging', () => {
    const object = 'MessagingSession';
    let trial: Trial;
    let session: string;
    before(async () => {
        trial = await startTrial('watsonx', { isSmall: true });
        await applySetup(trial.config, trial.connection);
        const { org } = trial.connection;
        const [channel] = await org.query<{ Id: string }>('SELECT Id FROM MessagingChannel');
        const user = await org.insert('MessagingEndUser', {
            MessagingChannelId: channel?.Id ?? '',
            MessageType: 'EmbeddedMessaging',
            MessagingPlatformKey: 'made-up',
            Name: 'Visitor'
        });
        session = await org.insert(object, { MessagingChannelId: channel?.Id ?? '', MessagingEndUserId: user });
    });
    after(() => trial.close());

    test('a session by key whose provider was dropped', async () => {
        const { org } = trial.connection;
        assert.ok((await unitsFor(trial, org, object)).removed.length > 5);
        await org.update(object, session, { Bot_Session_Key__c: 'made-up' });
        assert.deepEqual((await unitsFor(trial, org, object)).removed, []);
        await org.update(object, session, { Bot_Session_Key__c: null });
    });

    test('a field that the user of the connection may not read stays, with what to do', async () => {
        const agent = await connectAs(trial, ['Bot_Handoff_Agent', 'Bot_Handoff_Messaging_Agent']);
        const { removed: gone, left: stays } = await unitsFor(trial, agent, object);
        assert.ok(gone.length > 5);
        assert.deepEqual(
            stays.map(({ what }) => what),
            ['CustomField MessagingSession.Bot_Session_Key__c']
        );
        assert.match(stays[0]?.why ?? '', /may not read it.*read access.*--delete-data/);
    });
});

test('a test record that the org does not let go: told, and all else is undone', async () => {
    const trial = await startTrial('sendbird', { isSmall: true });
    const original = globalThis.fetch;
    try {
        await applySetup(trial.config, trial.connection);
        await testHandoff(trial.config, trial.connection);
        const words = [
            { errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights on object id' }
        ];
        globalThis.fetch = async (input, init) =>
            init?.method === 'DELETE' && String(input).includes('/sobjects/Case/')
                ? Response.json(words, { status: 403 })
                : original(input, init);
        const { left: stays, done } = await undoSetup(trial.config, trial.connection);
        const told = stays.find(({ what }) => /^Test Case 500/.test(what));
        assert.match(told?.why ?? '', /insufficient access rights/);
        assert.ok(done.some((id) => id.startsWith('remove:')));
        globalThis.fetch = original;
        await undoSetup(trial.config, trial.connection);
        assert.deepEqual(await trial.connection.org.query('SELECT Id FROM Case'), []);
    } finally {
        globalThis.fetch = original;
        await trial.close();
    }
});
