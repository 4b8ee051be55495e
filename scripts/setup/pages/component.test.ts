import assert from 'node:assert/strict';
import { test } from 'node:test';

import { xml } from '../../local-org/metadata/test-package.ts';
import { parseXml } from '../../salesforce/xml.ts';
import { hasHistory, withHistory, withoutHistory } from './component.ts';

const item = (name: string, identifier = name.replace(':', '_')) =>
    `        <itemInstances>
            <componentInstance>
                <componentName>${name}</componentName>
                <identifier>${identifier}</identifier>
            </componentInstance>
        </itemInstances>
`;
const region = (name: string, items = '', type = 'Region') =>
    `    <flexiPageRegions>
${items}        <name>${name}</name>
        <type>${type}</type>
    </flexiPageRegions>
`;
const page = (...regions: string[]) =>
    xml(
        'FlexiPage',
        `\n${regions.join('')}    <masterLabel>Cases &amp; more</masterLabel>\n    <sobjectType>Case</sobjectType>\n    <type>RecordPage</type>\n`
    );

/** Of the component: the region that holds it, and the components of that region. */
function placeOf(text: string): [string, string[]] | undefined {
    for (const { name, children } of parseXml(text).children) {
        if (name !== 'flexiPageRegions' || !children.some(hasHistory)) continue;
        const texts = (part: (typeof children)[number]): string[] =>
            part.name === 'componentName' ? [part.text] : part.children.flatMap(texts);
        return [children.find((part) => part.name === 'name')?.text ?? '', children.flatMap(texts)];
    }
    return undefined;
}

test('beside the work, on top; elsewhere where there is no such place', () => {
    const work = item('support:caseFeed');
    const cases: [string[], string][] = [
        [
            [region('header', item('force:highlightsPanel')), region('main', work), region('sidebar', item('a:b'))],
            'sidebar'
        ],
        [[region('leftsidebar', item('a:c')), region('main', work), region('rightsidebar')], 'rightsidebar'],
        [[region('header'), region('main', work)], 'main'],
        [[region('header'), region('tab1', work, 'Facet'), region('columns', item('a:d'))], 'columns']
    ];
    for (const [regions, place] of cases) {
        const changed = withHistory(page(...regions)) ?? '';
        const [name, components] = placeOf(changed) ?? [];
        assert.equal(name, place);
        assert.equal(components?.[0], 'botHistory');
        assert.ok(withHistory(page(...regions))?.includes('Cases &amp; more'));
    }
});

test('a page with nothing but bars and facets takes none', () => {
    assert.equal(withHistory(page(region('header', item('a:b')), region('tab1', '', 'Facet'))), undefined);
    assert.equal(withHistory(page()), undefined);
});

test('of a page that is drawn from another one, what it has in its place', () => {
    const drawn = (text: string) =>
        text.replace(
            '    <sobjectType>',
            '    <parentFlexiPage>support__Case_rec_L</parentFlexiPage>\n    <sobjectType>'
        );
    const replaced = (text: string) => text.replace('        <name>', '        <mode>Replace</mode>\n        <name>');
    const [main, sidebar] = [region('main', item('support:caseFeed')), region('sidebar', item('a:b'))];
    const text = drawn(page(replaced(main), replaced(sidebar)));
    const changed = withHistory(text) ?? '';
    assert.deepEqual(placeOf(changed), ['sidebar', ['botHistory', 'a:b']]);
    assert.equal(withoutHistory(changed), text);
    assert.equal(placeOf(withHistory(drawn(page(replaced(main), sidebar))) ?? '')?.[0], 'main');
    assert.equal(withHistory(drawn(page(main, sidebar))), undefined);
});

test('put there and taken out again, the page is as it was, to the letter', () => {
    const rich = item('a:b').replace(
        '<identifier>',
        '<componentInstanceProperties><name>richTextValue</name><value>  &lt;p&gt;Two  spaces\n and a line&lt;/p&gt; </value></componentInstanceProperties>\n<!-- by hand --><identifier>'
    );
    for (const text of [
        page(region('sidebar', rich)),
        page(region('sidebar')),
        page(region('sidebar', rich)).replaceAll('\n', '')
    ]) {
        const changed = withHistory(text) ?? '';
        assert.ok(hasHistory(parseXml(changed)));
        assert.equal(withoutHistory(changed), text);
    }
});

test('what somebody moved since, or added, stays', () => {
    const mine = item('c:botHistory', 'c_botHistory');
    const moved = page(region('main', item('a:b')), region('Facet-1', `${item('a:c')}${mine}${item('a:d')}`, 'Facet'));
    assert.equal(withoutHistory(moved), moved.replace(mine, ''));
    const twice = page(region('main', mine + item('a:b')), region('sidebar', item('botHistory', 'c_botHistory2')));
    assert.equal(withoutHistory(twice), page(region('main', item('a:b')), region('sidebar')));
    assert.equal(withoutHistory(page(region('main', item('a:b')))), undefined);
});

test("another component's name is no history, and its identifier is not taken twice", () => {
    const other = page(region('main', item('acme:botHistory', 'c_botHistory')));
    assert.equal(hasHistory(parseXml(other)), false);
    assert.match(withHistory(other) ?? '', /<identifier>c_botHistory2<\/identifier>/);
    assert.equal(withoutHistory(withHistory(other) ?? ''), other);
});

test('line ends of Windows', () => {
    const text = page(region('sidebar', item('a:b'))).replaceAll('\n', '\r\n');
    const changed = withHistory(text) ?? '';
    assert.equal(placeOf(changed)?.[0], 'sidebar');
    assert.equal(withoutHistory(changed), text.replaceAll('\r\n', '\n'));
});
