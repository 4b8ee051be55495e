import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { ConnectorEntry } from '../config/schema.ts';
import { exitCodes } from './error.ts';
import { SecretStore } from './secrets.ts';

const key = 'made-up-key-7f31';
const entry = { connector: 'sendbird', secrets: {} } as unknown as ConnectorEntry;
const requests = [{ name: 'apiToken', label: 'Api-Token', variable: 'TOKEN' }];

describe('a secret as the environment has it', () => {
    test('a line end that a file left behind is no part of it: neither sent nor shown', async () => {
        for (const given of [`${key}\n`, `${key}\r\n`, ` ${key} `]) {
            const store = new SecretStore({ TOKEN: given });
            const secrets = store.of(entry, requests);
            assert.equal(await secrets.get('apiToken'), key);
            assert.equal(secrets.redact(`The token ${key} is not known.`), 'The token *** is not known.');
        }
        assert.equal(new SecretStore({ TOKEN: '\r\n' }).missing(entry, requests).length, 1);
    });

    test('one that no request can carry is refused by the name of its variable, and stays hidden', async () => {
        for (const given of [`${key}\nof ours`, `${key}\u2013`]) {
            const secrets = new SecretStore({ TOKEN: given }).of(entry, requests);
            await assert.rejects(secrets.get('apiToken'), (error: Error & { exitCode?: number; remedy?: string }) => {
                assert.equal(error.exitCode, exitCodes.usage);
                assert.match(error.message, /sendbird: TOKEN has a line break/);
                assert.ok(!`${error.message} ${error.remedy}`.includes(key));
                return true;
            });
        }
    });
});
