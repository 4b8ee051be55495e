/** What `npm run org:…` and `npm run package:…` ask of `sf`. Pure: options in, command lines out. */

export const packages = {
    core: { folder: 'force-app/core', name: 'Bot Handoff', definition: 'config/core-scratch-def.json' },
    messaging: {
        folder: 'force-app/messaging',
        name: 'Bot Handoff Messaging',
        definition: 'config/messaging-scratch-def.json'
    },
    chat: { folder: 'force-app/chat', name: 'Bot Handoff Chat', definition: 'config/chat-scratch-def.json' }
} as const;

export type PackageName = keyof typeof packages;

export interface OrgOptions {
    /** Which package the org or version is for; core always comes along. */
    package: PackageName;
    targetOrg?: string;
    devHub?: string;
    alias?: string;
    days?: number;
    wait?: number;
}

export type Action = 'scratch' | 'deploy' | 'test' | 'create' | 'version';

/** Actions that a Dev Hub has to carry out. */
export const needDevHub: ReadonlySet<Action> = new Set(['scratch', 'create', 'version']);

const optional = (flag: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [flag, String(value)];

/** Folders of a package and of what it depends on, in the order in which they deploy. */
export function foldersOf(name: PackageName): string[] {
    return name === 'core' ? [packages.core.folder] : [packages.core.folder, packages[name].folder];
}

/** The `sf` command lines of an action, in order, each without `sf` itself. */
export function commandsOf(action: Action, options: OrgOptions): string[][] {
    const chosen = packages[options.package];
    const org = optional('--target-org', options.targetOrg);
    const hub = optional('--target-dev-hub', options.devHub);
    const wait = ['--wait', String(options.wait ?? 30)];
    switch (action) {
        case 'scratch':
            return [
                [
                    'org',
                    'create',
                    'scratch',
                    '--definition-file',
                    chosen.definition,
                    '--alias',
                    options.alias ?? `bot-handoff-${options.package}`,
                    '--duration-days',
                    String(options.days ?? 7),
                    '--set-default',
                    ...wait,
                    ...hub
                ]
            ];
        case 'deploy':
            return foldersOf(options.package).map((folder) => [
                'project',
                'deploy',
                'start',
                '--source-dir',
                folder,
                ...wait,
                ...org
            ]);
        case 'test':
            return [
                [
                    'apex',
                    'run',
                    'test',
                    '--test-level',
                    'RunLocalTests',
                    '--code-coverage',
                    '--result-format',
                    'human',
                    ...wait,
                    ...org
                ]
            ];
        case 'create':
            return [
                [
                    'package',
                    'create',
                    '--name',
                    chosen.name,
                    '--package-type',
                    'Unlocked',
                    '--path',
                    chosen.folder,
                    ...hub
                ]
            ];
        case 'version':
            return [
                [
                    'package',
                    'version',
                    'create',
                    '--package',
                    chosen.name,
                    '--installation-key-bypass',
                    '--code-coverage',
                    ...wait,
                    ...hub
                ]
            ];
    }
}
