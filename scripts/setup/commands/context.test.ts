import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';

import { exitCodes, SetupError } from '../run/error.ts';
import { SecretStore } from '../run/secrets.ts';
import { commandLine, connection, sessionKey, withProgress, type Flags, type Terminal } from './context.ts';

const flags: Flags = { config: 'handoff.yaml', state: '.handoff' };

function terminal(env: Record<string, string> = {}): Terminal & { printed: () => string } {
    let text = '';
    const stream = new Writable({
        write(chunk: Buffer, _encoding, done) {
            text += chunk.toString();
            done();
        }
    }) as unknown as NodeJS.WriteStream;
    return { out: stream, err: stream, env, isInteractive: false, printed: () => text };
}

describe('progress', () => {
    const secrets = new SecretStore({});
    secrets.hide('made-up-secret');
    const refused = new SetupError('POST credential: bad value made-up-secret');
    const tasks = [
        { id: 'secrets', title: 'Secrets', run: () => Promise.reject(refused) },
        { id: 'never', title: 'Never begun', run: () => Promise.resolve() }
    ];

    test('a step that fails is told without the secret in its error, and ends the rest', async () => {
        const shown = terminal();
        await assert.rejects(withProgress(tasks, flags, shown, secrets), (error) => error === refused);
        assert.match(shown.printed(), /Secrets.*bad value \*\*\*/);
        assert.doesNotMatch(shown.printed(), /made-up-secret|Never begun/);
    });

    test('with --json nothing is printed, and the error comes as it is', async () => {
        const shown = terminal();
        await assert.rejects(
            withProgress(tasks, { ...flags, json: true }, shown, secrets),
            (error) => error === refused
        );
        assert.equal(shown.printed(), '');
    });
});

test('an org of an empty name, as by a variable that is not set: none is named, and nothing is to be tried again', async () => {
    await assert.rejects(connection({ ...flags, targetOrg: '' }, terminal(), new SecretStore({})), {
        message: 'No org is named.',
        exitCode: exitCodes.usage
    });
});

test('two orgs: none is chosen in silence', async () => {
    const both = { ...flags, targetOrg: 'staging', instanceUrl: 'http://127.0.0.1:4300' };
    await assert.rejects(connection(both, terminal({ SETUP_ACCESS_TOKEN: 'made-up' }), new SecretStore({})), {
        message: 'Two orgs are named.',
        exitCode: exitCodes.usage
    });
});

test('the next command to type has the org that this run had, also beside a variable that is not set', () => {
    const next = commandLine('apply', { ...flags, targetOrg: '', instanceUrl: 'http://127.0.0.1:4300' });
    assert.equal(next, 'npm run setup -- apply --instance-url http://127.0.0.1:4300');
});

describe('a watsonx session key', () => {
    test('comes from the environment and is hidden from then on', async () => {
        const secrets = new SecretStore({});
        const key = 'us-south::v1::made-up';
        assert.equal(await sessionKey(flags, terminal({ WATSONX_SESSION_KEY: key }), secrets), key);
        assert.equal(secrets.redact(`key ${key}`), 'key ***');
    });

    test('is missed in words where nobody can be asked', async () => {
        await assert.rejects(
            sessionKey(flags, terminal(), new SecretStore({})),
            (error) =>
                error instanceof SetupError &&
                error.exitCode === exitCodes.usage &&
                /WATSONX_SESSION_KEY/.test(error.remedy ?? '')
        );
    });
});
