import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { commandsOf, foldersOf, needDevHub, packages } from './commands.ts';

test('a package deploys after what it depends on', () => {
    assert.deepEqual(foldersOf('messaging'), ['force-app/core', 'force-app/messaging']);
    assert.deepEqual(
        commandsOf('deploy', { package: 'chat', targetOrg: 'dev' }).map((command) => command.join(' ')),
        [
            'project deploy start --source-dir force-app/core --wait 30 --target-org dev',
            'project deploy start --source-dir force-app/chat --wait 30 --target-org dev'
        ]
    );
});

test('only what was said is passed on', () => {
    const [command] = commandsOf('scratch', { package: 'messaging' });
    assert.equal(
        command?.join(' '),
        'org create scratch --definition-file config/messaging-scratch-def.json --alias bot-handoff-messaging --duration-days 7 --set-default --wait 30'
    );
    assert.match(
        commandsOf('version', { package: 'core', devHub: 'hub', wait: 60 })[0]?.join(' ') ?? '',
        /^package version create --package Bot Handoff .*--wait 60 --target-dev-hub hub$/
    );
});

test('folders and definitions are there', () => {
    for (const { folder, definition } of Object.values(packages)) {
        assert.ok(existsSync(folder), folder);
        assert.ok(existsSync(definition), definition);
    }
});

test('deploys and tests need no Dev Hub', () => {
    assert.deepEqual([...needDevHub].sort(), ['create', 'scratch', 'version']);
});

test('what a command does not heed is refused, before it does anything', () => {
    for (const args of [
        ['deploy', '--alias', 'staging'],
        ['test', '--dev-hub', 'hub'],
        ['scratch', '--target-org', 'staging']
    ]) {
        const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/org/main.ts', ...args], {
            encoding: 'utf8'
        });
        assert.equal(status, 1);
        assert.equal(stdout, '');
        assert.match(stderr, new RegExp(`unknown option '${args[1]}'`));
    }
});
