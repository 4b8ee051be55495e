import assert from 'node:assert/strict';
import { test } from 'node:test';

import { child, childFlag, childText, parseXml, toXml, XmlError } from './xml.ts';

test('elements carry text, attributes and positions', () => {
    const root = parseXml(
        '<?xml version="1.0"?>\n<!-- note -->\n<A x="1 &lt; 2">\n    <b>one &amp; two</b>\n    <c/>\n</A>'
    );
    assert.equal(root.name, 'A');
    assert.deepEqual(root.position, { line: 3, column: 1 });
    assert.equal(root.attributes['x'], '1 < 2');
    assert.equal(childText(root, 'b'), 'one & two');
    assert.deepEqual(child(root, 'c')?.position, { line: 5, column: 5 });
    assert.equal(childText(root, 'c'), undefined);
});

test('text is taken as it is: CDATA, numeric entities, white space', () => {
    const root = parseXml('<a>  <![CDATA[<b> & c]]> &#65;&#x42; </a>');
    assert.equal(root.text, '  <b> & c AB ');
});

test('flags read true, 1, and fall back', () => {
    const root = parseXml('<a><on>true</on><one>1</one><off>false</off></a>');
    assert.deepEqual(
        ['on', 'one', 'off', 'missing'].map((name) => childFlag(root, name, name === 'missing')),
        [true, true, false, true]
    );
});

for (const [what, text, line] of [
    ['an unclosed element', '<a>\n<b></a>', 2],
    ['two roots', '<a/>\n<b/>', 2],
    ['no element', '  ', 1],
    ['a bare ampersand', '<a>\n\nx & y</a>', 3]
] as const) {
    test(`not well formed: ${what}`, () => {
        assert.throws(
            () => parseXml(text),
            (error) => error instanceof XmlError && error.position.line === line
        );
    });
}

test('what is written reads the same again', () => {
    const text = '<a x="&quot;"><b>&lt;&amp;&gt;</b><c/><d>\n two lines </d></a>';
    const once = parseXml(text);
    const again = parseXml(toXml(once));
    const bare = (element: typeof once): unknown => [
        element.name,
        element.attributes,
        element.children.length === 0 ? element.text : '',
        element.children.map(bare)
    ];
    assert.deepEqual(bare(again), bare(once));
});
