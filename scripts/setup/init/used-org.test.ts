/** `init` on orgs that have something: what is listed, chosen, pasted, refused; all on a pseudo-terminal. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { readConfig } from '../config/read.ts';
import { applySetup, planSetup } from '../setup.ts';
import { keys, lacksTerminal } from '../../../tests/setup/terminal-session.ts';
import { startTrial } from '../../../tests/setup/trial.ts';
import { answerWatsonx, code, flowId, mark, projectId, Runs, written } from '../../../tests/setup/init-runs.ts';
import { makeUsed, type UsedOrg } from '../../../tests/setup/used-org.ts';

const skip = lacksTerminal() ?? false;

describe('init on an org that is in use', { skip }, () => {
    let runs: Runs;
    let used: UsedOrg;
    before(async () => {
        runs = new Runs(await startTrial('cognigy-messaging'));
        used = makeUsed(runs.trial.org);
    });
    afterEach(() => runs.clear());
    after(() => runs.trial.close());

    test('cognigy-messaging: pasted code, what the org has, and nothing of it is taken away', async () => {
        const { org } = runs.trial;
        const run = runs.start();
        await run.shows('1 custom client, 1 messaging channel');
        await mark(run, 'Which bots?', 0);
        await run.shows('If you have code of Salesforce (code snippet of Messaging)');
        const snippet = (id: string, name: string) =>
            code([
                '{',
                `  "OrganizationId": "${id}",`,
                '',
                `  "DeveloperName": "${name}",`,
                `  "Url": "${org.instanceUrl}"`,
                '}'
            ]);
        run.press(snippet('00DXX0000000009EAA', 'Help_Client'));
        await run.shows(
            `it is of the organization 00DXX0000000009EAA, and you are connected with ${org.orgId} (Local Org)`
        );
        run.press(code(['hello', 'world']));
        await run.shows('holds none of the codes that Salesforce shows');
        run.press(snippet(org.orgId, 'Nobody'));
        await run.shows('this org has no embedded service deployment Nobody; it has Help_Client, Help_Web.');
        run.press(snippet(org.orgId, 'Help_Client'));
        await run.shows(`✔ Messaging for Web code: of this org, deployment Help_Client, ${org.instanceUrl}`);
        await run.shows('✔ Messaging channel Web_Help, which Help_Client has');
        await run.shows(/❯ Support Team \(Support\): takes MessagingSession, Case; routing Support_Routing/);
        run.press(keys.enter);
        await run.shows(
            'Back Office (Back_Office): takes no conversations; no Omni-Channel routing; apply adds MessagingSession'
        );
        await run.answer('Which fallback queue?', keys.enter);
        await run.answer('Developer name of the new fallback queue', keys.enter);
        await run.shows(/Group Help Desk \(Help_Desk\)[\s\S]*Maya Agent \(maya\.agent@example\.com\)/);
        await mark(run, 'Who takes conversations over?', 0);
        await run.answer('Language of the conversations', keys.enter);
        await run.answer('Base url of the Cognigy.AI API', keys.enter);
        await run.answer('Project id', projectId, keys.enter);
        await run.answer('Flow id', keys.enter);
        await run.answer('send the transcript', keys.enter);
        await written(run);
        const { config, plan } = await runs.planned();
        assert.deepEqual(config.agents, { users: [], groups: [used.group], capacity: 5 });
        assert.deepEqual(config.queue.name, 'Support');
        assert.equal(config.queue.label, 'Support Team');
        assert.deepEqual(config.queue.routing, { name: 'Support_Routing', label: 'Support Routing' });
        assert.deepEqual(config.messaging.channel, { name: 'Web_Help', label: 'Web Help' });
        assert.deepEqual(config.keep, ['QueueRoutingConfig:Support_Routing', 'Queue:Support']);
        const touched = plan.org.flatMap(({ items }) => items.map(({ what }) => what));
        assert.ok(!touched.includes('Queue Support') && !touched.includes('QueueRoutingConfig Support_Routing'));
        assert.ok(touched.includes('MessagingChannel Web_Help'));
    });

    test('cognigy-chat: the Embedded Service code names deployment and button', async () => {
        const { org } = runs.trial;
        const run = runs.start();
        await run.shows(/Salesforce Chat +still there, and on/);
        await mark(run, 'Which bots?', 1);
        await run.shows('deployment and button code of Chat, Embedded Service code');
        const snippet = (organization: string, button: string) =>
            code([
                '<script>',
                'embedded_svc.init(',
                "  'https://example.my.salesforce.com', 'https://example.my.salesforce-sites.com/chat', gslbBaseURL,",
                `  '${organization}', 'Chat_Team', {`,
                '',
                `  deploymentId: '${used.chatDeploymentId.slice(0, 15)}', buttonId: '${button}',`,
                "  baseLiveAgentURL: 'https://d.la1-c1-xyz.salesforceliveagent.com/chat'",
                '});</script>'
            ]);
        run.press(snippet('00DXX0000000009', used.chatButtonId));
        await run.shows('of the organization 00DXX0000000009');
        run.press(snippet(org.orgId, '573000000000009'));
        await run.shows(`has no chat button 573000000000009; it has Website_Button (${used.chatButtonId})`);
        run.press(snippet(org.orgId, used.chatButtonId));
        await run.shows('of this org, deployment Website, button Website_Button');
        await run.answer('Which queue?', keys.enter);
        await run.answer('Which fallback queue?', keys.enter);
        await run.answer('Developer name of the new fallback queue', keys.enter);
        await mark(run, 'Who takes conversations over?', 2);
        await run.answer('Language of the conversations', keys.enter);
        await run.answer('Base url of the Cognigy.AI API', keys.enter);
        await run.answer('Project id', projectId, keys.enter);
        await run.answer('Flow id', flowId, keys.enter);
        await run.answer('Handover to Agent node; empty', keys.enter);
        await run.answer('where the bot gives up', keys.enter);
        await run.answer('send the transcript', keys.enter);
        await written(run);
        const { config, plan } = await runs.planned();
        assert.deepEqual(config.chat, {
            deployment: { name: 'Website', label: 'Website' },
            button: { name: 'Website_Button', label: 'Website Button' }
        });
        assert.deepEqual(config.agents.users, [used.agent]);
        const touched = plan.org.flatMap(({ items }) => items.map(({ what }) => what));
        assert.ok(!touched.some((what) => /Website/.test(what)), touched.join('\n'));
    });

    test('watsonx through Chat: deployment and button code pasted together', async () => {
        const { org } = runs.trial;
        const run = runs.start();
        await mark(run, 'Which bots?', 2);
        await run.answer('watsonx: how do conversations', keys.down, keys.enter);
        await run.shows('paste it and end with an empty line');
        run.press(
            code([
                `<script>liveagent.init('https://d.la1-c1-xyz.salesforceliveagent.com/chat', '${used.chatDeploymentId}', '${org.orgId}');</script>`,
                `<a onclick="liveagent.startChat('${used.chatButtonId.slice(0, 15)}')">Chat</a>`
            ])
        );
        await run.shows('deployment code (liveagent.init): of this org, deployment Website');
        await run.shows('chat button code: button Website_Button');
        await run.answer('Which queue?', keys.down, keys.down, keys.enter);
        await run.answer('Developer name of the new queue', keys.enter);
        await run.answer('Which fallback queue?', keys.down, keys.down, keys.enter);
        await run.answer('Developer name of the new fallback queue', keys.enter);
        await mark(run, 'Who takes conversations over?', 0, 1);
        await run.answer('Language of the conversations', keys.clearLine, 'de', keys.enter);
        await answerWatsonx(run, 'eu-de');
        await written(run);
        const { config } = await runs.planned();
        const [watsonx] = config.connectors;
        assert.ok(watsonx?.connector === 'watsonx' && watsonx.way === 'chat');
        assert.equal(config.chat.button.name, 'Website_Button');
        assert.equal(config.language, 'de');
        assert.deepEqual([config.agents.groups.length, config.agents.users.length], [1, 1]);
    });

    test('what was written is applied: nothing is left to do, and what the org had is as it was', async () => {
        const { metadata } = runs.trial.org;
        const had = [
            ['Queue', 'Support'],
            ['QueueRoutingConfig', 'Support_Routing'],
            ['LiveChatDeployment', 'Website'],
            ['LiveChatButton', 'Website_Button'],
            ['EmbeddedServiceConfig', 'Help_Web']
        ] as const;
        const contents = () => had.map(([type, name]) => metadata.component(type, name));
        const before = contents();
        assert.ok(before.every(Boolean));
        assert.deepEqual(await runs.applyAll(), ['cognigy-messaging', 'cognigy-chat', 'watsonx']);
        assert.deepEqual(contents(), before);
    });

    test('a queue that lacks something gets it, and keeps the rest', async () => {
        const connection = await runs.trial.another();
        const config = readConfig('config/handoff.sendbird.yaml');
        Object.assign(config.queue, { name: 'Back_Office', label: 'Back Office' });
        const plan = await planSetup(config, connection);
        const [item] = plan.org.flatMap(({ items }) => items.filter(({ what }) => what === 'Queue Back_Office'));
        assert.deepEqual(item?.isOverwrite, true);
        assert.ok(item?.fields.some(({ to }) => to === 'sobjectType Case'));
        assert.ok(!item?.fields.some(({ to }) => to === undefined), JSON.stringify(item));
        await applySetup(config, connection);
        const queue = runs.trial.org.metadata.component('Queue', 'Back_Office');
        assert.match(JSON.stringify(queue), /Lead[\s\S]*Case|Case[\s\S]*Lead/);
        assert.match(JSON.stringify(queue), /back\.office@example\.com/);
    });

    test('--snippet: of another org it is an error that names both, before anything is asked', async () => {
        const file = join(runs.folder, 'code.txt');
        writeFileSync(
            file,
            `liveagent.init('https://d.la1.salesforceliveagent.com/chat', '572000000000001', '00DXX0000000009');`
        );
        const run = runs.start('--snippet', file);
        assert.equal((await run.end()).exitCode, 2);
        assert.match(run.screen(), /is of the organization 00DXX0000000009, and you are connected with 00D/);
        assert.doesNotMatch(run.screen(), /Which bots/);
    });
});

describe('init on an org without Salesforce Chat', { skip }, () => {
    let runs: Runs;
    before(async () => {
        runs = new Runs(await startTrial('watsonx', { features: ['LiveMessage', 'EmbeddedServiceMessaging'] }));
    });
    afterEach(() => runs.clear());
    after(() => runs.trial.close());

    test('it says so with the words of the org, refuses cognigy-chat, and leads watsonx to Messaging', async () => {
        const run = runs.start();
        await run.shows(/Salesforce Chat +not there \(the org: Not available for deploy for this organization\)/);
        await run.shows('Cognigy.AI through Salesforce Chat (this org has no Salesforce Chat: take Messaging)');
        await mark(run, 'Which bots?', 2);
        await run.shows('docs/examples/watsonx-messaging-handoff.ts opens the conversation');
        await run.answer('Developer name of the new embedded service deployment', keys.ctrlC);
        assert.equal((await run.end()).exitCode, 130);
        assert.match(run.screen(), /watsonx/);
    });
});
