import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLogFilter } from './log-filter.ts';

const fields = {
    session_id: 'abc-1',
    request_timestamp: '2026-02-10T14:00:00.000Z',
    response_timestamp: '2026-02-10T14:00:01.000Z',
    language: 'en',
    'request.input.text': 'Hello, "world" | all'
};

test('terms, and, or, not, quotes and times', () => {
    const cases: [string, boolean][] = [
        ['session_id::abc-1', true],
        ['session_id::abc', false],
        ['session_id:abc', true],
        ['session_id::!abc-1', false],
        ['language:!fr', true],
        ['session_id::"abc-1",language::en', true],
        ['session_id::abc-1,language::de', false],
        ['session_id::no|language::en', true],
        ['session_id::no|language::en,session_id::no', false],
        ['request_timestamp<2026-02-10T14:00:00.001Z', true],
        ['request_timestamp<2026-02-10T14:00:00.000Z', false],
        ['request_timestamp<=2026-02-10T14:00:00Z', true],
        ['request_timestamp>2026-02-10', true],
        ['request_timestamp>=2026-02-10T15:00:00+01:00', true],
        ['request.input.text::"Hello, \\"world\\" | all"', true]
    ];
    for (const [filter, expected] of cases) {
        assert.equal(parseLogFilter(filter)(fields), expected, filter);
    }
});

test('what can not be read is named', () => {
    for (const [filter, reason] of [
        ['session_id', /unexpected "session_id"/],
        ['session_id=abc', /unexpected/],
        ['password::x', /field "password"/],
        ['session_id::', /no value/],
        ['request_timestamp<yesterday', /not a date/],
        ['session_id::a,,language::en', /unexpected ""/]
    ] as const) {
        assert.throws(() => parseLogFilter(filter), reason, filter);
    }
});
