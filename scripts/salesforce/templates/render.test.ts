import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../temporary-folder.ts';
import { exampleValues, placeholders } from './placeholders.ts';
import { placeholdersIn, renderTemplates, renderText, TemplateError, writeRendered } from './render.ts';

function folderWith(files: Record<string, string>): string {
    const { path: folder } = temporaryFolder('templates-');
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(folder, name, '..'), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    return folder;
}

test('values are escaped for XML', () => {
    assert.equal(
        renderText('<label>{{name}}</label>', { name: `A & B <'"` }),
        '<label>A &amp; B &lt;&apos;&quot;</label>'
    );
});

test('a missing value names the template and all placeholders without one', () => {
    assert.throws(() => renderText('{{a}} {{b}} {{a}} {{c}}', { b: '1' }, 'x.xml'), {
        name: 'Error',
        message: 'x.xml needs a value for {{a}}, {{c}}.'
    });
});

test('file names are rendered too, and written where the path says', () => {
    const rendered = renderTemplates(folderWith({ 'queues/{{queue}}.queue-meta.xml': '<Queue>{{label}}</Queue>' }), {
        queue: 'Refunds',
        label: 'Refunds'
    });
    assert.deepEqual([...rendered], [['queues/Refunds.queue-meta.xml', '<Queue>Refunds</Queue>']]);
    const out = join(folderWith({}), 'deep', 'er');
    writeRendered(rendered, out);
    assert.equal(readFileSync(join(out, 'queues/Refunds.queue-meta.xml'), 'utf8'), '<Queue>Refunds</Queue>');
});

test('a value cannot lead out of the folder or into a name that no org takes', () => {
    const folder = folderWith({ '{{queue}}.queue-meta.xml': '<Queue/>' });
    for (const queue of ['../../x', 'a b', 'a\u0000', '..']) {
        assert.throws(() => renderTemplates(folder, { queue: `${queue}/x` }), TemplateError);
    }
});

test('every placeholder of the templates in force-app is described, and every description is used', () => {
    const used = new Set<string>();
    const values = new Proxy(exampleValues(), {
        get(target, name: string) {
            used.add(name);
            return target[name];
        }
    });
    renderTemplates('force-app/unpackaged', values);
    assert.deepEqual(
        Object.keys(placeholders).filter((name) => !used.has(name)),
        []
    );
});

test('placeholdersIn lists each once', () => {
    assert.deepEqual(placeholdersIn('{{a}}{{b}}{{a}}'), ['a', 'b']);
});
