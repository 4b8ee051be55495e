/** `npm run org:scratch|org:deploy|org:test` and `npm run package:create|package:version`: the real `sf`, with our values. */
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
for (const action of Object.keys(descriptions) as Action[]) {
    const number = (text: string) => Number.parseInt(text, 10);
    program
        .command(action)
        .description(descriptions[action])
        .addOption(
            new Option('--package <name>', 'core, messaging or chat')
                .choices(Object.keys(packages) as PackageName[])
                .default('core')
        )
        .option('--target-org <alias>', 'an org that sf knows')
        .option('--dev-hub <alias>', 'a Dev Hub that sf knows')
        .option('--alias <alias>', 'alias of the new scratch org')
        .option('--days <number>', 'life of the scratch org', number)
        .option('--wait <minutes>', 'how long to wait for the org', number)
        .action((options: OrgOptions) => run(action, options));
}
await program.parseAsync();
