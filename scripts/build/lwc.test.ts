import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { transformSync } from '@lwc/compiler';
import { PROJECT_ROOT } from '../project-root.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { findComponents } from './component-folders.ts';
import { buildComponents, ComponentBuildError } from './lwc.ts';

const LWC = 'force-app/core/main/default/lwc';
let root = '';

beforeEach(() => {
    root = temporaryFolder('bot-handoff-build-').path;
});

async function put(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
}

function read(path: string): Promise<string> {
    return readFile(join(root, path), 'utf8');
}

async function problems(): Promise<string[]> {
    try {
        await buildComponents({ root });
    } catch (error) {
        assert.ok(error instanceof ComponentBuildError);
        return error.message.split('\n');
    }
    assert.fail('the build should have failed');
}

const COMPONENT = `import { api, LightningElement, track, wire } from 'lwc';
import { getRecord } from 'lightning/uiRecordApi';
import type { Helper } from './helper';
import { help } from './helper';

/** Says hello. */
export default class Hello extends LightningElement {
    @api name: string = 'world';
    @track private state: Helper | null = null;
    private declare later: number;
    @wire(getRecord, { recordId: '$name' }) wired?: unknown;

    get greeting(): string {
        return help(this.name as string)!;
    }
}
`;

describe('build of the components', () => {
    it('strips types and keeps decorators, fields and comments', async () => {
        await put(`${LWC}/hello/hello.ts`, COMPONENT);
        await put(
            `${LWC}/hello/helper.ts`,
            'export type Helper = string;\nexport const help = (name: Helper) => name;\n'
        );
        const result = await buildComponents({ root });
        assert.deepEqual(result.written, [`${LWC}/hello/hello.js`, `${LWC}/hello/helper.js`]);
        const code = await read(`${LWC}/hello/hello.js`);
        assert.match(code, /@api\s+name = 'world';/);
        assert.match(code, /@track\s+state = null;/);
        assert.match(code, /@wire\(getRecord, \{ recordId: '\$name' \}\)\s+wired;/);
        assert.match(code, /\/\*\* Says hello\. \*\//);
        assert.match(code, /import \{ help \} from '\.\/helper';/);
        assert.doesNotMatch(code, /: string|later|import type|Helper/);
        transformSync(code, 'hello.js', { name: 'hello', namespace: 'c' });
    });

    it('compiles only what has changed', async () => {
        await put(`${LWC}/one/one.ts`, 'export const one: number = 1;\n');
        await put(`${LWC}/two/two.ts`, 'export const two: number = 2;\n');
        await buildComponents({ root });
        const again = await buildComponents({ root });
        assert.deepEqual([again.written, again.upToDate], [[], 2]);
        await put(`${LWC}/two/two.ts`, 'export const two: number = 3;\n');
        assert.deepEqual((await buildComponents({ root })).written, [`${LWC}/two/two.js`]);
        assert.equal((await buildComponents({ root, force: true })).written.length, 2);
        // A compiled file that was tampered with at its head counts as changed.
        await put(`${LWC}/one/one.js`, 'nothing');
        assert.deepEqual((await buildComponents({ root })).written, [`${LWC}/one/one.js`]);
    });

    it('removes what lost its source, and nothing that a person wrote', async () => {
        await put(`${LWC}/one/one.ts`, 'export const one: number = 1;\n');
        await put(`${LWC}/one/old.ts`, 'export const old: number = 1;\n');
        await buildComponents({ root });
        await rm(join(root, `${LWC}/one/old.ts`));
        assert.deepEqual((await buildComponents({ root })).removed, [`${LWC}/one/old.js`]);
        assert.equal(existsSync(join(root, `${LWC}/one/old.js`)), false);
        await put(`${LWC}/one/own.js`, 'export const own = 1;\n');
        assert.match((await problems())[0] ?? '', /^force-app\/.*one\/own\.js:1:1 hand-written JavaScript/);
        assert.equal(await read(`${LWC}/one/own.js`), 'export const own = 1;\n');
    });

    it('leaves tests, mocks and declarations alone', async () => {
        await put(`${LWC}/one/__tests__/one.test.ts`, 'export const one: number = 1;\n');
        await put(`${LWC}/one/__mocks__/x.ts`, 'export const one: number = 1;\n');
        await put(`${LWC}/one/types.d.ts`, 'export type One = 1;\n');
        await put(`${LWC}/one/deeper/part.ts`, 'export const part: number = 1;\n');
        assert.deepEqual((await buildComponents({ root })).written, [`${LWC}/one/deeper/part.js`]);
    });

    it('names file and line of every problem, and writes the rest', async () => {
        await put(`${LWC}/good/good.ts`, 'export const good: number = 1;\n');
        await put(`${LWC}/bad/bad.ts`, 'export const a = 1;\nexport const b = ;\n');
        await put(
            `${LWC}/npm/npm.ts`,
            "import { api } from 'lwc';\nimport { x } from 'c/good';\n\nimport { marked } from 'marked';\nexport { api, x, marked };\n"
        );
        const lines = await problems();
        assert.match(lines[0] ?? '', /^force-app\/core\/main\/default\/lwc\/bad\/bad\.ts:2:18 Expression expected/);
        assert.match(lines[1] ?? '', /npm\/npm\.ts:4:\d+ an org can't resolve "marked"/);
        assert.equal(existsSync(join(root, `${LWC}/good/good.js`)), true);
        assert.equal(existsSync(join(root, `${LWC}/bad/bad.js`)), false);
    });

    it('bundles libraries.ts, with licences and without imports', async () => {
        await put(
            `${LWC}/rich/rich.ts`,
            "import { lex } from './libraries';\nexport const tokens = lex('*a*').length;\n"
        );
        await put(
            `${LWC}/rich/libraries.ts`,
            "import { Lexer } from 'marked';\nexport const lex = (text: string) => Lexer.lex(text);\n"
        );
        await buildComponents({ root });
        const code = await read(`${LWC}/rich/libraries.js`);
        assert.match(
            code,
            /^\/\/ Compiled from libraries\.ts [0-9a-f]{16}\n\/\*!\n \* marked \d+\.\d+\.\d+ \| .* \| MIT\n \*\/\n/
        );
        assert.doesNotMatch(code, /\bimport\b\s*[{*"']/);
        await put(`${LWC}/rich/libraries.ts`, "\nexport { nothing } from 'no-such-package';\n");
        assert.match((await problems())[0] ?? '', /libraries\.ts:2:\d+ Could not resolve "no-such-package"/);
    });

    it('refuses what the evaluator of orgs without Lightning Web Security takes for a dynamic import', async () => {
        await put(`${LWC}/lazy/lazy.ts`, "export const one = 1;\n/** @typedef {import('./x').X} X */\n");
        await put(
            `${LWC}/text/text.ts`,
            "export const two = 'import (x)';\nexport const three = 'to import (or not)';\n"
        );
        await put(
            `${LWC}/typed/typed.ts`,
            "export const four: import('./x').X | null = null;\nexport const imports = () => 4;\nimports();\n"
        );
        const found = await problems();
        assert.equal(found.length, 3);
        assert.match(found[0] ?? '', /lazy\/lazy\.ts:2:15 "import\(": .*Locker/);
        assert.match(found[1] ?? '', /text\/text\.ts:1:21 /);
        assert.match(found[2] ?? '', /text\/text\.ts:2:26 /);
        assert.ok(existsSync(join(root, `${LWC}/typed/typed.js`)));
    });

    it('refuses a file that Salesforce would refuse for its size', async () => {
        await put(`${LWC}/big/big.ts`, `export const big = '${'x'.repeat(131_072)}';\n`);
        assert.match(
            (await problems())[0] ?? '',
            /big\/big\.ts:1:1 \d+ characters of JavaScript; Salesforce takes at most 131072/
        );
    });

    it('writes where c/* is', async () => {
        await put(`${LWC}/one/one.ts`, 'export const one: number = 1;\n');
        await put('force-app/chat/main/default/lwc/two/two.ts', 'export const two: number = 1;\n');
        await put(`${LWC}/noScript/noScript.html`, '<template></template>');
        await buildComponents({ root });
        assert.deepEqual(JSON.parse(await read('tsconfig.lwc.paths.json')), {
            compilerOptions: {
                paths: { 'c/two': ['./force-app/chat/main/default/lwc/two/two.ts'], 'c/one': [`./${LWC}/one/one.ts`] }
            }
        });
    });
});

describe('the components of this project', () => {
    it('are taken by the LWC compiler as they are deployed', async () => {
        await buildComponents();
        const { sources } = await findComponents(PROJECT_ROOT);
        assert.ok(sources.length > 0);
        for (const source of sources) {
            const output = source.slice(0, -'.ts'.length) + '.js';
            transformSync(await readFile(output, 'utf8'), output, { name: 'x', namespace: 'c' });
        }
    });

    it('bring libraries that touch no page while they load', async () => {
        await buildComponents();
        const { sources } = await findComponents(PROJECT_ROOT);
        const libraries = sources.filter((source) => source.endsWith('/libraries.ts'));
        assert.ok(libraries.length > 0);
        for (const source of libraries) {
            const output = source.slice(0, -'.ts'.length) + '.js';
            const code = await readFile(output, 'utf8');
            assert.doesNotMatch(code, /\beval\(|new Function\(|new (?:Shared)?Worker\(/);
            // No window in Node: it must load all the same.
            assert.ok(Object.keys((await import(output)) as object).length > 0);
        }
    });
});
