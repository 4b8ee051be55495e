/**
 * A bot whose API tells nothing of its handovers: the org is set up all the same, and a conversation shows the rest.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MessagingConversation } from '../handoff/messaging-client.ts';
import { diagnose } from './doctor/doctor.ts';
import { applySetup } from './setup.ts';
import { knownSession, startTrial, type Trial } from '../../tests/setup/trial.ts';

describe('a Cognigy.AI that lists no handover services and providers, and a setup file without a flow', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging');
        for (const entry of trial.config.connectors)
            if (entry.connector === 'cognigy-messaging') delete entry.bot.flowId;
        await trial.bots.cognigy.setFault({ kind: 'status', status: 404, only: '/handover/' });
    });
    after(() => trial.close());

    test('apply does the org side, and prints both steps with every value', async () => {
        const { done, manual } = await applySetup(trial.config, trial.connection);
        assert.ok(done.includes('publish') && done.includes('secrets'));
        const steps = manual.flatMap((bot) => bot.steps);
        assert.deepEqual(
            steps.map(({ id }) => id),
            ['cognigy.handover-provider', 'cognigy.handover-node']
        );
        assert.ok(steps.every(({ values }) => values.every(({ value }) => value !== undefined)));
    });

    test('doctor is healthy once the bot has handed a conversation over, with its session', async () => {
        const { open } = await diagnose(trial.config, trial.connection);
        assert.equal(open.flatMap(({ steps }) => steps).length, 2);
        const conversation = await MessagingConversation.open(
            {
                url: trial.org.instanceUrl,
                organizationId: trial.org.orgId,
                esDeveloperName: trial.config.messaging.deployment.name
            },
            { botProvider: 'Cognigy', botSessionId: knownSession('cognigy-messaging') }
        );
        await conversation.close();
        const { isHealthy, open: left, sections } = await diagnose(trial.config, trial.connection);
        const notOk = sections.flatMap(({ checks }) => checks).filter(({ status }) => status !== 'ok');
        assert.deepEqual([isHealthy, left, notOk], [true, [], []]);
    });
});
