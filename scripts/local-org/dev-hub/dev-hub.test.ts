/**
 * `npm run package:create` and `package:version`, with the real `sf`, against the pretend Dev Hub, on a copy of the
 * project.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { buildComponents } from '../../build/lwc.ts';
import { copyOfProject, testSf, type TestSf } from '../../org/test-sf.ts';
import { createLocalOrg, type LocalOrg } from '../local-org.ts';
import { pretendDevHub } from './dev-hub.ts';
import { holdsPretendId } from './pretend-ids.ts';

const hub = pretendDevHub();
let sf: TestSf;
let org: LocalOrg;
let project: string;

before(async () => {
    await buildComponents();
    project = copyOfProject();
    sf = testSf();
    org = await createLocalOrg({ port: 0, plugins: [hub.plugin] });
    await sf.login(org, 'hub', project);
});
after(() => org?.close());

/** `npm run package:…` in the copy. */
const packaging = (action: 'create' | 'version', name: string) =>
    sf.command([action, '--package', name, '--dev-hub', 'hub'], project);

const projectFile = () => join(project, 'sfdx-project.json');
const directories = () =>
    (JSON.parse(readFileSync(projectFile(), 'utf8')) as { packageDirectories: object[] }).packageDirectories;
const aliases = () =>
    (JSON.parse(readFileSync(projectFile(), 'utf8')) as { packageAliases?: Record<string, string> }).packageAliases;

test('core and then messaging become package versions; each is built in an org of its own definition', async () => {
    const directoriesBefore = directories();
    for (const name of ['core', 'messaging']) {
        const created = await packaging('create', name);
        assert.equal(created.code, 0, created.output);
        const version = await packaging('version', name);
        assert.equal(version.code, 0, version.output);
    }
    assert.deepEqual(
        hub.packages.packages.map(({ name, type }) => [name, type]),
        [
            ['Bot Handoff', 'Unlocked'],
            ['Bot Handoff Messaging', 'Unlocked']
        ]
    );
    const [core, messaging] = hub.packages.versions;
    assert.ok(core && messaging);
    assert.deepEqual(aliases(), {
        'Bot Handoff': core.packageId,
        'Bot Handoff@0.1.0-1': core.subscriberId,
        'Bot Handoff Messaging': messaging.packageId,
        'Bot Handoff Messaging@0.1.0-1': messaging.subscriberId
    });
    assert.deepEqual(directories(), directoriesBefore);

    const [, posted] = hub.posted;
    assert.ok(posted);
    assert.deepEqual(posted.parts, [
        'package.zip',
        'package2-descriptor.json',
        'scratch-org-definition.json',
        'settings.zip'
    ]);
    assert.deepEqual(posted.descriptor.dependencies, [{ subscriberPackageVersionId: core.subscriberId }]);
    const paths = Object.keys(unzipSync(posted.packageZip));
    assert.ok(paths.includes('flows/Route_Bot_Handoff.flow'));
    assert.ok(paths.includes('objects/MessagingSession.object'));
    assert.ok(!paths.some((path) => path.startsWith('classes/')), 'classes belong to core');
    assert.ok(messaging.build.components > 10);
});

test('a package that an org refuses gets no version, and sf says which component and why', async () => {
    const field = 'force-app/core/main/default/objects/Case/fields/Bot_Summary__c.field-meta.xml';
    const file = join(project, field);
    const good = readFileSync(file, 'utf8');
    const aliasesBefore = aliases();
    writeFileSync(file, good.replace('<label>', '<labell>').replace('</label>', '</labell>'));
    try {
        const { code, output } = await packaging('version', 'core');
        assert.notEqual(code, 0);
        assert.match(output, /CustomField Case\.Bot_Summary__c \(\d+:\d+\): .*labell invalid at this location/);
        assert.deepEqual(aliases(), aliasesBefore);
    } finally {
        writeFileSync(file, good);
    }
});

test('an org without packaging is told apart from a Dev Hub', async () => {
    const plain = await createLocalOrg({ port: 0 });
    try {
        await sf.login(plain, 'plain', project);
        const answer = await sf.run(
            [
                'package',
                'create',
                '--name',
                'X',
                '--package-type',
                'Unlocked',
                '--path',
                'force-app/chat',
                '--target-dev-hub',
                'plain'
            ],
            project
        );
        assert.notEqual(answer.status, 0);
        assert.match(answer.message ?? '', /Dev ?Hub/i);
    } finally {
        await plain.close();
    }
});

test('ids of the pretend Dev Hub are recognised, and this project holds none', () => {
    assert.ok(holdsPretendId(readFileSync(projectFile(), 'utf8')));
    assert.ok(!holdsPretendId(readFileSync('sfdx-project.json', 'utf8')));
});
