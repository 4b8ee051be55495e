/**
 * `npm run test:apex [-- CLASS | CLASS.METHOD …]`: deploys the packages into a fresh local org, runs their Apex tests
 * there, and closes with `N passed, N failed`. A class of ours with less than 85 % of its lines covered is a failure.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponents } from '../../build/lwc.ts';
import { convertPackage } from '../../salesforce/convert.ts';
import { exampleValues } from '../../salesforce/templates/placeholders.ts';
import { renderTemplates, writeRendered } from '../../salesforce/templates/render.ts';
import { createLocalOrg, type LocalOrg } from '../local-org.ts';
import { coverageTable, failureText, percentOf } from './test-runner/report.ts';

const REQUIRED_PERCENT = 85;

/** Inside the project, so that its .forceignore holds; not hidden, or the conversion passes it over. */
const RENDERED = 'dist/apex-tests';

/** What the packages need of an org before they deploy. */
const SURROUNDINGS = ['messaging/settings', 'chat/settings', 'omni/settings', 'omni'];

const PACKAGES = ['core', 'messaging', 'chat'];

async function deploy(org: LocalOrg, folder: string): Promise<void> {
    const result = org.deploy(await convertPackage(folder));
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
        const deployedAt = performance.now();
        const { results, coverage } = await org.runApexTests(selection(names));
        const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);
        const failed = results.filter((each) => each.outcome !== 'Pass');
        failed.forEach((each) => console.log(failureText(each)));
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
        const failures = failed.length + thin.length + (results.length === 0 ? 1 : 0);
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
