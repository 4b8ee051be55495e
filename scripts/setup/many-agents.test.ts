/** A contact centre: one public group with more agents than one query can name, and somebody who is named twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { applySetup, planSetup } from './setup.ts';
import { startTrial } from '../../tests/setup/trial.ts';

test('a user who is named twice, in another case: once in the plan, once in each queue', async () => {
    const trial = await startTrial('sendbird', { isSmall: true });
    try {
        const users = trial.config.agents.users.flatMap((user) => [user, user.toUpperCase()]);
        const config = { ...trial.config, agents: { ...trial.config.agents, users } };
        const { plan } = await applySetup(config, trial.connection);
        const whats = plan.org.flatMap(({ items }) => items).map(({ what }) => what);
        assert.equal(whats.filter((what) => / in Bot_Handoff_Queue$/.test(what)).length, 1);
        const members = await trial.connection.org.query(
            "SELECT Id FROM GroupMember WHERE Group.DeveloperName = 'Bot_Handoff_Queue'"
        );
        assert.equal(members.length, 1);
        assert.ok((await planSetup(config, trial.connection)).isEmpty);
    } finally {
        await trial.close();
    }
});

test('all agents of a large group get what they need; the next plan finds nothing to do', async () => {
    const trial = await startTrial('sendbird', { isSmall: true });
    try {
        const { org } = trial.connection;
        const [profile] = await org.query<{ Id: string }>('SELECT Id FROM Profile');
        const users = Array.from({ length: 700 }, (_, index) => ({
            attributes: { type: 'User' },
            Username: `agent${index}@example.com`,
            LastName: `Agent ${index}`,
            Alias: `a${index}`,
            Email: 'agents@example.com',
            ProfileId: profile?.Id
        }));
        const made = await org.insertMany(users);
        const GroupId = await org.insert('Group', { Name: 'Everyone', DeveloperName: 'Everyone', Type: 'Regular' });
        await org.insertMany(
            made.map(({ id }) => ({ attributes: { type: 'GroupMember' }, GroupId, UserOrGroupId: id }))
        );
        const config = { ...trial.config, agents: { ...trial.config.agents, users: [], groups: ['Everyone'] } };
        await applySetup(config, trial.connection);
        const rows = await org.query(
            "SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Bot_Handoff_Agent'"
        );
        assert.equal(rows.length, 700);
        const { isEmpty, org: steps } = await planSetup(config, trial.connection);
        assert.ok(isEmpty, JSON.stringify(steps).slice(0, 500));
        const { notes, requests } = await planSetup(trial.config, trial.connection);
        assert.match(
            notes.join(),
            /no longer names, apply takes nothing away; they keep Bot_Handoff_Agent of .*, and 694 more/
        );
        assert.ok(requests < 40, `${requests} requests`);
    } finally {
        await trial.close();
    }
});
