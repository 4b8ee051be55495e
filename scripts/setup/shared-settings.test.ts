/** What a whole org shares, and other teams work with: settings, and the platform's channel for Messaging. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { deployFiles } from '../salesforce/deploy.ts';
import { Journal, type JournalData } from './run/journal.ts';
import type { SetupTask } from './run/tasks.ts';
import { applySetup, planSetup } from './setup.ts';
import { contentsOf, withoutLeft, type OrgContents } from '../../tests/setup/trial-snapshot.ts';
import { startTrial, type Trial } from '../../tests/setup/trial.ts';
import { undoSetup } from './undo.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const xml = (type: string, values: Record<string, string | boolean>) =>
    `<?xml version="1.0" encoding="UTF-8"?><${type} ${namespace}>${Object.entries(values)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('')}</${type}>`;

const skillsRouting = {
    enableOmniAutoLoginPrompt: true,
    enableOmniChannel: true,
    enableOmniSecondaryRoutingPriority: true,
    enableOmniSkillsRouting: true,
    enableOmniStatusCapModel: true
};
const statusBased = {
    afterConvoWorkMaxTime: '60',
    capacityModel: 'STATUS_BASED',
    doesMinimizeWidgetOnAccept: true,
    hasAfterConvoWorkTimer: true,
    hasAutoAcceptEnabled: true,
    interactionComponent: 'Messaging_Footer',
    isInterruptible: true,
    label: 'Messages',
    relatedEntityType: 'MessagingSession',
    secondaryRoutingPriorityField: 'Origin'
};
const languages = { displayedLanguages: 'de', enableEndUserLanguages: true, enableTranslationWorkbench: false };

const paths = {
    OmniChannel: 'settings/OmniChannel.settings',
    Language: 'settings/Language.settings',
    channel: 'serviceChannels/sfdc_livemessage.serviceChannel'
} as const;

describe('an org whose other teams route by skills', () => {
    let trial: Trial;
    let orgBefore: OrgContents;

    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
        await deploy({
            [paths.OmniChannel]: xml('OmniChannelSettings', skillsRouting),
            'settings/LiveMessage.settings': xml('LiveMessageSettings', { enableLiveMessage: true }),
            [paths.Language]: xml('LanguageSettings', languages),
            [paths.channel]: xml('ServiceChannel', statusBased)
        });
        orgBefore = contentsOf(trial.org);
    });
    after(() => trial.close());

    async function deploy(files: Record<string, string>): Promise<void> {
        const members = (folder: string) =>
            Object.keys(files)
                .filter((path) => path.startsWith(folder))
                .map((path) => `<members>${path.replace(/^.*\/|\.\w+$/g, '')}</members>`)
                .join('');
        const types = [
            ['Settings', members('settings/')],
            ['ServiceChannel', members('serviceChannels/')]
        ].filter(([, list]) => list !== '');
        const outcome = await deployFiles(trial.connection.org, {
            ...files,
            'package.xml': `<?xml version="1.0" encoding="UTF-8"?><Package ${namespace}>${types.map(([name, list]) => `<types>${list}<name>${name}</name></types>`).join('')}<version>66.0</version></Package>`
        });
        assert.deepEqual(outcome.failures, []);
    }

    const component = (path: string) => contentsOf(trial.org).components[path];
    const journal = () => Journal.open(trial.connection.stateFolder, trial.org.orgId);

    test('plan: only what lacks is switched on', async () => {
        const { org } = await planSetup(trial.config, trial.connection);
        const items = org
            .flatMap((step) => step.items)
            .filter(({ what }) => /^(?:Settings|ServiceChannel) /.test(what));
        assert.deepEqual(items, [
            {
                action: 'update',
                what: 'Settings Language',
                fields: [{ name: 'enableTranslationWorkbench', from: 'false', to: 'true' }],
                isOverwrite: true
            }
        ]);
    });

    test('apply leaves the rest as it was', async () => {
        await applySetup(trial.config, trial.connection);
        for (const path of [paths.OmniChannel, paths.channel]) {
            assert.equal(component(path), orgBefore.components[path]);
        }
        const language = component(paths.Language) ?? '';
        assert.match(language, /<displayedLanguages>de<.*<enableEndUserLanguages>true<.*Workbench>true</s);
        assert.equal((await planSetup(trial.config, trial.connection)).isEmpty, true);
    });

    test('undo: as before, but for what was switched on; what is changed since then stays', async () => {
        await deploy({ [paths.Language]: xml('LanguageSettings', { enableEndUserLanguages: false }) });
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.deepEqual(
            left.map(({ what }) => what),
            ['Settings Language']
        );
        assert.match(left[0]?.why ?? '', /a feature stays on.*changed since the setup/);
        assert.deepEqual(withoutLeft(contentsOf(trial.org), left), withoutLeft(orgBefore, left));
        const language = component(paths.Language) ?? '';
        assert.ok(language.includes('<enableEndUserLanguages>false<') && language.includes('Workbench>true<'));
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });

    test('values that an apply overwrote come back, settings first, also where undo is stopped in between', async () => {
        await applySetup(trial.config, trial.connection);
        const files = (path: string) => ({ [path]: orgBefore.components[path] ?? '' });
        journal().update(({ units }: JournalData) => {
            units['Settings:OmniChannel'] = { existed: true, before: files(paths.OmniChannel) };
            units['ServiceChannel:sfdc_livemessage'] = { existed: true, before: files(paths.channel) };
        });
        await deploy({
            [paths.OmniChannel]: xml('OmniChannelSettings', {
                enableOmniAutoLoginPrompt: false,
                enableOmniChannel: true,
                enableOmniSecondaryRoutingPriority: false,
                enableOmniSkillsRouting: false
            }),
            [paths.channel]: xml('ServiceChannel', {
                capacityModel: 'TAB_BASED',
                label: 'Messaging',
                relatedEntityType: 'MessagingSession'
            })
        });
        const stopped = new Error('the test stops here');
        const stages: string[] = [];
        const runTasks = async (tasks: SetupTask[]) => {
            stages.push(...tasks.map(({ id }) => id).filter((id) => id.startsWith('remove:')));
            throw stopped;
        };
        await assert.rejects(undoSetup(trial.config, trial.connection, { runTasks }), stopped);
        assert.equal(stages[0], 'remove:settings');
        assert.ok(journal().data.units['Settings:OmniChannel']?.before, 'kept until it is put back');
        const { left } = await undoSetup(trial.config, trial.connection);
        assert.deepEqual(
            left.filter(({ what }) => !what.startsWith('Settings Language')),
            []
        );
        for (const path of [paths.OmniChannel, paths.channel]) {
            assert.equal(component(path), orgBefore.components[path]);
        }
        assert.deepEqual(readdirSync(trial.connection.stateFolder), []);
    });
});
