/** `undo` where somebody changed by hand what the setup wrote: that stays with its reason, the rest goes. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { deployFiles } from '../salesforce/deploy.ts';
import { manifestOf, unitsOf } from './org/units.ts';
import type { JournalData } from './run/journal.ts';
import type { SetupTask } from './run/tasks.ts';
import { applySetup } from './setup.ts';
import { botContents, contentsOf } from '../../tests/setup/trial-snapshot.ts';
import { secretValues, startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup, type UndoOptions } from './undo.ts';

const queue = 'queues/Bot_Handoff_Queue.queue';
const routing = 'queueRoutingConfigs/Bot_Handoff_Routing.queueRoutingConfig';
const permissionSet = 'permissionsets/Bot_Handoff_Agent.permissionset';
const contactGrant =
    '<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Contact</object><viewAllRecords>false</viewAllRecords></objectPermissions>';
const formerQueue =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Queue xmlns="http://soap.sforce.com/2006/04/metadata"><doesSendEmailToMembers>false</doesSendEmailToMembers><name>Refunds</name><queueSobject><sobjectType>Lead</sobjectType></queueSobject></Queue>';

const componentsOf = ({ org }: Trial) => contentsOf(org).components;

async function deploy({ connection: { org } }: Trial, files: Record<string, string>): Promise<void> {
    const manifest = manifestOf(unitsOf(new Map(Object.entries(files))).values(), '66.0');
    const outcome = await deployFiles(org, { 'package.xml': manifest, ...files });
    assert.ok(outcome.success, JSON.stringify(outcome.failures));
}

/** As an admin in Setup: the component as it is, with something put in before the end. */
const add = (trial: Trial, path: string, element: string) =>
    deploy(trial, { [path]: (componentsOf(trial)[path] ?? '').replace(/(<\/\w+>\s*)$/, `${element}$1`) });

async function webhook({ bots }: Trial, change?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${bots.sendbird.url}/v3/ai_agent/settings/webhook`, {
        headers: { 'api-token': secretValues.sendbirdApiToken, 'content-type': 'application/json' },
        ...(change && { method: 'PUT', body: JSON.stringify(change) })
    });
    assert.ok(response.ok);
    return (await response.json()) as Record<string, unknown>;
}

/** As the author of the flow: a routing attribute more in the node that hands over. */
async function nameAttribute({ bots }: Trial, name: string): Promise<void> {
    const { flowId, apiKey = '' } = bots.cognigy.secrets;
    const [, nodes] = (await botContents(bots)) as [unknown, { _id: string; type: string; config: object }[]];
    const node = nodes.find(({ type }) => /handover/i.test(type));
    const { miawConversationAttributes: own = {}, ...config } = (node?.config ?? {}) as Record<string, object>;
    const response = await fetch(`${bots.cognigy.url}/v2.0/flows/${flowId}/chart/nodes/${node?._id}`, {
        method: 'PATCH',
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ config: { ...config, miawConversationAttributes: { ...own, [name]: 'gold' } } })
    });
    assert.ok(response.ok, await response.text());
}

const pathsBeside = (trial: Trial, others: string[]) =>
    Object.keys(componentsOf(trial))
        .filter((path) => !others.includes(path) && !/^(?:settings|serviceChannels)\//.test(path))
        .toSorted();

const whyOf = (left: { what: string; why: string }[], what: string) => left.find((each) => each.what === what)?.why;

/** Stops after each step, as a killed process would, and runs again. */
async function inPieces(trial: Trial, options: UndoOptions): Promise<Awaited<ReturnType<typeof undoSetup>>> {
    const stop = new Error('the test stops here');
    const runTasks = async ([first, ...rest]: SetupTask[]) => {
        await first?.run(() => undefined);
        if (rest.length > 0) throw stop;
    };
    for (let runs = 0; runs < 50; runs += 1) {
        try {
            return await undoSetup(trial.config, trial.connection, { ...options, runTasks });
        } catch (error) {
            if (error !== stop) throw error;
        }
    }
    throw new Error('it does not end');
}

function journalOf({ connection, org }: Trial): { file: string; data: JournalData } {
    const file = join(connection.stateFolder, `${org.orgId}.json`);
    return { file, data: JSON.parse(readFileSync(file, 'utf8')) as JournalData };
}

/** An org with a queue of that name, set up; then an admin and another team are at work. */
async function changedTrial(): Promise<{ trial: Trial; before: string[]; changed: Record<string, string> }> {
    const trial = await startTrial('sendbird', { isSmall: true, webhookUrl: 'https://hooks.example.com/sendbird' });
    await deploy(trial, { [queue]: formerQueue });
    const before = Object.keys(componentsOf(trial));
    await applySetup(trial.config, trial.connection);
    await add(trial, queue, '<queueMembers><users><user>admin@local-org.example.com</user></users></queueMembers>');
    await add(trial, permissionSet, contactGrant);
    const changed = componentsOf(trial);
    // A later run reads back, and knows them as changed all the same.
    await applySetup(trial.config, trial.connection, { renewSecrets: true });
    assert.deepEqual(componentsOf(trial), changed);
    return { trial, before, changed };
}

describe('changed by hand after apply', () => {
    for (const [name, undo] of [
        ['in one run', (trial: Trial) => undoSetup(trial.config, trial.connection)],
        ['stopped after each step', (trial: Trial) => inPieces(trial, {})]
    ] as const) {
        test(`a member of a queue, a grant, a webhook's address, ${name}: they stay, the rest goes`, async () => {
            const { trial, before, changed } = await changedTrial();
            try {
                const others = { enabled: true, url: 'https://other-team.example.com/hook' };
                const theirs = await webhook(trial, { ...others, category_subscriptions: ['handoff'] });
                // What is left is told by the first run, which may be stopped after it.
                const plans: { what: string; why: string }[][] = [];
                await undoSetup(trial.config, trial.connection, {
                    confirm: async ({ left }) => plans.push(left) < 0
                }).catch(() => undefined);
                const [planned = []] = plans;
                await undo(trial);
                assert.match(
                    whyOf(planned, 'Queue Bot_Handoff_Queue') ?? '',
                    /^changed by hand.*not put back: .*Setup$/
                );
                assert.match(
                    whyOf(planned, 'PermissionSet Bot_Handoff_Agent') ?? '',
                    /^changed by hand.*keeps what was/
                );
                assert.match(
                    whyOf(planned, 'Webhook of the AI agent') ?? '',
                    /^changed by hand.*\(url "https:\/\/other-team\.example\.com\/hook"\).*dashboard$/
                );
                const now = componentsOf(trial);
                assert.equal(now[queue], changed[queue]);
                const granted = [...(now[permissionSet] ?? '').matchAll(/<(\w+)>\s*<\w+>/g)].map(([, each]) => each);
                assert.deepEqual(granted, ['objectPermissions']);
                assert.match(now[permissionSet] ?? '', /<object>Contact<\/object>/);
                assert.deepEqual(await webhook(trial), theirs);
                // The queue needs its routing, which the org says itself.
                assert.deepEqual(pathsBeside(trial, before), [permissionSet, routing].toSorted());

                const again = await undoSetup(trial.config, trial.connection);
                assert.match(whyOf(again.left, 'Queue Bot_Handoff_Queue') ?? '', /^changed by hand/);
                assert.match(
                    whyOf(again.left, 'QueueRoutingConfig Bot_Handoff_Routing') ?? '',
                    /Queue - Bot_Handoff_Queue/
                );
                await deploy(trial, { [queue]: formerQueue });
                await undoSetup(trial.config, trial.connection);
                assert.deepEqual(pathsBeside(trial, before), [permissionSet]);
                assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
            } finally {
                await trial.close();
            }
        });
    }

    test('a journal that does not know what was left: undone as far as it goes, marked where it is not as wanted', async () => {
        const { trial, before } = await changedTrial();
        try {
            await webhook(trial, { enabled: true, url: 'https://other.example.com/', category_subscriptions: [] });
            const { file, data } = journalOf(trial);
            for (const entry of Object.values(data.units)) delete entry.found;
            const { written: _written, apiVersion: _version, ...old } = data;
            writeFileSync(file, JSON.stringify(old));
            const { plan, left } = await undoSetup(trial.config, trial.connection);
            const items = plan.org.flatMap((step) => step.items);
            assert.deepEqual(items.find(({ what }) => what.startsWith('Queue Bot_Handoff_Queue,'))?.fields, [
                { name: 'name', from: 'Bot Handoff Queue', to: 'Refunds' },
                { name: 'queueRoutingConfig', from: 'Bot_Handoff_Routing' },
                { name: 'queueSobject[sobjectType Case]', from: 'sobjectType Case' },
                { name: 'queueMembers', from: 'users user admin@local-org.example.com' }
            ]);
            const [change] = plan.bots.flatMap(({ changes }) => changes);
            assert.deepEqual(change?.fields, [{ name: 'enabled', from: true, to: false, isOverwrite: true }]);
            assert.deepEqual(
                left.filter(({ why }) => why.startsWith('changed by hand')),
                []
            );
            assert.deepEqual(pathsBeside(trial, before), []);
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        } finally {
            await trial.close();
        }
    });

    test('what apply and undo themselves write into a queue is no change by hand, wherever they are stopped', async () => {
        const trial = await startTrial('watsonx', { isSmall: true });
        try {
            await applySetup(trial.config, trial.connection);
            const { org } = trial.connection;
            const keys = ['Queue:Bot_Handoff_Queue', 'PresenceUserConfig:Bot_Handoff_Agents'];
            const known = () => keys.map((key) => journalOf(trial).data.units[key]?.found !== undefined);
            assert.deepEqual(known(), [true, true]);
            for (const object of ['GroupMember', 'PresenceUserConfigUser']) {
                for (const { Id } of await org.query<{ Id: string }>(`SELECT Id FROM ${object}`)) {
                    await org.delete(object, Id);
                }
            }
            const runTasks = async (tasks: SetupTask[]) => {
                for (const task of tasks.filter(({ id }) => id !== 'read-back')) await task.run(() => undefined);
            };
            await applySetup(trial.config, trial.connection, { runTasks });
            assert.deepEqual(known(), [false, false]);
            await applySetup(trial.config, trial.connection, { renewSecrets: true });
            assert.deepEqual(known(), [true, true]);
            const stopped = () => Promise.reject(new Error('the test stops here'));
            await assert.rejects(undoSetup(trial.config, trial.connection, { runTasks: stopped }));
            assert.deepEqual(known(), [false, false]);
        } finally {
            await trial.close();
        }
    });

    test('read by another API version, a component is not taken for a changed one', async () => {
        const { trial, before } = await changedTrial();
        try {
            const { file, data } = journalOf(trial);
            writeFileSync(file, JSON.stringify({ ...data, apiVersion: '65.0' }));
            await undoSetup(trial.config, trial.connection);
            assert.deepEqual(pathsBeside(trial, before), []);
        } finally {
            await trial.close();
        }
    });

    test('a channel, a bot provider, a node of a flow: what they need stays with them', async () => {
        const trial = await startTrial('cognigy-messaging', { isSmall: true });
        try {
            await applySetup(trial.config, trial.connection);
            const provider = 'customMetadata/Bot_Provider.Cognigy.md';
            const channel = 'messagingChannels/Bot_Handoff.messagingChannel';
            for (const path of [provider, channel]) {
                const text = componentsOf(trial)[path] ?? '';
                const changed = text.replace(/<(label|masterLabel)>[^<]*/, '<$1>Our own');
                assert.notEqual(changed, text);
                await deploy(trial, { [path]: changed });
            }
            await nameAttribute(trial, 'tier');
            const changed = componentsOf(trial);
            const { left } = await undoSetup(trial.config, trial.connection);
            for (const what of ['CustomMetadata Bot_Provider.Cognigy', 'MessagingChannel Bot_Handoff']) {
                assert.match(whyOf(left, what) ?? '', /^changed by hand/);
            }
            for (const what of ['CustomObject Bot_Provider__mdt', 'CustomField Bot_Provider__mdt.Adapter_Class__c']) {
                assert.match(whyOf(left, what) ?? '', /something of it was changed/, what);
            }
            for (const what of ['Queue Bot_Handoff_Queue', 'Flow Route_Bot_Handoff']) {
                assert.match(whyOf(left, what) ?? '', /the channel or its deployment was changed/, what);
            }
            const now = componentsOf(trial);
            for (const path of [provider, channel]) assert.equal(now[path], changed[path]);
            assert.equal(now['permissionsets/Bot_Handoff_Agent.permissionset'], undefined);
            assert.equal(now['EmbeddedServiceConfig/Bot_Handoff_Client.EmbeddedServiceConfig'], undefined);
            const [providers, nodes] = (await botContents(trial.bots)) as [{ items: [] }, object[]];
            assert.equal(providers.items.length, 0);
            assert.match(JSON.stringify(nodes), /"tier":"gold"/);
            assert.match(whyOf(left, 'Node "Handover to Agent" (Handover to Agent)') ?? '', /^changed by hand/);
        } finally {
            await trial.close();
        }
    });
});
