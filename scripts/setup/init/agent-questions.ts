/** Who takes the conversations over. */
import { literals } from '../../salesforce/soql.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { answerChecks } from '../config/schema.ts';
import type { Interview } from './interview.ts';
import { mostUsers, type Inventory } from './inventory.ts';
import { mustBe } from './pick.ts';

export interface Agents {
    users: string[];
    groups: string[];
}

/** Chosen from lists where they are short; user names are typed, and looked up, where the org has too many. */
export async function askAgents(interview: Interview, inventory: Inventory, org: OrgClient): Promise<Agents> {
    const { users, groups, hasMoreUsers } = inventory;
    const groupChoices = groups.map(({ name, label }) => ({
        value: `group ${name}`,
        name: `Group ${label} (${name})`,
        short: name
    }));
    if (!hasMoreUsers) {
        const chosen = await interview.chooseSome('agents', 'Who takes conversations over?', [
            ...groupChoices,
            ...users.map(({ userName, name }) => ({
                value: `user ${userName}`,
                name: `${name} (${userName})`,
                short: userName
            }))
        ]);
        return { groups: named(chosen, 'group'), users: named(chosen, 'user') };
    }
    const chosen =
        groupChoices.length === 0
            ? []
            : await interview.chooseSome('agents.groups', 'Which groups take conversations over?', groupChoices, {
                  isRequired: false
              });
    const typed = await interview.text('agents.users', {
        message: `User names of the agents, separated by commas (the org has more than ${mostUsers} users)`,
        isOptional: chosen.length > 0,
        validate: (text) => checkUsers(text, org)
    });
    return { groups: named(chosen, 'group'), users: split(typed) };
}

async function checkUsers(text: string, org: OrgClient): Promise<true | string> {
    const names = split(text);
    const wrong = names.find((name) => mustBe(answerChecks.userName, name) !== true);
    if (wrong !== undefined) return `${wrong}: ${String(mustBe(answerChecks.userName, wrong))}`;
    const rows = await org.query<{ Username: string }>(
        `SELECT Username FROM User WHERE IsActive = true AND Username IN (${literals(names)})`
    );
    const there = new Set(rows.map(({ Username }) => Username.toLowerCase()));
    const missing = names.filter((name) => !there.has(name.toLowerCase()));
    return missing.length === 0 || `The org has no active user ${missing.join(', ')}.`;
}

function split(text: string): string[] {
    return text
        .split(/[\s,;]+/)
        .map((name) => name.trim())
        .filter(Boolean);
}

function named(chosen: readonly string[], kind: string): string[] {
    return chosen.filter((value) => value.startsWith(`${kind} `)).map((value) => value.slice(kind.length + 1));
}
