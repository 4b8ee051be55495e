/** What an org is not licensed for: said as early as it can be known, and in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exitCodes } from '../run/error.ts';
import { startTrial } from '../../../tests/setup/trial.ts';

test('an org without Salesforce Chat: plan says so, as apply does, and nothing is written', async () => {
    for (const [connector, options] of [
        ['cognigy-chat', {}],
        ['watsonx', { way: 'chat' }]
    ] as const) {
        const trial = await startTrial(connector, { ...options, features: ['LiveMessage'], isSmall: true });
        try {
            for (const command of [['plan'], ['apply', '--yes']]) {
                const { code, err } = await trial.run(command);
                assert.equal(code, exitCodes.failed);
                assert.match(
                    err,
                    new RegExp(`^The org refuses Salesforce Chat, .* for ${connector}: Not available`, 'm')
                );
                assert.match(
                    err,
                    /\nThis org has no Salesforce Chat \(retired .*\)\. Use a connector or way that goes/
                );
            }
            assert.equal(trial.org.metadata.list('PermissionSet').length, 0);
        } finally {
            await trial.close();
        }
    }
});

test('an org without Messaging for In-App and Web: which licence the deployment takes', async () => {
    const trial = await startTrial('watsonx', { features: ['LiveMessage'], isSmall: true });
    try {
        const { code, err } = await trial.run(['apply', '--yes']);
        assert.equal(code, exitCodes.failed);
        assert.match(
            err,
            /EmbeddedServiceConfig Bot_Handoff_Client .*Not available.*\nMessaging needs the .* licence:/
        );
    } finally {
        await trial.close();
    }
});
