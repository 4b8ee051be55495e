/**
 * `npm run test:apex [-- CLASS | CLASS.METHOD …]`: deploys the packages into a fresh local org, runs their Apex tests
 * there, and closes with `N passed, N failed`. A class of ours with less than 85 % of its lines covered is a failure.
 *
 * Customers run these tests with the setup's deploy, in orgs that differ. So this org has the names of profiles that a
 * German one has, and the tests run once more where every profile grants rights on cases.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponents } from '../../build/lwc.ts';
import { convertedPackage } from '../../salesforce/kept-conversion.ts';
import { exampleValues } from '../../salesforce/templates/placeholders.ts';
import { renderTemplates, writeRendered } from '../../salesforce/templates/render.ts';
import { createLocalOrg, type LocalOrg } from '../local-org.ts';
import type { DmlResult } from '../types.ts';
import { coverageTable, failureText, percentOf } from './test-runner/report.ts';

const REQUIRED_PERCENT = 85;

/** Inside the project, so that its .forceignore holds; not hidden, or the conversion passes it over. */
const RENDERED = 'dist/apex-tests';

/** What the packages need of an org before they deploy. */
const SURROUNDINGS = ['messaging/settings', 'chat/settings', 'omni/settings', 'omni'];

const PACKAGES = ['core', 'messaging', 'chat'];

async function deploy(org: LocalOrg, folder: string): Promise<void> {
    const result = org.deploy(await convertedPackage(folder));
    if (!result.success) {
        const failures = result.details.componentFailures.map(
            (each) => `${each.componentType} ${each.fullName}: ${each.problem}`
        );
        throw new Error(
            `The local org refused ${folder}.\n${[result.errorMessage, ...failures].filter(Boolean).join('\n')}`
        );
    }
}

async function deployPackages(org: LocalOrg): Promise<void> {
    rmSync(RENDERED, { recursive: true, force: true });
    for (const template of SURROUNDINGS) {
        const target = join(RENDERED, template);
        writeRendered(renderTemplates(join('force-app/unpackaged', template), exampleValues()), target);
        await deploy(org, target);
        rmSync(RENDERED, { recursive: true, force: true });
    }
    for (const name of PACKAGES) {
        await deploy(org, join('force-app', name));
    }
}

function nameProfilesInGerman({ ids, records, adminUserId }: LocalOrg): void {
    const names = {
        [ids.minimumAccessProfileId]: 'Minimaler Zugriff - Salesforce',
        [ids.standardProfileId]: 'Standardbenutzer'
    };
    const changes = Object.entries(names).map(([id, Name]) => ({ type: 'Profile', id, fields: { Name } }));
    demandWritten(records.platformWrite('update', changes, { userId: adminUserId }));
}

/**
 * All that a profile of the org may grant: rights on cases by its own choice, fields by an installation for all users.
 */
function grantCasesByEveryProfile({ ids, records, adminUserId: userId }: LocalOrg): void {
    const own = records.query('SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = TRUE AND ProfileId IN :profiles', {
        access: 'system',
        userId,
        binds: new Map([['profiles', [ids.minimumAccessProfileId, ids.standardProfileId]]])
    });
    const read = { PermissionsRead: true };
    const custom = records.schema.object('Case')!.fields.filter((field) => field.custom);
    const grants = own.rows.flatMap(({ fields: { Id } }) => {
        const parent = { ParentId: Id as string, SobjectType: 'Case' };
        return [
            {
                type: 'ObjectPermissions',
                fields: { ...parent, ...read, PermissionsCreate: true, PermissionsEdit: true }
            },
            ...custom.map(({ name }) => ({
                type: 'FieldPermissions',
                fields: { ...parent, ...read, Field: `Case.${name}` }
            }))
        ];
    });
    const results = records.platformWrite('insert', grants, { userId, allOrNone: false });
    // The standard user's profile has its rights on cases already.
    demandWritten(results.filter(({ errors }) => errors[0]?.statusCode !== 'DUPLICATE_VALUE'));
}

function demandWritten(results: DmlResult[]): void {
    const refused = results.find(({ success }) => !success);
    if (refused) {
        throw new Error(refused.errors[0]?.message);
    }
}

/** `Foo` and `Foo.bar` as the org's test selection. */
function selection(names: string[]): 'all' | { className: string; methods?: string[] }[] {
    if (names.length === 0) {
        return 'all';
    }
    return names.map((name) => {
        const [className = '', method] = name.split('.');
        return method === undefined ? { className } : { className, methods: [method] };
    });
}

async function main(names: string[]): Promise<number> {
    const startedAt = performance.now();
    await buildComponents();
    const org = await createLocalOrg({ port: 0, apexWorkers: 1 });
    try {
        await deployPackages(org);
        nameProfilesInGerman(org);
        const deployedAt = performance.now();
        const { results, coverage } = await org.runApexTests(selection(names));
        const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);
        grantCasesByEveryProfile(org);
        const again = await org.runApexTests(selection(names));
        const failed = results.filter((each) => each.outcome !== 'Pass');
        failed.forEach((each) => console.log(failureText(each)));
        const failedAgain = again.results.filter((each) => each.outcome !== 'Pass');
        failedAgain.forEach((each) => console.log(`Where every profile grants rights on cases: ${failureText(each)}`));
        if (names.length === 0) {
            console.log(coverageTable(coverage));
        }
        const thin = names.length === 0 ? coverage.filter((each) => percentOf(each) < REQUIRED_PERCENT) : [];
        thin.forEach((each) =>
            console.log(`${each.name}: ${percentOf(each)} % covered, ${REQUIRED_PERCENT} % are required`)
        );
        if (results.length === 0) {
            console.log('There is no Apex test of that name.');
        }
        const failures = failed.length + failedAgain.length + thin.length + (results.length === 0 ? 1 : 0);
        console.log(
            `Simulated: no org took part. Deployed in ${((deployedAt - startedAt) / 1000).toFixed(1)} s, tested in ${seconds(deployedAt)} s.`
        );
        console.log(`${results.length - failed.length} passed, ${failures} failed`);
        return failures === 0 ? 0 : 1;
    } finally {
        await org.close();
    }
}

process.exitCode = await main(process.argv.slice(2));
