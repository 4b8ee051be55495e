/** Secrets on their way into the org: which are stored, and in what form. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { setCredential } from '../salesforce/credentials.ts';
import { exitCodes } from './run/error.ts';
import { applySetup } from './setup.ts';
import { secretValues, startTrial, type Trial } from '../../tests/setup/trial.ts';

describe('secrets of two bots', () => {
    let trial: Trial;
    before(async () => {
        trial = await startTrial('cognigy-messaging', { isSmall: true });
    });
    after(() => trial.close());

    const stored = (externalCredential: string, parameter: string) =>
        trial.org.metadata.credentials.value({ externalCredential, principal: 'Integration' }, parameter);

    test('apply stores those of the plan: a key that an admin has put into the org stays', async () => {
        await applySetup(trial.config, trial.connection);
        const principal = { externalCredential: 'Bot_Cognigy', principalName: 'Integration' };
        await setCredential(trial.connection.org, principal, { ApiKey: 'made-up-key-by-hand' });
        const sendbird = readFileSync('config/handoff.sendbird.yaml', 'utf8');
        const text = readFileSync(trial.configFile, 'utf8').trimEnd();
        writeFileSync(trial.configFile, `${text}\n${sendbird.slice(sendbird.indexOf('  - connector'))}`);
        const ran = await trial.run(['apply', '--yes']);
        assert.equal(ran.code, exitCodes.ok, ran.err);
        assert.match(ran.err, /\+ Secrets of External Credential Bot_Sendbird/);
        assert.doesNotMatch(ran.err, /Secrets of External Credential Bot_Cognigy/);
        assert.equal(stored('Bot_Sendbird', 'ApiKey'), secretValues.sendbirdApiToken);
        assert.equal(stored('Bot_Cognigy', 'ApiKey'), 'made-up-key-by-hand');

        assert.equal((await trial.run(['apply', '--yes', '--renew-secrets'])).code, exitCodes.ok);
        assert.equal(stored('Bot_Cognigy', 'ApiKey'), secretValues.cognigyApiKey);
    });

    test('a line end behind a secret or a token, as a file leaves it, is no part of it', async () => {
        const environment = Object.fromEntries(
            Object.entries(trial.environment).map(([name, value]) => [name, `${value}\r\n`])
        );
        const ran = await trial.run(['apply', '--yes', '--renew-secrets'], environment);
        assert.equal(ran.code, exitCodes.ok, ran.err);
        assert.equal(stored('Bot_Cognigy', 'ApiKey'), secretValues.cognigyApiKey);
        assert.equal(stored('Bot_Sendbird', 'ApiKey'), secretValues.sendbirdApiToken);
        const empty = await trial.run(['plan', '--json'], { ...trial.environment, COGNIGY_API_KEY: '\n' });
        assert.equal(empty.code, exitCodes.usage);
        assert.match(empty.out, /COGNIGY_API_KEY/);
    });
});

test('a key that IBM does not know is told by its variable, before the org gets anything', async () => {
    const trial = await startTrial('watsonx', { isSmall: true });
    try {
        const environment = { ...trial.environment, IBM_CLOUD_API_KEY: 'another-made-up-key-9x' };
        for (const command of [['plan'], ['apply', '--yes']]) {
            const { code, err, out } = await trial.run(command, environment);
            assert.equal(code, exitCodes.failed);
            assert.match(
                err,
                /watsonx: IBM Cloud does not know this API key.*\nLook at the secret: IBM_CLOUD_API_KEY\./
            );
            assert.ok(!`${err}${out}`.includes('another-made-up-key-9x'));
        }
        assert.equal(trial.org.metadata.list('ApexClass').length, 0);
    } finally {
        await trial.close();
    }
});
