import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coverageTable, failureText, lineRanges, percentOf } from './report.ts';

describe('the report of a test run', () => {
    it('gathers lines into ranges', () => {
        assert.equal(lineRanges([]), '');
        assert.equal(lineRanges([3, 4, 5, 9, 11, 12]), '3-5, 9, 11-12');
    });

    it('rounds the share down, so that 85 % is not reached by rounding', () => {
        const lines = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
        assert.equal(percentOf({ name: 'A', covered: lines(8499), uncovered: lines(1501) }), 84.9);
        assert.equal(percentOf({ name: 'A', covered: [], uncovered: [] }), 100);
        assert.equal(percentOf({ name: 'A', covered: [], uncovered: [1] }), 0);
    });

    it('has a line for each class', () => {
        assert.equal(
            coverageTable([
                { name: 'Long_Name', covered: [1, 2, 3], uncovered: [7] },
                { name: 'B', covered: [1], uncovered: [] }
            ]),
            [
                'Coverage (simulated)',
                'Long_Name   75.0 %     3 of    4 lines  not run: 7',
                'B          100.0 %     1 of    1 lines'
            ].join('\n')
        );
    });

    it('shows message and stack trace of a failure', () => {
        const text = failureText({
            className: 'FooTest',
            methodName: 'bar',
            outcome: 'Fail',
            message: 'System.MathException: Divide by 0',
            stackTrace: 'Class.Foo.bar: line 3, column 1\nClass.FooTest.bar: line 5, column 1',
            runTime: 1
        });
        assert.equal(
            text,
            '✖ FooTest.bar\n    System.MathException: Divide by 0\n    Class.Foo.bar: line 3, column 1\n    Class.FooTest.bar: line 5, column 1'
        );
    });
});
