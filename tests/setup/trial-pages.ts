/** For tests: Lightning pages and apps of an org's own. */
import assert from 'node:assert/strict';

import { manifest, xml } from '../../scripts/local-org/metadata/test-package.ts';
import { deployFiles } from '../../scripts/salesforce/deploy.ts';
import { diagnose } from '../../scripts/setup/doctor/doctor.ts';
import { manifestOf, unitsOf } from '../../scripts/setup/org/units.ts';
import type { Connector } from '../../scripts/setup/provider-setup.ts';
import { planSetup } from '../../scripts/setup/setup.ts';
import { contentsOf } from './trial-snapshot.ts';
import { startTrial, type Trial } from './trial.ts';

export const item = (name: string, identifier: string) =>
    `<itemInstances><componentInstance><componentName>${name}</componentName><identifier>${identifier}</identifier></componentInstance></itemInstances>\n`;
const feed = item('support:caseFeed', 'feed');
/** The component, as App Builder and the setup write it. */
export const ours = item('botHistory', 'c_botHistory');

/** A record page: its work in `main`, and what is said in `sidebar`. */
export const page = (object: string, beside = '', more = '') =>
    xml(
        'FlexiPage',
        `<flexiPageRegions>\n${feed}<name>main</name><type>Region</type></flexiPageRegions>\n<flexiPageRegions>\n${beside}<name>sidebar</name><type>Region</type></flexiPageRegions>\n<masterLabel>Records</masterLabel>\n${more}<sobjectType>${object}</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
    );

export const override = (object: string, name: string, formFactor = 'Large') =>
    `<actionOverrides><actionName>View</actionName><content>${name}</content><formFactor>${formFactor}</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>${object}</pageOrSobjectType></actionOverrides>`;
export const app = (label: string, overrides: string) =>
    xml(
        'CustomApplication',
        `${overrides}<formFactors>Large</formFactors><label>${label}</label><navType>Console</navType><tabs>standard-Case</tabs><uiType>Lightning</uiType>`
    );

/** @param members the package.xml, where the files alone do not tell it */
export async function deploy(
    { connection: { org } }: Trial,
    files: Record<string, string>,
    members = manifestOf(unitsOf(new Map(Object.entries(files))).values(), '66.0')
): Promise<void> {
    const outcome = await deployFiles(org, { 'package.xml': members, ...files });
    assert.ok(outcome.success, JSON.stringify(outcome.failures));
}

export async function destroy({ connection: { org } }: Trial, members: Record<string, string[]>): Promise<void> {
    const files = { 'package.xml': manifest({}), 'destructiveChanges.xml': manifest(members) };
    const outcome = await deployFiles(org, files);
    assert.ok(outcome.success, JSON.stringify(outcome.failures));
}

export const path = (name: string) => `flexipages/${name}.flexipage`;
export const textOf = ({ org }: Trial, name: string) => contentsOf(org).components[path(name)];

/** Two apps of the org with a page each, one page that only phones show, and one that nobody sees. */
export const desks = {
    [path('Case_Desk')]: page('Case', item('force:relatedListContainer', 'lists')),
    [path('Case_Back_Office')]: page('Case'),
    [path('Case_Phone')]: page('Case'),
    [path('Case_Draft')]: page('Case'),
    'applications/Desk.app': app('Desk', override('Case', 'Case_Desk') + override('Case', 'Case_Phone', 'Small')),
    'applications/Back.app': app('Back', override('Case', 'Case_Back_Office'))
};

export async function withTrial(connector: Connector, work: (trial: Trial) => Promise<void>): Promise<void> {
    const trial = await startTrial(connector, { isSmall: true });
    try {
        await work(trial);
    } finally {
        await trial.close();
    }
}

/** What a plan does to pages. */
export const pageItems = async ({ config, connection }: Trial) =>
    (await planSetup(config, connection)).org.find(({ id }) => id === 'deploy:pages')?.items ?? [];
/** Steps for a person about pages. */
export const pageSteps = (bots: { manual?: { check: string }[]; steps?: { check: string }[] }[]) =>
    bots.flatMap(({ manual, steps }) => manual ?? steps ?? []).filter(({ check }) => check.startsWith('org.page-'));
/** What `doctor` says of them. */
export const pageCheck = async ({ config, connection }: Trial) =>
    (await diagnose(config, connection)).sections
        .flatMap(({ checks }) => checks)
        .find(({ id }) => id.startsWith('org.page-'));

/** Does something in the org between apply's, or undo's, last look at a page and its writing. */
export function beforePageIsWritten({ connection: { org } }: Trial, name: string, work: () => Promise<void>): void {
    const soap = org.metadataSoap.bind(org);
    const request = org.request.bind(org);
    let isRead = false;
    org.metadataSoap = (body) => {
        isRead ||= body.includes(`<members>${name}</members>`);
        return soap(body);
    };
    org.request = async <Answer>(...[method, ...rest]: Parameters<typeof request>): Promise<Answer> => {
        if (isRead && method === 'POST') {
            Object.assign(org, { metadataSoap: soap, request });
            await work();
        }
        return request<Answer>(method, ...rest);
    };
}
