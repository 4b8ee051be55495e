import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { deployFiles } from '../../salesforce/deploy.ts';
import { filesOf } from '../org/units.ts';
import type { Check } from '../provider-setup.ts';
import { readBoth } from '../readings.ts';
import { Journal } from '../run/journal.ts';
import { applySetup, planSetup } from '../setup.ts';
import { startTrial, type Trial } from '../../../tests/setup/trial.ts';
import { diagnose } from './doctor.ts';
import { testHandoff } from './test-handoff.ts';

describe('doctor finds what breaks', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging');
        await applySetup(trial.config, trial.connection);
    });
    after(() => trial.close());

    async function failed(): Promise<Check[]> {
        const { sections } = await diagnose(trial.config, trial.connection);
        const checks = sections.flatMap((section) => section.checks);
        return checks.filter(({ status }) => status === 'failed');
    }

    test('an inactive channel: by its check, and by test-handoff in words', async () => {
        const { org } = trial.connection;
        const [channel] = await org.query<{ Id: string }>('SELECT Id FROM MessagingChannel');
        await org.update('MessagingChannel', channel?.Id ?? '', { IsActive: false });
        assert.ok((await failed()).some(({ id, found }) => id === 'org.channel' && /is not active/.test(found)));
        const [result] = await testHandoff(trial.config, trial.connection);
        assert.equal(result?.problem?.leg, 'conversation opened');
        await applySetup(trial.config, trial.connection);
        assert.deepEqual(await failed(), []);
    });

    test('a publication that has not arrived yet: wait, and nothing to publish again; long after: apply', async () => {
        const original = globalThis.fetch;
        globalThis.fetch = (input, init) =>
            String(input).endsWith('/access-token')
                ? Promise.resolve(new Response(null, { status: 404 }))
                : original(input, init);
        try {
            const remedyAndSteps = async () => [
                (await failed()).map(({ id, remedy }) => [id, remedy?.split(':')[0]]),
                (await planSetup(trial.config, trial.connection)).org.map(({ id }) => id)
            ];
            assert.deepEqual(await remedyAndSteps(), [[['org.publication', 'Wait']], []]);
            Journal.open(trial.connection.stateFolder, trial.org.orgId).update((data) => {
                data.publishedAt = '2026-01-01T00:00:00.000Z';
            });
            assert.deepEqual(await remedyAndSteps(), [[['org.publication', 'Run apply.']], ['publish']]);
        } finally {
            globalThis.fetch = original;
        }
    });

    test('a channel that is kept, and lacks its parameters', async () => {
        const { org } = trial.connection;
        const { desired } = await readBoth(trial.config, trial.connection);
        const [channel] = desired.stages.find(({ id }) => id === 'channel')?.units.values() ?? [];
        assert.ok(channel);
        const bare = Object.entries(filesOf([channel], desired.apiVersion)).map(([path, text]) => [
            path,
            text.replace(/<customParameters>[^]*<\/customParameters>/, '')
        ]);
        assert.equal((await deployFiles(org, Object.fromEntries(bare))).success, true);
        const config = { ...trial.config, keep: [channel.key] };
        const { sections } = await diagnose(config, trial.connection);
        const [problem, ...others] = sections
            .flatMap(({ checks }) => checks)
            .filter(({ status }) => status === 'failed');
        assert.equal(problem?.id, 'org.mappings');
        assert.match(problem.found, /has no parameter .*botSessionId/);
        assert.deepEqual(others, []);
        await applySetup(trial.config, trial.connection);
        assert.deepEqual(await failed(), []);
    });

    test('a channel that is kept, and lets verified customers in only: said, and nothing to publish for that', async () => {
        const { org } = trial.connection;
        const { desired } = await readBoth(trial.config, trial.connection);
        const [channel] = desired.stages.find(({ id }) => id === 'channel')?.units.values() ?? [];
        assert.ok(channel);
        const verified = Object.entries(filesOf([channel], desired.apiVersion)).map(([path, text]) => [
            path,
            text.replace('<authMode>UnAuth<', '<authMode>Auth<')
        ]);
        assert.equal((await deployFiles(org, Object.fromEntries(verified))).success, true);
        const config = { ...trial.config, keep: [channel.key] };
        const { sections } = await diagnose(config, trial.connection);
        const problems = sections.flatMap(({ checks }) => checks).filter(({ status }) => status === 'failed');
        assert.deepEqual(
            problems.map(({ id, found }) => [id, found]),
            [['org.channel', 'Bot_Handoff lets verified customers in only (authMode Auth).']]
        );
        assert.match(problems[0]?.remedy ?? '', /Add User Verification/);
        assert.deepEqual((await planSetup(config, trial.connection)).org, []);
        const [result] = await testHandoff(config, trial.connection);
        assert.match(result?.problem?.message ?? '', /400 \(Set the auth mode to false\.\)/);
        await applySetup(trial.config, trial.connection);
        assert.deepEqual(await failed(), []);
    });

    test('a permission set taken away, an agent out of the queue', async () => {
        const { org } = trial.connection;
        const sets = await org.query<{ Id: string }>(
            "SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Bot_Handoff_Presence'"
        );
        const members = await org.query<{ Id: string }>(
            "SELECT Id FROM GroupMember WHERE Group.DeveloperName = 'Bot_Handoff_Queue'"
        );
        await org.delete('PermissionSetAssignment', sets[0]?.Id ?? '');
        await org.delete('GroupMember', members[0]?.Id ?? '');
        assert.deepEqual(
            (await failed()).map(({ id }) => id),
            ['agents.permission-sets', 'agents.queues', 'agent.permission-sets', 'agent.presence', 'agent.queues']
        );
        await applySetup(trial.config, trial.connection);
        assert.deepEqual(await failed(), []);
    });

    test('a key that the bot no longer takes: told on both sides', async () => {
        await trial.bots.cognigy.setFault({ kind: 'expiredToken', only: '/new/v2.0/conversations' });
        try {
            const problems = (await failed()).map(({ id, found }) => `${id}: ${found}`);
            assert.ok(
                problems.some((text) => /^history\.sign-in\.Cognigy: UNAUTHORIZED/.test(text)),
                problems.join('\n')
            );
            assert.ok(problems.some((text) => text.startsWith('cognigy.conversations: ')));
        } finally {
            await trial.bots.cognigy.setFault(null);
        }
        assert.deepEqual(await failed(), []);
    });

    test('a key that the bot refuses, a bot that is down: told as such, and all else is checked', async () => {
        const lines = async () => (await failed()).map(({ id, found, remedy }) => `${id}: ${found} ${remedy}`);
        const faults = [
            { fault: { kind: 'expiredToken', only: '/handover/' }, wanted: /^cognigy\.access: .*401.*COGNIGY_API_KEY/ },
            {
                fault: { kind: 'status', status: 403, only: '/handover/' },
                wanted: /403.*COGNIGY_API_KEY\) is known, and lacks/
            },
            { fault: { kind: 'status', status: 503, only: '/handover/' }, wanted: /^cognigy\.access: .*503.*later/ }
        ] as const;
        for (const { fault, wanted } of faults) {
            await trial.bots.cognigy.setFault(fault);
            try {
                const { sections } = await diagnose(trial.config, trial.connection);
                assert.ok(sections.flatMap(({ checks }) => checks).length > 18);
                const [only, ...others] = await lines();
                assert.match(only ?? '', wanted);
                assert.deepEqual(others, []);
            } finally {
                await trial.bots.cognigy.setFault(null);
            }
        }
        assert.deepEqual(await failed(), []);
    });

    test('a bot whose histories are down: said with its code and what to do, and the conversation is closed', async () => {
        await trial.bots.cognigy.setFault({ kind: 'status', status: 503, only: '/conversations' });
        try {
            const [result] = await testHandoff(trial.config, trial.connection);
            assert.deepEqual([result?.problem?.leg, result?.problem?.message], ['history', 'UNAVAILABLE (HTTP 503)']);
            assert.match(result?.problem?.remedy ?? '', /cannot be reached from the org/);
            assert.equal(result?.legs.at(-1)?.name, 'conversation closed');
        } finally {
            await trial.bots.cognigy.setFault(null);
        }
        const [again] = await testHandoff(trial.config, trial.connection);
        assert.equal(again?.problem, undefined);
    });
});
