import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { childrenOf, childText, parseXml } from '../salesforce/xml.ts';

const LABELS = 'force-app/core/main/default/labels/CustomLabels.labels-meta.xml';
/** Labels that tell an agent of a failure; what stands only beside one, such as its advice, is none. */
const TELLS_OF_FAILURE = /^Bot_(?:Error\w+Title|CaseError\w+|EmptyTitle|Warning(?!Other)\w+|Media(?:Broken|Foreign))$/;

/** The first sentence, as the documentation quotes it. */
const quoted = (label: string) => (label.split(/\. /)[0] ?? '').replace(/\{\d\}/g, '…').replace(/(?:\.$)/, '');

test('what an agent may read when something fails has an entry of the same words', () => {
    const page = readFileSync('docs/troubleshooting.md', 'utf8');
    const words = childrenOf(parseXml(readFileSync(LABELS, 'utf8')), 'labels')
        .filter((label) => TELLS_OF_FAILURE.test(childText(label, 'fullName') ?? ''))
        .map((label) => quoted(childText(label, 'value') ?? ''));
    assert.ok(words.length > 20);
    assert.deepEqual(
        words.filter((text) => !page.includes(`| ${text} `)),
        []
    );
});
