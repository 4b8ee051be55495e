/**
 * `npm run org:scratch|org:deploy|org:test` and `npm run package:create|package:version`: the real `sf`, with our
 * values.
 */
import { Command, Option } from 'commander';
import { buildComponents } from '../build/lwc.ts';
import { commandsOf, needDevHub, packages, type Action, type OrgOptions, type PackageName } from './commands.ts';
import { createPackage } from './create-package.ts';
import { defaultDevHub, runSf } from './sf.ts';

async function run(action: Action, options: OrgOptions): Promise<void> {
    if (needDevHub.has(action) && options.devHub === undefined && (await defaultDevHub()) === undefined) {
        console.error(
            'This needs a Dev Hub, and sf knows none. Log in to one with "npx sf org login web --set-default-dev-hub", or name one with --dev-hub ALIAS.'
        );
        process.exitCode = 2;
        return;
    }
    await buildComponents();
    for (const command of commandsOf(action, options)) {
        console.log(`sf ${command.join(' ')}`);
        const { code } = await carryOut(action, command, options);
        if (code !== 0) {
            process.exitCode = code;
            return;
        }
    }
}

async function carryOut(action: Action, command: string[], options: OrgOptions): Promise<{ code: number }> {
    if (action !== 'create') return runSf(command, { show: true });
    const { code, message } = await createPackage(command, packages[options.package].name);
    (code === 0 ? console.log : console.error)(message);
    return { code };
}

const program = new Command('npm run org:… / package:…').description(
    'Scratch orgs, deploys, tests and package versions through sf.'
);
const descriptions: Record<Action, string> = {
    scratch: 'create a scratch org for a package (needs a Dev Hub)',
    deploy: 'deploy a package, and what it depends on, to an org',
    test: 'run the Apex tests in an org',
    create: 'create the package in a Dev Hub; its id goes into sfdx-project.json',
    version: 'create a package version in a Dev Hub; sf writes it into sfdx-project.json'
};
const number = (text: string) => Number.parseInt(text, 10);
const options: Record<keyof OrgOptions, Option> = {
    package: new Option('--package <name>', 'core, messaging or chat')
        .choices(Object.keys(packages) as PackageName[])
        .default('core'),
    targetOrg: new Option('--target-org <alias>', "an org that sf knows; sf's default org unless given"),
    devHub: new Option('--dev-hub <alias>', "a Dev Hub that sf knows; sf's default one unless given"),
    alias: new Option('--alias <alias>', 'alias of the new scratch org'),
    days: new Option('--days <number>', 'life of the scratch org').argParser(number),
    wait: new Option('--wait <minutes>', 'how long to wait for the org').argParser(number)
};
// No more than it heeds: a deploy that took --alias and went to the default org would be in the wrong one.
const optionsOf: Record<Action, (keyof OrgOptions)[]> = {
    scratch: ['package', 'devHub', 'alias', 'days', 'wait'],
    deploy: ['package', 'targetOrg', 'wait'],
    test: ['targetOrg', 'wait'],
    create: ['package', 'devHub'],
    version: ['package', 'devHub', 'wait']
};
for (const action of Object.keys(descriptions) as Action[]) {
    const command = program.command(action).description(descriptions[action]);
    for (const name of optionsOf[action]) command.addOption(options[name]);
    command.action((given: Partial<OrgOptions>) => run(action, { package: 'core', ...given }));
}
await program.parseAsync();
