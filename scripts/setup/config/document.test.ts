/** What YAML makes of a setup file, before its fields are looked at. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

import { temporaryFolder } from '../../temporary-folder.ts';
import { problemsOf } from '../../../tests/setup/problems-of.ts';
import { parseConfig, readConfig } from './read.ts';

test('what YAML allows and no setup file means: told with line and field, never with the value', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const told = (wrong: string) => problemsOf(wrong).map(({ field, found }) => `${field}: ${found}`);
    const alias = text.replace(/apiToken: .*/, 'apiToken: *p4ssw0rd-Secret');
    assert.notEqual(alias, text);
    assert.deepEqual(told(alias), ['connectors[0].secrets.apiToken: an alias (*) of nothing in this file']);
    assert.equal(problemsOf(alias)[0]?.line, alias.slice(0, alias.indexOf('*p4ss')).split('\n').length);
    assert.doesNotMatch(JSON.stringify(problemsOf(alias)), /p4ssw0rd/);

    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => [...pair])) {
        bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
    }
    assert.deepEqual(told(bomb.join('\n')), [': aliases (*) that repeat each other without end']);

    const names = (more: string) => text.replace(/( +)secrets:/, `$1attributes: {${more}}\n$1secrets:`);
    assert.deepEqual(told(names('__proto__: x, region: EU')), [
        'connectors[0].attributes.__proto__: a name that programs keep to themselves'
    ]);
    assert.deepEqual(told(names('region: EU, region: US')), ['connectors[0].attributes.region: the same field again']);
});

test('an alias of something in the file stands for it', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const { language, queue } = parseConfig(
        `${text.replace('language: en_US', 'language: &name de')}\nqueue: {label: *name}`,
        'handoff.yaml'
    );
    assert.deepEqual([language, queue.label], ['de', 'de']);
});

test('a tab as indent is told once, as what it is', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8').replace('    - admin', '\t- admin');
    const line = text.slice(0, text.indexOf('\t')).split('\n').length;
    assert.deepEqual(problemsOf(text), [
        { line, field: '', found: 'a tab at the beginning of the line', wanted: 'spaces, as in YAML' }
    ]);
});

test('a field at the wrong indentation is told as that, once, and not as a matter of quotes', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const wanted = 'the same number of spaces before each of them';
    for (const [from, to, field] of [
        ['      projectId', '       projectId', 'connectors[0].bot.apiUrl'],
        ['      projectId', '    projectId', 'connectors[0].projectId'],
        ['      flowId', '     flowId', 'connectors[0].flowId'],
        ['    bot:', '  bot:', 'bot'],
        ['agents:', ' agents:', 'language']
    ] as const) {
        const found = 'fields of one group that begin in different columns, here or in the line beside it';
        assert.deepEqual(
            problemsOf(text.replace(from, to)).map((problem) => [problem.field, problem.found, problem.wanted]),
            [[field, found, wanted]],
            to
        );
    }
});

test('a label that YAML reads as something else: quotes are what helps', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    for (const label of ['Refunds: EU', '@support', '[VIP] refunds', '%refunds', '"A" team']) {
        const [problem, ...others] = problemsOf(`${text}queue:\n  label: ${label}\n`);
        assert.match(problem?.wanted ?? '', /^YAML 1\.2, where a text with .* stands in quotes$/, label);
        assert.equal(problem?.line, text.split('\n').length + 1);
        assert.deepEqual(others, []);
    }
});

test('a label of which YAML takes the beginning, or all of it, for something else: not in silence, and quotes help', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    for (const label of ['#1 x', '&Co', '&Co x', '*x', '!x', '!important x']) {
        assert.deepEqual(
            problemsOf(`${text}queue:\n  label: ${label}\n`).map(({ field, wanted }) => [field, wanted]),
            [['queue.label', `the value itself; a text that begins with ${label[0]} stands in quotes`]],
            label
        );
        parseConfig(`${text}queue:\n  label: "${label}"\n`, 'handoff.yaml');
    }
    for (const [label, found] of [
        ['[VIP]', 'a list of 1, as [ or - makes it without quotes'],
        ['{VIP}', 'a group of fields, as { or a colon makes it without quotes']
    ]) {
        assert.equal(problemsOf(`${text}queue:\n  label: ${label}\n`)[0]?.found, found);
    }
    const used = text.replace(/label: .*/, '').replace('version: 1', 'version: 1\nqueue: {label: &name Refunds}');
    assert.equal(parseConfig(`${used}chat: {button: {label: *name}}`, 'handoff.yaml').chat.button.label, 'Refunds');
});

test('a backslash in double quotes, a number behind #: told with the line and the quotes that help', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    const line = text.split('\n').length + 1;
    const told = (label: string) =>
        problemsOf(`${text}queue:\n  label: ${label}\n`).map((each) => [
            each.line,
            each.field,
            each.found,
            each.wanted
        ]);
    const backslash = 'a backslash in double quotes, where YAML reads it together with what follows';
    const single = "single quotes ('), in which it is a backslash";
    assert.deepEqual(told('"C:\\data"'), [[line, 'queue.label', backslash, single]]);
    assert.match(
        String(told('"C:\\temp"')[0]),
        /queue\.label,.*control characters; a backslash .* in single ones \('\)/
    );
    const cut = 'a text that ends before #, where YAML begins a comment';
    assert.deepEqual(told('Refunds #1'), [
        [line, 'queue.label', cut, 'the whole text in quotes; a comment with a space behind #']
    ]);
    for (const right of [
        "'C:\\temp'",
        "'Refunds #1'",
        'Refunds#1',
        'Refunds # 1',
        'Refunds #TODO',
        'Refunds\n  #1 x'
    ]) {
        parseConfig(`${text}queue:\n  label: ${right}\n`, 'handoff.yaml');
    }
    parseConfig(text.replace('language: en_US', 'language: en_US #1'), 'handoff.yaml');
});

test('what no YAML can mean is told with its field, never with its value, and with the way out', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const told = (from: string | RegExp, to: string) => {
        const [problem, ...more] = problemsOf(text.replace(from, to));
        assert.deepEqual(more, [], to);
        return problem && `${problem.field}: ${problem.found}; ${problem.wanted}`;
    };
    assert.match(told(/apiToken: .*/, 'apiToken: @abc') ?? '', /^connectors\[0\]\.secrets\.apiToken: no YAML/);
    assert.match(told(/apiToken: .*/, 'apiToken: abc: d') ?? '', /^connectors\[0\]\.secrets\.apiToken: no YAML/);
    const withoutField = ': a line without a field; name: value, with a plain space behind the colon';
    assert.equal(told('version: 1', 'version:1'), withoutField);
    assert.equal(told('version: 1', 'version:\u00a01'), withoutField);
    assert.match(told('version: 1', 'version: "1') ?? '', /^: an end before a quote .* is closed/);
    assert.equal(told(/$/, '---\nversion: 1\n'), ': a second document (---); one in a file');
});

test('quotes, or the lack of a list, where something else than a text is wanted', () => {
    const text = readFileSync('config/handoff.sendbird.yaml', 'utf8');
    const told = (from: string | RegExp, to: string) =>
        problemsOf(text.replace(from, to)).map(({ field, found, wanted }) => `${field}: ${found}; ${wanted}`);
    const quotes = 'a text of 1 character, because of its quotes';
    assert.deepEqual(told('version: 1', 'version: "1"'), [`version: ${quotes}; 1`]);
    assert.deepEqual(told('agents:', 'agents:\n  capacity: "5"'), [
        `agents.capacity: ${quotes}; a whole number from 1 to 100`
    ]);
    assert.deepEqual(told('bot:', 'bot:\n      knowledge: "true"'), [
        'connectors[0].bot.knowledge: a text of 4 characters, because of its quotes; true or false'
    ]);
    assert.deepEqual(told('version: 1', 'version: “1”'), [
        'version: a text in curly quotes, which are letters to YAML; 1'
    ]);
    assert.deepEqual(told(/ {2}users:\n.*/, '  users: admin@example.com'), [
        'agents.users: a text of 17 characters; a list, each entry in a line behind "- "'
    ]);
});

test('no YAML, no file', () => {
    assert.match(problemsOf('a: [')[0]?.found ?? '', /^no YAML/);
    assert.equal(problemsOf('version: 1\nagents:\n  users: [a@b.cc\nconnectors: {').length, 1);
    assert.throws(() => readConfig('config/none.yaml'), {
        message: `config/none.yaml:1 the file: found no readable file in ${resolve('config')} (ENOENT); wanted a setup file; \`init\` writes one.`
    });
});

test('a file in another encoding than UTF-8 is told, before a label reaches the org with its umlauts broken', () => {
    const text = `${readFileSync('config/handoff.sendbird.yaml', 'utf8')}\nqueue: {label: Rückfragen}\n`;
    const file = join(temporaryFolder('setup-encoding-').path, 'handoff.yaml');
    for (const encoding of ['latin1', 'utf16le'] as const) {
        writeFileSync(file, Buffer.from(`\ufeff${text}`, encoding));
        assert.throws(() => readConfig(file), /found a file in another encoding; wanted UTF-8/, encoding);
    }
    writeFileSync(file, Buffer.from(text.replace('ü', 'u'), 'utf16le'));
    assert.throws(() => readConfig(file), /found a file in another encoding; wanted UTF-8/, 'UTF-16 without its mark');
    writeFileSync(file, `\ufeff${text}`.replaceAll('\n', '\r\n'));
    assert.equal(readConfig(file).queue.label, 'Rückfragen');
});

test('a text of digits, which YAML takes for a number, is told to stand in quotes', () => {
    const text = readFileSync('config/handoff.cognigy-messaging.yaml', 'utf8');
    for (const id of ['601234567890123456789012', '6012345678901234567890e1']) {
        const [problem] = problemsOf(text.replace(/projectId: .*/, `projectId: ${id}`));
        assert.equal(problem?.found, 'a number, which is a text in quotes');
        parseConfig(text.replace(/projectId: .*/, `projectId: "${id}"`), 'handoff.yaml');
    }
});
