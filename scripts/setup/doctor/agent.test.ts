/** `doctor --agent`: what a named user may do, against a local org that has it in its records. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { OrgClient } from '../../salesforce/org-client.ts';
import { exitCodes } from '../run/error.ts';
import { applySetup } from '../setup.ts';
import { startTrial, type Trial } from '../../../tests/setup/trial.ts';
import { readGroups, readSets } from './agent-user.ts';
import { diagnose } from './doctor.ts';
import { testHandoff } from './test-handoff.ts';

const userName = 'sam.agent@example.com';

describe('a named agent', () => {
    let trial: Trial;
    let userId: string;
    before(async () => {
        trial = await startTrial('sendbird');
        await applySetup(trial.config, trial.connection);
        await testHandoff(trial.config, trial.connection, {});
        const { org } = trial.connection;
        const [profile] = await org.query<{ Id: string }>(
            "SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'"
        );
        userId = await org.insert('User', {
            Username: userName,
            LastName: 'Agent',
            Email: userName,
            Alias: 'sagent',
            ProfileId: profile?.Id ?? '',
            TimeZoneSidKey: 'GMT',
            LocaleSidKey: 'en_US',
            EmailEncodingKey: 'UTF-8',
            LanguageLocaleKey: 'en_US'
        });
        // What the agent sees is asked of a record with a history: one that a bot handed over.
        await org.insert('Case', { Subject: 'Of the bot', Bot_Provider__c: 'Sendbird', Bot_Session_Id__c: 'made-up' });
    });
    after(() => trial.close());

    async function statusOf(agent = userName): Promise<Record<string, string>> {
        const { sections } = await diagnose(trial.config, trial.connection, { agent });
        const section = sections.find(({ title }) => title === `Agent ${agent}`);
        return Object.fromEntries(section?.checks.map(({ id, status }) => [id.replace('agent.', ''), status]) ?? []);
    }

    const good = {
        user: 'ok',
        licences: 'ok',
        'permission-sets': 'ok',
        objects: 'ok',
        fields: 'ok',
        apex: 'ok',
        credentials: 'ok',
        queues: 'ok',
        record: 'ok'
    };

    test("the setup file's first agent has everything", async () => {
        assert.deepEqual(await statusOf('admin@local-org.example.com'), good);
    });

    test('a user who has nothing: each lack by itself, with what to do', async () => {
        const { sections } = await diagnose(trial.config, trial.connection, { agent: userName });
        const checks = sections.find(({ title }) => title === `Agent ${userName}`)?.checks ?? [];
        const failed = checks.filter(({ status }) => status === 'failed');
        assert.deepEqual(
            failed.map(({ id }) => id.replace('agent.', '')),
            ['licences', 'permission-sets', 'objects', 'fields', 'apex', 'credentials', 'queues', 'record']
        );
        assert.ok(failed.every(({ remedy }) => (remedy ?? '').length > 20));
        const found = failed.map((check) => check.found).join(' ');
        for (const words of [
            'no licence Service Cloud User',
            'Lacking: Bot_Handoff_Agent.',
            'Case is not readable',
            'Case.Bot_Session_Id__c is not readable',
            'BotHistoryController is not open',
            'Bot_Sendbird-Integration is not open',
            'Not in Bot_Handoff_Queue.',
            'may not read 500'
        ])
            assert.ok(found.includes(words), words);
    });

    test('what is given shows, one by one: licence, set, queue through a group', async () => {
        const { org } = trial.connection;
        await org.update('User', userId, { UserPermissionsSupportUser: true });
        const [set] = await org.query<{ Id: string }>("SELECT Id FROM PermissionSet WHERE Name = 'Bot_Handoff_Agent'");
        const assignment = await org.insert('PermissionSetAssignment', {
            AssigneeId: userId,
            PermissionSetId: set?.Id ?? ''
        });
        assert.deepEqual(await statusOf(), { ...good, queues: 'failed' });
        const groupId = await org.insert('Group', { Name: 'Team', DeveloperName: 'Team', Type: 'Regular' });
        await org.insert('GroupMember', { GroupId: groupId, UserOrGroupId: userId });
        for (const { Id } of await org.query<{ Id: string }>("SELECT Id FROM Group WHERE Type = 'Queue'")) {
            await org.insert('GroupMember', { GroupId: Id, UserOrGroupId: groupId });
        }
        assert.deepEqual(await statusOf(), good);
        // An assignment that has run out counts no more.
        await org.delete('PermissionSetAssignment', assignment);
        await org.insert('PermissionSetAssignment', {
            AssigneeId: userId,
            PermissionSetId: set?.Id ?? '',
            ExpirationDate: '2020-01-01T00:00:00.000Z'
        });
        const expired = await statusOf();
        assert.deepEqual([expired['permission-sets'], expired['fields']], ['failed', 'failed']);
    });

    test('a user who is not active; one whom the org does not know', async () => {
        await trial.connection.org.update('User', userId, { IsActive: false });
        assert.equal((await statusOf())['user'], 'failed');
        await assert.rejects(diagnose(trial.config, trial.connection, { agent: 'nobody@example.com' }), {
            message: 'The org has no user nobody@example.com.',
            exitCode: exitCodes.usage
        });
    });
});

test('permission set groups: the group counts as a whole, its members by name', async () => {
    const set = (Name: string) => ({ Name, NamespacePrefix: null, IsOwnedByProfile: false });
    const answers: Record<string, object[]> = {
        PermissionSetAssignment: [
            {
                PermissionSetId: '0PS000000000009',
                PermissionSet: set('Support_Desk'),
                PermissionSetGroupId: '0PG000000000001',
                PermissionSetGroup: { DeveloperName: 'Support_Desk' },
                ExpirationDate: null
            },
            {
                PermissionSetId: '0PS000000000005',
                PermissionSet: { Name: 'X00e', NamespacePrefix: null, IsOwnedByProfile: true },
                PermissionSetGroupId: null,
                PermissionSetGroup: null,
                ExpirationDate: null
            }
        ],
        PermissionSetGroupComponent: [
            {
                PermissionSetGroupId: '0PG000000000001',
                PermissionSetId: '0PS000000000001',
                PermissionSet: set('Bot_Handoff_Agent')
            }
        ]
    };
    const org = {
        query: async (soql: string) => answers[/\bFROM (\w+)/.exec(soql)?.[1] ?? ''] ?? []
    } as unknown as OrgClient;
    assert.deepEqual(await readSets(org, '005000000000001'), [
        { id: '0PS000000000009', name: 'Support_Desk', group: 'Support_Desk' },
        { id: '0PS000000000001', name: 'Bot_Handoff_Agent', group: 'Support_Desk', isMember: true }
    ]);
});

test('queues: also through a role above with its subordinates, and through all internal users', async () => {
    const parents: Record<string, string | null> = { agents: 'service', service: 'head', head: null };
    const groups = [
        { Id: 'gAgents', Type: 'Role', RelatedId: 'agents' },
        { Id: 'gService', Type: 'Role', RelatedId: 'service' },
        { Id: 'gServiceAndBelow', Type: 'RoleAndSubordinates', RelatedId: 'service' },
        { Id: 'gHeadAndBelow', Type: 'RoleAndSubordinatesInternal', RelatedId: 'head' },
        { Id: 'gAll', Type: 'Organization', RelatedId: null }
    ];
    const members = new Map([
        ['gServiceAndBelow', 'qRefunds'],
        ['gAll', 'qFallback'],
        ['gService', 'qManagers']
    ]);
    const org = {
        query: async (soql: string) => {
            const named = [...soql.matchAll(/'(\w+)'/g)].map(([, name]) => name ?? '');
            if (soql.includes('FROM UserRole')) return [{ ParentRoleId: parents[named[0] ?? ''] ?? null }];
            if (soql.includes('FROM GroupMember'))
                return named.flatMap((name) => (members.has(name) ? [{ GroupId: members.get(name) }] : []));
            return groups.filter(({ Type, RelatedId }) => named.includes(Type) || named.includes(RelatedId ?? ''));
        }
    } as unknown as OrgClient;
    const found = await readGroups(org, { id: 'user', roleId: 'agents' });
    assert.deepEqual([...found].toSorted(), [
        'gAgents',
        'gAll',
        'gHeadAndBelow',
        'gServiceAndBelow',
        'qFallback',
        'qRefunds'
    ]);
    assert.deepEqual([...(await readGroups(org, { id: 'user' }))].toSorted(), ['gAll', 'qFallback']);
});
