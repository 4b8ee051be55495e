import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { xml } from '../../local-org/metadata/test-package.ts';
import { parseXml } from '../../salesforce/xml.ts';
import { applySetup, planSetup } from '../setup.ts';
import { contentsOf } from '../../../tests/setup/trial-snapshot.ts';
import { startTrial } from '../../../tests/setup/trial.ts';
import { undoSetup } from '../undo.ts';
import { hostsOn, withHosts } from './media-hosts.ts';

const page = (properties = '') =>
    xml(
        'FlexiPage',
        `<flexiPageRegions><itemInstances><componentInstance>${properties}<componentName>botHistory</componentName><identifier>c_botHistory</identifier></componentInstance></itemInstances><itemInstances><componentInstance><componentName>acme:media</componentName></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions><masterLabel>P</masterLabel><type>RecordPage</type>`
    );
const property = (name: string, value: string) =>
    `<componentInstanceProperties><name>${name}</name>${value}</componentInstanceProperties>`;
const named = (text: string) => hostsOn(parseXml(text));

test('named besides what the page names; another version first; nothing else changes', () => {
    const height = property('height', '<value>400</value>');
    const cases: [string, string[], string[], string[]][] = [
        [page(), ['a.example.com'], [], ['a.example.com']],
        [page(height), ['a.example.com', 'b.example.com'], [], ['a.example.com', 'b.example.com']],
        [
            page(property('mediaHosts', '<value>*.example.com; c.example.com</value>')),
            ['a.example.com'],
            [],
            ['*.example.com', 'c.example.com', 'a.example.com']
        ],
        [page(property('mediaHosts', '<value/>')), ['a.example.com'], [], ['a.example.com']],
        // As an org writes what App Builder left empty.
        [page(property('mediaHosts', '')), ['a.example.com'], [], ['a.example.com']],
        [
            page(property('mediaHosts', '<value>a.example.com</value>')),
            [],
            ['b.example.com'],
            ['b.example.com', 'a.example.com']
        ]
    ];
    for (const [text, hosts, first, wanted] of cases) {
        const changed = withHosts(text, hosts, first);
        assert.deepEqual(named(changed), wanted);
        assert.equal(changed.includes(height), text.includes(height));
        assert.equal(withHosts(changed, hosts, first), changed, 'once is enough');
        assert.equal(changed.split('mediaHosts').length, 2, 'of the component alone');
    }
});

test('nothing lacks, or no component: the same text', () => {
    const there = page(property('mediaHosts', '<value>a.example.com, b.example.com</value>')).replaceAll('\n', '\r\n');
    assert.equal(withHosts(there, ['b.example.com']), there);
    assert.equal(withHosts(page(), []), page());
    const other = page().replace('botHistory<', 'other<');
    assert.equal(withHosts(other, ['a.example.com']), other);
});

test("the packaged page loads from where the setup file says; an admin's own host stays", async () => {
    const trial = await startTrial('cognigy-messaging', { isSmall: true });
    try {
        const { config, connection, org } = trial;
        const path = 'flexipages/Bot_Handoff_Messaging_Session.flexipage';
        const packaged = 'force-app/messaging/main/default/flexipages/Bot_Handoff_Messaging_Session.flexipage-meta.xml';
        const hosts = () => named(contentsOf(org).components[path] ?? '');
        const [entry] = config.connectors;
        assert.ok(entry);
        const from = (...origins: string[]) => ({
            ...config,
            connectors: origins.map((mediaUrl) => ({ ...entry, mediaUrl }))
        });
        await applySetup(config, connection);
        assert.deepEqual([hosts(), named(readFileSync(packaged, 'utf8'))], [[], []]);
        const plan = await planSetup(from('https://media.example.com'), connection);
        assert.deepEqual(
            plan.org.flatMap(({ items }) => items.map(({ what }) => what)),
            ['FlexiPage Bot_Handoff_Messaging_Session', 'CspTrustedSite Bot_Cognigy_Media']
        );
        await applySetup(from('https://media.example.com'), connection);
        await applySetup(from('https://files.example.com:8443'), connection);
        assert.deepEqual(hosts(), ['media.example.com', 'files.example.com']);
        assert.deepEqual((await planSetup(from('https://files.example.com:8443'), connection)).org, []);
        await undoSetup(from('https://files.example.com:8443'), connection);
        assert.equal(contentsOf(org).components[path], undefined);
    } finally {
        await trial.close();
    }
});
