import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PROJECT_ROOT } from '../../project-root.ts';
import { BASE_COMPONENTS, bundle } from './bundle.ts';
import type { BundleOptions } from './bundle.ts';
import { componentFiles, stageComponents } from './components.ts';
import { iconsUsed } from './icons.ts';

/** Inside the project, since modules are found from where their importer lies. */
function workFolder(): string {
    mkdirSync(join(PROJECT_ROOT, '.cache'), { recursive: true });
    return mkdtempSync(join(PROJECT_ROOT, '.cache/test-'));
}

function write(folder: string, files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(folder, dirname(name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
}

describe('the build of the page', () => {
    let folder: string;
    before(() => (folder = workFolder()));
    after(() => rmSync(folder, { recursive: true, force: true }));

    function project(name: string, files: Record<string, string>): BundleOptions {
        const root = join(folder, name);
        write(root, {
            'platform/apex.ts': "export const apexMethod = (method: string) => 'apex ' + method;",
            'platform/labels.ts': "export const label = (name: string) => 'label ' + name;",
            'platform/session.ts':
                "export const user = { Id: '005', permissions: [] }; export const i18n = { lang: 'de' };",
            'platform/lightning/navigation.ts': "export const NavigationMixin = 'own navigation';",
            'entry.ts': "import x from 'c/shown'; console.log(x);",
            ...files
        });
        mkdirSync(join(root, 'out'), { recursive: true });
        return {
            entry: join(root, 'entry.ts'),
            componentFolders: [join(root, 'components')],
            platform: {
                apex: join(root, 'platform/apex.ts'),
                labels: join(root, 'platform/labels.ts'),
                session: join(root, 'platform/session.ts'),
                lightning: join(root, 'platform/lightning')
            },
            outDir: join(root, 'out'),
            cacheDir: join(root, 'cache'),
            hashedNames: false
        };
    }

    const codeOf = (options: BundleOptions) => readFileSync(join(options.outDir, 'entry.js'), 'utf8');

    it('answers for the modules of an org, and takes the rest from the base components', async () => {
        const options = project('platform', {
            'components/c/shown/shown.js': `
                import read from '@salesforce/apex/BotHistoryController.getHistory';
                import title from '@salesforce/label/c.Bot_Title';
                import lang from '@salesforce/i18n/lang';
                import id from '@salesforce/user/Id';
                import status from '@salesforce/schema/Case.Status';
                import { NavigationMixin } from 'lightning/navigation';
                import { classSet } from 'lightning/utils';
                export default [read, title, lang, id, status.fieldApiName, NavigationMixin, classSet];`
        });
        const [entry] = await bundle(options);
        assert.equal(entry?.fileName, 'entry.js');
        const code = codeOf(options);
        for (const text of ['BotHistoryController.getHistory', 'Bot_Title', 'own navigation', 'fieldApiName']) {
            assert.ok(code.includes(text), text);
        }
    });

    it('says what is not supported, and who asked for it', async () => {
        const options = project('unsupported', {
            'components/c/shown/shown.js': "import { subscribe } from 'lightning/empApi'; export default subscribe;"
        });
        await assert.rejects(bundle(options), /not supported by the console page: "lightning\/empApi".*shown\.js/s);
    });

    it('fails on a template that does not compile, with its file', async () => {
        const options = project('template', {
            'components/c/shown/shown.js':
                "import { LightningElement } from 'lwc'; export default class extends LightningElement {}",
            'components/c/shown/shown.html': '<template><p onclick="{go}"></p></template>'
        });
        const failure = await bundle(options).then(
            () => assert.fail('built'),
            (error: Error & { id?: string }) => error
        );
        assert.match(`${failure.id} ${failure.message}`, /shown\.html.*LWC\d+/s);
    });

    it('keeps compiled modules, and compiles anew what has changed', async () => {
        const files = (text: string) => ({
            'components/c/shown/shown.js': `import { LightningElement } from 'lwc';
                export default class extends LightningElement {}`,
            'components/c/shown/shown.html': `<template><p>${text}</p></template>`
        });
        const options = project('cached', files('first text'));
        await bundle(options);
        assert.match(codeOf(options), /first text/);
        const kept = readdirSync(options.cacheDir).length;
        assert.ok(kept >= 2, `${kept} modules are kept`);
        await bundle(options);
        assert.equal(readdirSync(options.cacheDir).length, kept);
        project('cached', files('second text'));
        await bundle(options);
        assert.match(codeOf(options), /second text/);
        assert.equal(readdirSync(options.cacheDir).length, kept + 1);
    });
});

describe('the components that the page shows', () => {
    let folder: string;
    before(() => (folder = workFolder()));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('are what deploys: compiled modules of every package, no TypeScript, no tests', () => {
        write(folder, {
            'force-app/core/main/default/lwc/botHistory/botHistory.js': 'export default 1;',
            'force-app/core/main/default/lwc/botHistory/botHistory.ts': 'export default 1;',
            'force-app/core/main/default/lwc/botHistory/botHistory.html': '<template></template>',
            'force-app/core/main/default/lwc/botHistory/__tests__/botHistory.test.js': '',
            'force-app/chat/main/default/lwc/chatOnly/chatOnly.js': 'export default 2;'
        });
        const files = componentFiles(folder);
        assert.deepEqual(
            files.map(({ name }) => name),
            ['chatOnly/chatOnly.js', 'botHistory/botHistory.html', 'botHistory/botHistory.js']
        );
        stageComponents(files, join(folder, 'staged'));
        assert.deepEqual(readdirSync(join(folder, 'staged/c')).sort(), ['botHistory', 'chatOnly']);
    });

    it('must be compiled', () => {
        assert.throws(() => stageComponents([], join(folder, 'none')), /npm run build/);
    });
});

describe('the icons of a build', () => {
    let folder: string;
    before(() => (folder = workFolder()));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('are those that components name, and those of the base components that they use', () => {
        write(folder, {
            'c/a/a.html': '<template><lightning-button-menu></lightning-button-menu></template>',
            'c/a/a.js': "const icon = 'standard:case';"
        });
        const used = iconsUsed([folder], BASE_COMPONENTS);
        assert.deepEqual([...(used.get('standard') ?? [])], ['case']);
        assert.ok(used.get('utility')?.has('down'), 'the arrow of the menu button');
        assert.ok((used.get('utility')?.size ?? 0) < 60);
    });
});
