/** What a page says about a field beside its label: descriptions stand in Setup's Object Manager alone. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const forceApp = join(import.meta.dirname, '../../force-app');

function helpTexts(pattern: string): Map<string, string> {
    const files = globSync(`*/main/default/objects/${pattern}.field-meta.xml`, { cwd: forceApp });
    assert.ok(files.length > 0, pattern);
    return new Map(
        files.map((file) => {
            const [, text = ''] = /<inlineHelpText\s*>([^<]*)</.exec(readFileSync(join(forceApp, file), 'utf8')) ?? [];
            return [file, text];
        })
    );
}

void test('an admin reads beside each setting what belongs there', () => {
    const fields = [...helpTexts('*__mdt/fields/*')];
    assert.deepEqual(
        fields.filter(([, text]) => text === '' || text.length > 510),
        []
    );
});

void test('an agent reads beside name and address that nobody has verified them', () => {
    const fields = [...helpTexts('*/fields/Bot_Customer_{Name,Email}__c')];
    assert.equal(fields.length, 6);
    assert.deepEqual(
        fields.filter(([, text]) => !text.includes('Not verified')),
        []
    );
});
