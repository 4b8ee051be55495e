import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../salesforce/xml.ts';
import { referencesOf } from './component-references.ts';
import { publicProperties, targetProblems } from './component-targets.ts';
import type { SourceComponent } from './source-tree.ts';

const source = `export default class Tile extends LightningElement {
    @api height = 100;
    @api order = 'oldest';
    @api
    get quiet() { return this.q; }
    hidden = 1;
}`;

function bundle(config: string, targets = '<target>lightning__RecordPage</target>', exposed = true): SourceComponent {
    const text = `<LightningComponentBundle>
<isExposed>${exposed}</isExposed>
<targets>${targets}</targets>
<targetConfigs>${config}</targetConfigs>
</LightningComponentBundle>`;
    return {
        package: 'core',
        fullName: 'tile',
        file: 'tile.js-meta.xml',
        text,
        type: 'LightningComponentBundle',
        xml: parseXml(text)
    };
}

const onPage = (content: string) => `<targetConfig targets="lightning__RecordPage">${content}</targetConfig>`;
const problems = (component: SourceComponent) => targetProblems(component, source).map(({ message }) => message);

test('public properties are fields and accessors with @api', () => {
    assert.deepEqual([...publicProperties(source)], ['height', 'order', 'quiet']);
});

test('a correct configuration has no problems', () => {
    const config = `<property name="height" type="Integer" label="Height" default="200" min="100" max="300"/>
        <property name="order" type="String" label="Order" datasource="oldest,newest" default="newest"/>
        <property name="quiet" type="Boolean" label="Quiet" default="false"/>
        <objects><object>Case</object></objects>
        <supportedFormFactors><supportedFormFactor type="Small"/></supportedFormFactors>`;
    assert.deepEqual(problems(bundle(onPage(config))), []);
});

test('targets: unknown, missing, without exposure, configured twice', () => {
    assert.match(
        problems(bundle('', '<target>lightning__RecordPages</target>'))[0] ?? '',
        /lightning__RecordPages is not/
    );
    assert.deepEqual(problems(bundle('', '')), ['exposed, but without a target']);
    assert.deepEqual(problems(bundle('', undefined, false)), ['has targets, but isExposed is not true']);
    assert.match(problems(bundle('<targetConfig targets="lightning__AppPage"/>'))[0] ?? '', /which is no target/);
    assert.match(problems(bundle(onPage('') + onPage('')))[0] ?? '', /a second targetConfig/);
});

test('objects and form factors depend on the target', () => {
    const home = '<target>lightning__HomePage</target>';
    const config = `<targetConfig targets="lightning__HomePage"><objects><object>Case</object></objects>
        <supportedFormFactors><supportedFormFactor type="Small"/></supportedFormFactors><colour/></targetConfig>`;
    assert.deepEqual(problems(bundle(config, home)), [
        'colour is not known in a targetConfig',
        'objects can only be named for lightning__RecordPage',
        'lightning__HomePage does not support the form factor "Small"'
    ]);
});

test('properties: existence, type, attributes and default', () => {
    const wrong: [string, RegExp][] = [
        ['<property name="hidden" type="String" label="x"/>', /no @api hidden/],
        ['<property name="height" type="integer" label="x"/>', /type "integer" is not one of/],
        ['<property name="height" type="Integer" label="x" default="50" min="100"/>', /default 50 is not between 100/],
        ['<property name="height" type="Integer" label="x" default="tall"/>', /"tall" is no whole number/],
        ['<property name="order" type="String" label="x" datasource="a,b" default="c"/>', /not one of a, b/],
        ['<property name="order" type="String" label="x" min="1"/>', /min and max need type Integer/],
        ['<property name="quiet" type="Boolean" label="x" default="no"/>', /neither true nor false/],
        ['<property name="quiet" type="Boolean" label="x" datasource="a"/>', /a datasource needs type String/],
        ['<property name="quiet" type="Boolean" label="x" defualt="true"/>', /no attribute defualt/],
        ['<property name="quiet" type="Boolean"/>', /has no label/]
    ];
    for (const [property, expected] of wrong) {
        assert.match(problems(bundle(onPage(property))).join('\n'), expected, property);
    }
    const twice = '<property name="quiet" type="Boolean" label="x"/>'.repeat(2);
    assert.deepEqual(problems(bundle(onPage(twice))), ['property quiet stands twice']);
});

test('a problem names the line of its element', () => {
    const [problem] = targetProblems(
        bundle(`\n${onPage('\n<property name="hidden" type="String" label="x"/>')}`),
        source
    );
    assert.equal(problem?.line, 6);
});

test('objects of a configuration are references', () => {
    assert.deepEqual(referencesOf(bundle(onPage('<objects><object>Case</object></objects>'))), [
        { kind: 'object', name: 'Case' }
    ]);
});
