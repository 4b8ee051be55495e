/** The setup file's agents change, or lead to nobody: what apply does not do about it is said. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { exitCodes } from './run/error.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';

describe('agents that change', () => {
    let trial: Trial;
    let agents: string;
    before(async () => {
        trial = await startTrial('sendbird', { isSmall: true });
        agents = /agents:\n(?: +.*\n)+/.exec(readFileSync(trial.configFile, 'utf8'))?.[0] ?? '';
        const { org } = trial.connection;
        const [profile] = await org.query<{ Id: string }>('SELECT Id FROM Profile');
        const Username = 'kim@example.com';
        const names = { Username, LastName: 'Kim', Alias: 'kim', Email: Username };
        await org.insert('User', { ...names, ProfileId: profile?.Id, IsActive: true });
        await org.insert('Group', { Name: 'Desk', DeveloperName: 'Desk', Type: 'Regular' });
    });
    after(() => trial.close());

    function setAgents(text: string): void {
        const before = readFileSync(trial.configFile, 'utf8');
        writeFileSync(trial.configFile, before.replace(/agents:\n(?: +.*\n)+/, text));
    }

    test('one who is no longer named keeps what apply gave, and each run says so until it is taken away', async () => {
        setAgents(`${agents}    - kim@example.com\n`);
        assert.equal((await trial.run(['apply', '--yes'])).code, exitCodes.ok);
        setAgents(agents);
        const { code, out } = await trial.run(['apply', '--yes']);
        assert.equal(code, exitCodes.ok);
        const note =
            /no longer names.*keep Bot_Handoff_Agent of kim@example\.com, kim@example\.com in queue Bot_Handoff_Queue/;
        assert.match(out, /^Nothing to do\.\n/);
        assert.match(out, note);
        assert.match((await trial.run(['plan'])).out, note);
        const { org } = trial.connection;
        for (const object of ['PermissionSetAssignment', 'GroupMember']) {
            const user = object === 'GroupMember' ? 'UserOrGroupId' : 'AssigneeId';
            const rows = await org.query<{ Id: string }>(
                `SELECT Id FROM ${object} WHERE ${user} IN (SELECT Id FROM User WHERE Username = 'kim@example.com')`
            );
            for (const { Id } of rows) await org.delete(object, Id);
        }
        assert.doesNotMatch((await trial.run(['plan'])).out, /no longer names/);
    });

    test('a group that leads to nobody is told: nobody gets permission sets by it', async () => {
        setAgents('agents:\n  groups:\n    - Desk\n');
        const { out } = await trial.run(['apply', '--yes']);
        assert.match(out, /^Both sides are set up\.\nThe group Desk has no active user/);
        const { org } = trial.connection;
        const [group] = await org.query<{ Id: string }>("SELECT Id FROM Group WHERE DeveloperName = 'Desk'");
        const [user] = await org.query<{ Id: string }>("SELECT Id FROM User WHERE Username = 'kim@example.com'");
        await org.insert('GroupMember', { GroupId: group?.Id, UserOrGroupId: user?.Id });
        assert.doesNotMatch((await trial.run(['plan'])).out, /The group Desk/);
    });

    test('a user to whom the org gives no permission set is named, with what to do; the others have theirs', async () => {
        setAgents(`${agents}    - kim@example.com\n`);
        const original = globalThis.fetch;
        globalThis.fetch = async (input, init) => {
            if (!String(input).endsWith('/composite/sobjects')) return original(input, init);
            const answer = (await (await original(input, init)).json()) as object[];
            const errors = [
                { statusCode: 'FIELD_INTEGRITY_EXCEPTION', message: "the user license doesn't allow it", fields: [] }
            ];
            return Response.json(answer.map((each, index) => (index === 0 ? { success: false, errors } : each)));
        };
        try {
            const { err, code } = await trial.run(['apply', '--yes']);
            assert.equal(code, exitCodes.failed);
            assert.match(err, /kim@example\.com: the user license doesn't allow it\n.*take them out of agents/);
        } finally {
            globalThis.fetch = original;
        }
    });
});
