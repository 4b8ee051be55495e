/** Our Apex tests notice: one line of Apex broken in a copy, and a test turns red. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { buildComponents } from '../build/lwc.ts';
import { convertPackage } from '../salesforce/convert.ts';
import { createLocalOrg, type LocalOrg } from './local-org.ts';
import { manifest, xml } from './metadata/test-package.ts';

/** Class → a text that stands in it once, and what it is broken into. */
const breaks: [className: string, line: string, broken: string][] = [
    ['BotHistoryController', 'return isEmpty && session.text != null', 'return isEmpty && session.text == null'],
    ['BotSecretReader', 'if (String.isNotBlank(value)) {', 'if (String.isBlank(value)) {'],
    ['BotSessionResolver', 'if (!objectDescribe.isAccessible()) {', 'if (objectDescribe.isAccessible()) {'],
    [
        'BotTimeline',
        'firstPlace = Math.max(0, endPlace - pageSize);',
        'firstPlace = Math.max(0, endPlace - pageSize - 1);'
    ],
    ['WatsonxLogsAdapter', 'Long age = Datetime.now().getTime() -', 'Long age = Datetime.now().getTime() +'],
    ['BotCursor', "if (content?.get('kind') != kind) {", "if (content?.get('kind') == kind) {"],
    ['BotSessionResolver', 'AccessLevel.USER_MODE', 'AccessLevel.SYSTEM_MODE'],
    ['BotSessionResolver', 'session.isSecret = source.Is_Secret__c ||', 'session.isSecret = source.Is_Secret__c &&'],
    ['BotCaseComment', 'insert as user record;', 'insert record;'],
    ['BotCaseFile', 'insert as user version;', 'insert version;'],
    ['BotSettings', 'return difference < 0 ? -1 : 1;', 'return difference > 0 ? -1 : 1;'],
    ['SendbirdHistoryAdapter', '&& !shownIds.contains(', '&& !botIds.contains('],
    ['BotCallout', 'code = BotHistoryException.Code.RATE_LIMITED;', 'code = BotHistoryException.Code.UNAVAILABLE;'],
    ['WatsonxLogsAdapter', "'time' => oldest,", "'time' => endTime,"]
];

let org: LocalOrg;
let files: Record<string, Uint8Array>;

before(async () => {
    await buildComponents();
    files = unzipSync(await convertPackage('force-app/core'));
    org = await createLocalOrg({ port: 0, apexWorkers: 1 });
    // Where cases are private, reading them in system mode shows.
    const privateCases = org.deploy(
        zipSync({
            'package.xml': strToU8(manifest({ CustomObject: ['Case'] })),
            'objects/Case.object': strToU8(xml('CustomObject', '<sharingModel>Private</sharingModel>'))
        })
    );
    assert.ok(privateCases.success, JSON.stringify(privateCases.details.componentFailures));
});
after(async () => {
    await org?.close();
});

async function failuresOf(changed: Record<string, Uint8Array>): Promise<string[]> {
    const result = org.deploy(zipSync({ ...files, ...changed }, { level: 0 }));
    assert.ok(result.success, JSON.stringify(result.details.componentFailures));
    const { results } = await org.runApexTests('all');
    return results
        .filter(({ outcome }) => outcome !== 'Pass')
        .map(({ className, methodName }) => `${className}.${methodName}`);
}

test('unbroken, every test passes', async () => {
    assert.deepEqual(await failuresOf({}), []);
});

for (const [className, line, broken] of breaks) {
    test(`${className}: ${broken}`, async () => {
        const path = `classes/${className}.cls`;
        const source = strFromU8(files[path] ?? new Uint8Array());
        assert.equal(source.split(line).length, 2, `${line} stands once in ${path}`);
        const failures = await failuresOf({ [path]: strToU8(source.replace(line, broken)) });
        assert.notEqual(failures.length, 0);
    });
}
