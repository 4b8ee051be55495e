/** The real `sf` against the local org: login, deploys, queries, permission sets, retrieves. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { testSf } from '../../org/test-sf.ts';
import { createLocalOrg, type LocalOrg } from '../local-org.ts';
import {
    brokenProblems,
    testProject,
    writeBrokenPackage,
    writeSmallPackage,
    type TestProject
} from './test-project.ts';

const client = testSf();
let org: LocalOrg;
let project: TestProject;

/** Runs one command in the project's folder. */
const sf = (parameters: string[], env: NodeJS.ProcessEnv = {}) => client.run(parameters, project.folder, env);

before(async () => {
    project = testProject();
    org = await createLocalOrg({ port: 0, features: ['ServiceCloud'] });
    const login = await client.login(org, 'local', project.folder);
    assert.equal(login.result.orgId, org.orgId);
});
after(() => org.close());

test('sf deploys, queries, assigns and retrieves', async () => {
    writeSmallPackage(project);
    const soap = await sf(['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'local']);
    assert.equal(soap.status, 0, soap.message);
    assert.equal(soap.result.numberComponentsDeployed, 4);
    const rest = await sf(['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'local'], {
        SF_ORG_METADATA_REST_DEPLOY: 'true'
    });
    assert.equal(rest.status, 0, rest.message);

    const created = await sf([
        'data',
        'create',
        'record',
        '--sobject',
        'Case',
        '--values',
        "Subject='a refund' Bot_Key__c=k1",
        '--target-org',
        'local'
    ]);
    assert.equal(created.status, 0, created.message);
    const rows = await sf([
        'data',
        'query',
        '--query',
        "SELECT Subject, Bot_Key__c FROM Case WHERE Bot_Key__c = 'k1'",
        '--target-org',
        'local'
    ]);
    assert.equal(rows.result.records[0].Subject, 'a refund');
    const classes = await sf([
        'data',
        'query',
        '--use-tooling-api',
        '--query',
        'SELECT Name FROM ApexClass',
        '--target-org',
        'local'
    ]);
    assert.deepEqual(
        classes.result.records.map(({ Name }: { Name: string }) => Name),
        ['Greeter']
    );

    const assigned = await sf(['org', 'assign', 'permset', '--name', 'Small', '--target-org', 'local']);
    assert.deepEqual(assigned.result.successes, [{ name: 'admin@local-org.example.com', value: 'Small' }]);

    project.remove('classes/Greeter.cls');
    project.remove('classes/Greeter.cls-meta.xml');
    const retrieved = await sf([
        'project',
        'retrieve',
        'start',
        '--metadata',
        'ApexClass:Greeter',
        '--target-org',
        'local'
    ]);
    assert.equal(retrieved.status, 0, retrieved.message);
    const file = join(project.folder, 'force-app/main/default/classes/Greeter.cls');
    assert.ok(existsSync(file));
    assert.match(readFileSync(file, 'utf8'), /return 'hello'/);

    project.remove('objects/Case/fields/Bot_Key__c.field-meta.xml');
    const objects = await sf([
        'project',
        'retrieve',
        'start',
        '--metadata',
        'CustomObject:Case',
        'CustomObject:Account',
        'ApexClass:Nowhere',
        '--target-org',
        'local'
    ]);
    const field = join(project.folder, 'force-app/main/default/objects/Case/fields/Bot_Key__c.field-meta.xml');
    assert.match(readFileSync(field, 'utf8'), /<fullName>Bot_Key__c<\/fullName>/);
    const problems = [objects.result.messages].flat().map(({ problem }: { problem: string }) => problem);
    assert.deepEqual(problems.sort(), [
        "Entity of type 'ApexClass' named 'Nowhere' cannot be found",
        'not supported by the local org: the standard parts of Case; what was deployed to it comes back',
        'not supported by the local org: to retrieve Account, to which nothing was deployed'
    ]);
});

test('sf runs Apex, its tests, and deploys that ask for tests', async () => {
    project.write(
        'classes/GreeterTest.cls',
        "@IsTest\nprivate class GreeterTest {\n    @IsTest\n    static void greets() {\n        Assert.areEqual('hello', Greeter.greet());\n    }\n    @IsTest\n    static void fails() {\n        Assert.areEqual('bye', Greeter.greet());\n    }\n}\n"
    );
    project.write(
        'classes/GreeterTest.cls-meta.xml',
        '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion><status>Active</status></ApexClass>'
    );
    const deploy = ['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'local'];
    const refused = await sf([...deploy, '--test-level', 'RunSpecifiedTests', '--tests', 'GreeterTest']);
    assert.equal(refused.status, 1);
    assert.equal(refused.result.numberTestErrors, 1);
    assert.equal((await sf(deploy)).status, 0);

    const run = await sf(['apex', 'run', 'test', '--wait', '5', '--code-coverage', '--target-org', 'local']);
    assert.deepEqual([run.result.summary.testsRan, run.result.summary.passing, run.result.summary.failing], [2, 1, 1]);
    const failure = run.result.tests.find(({ Outcome }: { Outcome: string }) => Outcome === 'Fail');
    assert.match(failure.Message, /Assertion Failed: Expected: bye, Actual: hello/);
    assert.equal(run.result.coverage.summary.orgWideCoverage, '100%');

    const file = join(project.folder, 'script.apex');
    writeFileSync(file, "insert new Case(Subject = Greeter.greet());\nSystem.debug('done');\n");
    const anonymous = await sf(['apex', 'run', '--file', file, '--target-org', 'local']);
    assert.equal(anonymous.result.success, true, JSON.stringify(anonymous));
    assert.match(anonymous.result.logs, /done/);
    const rows = await sf([
        'data',
        'query',
        '--query',
        "SELECT Id FROM Case WHERE Subject = 'hello'",
        '--target-org',
        'local'
    ]);
    assert.equal(rows.result.totalSize, 1);
});

test('sf tells what is wrong with a package, component by component', async (context) => {
    const broken = testProject();
    const good = project;
    project = broken;
    context.after(() => (project = good));
    writeBrokenPackage(broken);
    const outcome = await sf(['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'local']);
    assert.equal(outcome.status, 1);
    const failures = [outcome.result.details.componentFailures].flat() as { fullName: string; problem: string }[];
    for (const [name, problem] of brokenProblems) {
        assert.match(failures.find(({ fullName }) => fullName === name)?.problem ?? '', problem);
    }
    assert.equal(org.metadata.component('RemoteSiteSetting', 'Typo'), undefined);
});
