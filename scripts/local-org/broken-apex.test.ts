/** Our Apex tests notice: one line of Apex broken in a copy, and a test turns red. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { buildComponents } from '../build/lwc.ts';
import { convertedPackage } from '../salesforce/kept-conversion.ts';
import { createLocalOrg, type LocalOrg } from './local-org.ts';
import { manifest, xml } from './metadata/test-package.ts';

/** A class, the test class that must notice, a text that stands in it once, and what it is broken into. */
const breaks: [className: string, testClassName: string, line: string, broken: string][] = [
    [
        'BotHistoryController',
        'BotHistoryControllerTest',
        'return isEmpty && session.text != null',
        'return isEmpty && session.text == null'
    ],
    ['BotSecretReader', 'BotSessionResolverTest', 'if (String.isNotBlank(value)) {', 'if (String.isBlank(value)) {'],
    [
        'BotSessionResolver',
        'BotSessionResolverTest',
        'if (!objectDescribe.isAccessible()) {',
        'if (objectDescribe.isAccessible()) {'
    ],
    [
        'BotTimeline',
        'BotTimelineTest',
        'firstPlace = Math.max(0, endPlace - pageSize);',
        'firstPlace = Math.max(0, endPlace - pageSize - 1);'
    ],
    [
        'WatsonxLogsAdapter',
        'WatsonxLogsPagesTest',
        'Long age = Datetime.now().getTime() -',
        'Long age = Datetime.now().getTime() +'
    ],
    ['BotCursor', 'BotCursorTest', "if (content?.get('kind') != kind) {", "if (content?.get('kind') == kind) {"],
    ['BotSessionResolver', 'BotSessionResolverTest', 'AccessLevel.USER_MODE', 'AccessLevel.SYSTEM_MODE'],
    [
        'BotSessionResolver',
        'BotSessionResolverTest',
        'session.isSecret = source.Is_Secret__c ||',
        'session.isSecret = source.Is_Secret__c &&'
    ],
    ['BotCaseComment', 'BotSaveAccessTest', 'insert as user record;', 'insert record;'],
    ['BotCaseFile', 'BotSaveAccessTest', 'insert as user version;', 'insert version;'],
    ['BotSettings', 'BotSettingsTest', 'return difference < 0 ? -1 : 1;', 'return difference > 0 ? -1 : 1;'],
    ['SendbirdHistoryAdapter', 'SendbirdPagesTest', '&& !shownIds.contains(', '&& !botIds.contains('],
    [
        'BotCallout',
        'BotCalloutTest',
        'code = BotHistoryException.Code.RATE_LIMITED;',
        'code = BotHistoryException.Code.UNAVAILABLE;'
    ],
    ['WatsonxLogsAdapter', 'WatsonxLogsPagesTest', "'time' => oldest,", "'time' => endTime,"]
];

let org: LocalOrg;
let files: Record<string, Uint8Array>;

before(async () => {
    await buildComponents();
    files = unzipSync(await convertedPackage('force-app/core'));
    org = await createLocalOrg({ port: 0, apexWorkers: 1 });
    deploy(files);
    // Where cases are private, reading them in system mode shows.
    deploy({
        'package.xml': strToU8(manifest({ CustomObject: ['Case'] })),
        'objects/Case.object': strToU8(xml('CustomObject', '<sharingModel>Private</sharingModel>'))
    });
});
after(async () => {
    await org?.close();
});

type Selection = Parameters<LocalOrg['runApexTests']>[0];

async function failuresOf(selection: Selection): Promise<string[]> {
    const { results } = await org.runApexTests(selection);
    assert.notEqual(results.length, 0);
    return results
        .filter(({ outcome }) => outcome !== 'Pass')
        .map(({ className, methodName }) => `${className}.${methodName}`);
}

function deploy(entries: Record<string, Uint8Array>): void {
    const result = org.deploy(zipSync(entries, { level: 0 }));
    assert.ok(result.success, JSON.stringify(result.details.componentFailures));
}

/** One class of the package; the others stay as they are. */
function deployClass(className: string, source: string): void {
    const path = `classes/${className}.cls`;
    deploy({
        'package.xml': strToU8(manifest({ ApexClass: [className] })),
        [path]: strToU8(source),
        [`${path}-meta.xml`]: files[`${path}-meta.xml`] ?? new Uint8Array()
    });
}

test('unbroken, every test passes', async () => {
    assert.deepEqual(await failuresOf('all'), []);
});

for (const [className, testClassName, line, broken] of breaks) {
    test(`${className}: ${broken}`, async () => {
        const path = `classes/${className}.cls`;
        const source = strFromU8(files[path] ?? new Uint8Array());
        assert.equal(source.split(line).length, 2, `${line} stands once in ${path}`);
        deployClass(className, source.replace(line, broken));
        try {
            assert.notEqual((await failuresOf([{ className: testClassName }])).length, 0);
        } finally {
            deployClass(className, source);
        }
    });
}
