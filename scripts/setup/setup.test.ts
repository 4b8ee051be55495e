/**
 * The whole chain, for each connector, against a fresh local org: plan → apply → doctor → a person's part → doctor all
 * green → test-handoff → nothing to do → undo, both sides as before. By the commands, with and without `--json`.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { conversations } from '../local-org/bots/index.ts';
import { sessionKeyVariable } from './commands/context.ts';
import type { Diagnosis } from './doctor/doctor.ts';
import type { HandoffTest } from './doctor/test-handoff.ts';
import type { Connector } from './provider-setup.ts';
import { exitCodes } from './run/error.ts';
import type { ApplyResult, SetupPlan } from './setup.ts';
import { listen } from '../../tests/setup/trial-network.ts';
import { comeOnline, doPersonsPart, goOffline, type TakeBack } from '../../tests/setup/trial-person.ts';
import { botContents, contentsOf, withoutLeft, type OrgContents } from '../../tests/setup/trial-snapshot.ts';
import {
    knownSession,
    secretValues,
    startTrial,
    type Ran,
    type Trial,
    type TrialOptions
} from '../../tests/setup/trial.ts';
import type { UndoResult } from './undo.ts';

interface Chain {
    connector: Connector;
    name?: string;
    options?: TrialOptions;
    /** Most steps that may be left to a person. */
    mostSteps: number;
    /** Checks that are open after `apply`, until a person has done the part. */
    open: string[];
    /** Checks that cannot tell, until then. */
    unsure?: string[];
    /** What `plan` asks, of the org and of the bot, once all is set up. */
    planRequests: string[];
    /** Also by the key of a session. */
    hasKey?: boolean;
}

const orgRequests = [
    'query Organization',
    'query EntityDefinition',
    'query User',
    'soap retrieve',
    'soap checkRetrieveStatus',
    'query Group',
    'query GroupMember',
    'query PermissionSet',
    'query PermissionSetAssignment',
    // The pages that agents see.
    'soap listMetadata',
    'soap retrieve',
    'soap checkRetrieveStatus'
];
const presence = ['query PresenceUserConfig', 'query PresenceUserConfigUser'];
const messaging = [...orgRequests, ...presence, 'query MessagingChannel', 'POST /iamessage access-token'];
const chat = [...orgRequests, ...presence, 'query LiveChatDeployment', 'query LiveChatButton'];
const cognigy = ['handover/services', 'handover/providers', 'chart/descriptors', 'chart/nodes', 'chart/nodes/{id}'].map(
    (path) => `bot GET ${path}`
);
const credential = 'GET named-credentials/credential';
/** Is the key one that IBM knows? */
const token = 'bot POST identity/token';

const chains: Chain[] = [
    {
        connector: 'cognigy-messaging',
        mostSteps: 2,
        open: ['cognigy.handover-node'],
        planRequests: [...messaging, credential, ...cognigy]
    },
    {
        connector: 'cognigy-chat',
        mostSteps: 2,
        open: ['cognigy.handover-node'],
        unsure: ['org.page-chat'],
        planRequests: [...chat, credential, ...cognigy]
    },
    {
        connector: 'watsonx',
        mostSteps: 3,
        // That the conversation asks for a person stands in the logs of the pretend bot.
        open: ['watsonx.service-desk'],
        planRequests: [...messaging, credential, token],
        hasKey: true
    },
    {
        connector: 'watsonx',
        name: 'watsonx through Salesforce Chat',
        options: { way: 'chat' },
        mostSteps: 3,
        open: ['watsonx.service-desk'],
        unsure: ['org.page-chat'],
        planRequests: [...chat, credential, token],
        hasKey: true
    },
    {
        connector: 'sendbird',
        options: { webhookUrl: 'https://hooks.example.com/sendbird' },
        mostSteps: 5,
        open: ['org.page-case', 'sendbird.connector', 'sendbird.handoff', 'sendbird.password-flow'],
        planRequests: [
            ...orgRequests,
            credential,
            'tooling RemoteProxy',
            'tooling InstalledSubscriberPackage',
            'bot GET settings/webhook',
            // The host of the AI agent.
            'bot HEAD '
        ]
    }
];

for (const chain of chains) {
    const { connector, name = connector, options = {}, mostSteps, open, unsure = [], planRequests, hasKey } = chain;
    describe(name, () => {
        let trial: Trial;
        let orgBefore: OrgContents;
        let botsBefore: unknown;
        let takeBack: TakeBack;
        /** Everything that any command printed. */
        let printed = '';
        const key = conversations().find(({ vendor, key: found }) => vendor === 'watsonx' && found)?.key ?? '';

        before(async () => {
            trial = await startTrial(connector, options);
            if (connector === 'sendbird') await setWebhookByHand(trial);
            orgBefore = contentsOf(trial.org);
            botsBefore = await botContents(trial.bots);
        });
        after(() => trial.close());

        async function run(...args: string[]): Promise<Ran> {
            const ran = await trial.run(args);
            printed += ran.out + ran.err;
            return ran;
        }

        /** With `--json`: one document on standard output, nothing else anywhere. */
        async function json<Result>(code: number, ...args: string[]): Promise<Result> {
            const ran = await run(...args, '--json');
            assert.equal(ran.err, '');
            const document = JSON.parse(ran.out) as { exitCode: number; result: Result };
            assert.deepEqual([ran.code, document.exitCode], [code, code], ran.out);
            return document.result;
        }

        const notOk = ({ sections }: Diagnosis) =>
            sections.flatMap(({ checks }) => checks).filter(({ status }) => status !== 'ok');

        test('plan shows both sides and writes nothing', async () => {
            const plan = await json<SetupPlan>(exitCodes.changes, 'plan');
            assert.ok(plan.org.some(({ id }) => id === 'deploy:core'));
            assert.equal(plan.bots[0]?.changes.length, { watsonx: 0, sendbird: 1 }[connector as string] ?? 2);
            assert.match((await run('plan')).out, /\+ ApexClass .*\n[^]*changes in the org/);
            assert.deepEqual(contentsOf(trial.org), orgBefore);
            assert.deepEqual(await botContents(trial.bots), botsBefore);
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
        });

        test('apply does it, and says what is left for a person', async () => {
            const { manual } = await json<ApplyResult>(exitCodes.ok, 'apply', '--yes');
            const steps = manual.flatMap((each) => each.steps);
            assert.ok(steps.length <= mostSteps, `${steps.length} steps are left`);
            assert.equal(steps.length, documentedSteps(connector, options.way), 'docs/setup.md says another count');
            for (const step of steps) {
                assert.match(step.link, /^https?:\/\//);
                assert.ok(step.where.length > 0 && step.why.length > 10);
                assert.deepEqual(
                    step.values.filter(({ value }) => value === undefined),
                    [],
                    `${step.id} has values that are not known`
                );
            }
        });

        test("doctor: all that the setup does holds; a person's steps are open, each with all that it takes", async () => {
            const diagnosis = await json<Diagnosis>(exitCodes.unhealthy, 'doctor');
            assert.deepEqual(
                notOk(diagnosis)
                    .map(({ id, status }) => [id, status])
                    .toSorted(),
                [...open.map((id) => [id, 'open']), ...unsure.map((id) => [id, 'warning'])].toSorted()
            );
            const steps = diagnosis.open.flatMap((bot) => bot.steps);
            assert.ok(steps.length > 0 && steps.every(({ check }) => [...open, ...unsure].includes(check)));
            const { out } = await run('doctor');
            for (const { title, link } of steps) assert.ok(out.includes(title) && out.includes(link));
            assert.match(out, /What is done holds; steps for a person are left\.\n$/);
        });

        test('doctor is all green once a person has done the part', async () => {
            takeBack = await doPersonsPart(trial);
            const diagnosis = await json<Diagnosis>(exitCodes.ok, 'doctor');
            assert.deepEqual(notOk(diagnosis), []);
            assert.deepEqual(diagnosis.open, []);
            assert.ok(diagnosis.sections.flatMap(({ checks }) => checks).length > 18);
        });

        test('test-handoff: record, queue and history, with the time of each leg', async () => {
            const isChat = connector === 'cognigy-chat' || options.way === 'chat';
            if (isChat) await comeOnline(trial);
            const sessions = [['--session', knownSession(connector)], ...(hasKey ? [['--session-key']] : []), []];
            for (const session of sessions) {
                trial.environment[sessionKeyVariable] = session[0] === '--session-key' ? key : '';
                const [tested] = await json<HandoffTest[]>(exitCodes.ok, 'test-handoff', ...session);
                assert.ok(tested);
                assert.deepEqual(tested.problem, undefined);
                assert.ok(tested.legs.every(({ took }) => took >= 0));
                const { found } = tested.legs.find((leg) => leg.name === 'history') ?? {};
                if (session.length > 0) assert.match(found ?? '', /^[1-9]\d* messages$/);
                else assert.match(tested.note ?? '', /made up/);
                assert.match(tested.legs.at(-1)?.name ?? '', /closed$/);
            }
            assert.match((await run('test-handoff', ...(sessions[0] ?? []))).out, /ok {2}history: \d+ messages/);
            if (isChat) await goOffline(trial);
            assert.deepEqual(notOk(await json<Diagnosis>(exitCodes.ok, 'doctor')), [], 'and the history of the record');
        });

        test('plan says nothing to do; each request once, and none more than these', async () => {
            const seen: string[] = [];
            const mend = listen(trial, seen);
            try {
                const plan = await json<SetupPlan>(exitCodes.ok, 'plan');
                assert.deepEqual([plan.org, plan.bots.flatMap(({ changes }) => changes)], [[], []]);
            } finally {
                mend();
            }
            assert.deepEqual(seen.toSorted(), planRequests.toSorted());
            assert.match((await run('plan')).out, /Nothing to do\.\n$/);
            assert.deepEqual((await json<ApplyResult>(exitCodes.ok, 'apply', '--yes')).done, []);
        });

        test('no secret in any output, in the journal, in the setup file', () => {
            const { stateFolder } = trial.connection;
            const kept = readdirSync(stateFolder).map((file) => readFileSync(join(stateFolder, file), 'utf8'));
            assert.ok(kept.join('').length > 1000 && printed.length > 10_000);
            const text = [printed, ...kept, readFileSync(trial.configFile, 'utf8')].join('\n');
            const signature = trial.bots.sendbird.secrets['signatureSecret'] ?? '';
            for (const secret of [
                ...Object.values(secretValues),
                trial.org.accessToken,
                signature,
                ...(hasKey ? [key] : [])
            ]) {
                assert.ok(secret.length > 8 && !text.includes(secret));
            }
            assert.doesNotMatch(text, /\beyJ[\w-]+\.[\w-]+\./, 'an IAM token');
        });

        test('undo: both sides as before, to the letter; features stay, with their reason', async () => {
            await takeBack();
            const { left } = await json<UndoResult>(exitCodes.ok, 'undo', '--yes');
            assert.ok(
                left.every(
                    ({ what, why }) => /^(?:Settings|ServiceChannel|Conversation) /.test(what) && why.length > 10
                )
            );
            assert.deepEqual(withoutLeft(contentsOf(trial.org), left), withoutLeft(orgBefore, left));
            assert.deepEqual(await botContents(trial.bots), botsBefore);
            assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
            const again = await run('undo', '--yes');
            // The org may be set up all the same, from another machine.
            assert.ok(
                again.out.startsWith(`Nothing to undo: ${trial.connection.stateFolder} has no journal of this org.`)
            );
        });
    });
}

/** What the table of docs/setup.md says is left for a person. */
function documentedSteps(connector: Connector, way?: 'chat'): number {
    const name = `\`${connector}\`${way ? `, \`way: ${way}\`` : ''}`;
    const row = new RegExp(`^\\| ${name} +\\| \\d+ +\\| (\\d+) +\\|`, 'm').exec(readFileSync('docs/setup.md', 'utf8'));
    return Number(row?.[1]);
}

/** Somebody's own settings, which undo has to bring back. */
async function setWebhookByHand({ bots }: Trial): Promise<void> {
    const response = await fetch(`${bots.sendbird.url}/v3/ai_agent/settings/webhook`, {
        method: 'PUT',
        headers: { 'api-token': secretValues.sendbirdApiToken, 'content-type': 'application/json' },
        body: JSON.stringify({
            enabled: true,
            url: 'https://before.example.com/hook',
            category_subscriptions: ['message:user_sent']
        })
    });
    assert.ok(response.ok, await response.text());
}
