import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mergeText } from './formula.ts';

const values = new Map([
    ['Bot.ApiKey', 'k-1'],
    ['Bot.User', 'ada']
]);
const lookup = (credential: string, parameter: string) => values.get(`${credential}.${parameter}`);

test('a merge field becomes the value of the credential', () => {
    assert.equal(mergeText('{!$Credential.Bot.ApiKey}', lookup), 'k-1');
    assert.equal(mergeText('a {!$Credential.Bot.User} b {!$Credential.Bot.ApiKey}', lookup), 'a ada b k-1');
});

test('texts are put together with & and +', () => {
    assert.equal(mergeText("{!'Bearer ' & $Credential.Bot.ApiKey}", lookup), 'Bearer k-1');
    assert.equal(mergeText(`{!"Key {" + $Credential.Bot.ApiKey + "}"}`, lookup), 'Key {k-1}');
    assert.equal(mergeText("{!'it\\'s ' & ($Credential.Bot.User)}", lookup), "it's ada");
});

test('basic authentication by functions', () => {
    const formula = "{!'Basic ' & BASE64ENCODE(BLOB($Credential.Bot.User & ':' & $Credential.Bot.ApiKey))}";
    assert.equal(mergeText(formula, lookup), `Basic ${Buffer.from('ada:k-1').toString('base64')}`);
});

test('text without merge fields stays', () => {
    assert.equal(mergeText('{"a": "{}"}', lookup), '{"a": "{}"}');
});

test('what is not there is said in the platform’s words', () => {
    assert.throws(() => mergeText('{!$Credential.Bot.Missing}', lookup), {
        message: 'Field $Credential.Bot.Missing does not exist. Check spelling.'
    });
});

test('what the local org does not know is refused', () => {
    for (const formula of ['{!$User.Id}', '{!NOW()}', "{!'a' 'b'}", '{!$Credential.Bot}', "{!IF(TRUE, 'a', 'b')}"]) {
        assert.throws(() => mergeText(formula, lookup), /^CalloutError: not supported by the local org/);
    }
});
