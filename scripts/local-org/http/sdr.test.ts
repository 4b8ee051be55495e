/** Salesforce's own library, `@salesforce/source-deploy-retrieve`, against the local org. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { temporaryFolder } from '../../temporary-folder.ts';
import { createLocalOrg, type LocalOrg } from '../local-org.ts';
import { brokenProblems, testProject, writeBrokenPackage, writeSmallPackage } from './test-project.ts';

let org: LocalOrg;
let username: string;

before(async () => {
    // The library keeps its logins in the home directory; this one is its own, and gone after the test.
    process.env['HOME'] = temporaryFolder('local-org-home-').path;
    process.env['SF_DISABLE_TELEMETRY'] = 'true';
    process.env['SF_DISABLE_LOG_FILE'] = 'true';
    org = await createLocalOrg({ port: 0, features: ['ServiceCloud'] });
    const { AuthInfo } = await import('@salesforce/core');
    const info = await AuthInfo.create({
        accessTokenOptions: { accessToken: org.accessToken, instanceUrl: org.instanceUrl }
    });
    await info.save();
    username = info.getUsername();
});
after(() => org.close());

async function deploy(folder: string, rest: boolean) {
    const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
    const set = ComponentSet.fromSource(join(folder, 'force-app'));
    set.sourceApiVersion = '66.0';
    const job = await set.deploy({ usernameOrConnection: username, apiOptions: { rest } });
    return (await job.pollStatus({ frequency: 50 as never })).response;
}

for (const rest of [false, true]) {
    test(`a small package by ${rest ? 'REST' : 'SOAP'}: deployed, then unchanged`, async () => {
        const project = testProject();
        writeSmallPackage(project);
        const response = await deploy(project.folder, rest);
        assert.equal(response.status, 'Succeeded');
        assert.equal(response.numberComponentsDeployed, 4);
        const [row] = org.records.query('SELECT Name, Body FROM ApexClass', {
            access: 'system',
            userId: org.adminUserId
        }).rows;
        assert.equal(row?.fields['Name'], 'Greeter');
        const second = await deploy(project.folder, rest);
        const messages = [second.details.componentSuccesses ?? []].flat();
        assert.ok(
            messages.filter(({ componentType }) => componentType).every(({ changed }) => String(changed) === 'false')
        );
    });
}

test('failures name component, reason and place', async () => {
    const project = testProject();
    writeBrokenPackage(project);
    const response = await deploy(project.folder, false);
    assert.equal(response.status, 'Failed');
    const failures = [response.details.componentFailures ?? []].flat();
    assert.equal(response.numberComponentErrors, brokenProblems.length);
    for (const [name, problem] of brokenProblems) {
        const failure = failures.find(({ fullName }) => fullName === name);
        assert.match(failure?.problem ?? '', problem);
        assert.equal(failure?.problemType, 'Error');
    }
    const typo = failures.find(({ fullName }) => fullName === 'Typo');
    assert.deepEqual([Number(typo?.lineNumber), Number(typo?.columnNumber)], [4, 1]);
});
