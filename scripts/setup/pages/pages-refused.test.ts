/** Pages that the setup leaves, that the org refuses, or that it does not tell. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { xml } from '../../local-org/metadata/test-package.ts';
import { applySetup, planSetup } from '../setup.ts';
import { undoSetup } from '../undo.ts';
import {
    app,
    beforePageIsWritten,
    deploy,
    desks,
    destroy,
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

test('kept, or all of it drawn from another page: it stays, and the step for a person names it', () =>
    withTrial('sendbird', async (trial) => {
        const { connection } = trial;
        const desk = {
            [path('Case_Desk')]: page('Case'),
            'applications/Desk.app': app('Desk', override('Case', 'Case_Desk'))
        };
        await deploy(trial, desk);
        const kept = { ...trial.config, keep: ['FlexiPage:Case_Desk'] };
        const plan = await planSetup(kept, connection);
        assert.deepEqual(
            plan.kept.map(({ what }) => what),
            ['FlexiPage Case_Desk']
        );
        assert.deepEqual(
            plan.notes.filter((note) => note.includes('Case_Desk')),
            []
        );
        const [step] = pageSteps(plan.bots) as { check: string; why: string }[];
        assert.match(step?.why ?? '', /leaves Case_Desk as it is: keep names it/);
        await deploy(trial, {
            [path('Case_Desk')]: page('Case', '', '<parentFlexiPage>flexipage__default_rec_L</parentFlexiPage>')
        });
        assert.deepEqual(await pageItems(trial), []);
        assert.equal(pageSteps((await planSetup(trial.config, connection)).bots).length, 1);
        const check = await pageCheck(trial);
        assert.deepEqual([check?.status, check?.remedy], ['open', 'Do the step for a person that is told below.']);
    }));

test('an org that refuses such a page: all else is done, and what to do is said', () =>
    withTrial('sendbird', async (trial) => {
        const { config, connection } = trial;
        const object = xml(
            'CustomObject',
            '<fields><fullName>Tier__c</fullName><label>Tier</label><length>9</length><type>Text</type></fields>'
        );
        const shows =
            '<itemInstances><fieldInstance><fieldItem>Record.Tier__c</fieldItem><identifier>RecordTier</identifier></fieldInstance></itemInstances>\n';
        await deploy(trial, { 'objects/Case.object': object });
        await deploy(trial, { ...desks, [path('Case_Desk')]: page('Case', shows) });
        const done: string[] = [];
        // In that moment, somebody takes the field away that the page shows.
        beforePageIsWritten(trial, 'Case_Desk', async () => {
            await deploy(trial, { [path('Case_Desk')]: page('Case') });
            await destroy(trial, { CustomField: ['Case.Tier__c'] });
        });
        const runTasks = async (tasks: { id: string; run(report: () => void): Promise<void> }[]) => {
            for (const task of tasks) {
                await task.run(() => undefined);
                done.push(task.id);
            }
        };
        await assert.rejects(applySetup(config, connection, { runTasks }), (error: Error & { remedy?: string }) => {
            assert.match(error.message, /refused "Lightning pages that show the history".*\n.*Tier__c/);
            assert.match(error.remedy ?? '', /keep of the setup file \(FlexiPage:Case_Desk\)/);
            return true;
        });
        assert.ok(
            ['deploy:core', 'secrets', 'permission-sets', 'queues'].every((id) => done.includes(id)),
            done.join()
        );
        const { done: rest, manual } = await applySetup({ ...config, keep: ['FlexiPage:Case_Desk'] }, connection);
        assert.deepEqual([rest[0], pageSteps(manual)], ['deploy:pages', []]);
        const { left } = await undoSetup(config, connection);
        assert.deepEqual(
            left.filter(({ what }) => /FlexiPage|Lightning/.test(what)),
            []
        );
    }));

test('undo where the org refuses the page: the rest goes, what stays is told, and undo again takes it off', () =>
    withTrial('sendbird', async (trial) => {
        const { config, connection } = trial;
        const shows =
            '<itemInstances><fieldInstance><fieldItem>Record.Tier__c</fieldItem><identifier>RecordTier</identifier></fieldInstance></itemInstances>\n';
        await deploy(trial, {
            'objects/Case.object': xml(
                'CustomObject',
                '<fields><fullName>Tier__c</fullName><label>Tier</label><length>9</length><type>Text</type></fields>'
            )
        });
        await deploy(trial, {
            [path('Case_Desk')]: page('Case', shows),
            'applications/Desk.app': app('Desk', override('Case', 'Case_Desk'))
        });
        await applySetup(config, connection);
        beforePageIsWritten(trial, 'Case_Desk', async () => {
            await deploy(trial, { [path('Case_Desk')]: page('Case', ours) });
            await destroy(trial, { CustomField: ['Case.Tier__c'] });
        });
        const { left } = await undoSetup(config, connection);
        assert.match(
            left.find(({ what }) => what === 'FlexiPage Case_Desk')?.why ?? '',
            /refuses .*Tier__c.* App Builder, then run undo again/
        );
        assert.ok(left.some(({ what }) => what === 'LightningComponentBundle botHistory'));
        const again = await undoSetup(config, connection);
        assert.deepEqual(
            again.left.filter(({ what }) => /FlexiPage|Lightning/.test(what)),
            []
        );
        assert.deepEqual(readdirSync(connection.stateFolder), []);
    }));

test('an org that does not tell its pages: set up all the same, with the step for a person', () =>
    withTrial('sendbird', async (trial) => {
        const { config, connection } = trial;
        await deploy(trial, desks);
        await applySetup(config, connection);
        const { org } = connection;
        const send = org.metadataSoap.bind(org);
        const answer = (operation: string, content: string) =>
            `<Envelope><Body><${operation}Response><result>${content}</result></${operation}Response></Body></Envelope>`;
        org.metadataSoap = async (body) => {
            if (body.includes('<members>*</members><name>FlexiPage')) return answer('retrieve', '<id>09Stoomany</id>');
            if (!body.includes('09Stoomany')) return send(body);
            const why = 'LIMIT_EXCEEDED: too many files in retrieve call';
            return answer(
                'checkRetrieveStatus',
                `<done>true</done><success>false</success><errorMessage>${why}</errorMessage>`
            );
        };
        const plan = await planSetup(config, connection);
        assert.deepEqual(plan.org, []);
        const [step] = pageSteps(plan.bots) as { check: string; why: string }[];
        assert.match(step?.why ?? '', /LIMIT_EXCEEDED: too many files/);
        const check = await pageCheck(trial);
        assert.deepEqual([check?.status, /LIMIT_EXCEEDED/.test(check?.found ?? '')], ['failed', true]);
        const { left } = await undoSetup(config, connection);
        assert.ok(
            left.some(({ what, why }) => what === 'FlexiPage Case_Desk' && /LIMIT_EXCEEDED.*undo again/.test(why))
        );
        org.metadataSoap = send;
        await undoSetup(config, connection);
        assert.doesNotMatch(textOf(trial, 'Case_Desk') ?? '', /botHistory/);
        assert.deepEqual(readdirSync(connection.stateFolder), []);
    }));

test('undo where the org refuses one page of two: that one alone stays', () =>
    withTrial('sendbird', async (trial) => {
        const { config, connection } = trial;
        await deploy(trial, {
            'objects/Case.object': xml(
                'CustomObject',
                '<fields><fullName>Tier__c</fullName><label>Tier</label><length>9</length><type>Text</type></fields>'
            )
        });
        const shows =
            '<itemInstances><fieldInstance><fieldItem>Record.Tier__c</fieldItem><identifier>RecordTier</identifier></fieldInstance></itemInstances>\n';
        await deploy(trial, { ...desks, [path('Case_Desk')]: page('Case', shows) });
        await applySetup(config, connection);
        beforePageIsWritten(trial, 'Case_Desk', async () => {
            await deploy(trial, { [path('Case_Desk')]: page('Case', ours) });
            await destroy(trial, { CustomField: ['Case.Tier__c'] });
        });
        const { left } = await undoSetup(config, connection);
        assert.deepEqual(
            left.flatMap(({ what }) => (what.startsWith('FlexiPage') ? what : [])),
            ['FlexiPage Case_Desk']
        );
        assert.doesNotMatch(textOf(trial, 'Case_Back_Office') ?? '', /botHistory/);
    }));
