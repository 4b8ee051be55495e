/** What a production org asks of deploys, and no other org. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { strFromU8, zipSync } from 'fflate';

import { deployFiles, failureLines, type DeployOutcome, type DeployPackageOptions } from '../salesforce/deploy.ts';
import { connect, type OrgClient } from '../salesforce/org-client.ts';
import { createLocalOrg, type LocalOrg } from './local-org.ts';
import { files, manifest, xml } from './metadata/test-package.ts';

const halves = `public class Halves {
    public static Integer of(Integer whole) {
        return whole / 2;
    }
    public static Integer twice(Integer half) {
        return half * 2;
    }
}`;
const testOf = (name: string, assertion: string) =>
    `@IsTest private class ${name} { @IsTest static void counts() { ${assertion} } }`;
const testOfAll = testOf('HalvesTest', 'System.assertEquals(4, Halves.twice(Halves.of(4)));');
const label = {
    'labels/CustomLabels.labels': xml(
        'CustomLabels',
        '<labels><fullName>Bot_Hello</fullName><language>en_US</language><protected>false</protected><shortDescription>Hello</shortDescription><value>Hello</value></labels>'
    )
};

/** A package with these classes. */
function classes(sources: Record<string, string>): Record<string, string> {
    const meta = xml('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>');
    const content = Object.entries(sources).flatMap(([name, source]) => [
        [`classes/${name}.cls`, source],
        [`classes/${name}.cls-meta.xml`, meta]
    ]);
    return packageOf({ ApexClass: Object.keys(sources) }, Object.fromEntries(content) as Record<string, string>);
}

function packageOf(members: Record<string, string[]>, content: Record<string, string>): Record<string, string> {
    return Object.fromEntries([...files(members, content)].map(([path, bytes]) => [path, strFromU8(bytes)]));
}

for (const isProduction of [true, false]) {
    describe(isProduction ? 'a production org' : 'any other org', () => {
        let org: LocalOrg;
        let client: OrgClient;
        before(async () => {
            org = await createLocalOrg({ port: 0, features: ['ServiceCloud'], isProduction });
            client = await connect(org);
        });
        after(() => org.close());

        const deploy = (content: Record<string, string>, options?: DeployPackageOptions): Promise<DeployOutcome> =>
            deployFiles(client, content, options);
        const problems = async (content: Record<string, string>, runTests?: string[]): Promise<string[]> =>
            failureLines(await deploy(content, runTests && { runTests }));
        const has = (name: string): boolean => org.metadata.component('ApexClass', name) !== undefined;

        test('what it says it is', async () => {
            const [row] = await client.query('SELECT IsSandbox, OrganizationType FROM Organization');
            assert.equal(row?.['IsSandbox'], false);
            assert.equal(row['OrganizationType'], isProduction ? 'Enterprise Edition' : 'Developer Edition');
        });

        test('NoTestRun, by REST and SOAP, for a package without Apex', async () => {
            const zip = zipSync(Object.fromEntries(files({ CustomLabels: ['CustomLabels'] }, label)));
            const form = new FormData();
            form.append('json', new Blob([JSON.stringify({ deployOptions: { testLevel: 'NoTestRun' } })]));
            form.append('file', new Blob([zip as Uint8Array<ArrayBuffer>]), 'a.zip');
            const rest = client.request('POST', '/metadata/deployRequest', { body: form });
            const soap = client.metadataSoap(
                `<deploy xmlns="http://soap.sforce.com/2006/04/metadata"><ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions><testLevel>NoTestRun</testLevel></DeployOptions></deploy>`
            );
            const outcomes = await Promise.allSettled([rest, soap]);
            for (const outcome of outcomes) {
                assert.equal(outcome.status, isProduction ? 'rejected' : 'fulfilled');
                if (outcome.status === 'fulfilled') continue;
                const { errorCode, message } = outcome.reason as { errorCode: string; message: string };
                assert.equal(errorCode, 'INVALID_OPERATION');
                assert.match(message, /testLevel of NoTestRun cannot be used in production organizations$/);
            }
        });

        test('no level: the tests of the org where the package has Apex, and none otherwise', async () => {
            const broken = classes({ TheirTest: testOf('TheirTest', 'System.assert(false);') });
            assert.equal(org.deploy(zipOf(broken)).success, true);
            assert.deepEqual(await problems(packageOf({ CustomLabels: ['CustomLabels'] }, label)), []);
            const failed = await problems(classes({ Halves: halves, HalvesTest: testOfAll }));
            assert.equal(failed.length, isProduction ? 1 : 0);
            assert.match(failed[0] ?? 'ApexClass TheirTest.counts: …', /^ApexClass TheirTest\.counts: /);
            assert.equal(has('Halves'), !isProduction);
        });

        test('named tests have to cover each class of the package by themselves', async () => {
            const little = testOf('HalvesTest', 'System.assertEquals(2, Halves.of(4));');
            assert.deepEqual(
                await problems(classes({ Halves: halves, HalvesTest: little }), ['HalvesTest']),
                isProduction
                    ? [
                          'ApexClass Halves: Test coverage of selected Apex Class is 50%, at least 75% test coverage is required'
                      ]
                    : []
            );
            assert.deepEqual(await problems(classes({ Halves: halves, HalvesTest: testOfAll }), ['HalvesTest']), []);
        });

        test('classes are deleted where the tests that are left pass', async () => {
            const removal = (name: string) => ({
                'package.xml': manifest({}),
                'destructiveChanges.xml': manifest({ ApexClass: [name] })
            });
            assert.equal((await problems(removal('HalvesTest'))).length, isProduction ? 2 : 0);
            assert.deepEqual(await problems(removal('TheirTest'), isProduction ? ['HalvesTest'] : undefined), []);
            assert.equal(has('HalvesTest'), isProduction);
            const uncovered = await problems(removal('HalvesTest'));
            assert.deepEqual(
                uncovered,
                isProduction
                    ? [
                          'Average test coverage across all Apex Classes and Triggers is 0%, at least 75% test coverage is required.'
                      ]
                    : []
            );
            const both = {
                'package.xml': manifest({}),
                'destructiveChanges.xml': manifest({ ApexClass: ['Halves', 'HalvesTest'] })
            };
            assert.deepEqual(await problems(both), []);
            assert.equal(has('Halves'), false);
        });
    });
}

function zipOf(content: Record<string, string>): Uint8Array {
    return zipSync(Object.fromEntries(Object.entries(content).map(([path, text]) => [path, Buffer.from(text)])));
}
