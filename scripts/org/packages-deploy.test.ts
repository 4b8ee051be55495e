/**
 * `sf project deploy start` with our packages and rendered templates: onto orgs that can take them, and onto those that
 * cannot.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { buildComponents } from '../build/lwc.ts';
import { createLocalOrg } from '../local-org/local-org.ts';
import { exampleValues } from '../salesforce/templates/placeholders.ts';
import { renderTemplates, writeRendered } from '../salesforce/templates/render.ts';
import { copyOfProject, testSf, type TestSf } from './test-sf.ts';

let sf: TestSf;
let project: string;

before(async () => {
    await buildComponents();
    project = copyOfProject();
    sf = testSf();
    writeRendered(renderTemplates(join(project, 'force-app/unpackaged'), exampleValues()), join(project, 'rendered'));
});

interface Failure {
    componentType: string;
    fullName: string;
    problem: string;
    lineNumber?: number;
}

interface Deployed {
    status: number;
    count: number;
    failures: Failure[];
}

/** Deploys source folders as an admin would. */
async function deploy(alias: string, ...folders: string[]): Promise<Deployed> {
    const sources = folders.flatMap((folder) => ['--source-dir', folder]);
    const { status, result, message } = await sf.run(
        ['project', 'deploy', 'start', ...sources, '--target-org', alias],
        project
    );
    assert.ok(result?.details, message);
    return {
        status,
        count: result.numberComponentsDeployed as number,
        failures: [result.details.componentFailures ?? []].flat() as Failure[]
    };
}

const problemsOf = ({ failures }: Deployed) =>
    failures.map(({ componentType, fullName, problem }) => `${componentType} ${fullName}: ${problem}`);

async function refusedFor(outcome: Deployed, expected: Record<string, RegExp>): Promise<void> {
    assert.equal(outcome.status, 1);
    const problems = problemsOf(outcome);
    for (const [component, reason] of Object.entries(expected)) {
        const found = problems.filter((problem) => problem.startsWith(`${component}: `));
        assert.ok(
            found.some((problem) => reason.test(problem)),
            `${component} should fail with ${reason}; failed:\n${problems.join('\n')}`
        );
    }
}

test('on an org with every feature, settings, packages and templates deploy in the documented order', async (context) => {
    const org = await createLocalOrg({ port: 0 });
    context.after(() => org.close());
    await sf.login(org, 'full', project);
    const accepted = async (...folders: string[]) => {
        const outcome = await deploy('full', ...folders);
        assert.deepEqual(problemsOf(outcome), [], folders.join(', '));
        assert.equal(outcome.status, 0, folders.join(', '));
        assert.ok(outcome.count > 0, folders.join(', '));
    };
    await accepted(...['omni', 'messaging', 'chat', 'translations'].map((folder) => `rendered/${folder}/settings`));
    await accepted('rendered/omni');
    // Brings core along, as npm run org:deploy does for people.
    const { code, output } = await sf.command(['deploy', '--package', 'messaging', '--target-org', 'full'], project);
    assert.equal(code, 0, output);
    await accepted('force-app/chat');
    await accepted('rendered/messaging', 'rendered/chat', 'rendered/providers', 'rendered/translations');
    assert.ok(org.metadata.component('ApexClass', 'BotHistoryController'));
    assert.ok(org.metadata.component('Flow', 'Route_Bot_Handoff'));
    assert.ok(org.records.schema.field('LiveChatTranscript', 'x_watson_assistant_token__c'));
    assert.ok(org.metadata.component('MessagingChannel', exampleValues()['messagingChannel'] ?? ''));
});

test('without the features, sf says which components are refused and why', async (context) => {
    const org = await createLocalOrg({ port: 0, features: ['ServiceCloud'] });
    context.after(() => org.close());
    await sf.login(org, 'bare', project);
    const core = await deploy('bare', 'force-app/core');
    assert.deepEqual(problemsOf(core), [], 'core needs no feature');
    const unavailable = /Not available for deploy for this organization/;
    const outcome = await deploy(
        'bare',
        'force-app/messaging',
        'force-app/chat',
        'rendered/omni/servicePresenceStatuses',
        'rendered/omni/queueRoutingConfigs',
        'rendered/messaging',
        'rendered/chat'
    );
    await refusedFor(outcome, {
        'ServicePresenceStatus Bot_Handoff_Available': unavailable,
        [`QueueRoutingConfig ${exampleValues()['routingConfig']}`]: unavailable,
        [`MessagingChannel ${exampleValues()['messagingChannel']}`]: unavailable,
        [`LiveChatButton ${exampleValues()['chatButton']}`]: unavailable,
        'CustomField MessagingSession.Bot_Provider__c': /MessagingSession/,
        'CustomField LiveChatTranscript.x_watson_assistant_key__c': /LiveChatTranscript/
    });
    assert.equal(org.metadata.component('CustomField', 'MessagingSession.Bot_Provider__c'), undefined);
});

test('a misspelt element, a wrong enum value and a missing field in our own files are told by component and line', async (context) => {
    const org = await createLocalOrg({ port: 0, features: ['ServiceCloud'] });
    context.after(() => org.close());
    await sf.login(org, 'strict', project);
    const core = 'force-app/core/main/default';
    const restore = [
        spoil(`${core}/remoteSiteSettings/Bot_Watsonx_eu_de.remoteSite-meta.xml`, 'isActive', 'isActiv'),
        spoil(`${core}/objects/Case/fields/Bot_Language__c.field-meta.xml`, '<type>Text</type>', '<type>Texto</type>'),
        spoil(
            `${core}/permissionsets/Bot_Handoff_Agent.permissionset-meta.xml`,
            'Case.Bot_Summary__c',
            'Case.Bot_Sumary__c'
        )
    ];
    context.after(() => restore.forEach((undo) => undo()));
    const outcome = await deploy('strict', 'force-app/core');
    await refusedFor(outcome, {
        'RemoteSiteSetting Bot_Watsonx_eu_de': /isActiv invalid at this location in type RemoteSiteSetting/,
        'CustomField Case.Bot_Language__c': /'Texto' is not a valid value for the enum 'FieldType'/,
        'PermissionSet Bot_Handoff_Agent': /no CustomField named Case\.Bot_Sumary__c found/
    });
    assert.ok(outcome.failures.every(({ lineNumber }) => lineNumber === undefined || lineNumber > 0));
    assert.equal(org.metadata.component('ApexClass', 'BotHistoryController'), undefined, 'nothing is written');
});

/** Changes a file of the copy; the answer puts it back. */
function spoil(path: string, from: string, to: string): () => void {
    const file = join(project, path);
    const good = readFileSync(file, 'utf8');
    assert.ok(good.includes(from), `${path} holds no ${from}`);
    writeFileSync(file, good.replaceAll(from, to));
    return () => writeFileSync(file, good);
}
