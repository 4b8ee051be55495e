import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastCheck from 'fast-check';
import * as marked from 'marked';
import { bundleLibraries } from './bundle-libraries.ts';
import { LateRegExp } from './late-expression.ts';
import { PROJECT_ROOT } from '../project-root.ts';

const SOURCES = [
    '(\\p{P})',
    '^[\\p{L}_]+',
    '[^\\p{P}\\s]+(?=\\p{S}|$)',
    '(?<sign>\\p{S})|x',
    '\\p{Lu}*',
    '[\\p{P}\\p{S}]+',
    '[^\\s\\p{P}\\p{S}](?:[\\p{P}])?'
];
const FLAGS = ['u', 'gu', 'yu', 'iu', 'dgu'];

test('an expression that is read late finds, replaces and splits as one that is read at once', () => {
    const texts = fastCheck
        .array(fastCheck.constantFrom('a', 'B', 'é', '_', '.', '!', '+', '€', ' ', '\n', '\u{1f600}', '\ud83d'))
        .map((signs) => signs.join(''));
    fastCheck.assert(
        fastCheck.property(
            fastCheck.constantFrom(...SOURCES),
            fastCheck.constantFrom(...FLAGS),
            fastCheck.array(texts, { minLength: 1, maxLength: 3 }),
            (source, flags, [first = '', ...others]) => {
                const now = new RegExp(source, flags);
                const late = new LateRegExp(source, flags);
                const answers = (expression: RegExp) => [
                    // The same text twice: what an expression found tells where it goes on.
                    ...[first, first, ...others].map((text) => [expression.exec(text), expression.lastIndex]),
                    [first, ...others].map((text) => [expression.test(text), expression.lastIndex]),
                    first.replace(expression, '<$1>'),
                    first.search(expression),
                    first.split(expression),
                    first.match(expression)
                ];
                assert.deepEqual(answers(late), answers(now));
                assert.equal(String(late), String(now));
                assert.ok(late instanceof RegExp);
            }
        ),
        { numRuns: 5_000 }
    );
});

test('a text in ASCII has the same punctuation and symbols', () => {
    const signs = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    for (const source of ['[\\p{P}]', '[\\p{S}]', '[\\p{S}\\p{P}]', '[^\\s\\p{P}\\p{S}]', '[\\p{P}\\p{L}]']) {
        const found = (expression: RegExp) => signs.filter((sign) => expression.test(sign));
        assert.deepEqual(found(new LateRegExp(source, 'u')), found(new RegExp(source, 'u')), source);
    }
});

test('an expression without such a class is an ordinary one, wrong ones refused at once', () => {
    assert.equal(Object.getPrototypeOf(new LateRegExp('a+', 'g')), RegExp.prototype);
    assert.throws(() => new LateRegExp('(?<=1)('), SyntaxError);
    assert.throws(() => new LateRegExp('\\p{P}', 'q'), SyntaxError);
    assert.throws(() => new LateRegExp('\\p{Nonsense}', 'u').test('a'), SyntaxError);
});

test('the bundled Markdown parser reads as the package itself', async () => {
    const source = 'force-app/core/main/default/lwc/botMarkup/libraries.ts';
    const { code, problems } = await bundleLibraries(`${PROJECT_ROOT}/${source}`, source);
    assert.deepEqual(problems, []);
    assert.match(code, /extends RegExp/);
    const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    const bundled = (await import(url)) as Pick<typeof marked, 'Lexer' | 'Parser'>;
    const options = { gfm: true, breaks: true };
    const html = ({ Lexer, Parser }: typeof bundled, text: string) => Parser.parse(Lexer.lex(text, options), options);
    const pieces = ['a', 'é', '*', '**', '_', '__', '~', '~~', '.', '„', '€', '\\', '`', '[x](y)', ' ', '\n', '\n\n'];
    const texts = fastCheck.array(fastCheck.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join(''));
    fastCheck.assert(
        fastCheck.property(texts, (text) => assert.equal(html(bundled, text), html(marked, text))),
        { numRuns: 5_000 }
    );
});
