/** The history on the Lightning pages that agents see: put there by apply, seen by doctor, taken off by undo. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';

import { manifest, xml } from '../../local-org/metadata/test-package.ts';
import { parseXml } from '../../salesforce/xml.ts';
import { applySetup, planSetup } from '../setup.ts';
import { contentsOf } from '../../../tests/setup/trial-snapshot.ts';
import { undoSetup } from '../undo.ts';
import { hostsOn } from './media-hosts.ts';
import {
    app,
    deploy,
    desks,
    destroy,
    item,
    ours,
    override,
    page,
    pageCheck,
    pageItems,
    pageSteps,
    path,
    textOf,
    withTrial
} from '../../../tests/setup/trial-pages.ts';

describe('pages of Cases', () => {
    test('each that agents see gets it, on top of the sidebar; undo takes it off, and all is as before', () =>
        withTrial('sendbird', async (trial) => {
            const { config, connection } = trial;
            await deploy(trial, desks);
            const before = contentsOf(trial.org);
            const plan = await planSetup(config, connection);
            const step = plan.org.at(-1);
            assert.equal(step?.id, 'deploy:pages', 'after all else: an org may refuse a page of its own');
            assert.deepEqual(
                step.items.map(({ action, what, isOverwrite }) => [action, what, isOverwrite]),
                [
                    ['update', 'FlexiPage Case_Back_Office', undefined],
                    ['update', 'FlexiPage Case_Desk', undefined]
                ]
            );
            assert.deepEqual(
                step.items.map(({ fields }) => fields.map(({ name, from }) => [name, from])),
                [
                    [['flexiPageRegions[sidebar].itemInstances', undefined]],
                    [['flexiPageRegions[sidebar].itemInstances[c_botHistory]', undefined]]
                ]
            );
            assert.deepEqual(pageSteps(plan.bots), []);
            const { manual } = await applySetup(config, connection);
            assert.deepEqual(pageSteps(manual), []);
            const wanted = item('force:relatedListContainer', 'lists');
            const there = (textOf(trial, 'Case_Desk') ?? '').replace(/\s+(?=<)/g, '');
            assert.ok(there.includes(`${ours}${wanted}`.replace(/\s+(?=<)/g, '').trim()), there);
            for (const name of ['Case_Phone', 'Case_Draft'])
                assert.equal(textOf(trial, name), before.components[path(name)]);
            const check = await pageCheck(trial);
            assert.deepEqual(
                [check?.status, check?.found],
                ['ok', 'Activated, with the component: Case_Back_Office, Case_Desk.']
            );
            assert.deepEqual(await pageItems(trial), [], 'and a second plan has nothing to do');
            const { left } = await undoSetup(config, connection);
            assert.deepEqual(
                left.filter(({ what }) => /FlexiPage|Lightning/.test(what)),
                []
            );
            for (const name of Object.keys(desks))
                assert.equal(contentsOf(trial.org).components[name], before.components[name]);
            assert.deepEqual(readdirSync(connection.stateFolder), []);
        }));

    test('changed since: what was added stays; where it was taken off, or the page deleted, there is nothing to undo', () =>
        withTrial('sendbird', async (trial) => {
            const { config, connection } = trial;
            const third = {
                [path('Case_Third')]: page('Case'),
                'applications/Third.app': app('Third', override('Case', 'Case_Third'))
            };
            await deploy(trial, { ...desks, ...third });
            await applySetup(config, connection);
            const chatter = item('forceChatter:publisher', 'chatter');
            await deploy(trial, {
                [path('Case_Desk')]: page('Case', chatter + ours),
                [path('Case_Back_Office')]: page('Case')
            });
            await destroy(trial, { CustomApplication: ['Third'], FlexiPage: ['Case_Third'] });
            const { left } = await undoSetup(config, connection);
            assert.deepEqual(
                left.filter(({ what }) => /FlexiPage|Lightning/.test(what)),
                []
            );
            assert.match(textOf(trial, 'Case_Desk') ?? '', /forceChatter:publisher/);
            assert.doesNotMatch(textOf(trial, 'Case_Desk') ?? '', /botHistory/);
            assert.equal(textOf(trial, 'Case_Third'), undefined);
            assert.deepEqual(readdirSync(connection.stateFolder), []);
        }));

    test('what somebody adds to a page while the plan is read, or takes away, is not undone by it', () =>
        withTrial('sendbird', async (trial) => {
            const { config, connection } = trial;
            await deploy(trial, {
                ...desks,
                [path('Case_Gone')]: page('Case'),
                'applications/Gone.app': app('Gone', override('Case', 'Case_Gone'))
            });
            const chatter = item('forceChatter:publisher', 'chatter');
            const whileRead = (work: () => Promise<void>) => ({ confirm: () => work().then(() => true) });
            const gone = { CustomApplication: ['Gone'], FlexiPage: ['Case_Gone'] };
            const { plan } = await applySetup(
                config,
                connection,
                whileRead(async () => {
                    await deploy(trial, { [path('Case_Desk')]: page('Case', chatter) });
                    await destroy(trial, gone);
                })
            );
            assert.equal(plan.org.at(-1)?.items.length, 3);
            assert.match(textOf(trial, 'Case_Desk') ?? '', /botHistory[^]*forceChatter:publisher/);
            assert.match(textOf(trial, 'Case_Back_Office') ?? '', /botHistory/);
            assert.equal(textOf(trial, 'Case_Gone'), undefined);
            await undoSetup(
                config,
                connection,
                whileRead(() => deploy(trial, { [path('Case_Back_Office')]: page('Case', ours + chatter) }))
            );
            const bare = (text = '') => text.replace(/\s+(?=<)/g, '').trim();
            for (const name of ['Case_Desk', 'Case_Back_Office'])
                assert.equal(bare(textOf(trial, name)), bare(page('Case', chatter)));
            assert.deepEqual(readdirSync(connection.stateFolder), []);
        }));

    test('it loads media from where the setup file says, also once that changes', () =>
        withTrial('sendbird', async (trial) => {
            const { config, connection } = trial;
            const from = (mediaUrl: string) => ({
                ...config,
                connectors: config.connectors.map((entry) => ({ ...entry, mediaUrl }))
            });
            const hosts = () => hostsOn(parseXml(textOf(trial, 'Case_Desk') ?? ''));
            await deploy(trial, desks);
            const before = textOf(trial, 'Case_Desk');
            await applySetup(from('https://media.example.com'), connection);
            assert.deepEqual(hosts(), ['media.example.com']);
            await applySetup(from('https://files.example.com'), connection);
            assert.deepEqual(hosts(), ['media.example.com', 'files.example.com']);
            await undoSetup(config, connection);
            assert.equal(textOf(trial, 'Case_Desk'), before);
        }));

    test("the org's default page, and one for a profile of an app", () =>
        withTrial('sendbird', async (trial) => {
            const forProfile = override('Case', 'Case_Desk')
                .replaceAll('actionOverrides', 'profileActionOverrides')
                .replace('<skipRecordTypeSelect>false</skipRecordTypeSelect>', '')
                .replace('</profileActionOverrides>', '<profile>Admin</profile></profileActionOverrides>');
            await deploy(trial, {
                [path('Case_Default')]: page('Case'),
                [path('Case_Desk')]: page('Case'),
                'applications/Desk.app': app('Desk', forProfile)
            });
            const withoutObject = override('Case', 'Case_Default').replace(
                /<pageOrSobjectType>.*<\/pageOrSobjectType>/,
                ''
            );
            await deploy(
                trial,
                { 'objects/Case.object': xml('CustomObject', withoutObject) },
                manifest({ CustomObject: ['Case'] })
            );
            assert.deepEqual(
                (await pageItems(trial)).map(({ what }) => what),
                ['FlexiPage Case_Default', 'FlexiPage Case_Desk']
            );
        }));

    test('where a person has put it, no other page gets it', () =>
        withTrial('sendbird', async (trial) => {
            await deploy(trial, desks);
            const { config, connection } = trial;
            const keep = ['FlexiPage:Case_Desk', 'FlexiPage:Case_Back_Office'];
            await applySetup({ ...config, keep }, connection);
            await deploy(trial, { [path('Case_Desk')]: page('Case', ours) });
            assert.deepEqual(await pageItems(trial), []);
            const { notes } = await planSetup({ ...config, keep: [...keep, 'FlexiPage:Case_Desck'] }, connection);
            assert.equal(notes.length, 1);
            assert.match(notes.join(), /^keep of the setup file names FlexiPage:Case_Desck, which/);
            const check = await pageCheck(trial);
            assert.equal(check?.status, 'ok');
            assert.match(check.found, /Case_Desk\. Activated without it: Case_Back_Office\.$/);
            const mediaUrl = 'https://media.example.com';
            Object.assign(config, { connectors: config.connectors.map((entry) => ({ ...entry, mediaUrl })) });
            const links = await pageCheck(trial);
            assert.equal(links?.status, 'warning');
            assert.match(links.found, /\(Case_Desk: media\.example\.com\)\.$/);
            assert.match(links.remedy ?? '', /App Builder.*Hosts of pictures/);
            const named =
                '<componentInstanceProperties><name>mediaHosts</name><value>*.Example.com</value></componentInstanceProperties><componentName>botHistory';
            await deploy(trial, {
                [path('Case_Desk')]: page('Case', ours.replace('<componentName>botHistory', named))
            });
            assert.equal((await pageCheck(trial))?.status, 'ok');
        }));
});

test("Messaging Sessions: the pages of the org's own apps, beside the package's console app", () =>
    withTrial('cognigy-messaging', async (trial) => {
        const { config, connection } = trial;
        assert.deepEqual(await pageItems(trial), []);
        await applySetup(config, connection);
        assert.equal(await pageCheck(trial), undefined);
        const desk = {
            [path('Session_Desk')]: page('MessagingSession'),
            'applications/Desk.app': app('Desk', override('MessagingSession', 'Session_Desk'))
        };
        await deploy(trial, desk);
        const before = textOf(trial, 'Session_Desk');
        const open = await pageCheck(trial);
        assert.deepEqual([open?.status, open?.remedy], ['open', 'Run apply: it puts it there.']);
        assert.deepEqual(
            (await pageItems(trial)).map(({ what }) => what),
            ['FlexiPage Session_Desk']
        );
        await applySetup(config, connection);
        assert.equal((await pageCheck(trial))?.status, 'ok');
        await undoSetup(config, connection);
        assert.equal(textOf(trial, 'Session_Desk'), before);
    }));

test("pages of the org's own in the package's console app count as those of any other app", () =>
    withTrial('cognigy-messaging', async (trial) => {
        const { config, connection } = trial;
        await applySetup(config, connection);
        const console = 'applications/Bot_Handoff_Console.app';
        const packaged = contentsOf(trial.org).components[console] ?? '';
        const name = 'Bot_Handoff_Messaging_Session';
        assert.ok(packaged.includes(`<content>${name}</content>`));
        await deploy(trial, {
            [path('Session_Desk')]: page('MessagingSession'),
            [console]: packaged.replace(`<content>${name}</content>`, '<content>Session_Desk</content>')
        });
        const kept = { ...config, keep: ['CustomApplication:Bot_Handoff_Console'] };
        assert.deepEqual(
            (await planSetup(kept, connection)).org.flatMap(({ items }) => items.map(({ what }) => what)),
            ['FlexiPage Session_Desk']
        );
    }));

test('a setup file for another way: the package of the first keeps its page as it is', () =>
    withTrial('cognigy-messaging', async (trial) => {
        const { config, connection } = trial;
        await applySetup(config, connection);
        const packaged = textOf(trial, 'Bot_Handoff_Messaging_Session');
        assert.ok(packaged?.includes('botHistory'));
        const chat = config.connectors.map((entry) => ({ ...entry, connector: 'cognigy-chat' as const }));
        const { left } = await undoSetup({ ...config, connectors: chat } as typeof config, connection);
        assert.ok(left.some(({ what }) => what === 'FlexiPage Bot_Handoff_Messaging_Session'));
        assert.equal(textOf(trial, 'Bot_Handoff_Messaging_Session'), packaged);
    }));

test("Chat Transcripts: the package's page, once a person has activated it, is enough", () =>
    withTrial('cognigy-chat', async (trial) => {
        const { config, connection } = trial;
        assert.equal(pageSteps((await planSetup(config, connection)).bots).length, 1);
        await applySetup(config, connection);
        const apps = {
            [path('Chat_Desk')]: page('LiveChatTranscript'),
            'applications/Desk.app': app('Desk', override('LiveChatTranscript', 'Bot_Handoff_Chat_Transcript')),
            'applications/Back.app': app('Back', override('LiveChatTranscript', 'Chat_Desk'))
        };
        await deploy(trial, apps);
        assert.deepEqual(await pageItems(trial), []);
        assert.equal((await pageCheck(trial))?.status, 'ok');
    }));
