/** What `test-handoff` does where something is not as it should be, and what it leaves. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { MessagingConversation } from '../../handoff/messaging-client.ts';
import { conversations } from '../../local-org/bots/index.ts';
import { exitCodes } from '../run/error.ts';
import { Journal } from '../run/journal.ts';
import { applySetup } from '../setup.ts';
import { comeOnline, goOffline } from '../../../tests/setup/trial-person.ts';
import { contentsOf, withoutLeft, type OrgContents } from '../../../tests/setup/trial-snapshot.ts';
import { knownSession, startTrial, type Trial } from '../../../tests/setup/trial.ts';
import { undoSetup } from '../undo.ts';
import { diagnose } from './doctor.ts';
import { testHandoff } from './test-handoff.ts';

async function historyOf({ config, connection }: Trial): Promise<string | undefined> {
    const { sections } = await diagnose(config, connection);
    return sections.flatMap(({ checks }) => checks).find(({ id }) => id === 'history')?.status;
}

test('before apply it says who tells what lacks', async () => {
    const trial = await startTrial('cognigy-messaging');
    try {
        const [tested] = await testHandoff(trial.config, trial.connection);
        assert.equal(tested?.problem?.leg, 'conversation opened');
        assert.match(tested.problem.message, /There is no published deployment Bot_Handoff_Client/);
        assert.match(tested.problem.remedy ?? '', /^Run doctor: /);
        await assert.rejects(testHandoff(trial.config, trial.connection, { connector: 'cognigy' }), {
            exitCode: exitCodes.usage,
            remedy: /^It has cognigy-messaging: /
        });
    } finally {
        await trial.close();
    }
});

test('a user of the connection who is no agent, an org without the secret: what to do is about the credential', async () => {
    const trial = await startTrial('watsonx', { isSmall: true });
    try {
        const { org } = trial.connection;
        await applySetup(trial.config, trial.connection);
        const remedies = async () => {
            const [tested] = await testHandoff(trial.config, trial.connection);
            const { sections } = await diagnose(trial.config, trial.connection);
            const signIn = sections.flatMap(({ checks }) => checks).find(({ id }) => id === 'history.sign-in.Watsonx');
            return [tested?.problem?.remedy, signIn?.remedy];
        };
        const wanted = /^Assign Bot Handoff Agent or Admin to the user of this connection.*run apply/;
        const sets = await org.query<{ Id: string }>(
            "SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Bot_Handoff_Agent'"
        );
        for (const { Id } of sets) await org.delete('PermissionSetAssignment', Id);
        for (const remedy of await remedies()) assert.match(remedy ?? '', wanted);
        await applySetup(trial.config, trial.connection);
        const query = 'externalCredential=Bot_Watsonx&principalName=Integration&principalType=NamedPrincipal';
        await org.request('DELETE', `/named-credentials/credential?${query}`);
        assert.match((await remedies())[0] ?? '', wanted);
    } finally {
        await trial.close();
    }
});

describe('a chat that nobody takes', () => {
    let trial: Trial;
    let untouched: OrgContents;
    before(async () => {
        trial = await startTrial('cognigy-chat');
        untouched = contentsOf(trial.org);
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    test('fails with what to do', async () => {
        const [tested] = await testHandoff(trial.config, trial.connection, { timeoutMs: 5000 });
        assert.equal(tested?.problem?.leg, 'agent found');
        assert.match(tested.problem.remedy ?? '', /log in to Omni-Channel/);
        const rows = await trial.connection.org.query('SELECT Status FROM LiveChatTranscript');
        assert.deepEqual(
            rows.map(({ Status }) => Status),
            ['Missed']
        );
    });

    test('its transcript goes with undo, and so do all fields', async () => {
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.deepEqual(
            left.filter(({ what }) => !what.startsWith('Settings ')),
            []
        );
        assert.deepEqual(withoutLeft(contentsOf(trial.org), left), withoutLeft(untouched, left));
    });
});

describe('sessions that are given', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging');
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    test('a session key for a bot that has none, or both: refused before anything is opened', async () => {
        const cases = [
            { options: { sessionKey: 'us-south::v1::made-up' }, wanted: /cognigy-messaging has no session keys/ },
            { options: { sessionKey: 'made-up', sessionId: 'made-up' }, wanted: /are given both/ }
        ];
        for (const { options, wanted } of cases) {
            await assert.rejects(testHandoff(trial.config, trial.connection, options), {
                exitCode: exitCodes.usage,
                message: wanted
            });
        }
        assert.deepEqual(await trial.connection.org.query('SELECT Id FROM MessagingSession'), []);
    });

    test('several bots: the session is of one of them, which has to be named', async () => {
        const [entry] = trial.config.connectors;
        assert.ok(entry);
        const config = { ...trial.config, connectors: [entry, { ...entry, provider: 'Another' }] };
        await assert.rejects(testHandoff(config, trial.connection, { sessionId: 'made-up' }), {
            exitCode: exitCodes.usage,
            remedy: /--connector/
        });
    });

    test('nobody online: the fallback queue, and why; somebody online: the queue', async () => {
        const queueAndNote = async () => {
            const [tested] = await testHandoff(trial.config, trial.connection, {
                sessionId: knownSession('cognigy-messaging')
            });
            return [tested?.legs.find(({ name }) => name === 'queue reached')?.found, tested?.note];
        };
        const [queue, note] = await queueAndNote();
        assert.equal(queue, 'queue Bot_Handoff_Fallback');
        assert.match(note ?? '', /while no agent is online in Bot_Handoff_Queue/);
        await comeOnline(trial);
        assert.deepEqual(await queueAndNote(), ['queue Bot_Handoff_Queue', undefined]);
        await goOffline(trial);
    });

    test('a session of which the bot gives no message: neither the test nor doctor calls that a history', async () => {
        const sessionId = knownSession('cognigy-messaging');
        await testHandoff(trial.config, trial.connection, { sessionId });
        await trial.bots.cognigy.setFault({ kind: 'emptyHistory' });
        const [tested] = await testHandoff(trial.config, trial.connection, { sessionId });
        const status = await historyOf(trial);
        await trial.bots.cognigy.setFault(null);
        assert.deepEqual([tested?.problem?.leg, status], ['history', 'warning']);
        assert.match(tested?.problem?.remedy ?? '', /Collect Conversations/);
        assert.equal(await historyOf(trial), 'ok');
    });

    test('a history whose words the bot hides: both say so', async () => {
        const sessionId = knownSession('cognigy-messaging');
        await trial.bots.cognigy.setFault({ kind: 'masked' });
        const [tested] = await testHandoff(trial.config, trial.connection, { sessionId });
        const { sections } = await diagnose(trial.config, trial.connection);
        await trial.bots.cognigy.setFault(null);
        const history = sections.flatMap(({ checks }) => checks).find(({ id }) => id === 'history');
        assert.deepEqual([tested?.problem, history?.status], [undefined, 'warning']);
        for (const words of [tested?.note, `${history?.found} ${history?.remedy}`]) {
            assert.match(words ?? '', /privacy settings hide parts.*Mask Sensitive Analytics/);
        }
    });

    test('a mistyped session fails the test, and not every doctor after it', async () => {
        assert.equal(await historyOf(trial), 'ok');
        const [tested] = await testHandoff(trial.config, trial.connection, { sessionId: 'mistyped' });
        assert.equal(tested?.problem?.leg, 'history');
        assert.equal(await historyOf(trial), 'ok');
    });
});

describe('customers who hand over while a test waits', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('watsonx');
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    /** Of a session key: the record holds no session id by which it could be told. */
    const sessionKey = conversations().find(({ vendor, key }) => vendor === 'watsonx' && key !== undefined)?.key ?? '';

    /** A customer hands over at the moment when the test looks for its own record. */
    async function testWithCustomer() {
        const original = globalThis.fetch;
        globalThis.fetch = async (input, init) => {
            if (
                /FROM MessagingSession WHERE MessagingChannel/.test(
                    decodeURIComponent(String(input)).replaceAll('+', ' ')
                )
            ) {
                globalThis.fetch = original;
                // The org tells times to the second: the customer's is the newest.
                await delay(1100);
                await MessagingConversation.open(
                    {
                        url: trial.org.instanceUrl,
                        organizationId: trial.org.orgId,
                        esDeveloperName: trial.config.messaging.deployment.name
                    },
                    { botProvider: 'Watsonx', botSessionKey: sessionKey, handoffReason: 'Refund' }
                );
            }
            return original(input, init);
        };
        try {
            return await testHandoff(trial.config, trial.connection, { sessionKey });
        } finally {
            globalThis.fetch = original;
        }
    }

    test("the customer's session is neither read nor kept for undo to delete", async () => {
        const [tested] = await testWithCustomer();
        const { org, stateFolder } = trial.connection;
        const customers = await org.query<{ Id: string; MessagingEndUserId: string }>(
            "SELECT Id, MessagingEndUserId FROM MessagingSession WHERE Bot_Handoff_Reason__c = 'Refund'"
        );
        const [customer] = customers;
        assert.ok(customer && customers.length === 1);
        assert.equal(tested?.problem, undefined);
        assert.notEqual(tested?.recordId, customer.Id);
        const { tests = [] } = Journal.open(stateFolder, trial.org.orgId).data;
        const kept = tests.map(({ id }) => id);
        assert.equal(kept.length, 2);
        assert.ok(kept.includes(tested?.recordId ?? ''));
        assert.ok(!kept.includes(customer.Id) && !kept.includes(customer.MessagingEndUserId));
        await undoSetup(trial.config, trial.connection);
        assert.deepEqual(
            (await org.query('SELECT Id FROM MessagingSession')).map(({ Id }) => Id),
            [customer.Id]
        );
    });
});
