import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexTestOrg } from '../test-support.ts';

const PRICING = `public with sharing class Pricing {
    public static Decimal total(Decimal net, Integer count) {
        if (count < 0) {
            throw new IllegalArgumentException('count');
        }
        Decimal sum = net * count;
        if (count >= 10) {
            sum = sum * 0.9;
        }
        return sum;
    }
    public static String remote() {
        HttpRequest request = new HttpRequest();
        request.setEndpoint('callout:Prices/list');
        request.setMethod('GET');
        HttpResponse response = new Http().send(request);
        return response.getStatusCode() == 200 ? response.getBody() : 'none';
    }
    public static Integer unused() {
        return 5;
    }
}`;

const TESTS = `@IsTest
private class PricingTest {
    static Integer state = 0;
    class Mock implements HttpCalloutMock {
        public HttpResponse respond(HttpRequest request) {
            HttpResponse response = new HttpResponse();
            response.setStatusCode(200);
            response.setBody(request.getEndpoint());
            return response;
        }
    }
    @TestSetup
    static void setup() {
        insert new Account(Name = 'from setup');
        state = 9;
    }
    @IsTest
    static void few() {
        state++;
        Assert.areEqual(30.0, Pricing.total(10.0, 3));
    }
    @IsTest
    static void discount() {
        state++;
        Assert.areEqual(1, state);
        Assert.areEqual(90.0, Pricing.total(10.0, 10));
    }
    @IsTest
    static void negative() {
        try {
            Pricing.total(1, -1);
            Assert.fail('an exception was expected');
        } catch (IllegalArgumentException e) {
            Assert.areEqual('count', e.getMessage());
        }
    }
    @IsTest
    static void remote() {
        Test.setMock(HttpCalloutMock.class, new Mock());
        Test.startTest();
        Assert.areEqual('callout:Prices/list', Pricing.remote());
        Test.stopTest();
    }
    @IsTest
    static void dataIsIsolated() {
        Assert.areEqual(1, [SELECT COUNT() FROM Account]);
        Assert.areEqual('from setup', [SELECT Name FROM Account].Name);
        delete [SELECT Id FROM Account];
        Assert.isTrue([SELECT COUNT() FROM User] > 0);
    }
    @IsTest
    static void setupIsFresh() {
        Assert.areEqual(1, [SELECT COUNT() FROM Account]);
    }
    @IsTest
    static void limitsAreReset() {
        for (Integer i = 0; i < 100; i++) {
            Integer n = [SELECT COUNT() FROM Account];
        }
        Test.startTest();
        Integer n = [SELECT COUNT() FROM Account];
        Assert.areEqual(1, Limits.getQueries());
        Test.stopTest();
        Assert.areEqual(100, Limits.getQueries());
    }
    @IsTest
    static void asOther() {
        User other = [SELECT Id FROM User WHERE Id = :UserInfo.getUserId()];
        System.runAs(other) {
            Assert.areEqual(other.Id, UserInfo.getUserId());
        }
    }
}`;

function run(pricing: string): ReturnType<ApexTestOrg['runtime']['runTests']> {
    const org = new ApexTestOrg({ classes: [pricing, TESTS] });
    org.debug("insert new Account(Name = 'not to be seen');");
    const result = org.runtime.runTests({ userId: org.userId });
    assert.equal(org.value('[SELECT COUNT() FROM Account]'), '1');
    return result;
}

function failed(result: ReturnType<typeof run>): string[] {
    return result.tests.filter((test) => !test.passed).map((test) => `${test.methodName}: ${test.message}`);
}

describe('the test runner', () => {
    const result = run(PRICING);

    it('runs every test method of a test class, each on its own', () => {
        assert.deepEqual(failed(result), []);
        assert.equal(result.tests.length, 8);
    });

    it('says which lines ran', () => {
        assert.deepEqual(result.coverage, [
            {
                className: 'Pricing',
                fileName: 'classes/Pricing.cls',
                covered: [3, 4, 6, 7, 8, 10, 13, 14, 15, 16, 17],
                uncovered: [20],
                percent: 91.6
            }
        ]);
    });

    it('can run some of them', () => {
        const org = new ApexTestOrg({ classes: [PRICING, TESTS] });
        const some = org.runtime.runTests({ userId: org.userId, tests: ['pricingtest.FEW', 'PricingTest.negative'] });
        assert.deepEqual(
            some.tests.map((test) => test.methodName),
            ['few', 'negative']
        );
    });
});

describe('breaking one line turns a test red', () => {
    const BREAKS: [string, string, string][] = [
        ['sum * 0.9', 'sum * 0.8', 'discount: Assertion Failed: Expected: 90.0, Actual: 80.00'],
        ['count >= 10', 'count > 10', 'discount: Assertion Failed: Expected: 90.0, Actual: 100.0'],
        ['count < 0', 'count < -5', 'negative: Assertion Failed: an exception was expected'],
        ['net * count', 'net + count', 'few: Assertion Failed: Expected: 30.0, Actual: 13.0'],
        [
            'Prices/list',
            'Prices/lost',
            'remote: Assertion Failed: Expected: callout:Prices/list, Actual: callout:Prices/lost'
        ],
        ["request.setMethod('GET');", '', 'remote: Missing method']
    ];
    for (const [line, broken, expected] of BREAKS) {
        it(`${line} → ${broken}`, () => {
            assert.ok(PRICING.includes(line));
            assert.ok(failed(run(PRICING.replace(line, broken))).includes(expected));
        });
    }
});

describe('failures of tests', () => {
    it('come with type, message and stack trace', () => {
        const org = new ApexTestOrg({
            classes: [
                `@IsTest class Broken {
                    @IsTest static void divides() {
                        Integer i = 1 / 0;
                    }
                    @IsTest static void callsOut() {
                        HttpRequest r = new HttpRequest(); r.setEndpoint('callout:A/b'); r.setMethod('GET');
                        new Http().send(r);
                    }
                    @IsTest static void afterDml() {
                        insert new Account(Name = 'x');
                        HttpRequest r = new HttpRequest(); r.setEndpoint('callout:A/b'); r.setMethod('GET');
                        new Http().send(r);
                    }
                    @IsTest static void unsupported() {
                        Test.getStandardPricebookId();
                    }
                }`
            ]
        });
        const { tests } = org.runtime.runTests({ userId: org.userId });
        assert.deepEqual(
            tests.map(({ methodName, passed, exceptionType, message, stackTrace }) => [
                methodName,
                passed,
                exceptionType,
                message,
                stackTrace
            ]),
            [
                ['divides', false, 'System.MathException', 'Divide by 0', 'Class.Broken.divides: line 3, column 1'],
                [
                    'callsOut',
                    false,
                    'System.TypeException',
                    'Methods defined as TestMethod do not support Web service callouts',
                    'Class.Broken.callsOut: line 7, column 1'
                ],
                [
                    'afterDml',
                    false,
                    'System.CalloutException',
                    'You have uncommitted work pending. Please commit or rollback before calling out',
                    'Class.Broken.afterDml: line 12, column 1'
                ],
                [
                    'unsupported',
                    false,
                    'LocalOrg.NotSupported',
                    'not supported by the local org: Test.getStandardPricebookId (classes/Broken.cls line 15)',
                    'Class.Broken.unsupported: line 15, column 1'
                ]
            ]
        );
    });

    it('a class that does not compile is a problem, and nothing runs', () => {
        const org = new ApexTestOrg({
            classes: [PRICING, TESTS, '@IsTest class Bad { @IsTest static void x() { Integer i = ; } }']
        });
        const result = org.runtime.runTests({ userId: org.userId });
        assert.equal(result.tests.length, 0);
        assert.equal(result.problems[0]?.className, 'Bad');
    });

    it('check() names what cannot be compiled, and what is not supported', () => {
        const org = new ApexTestOrg({
            classes: [
                "public class One { void a() { Integer i = 'x'; } void b() { noSuch(); } }",
                'public class Two { void a() { Messaging.SingleEmailMessage m; } }',
                'public class Three { void a() { } }'
            ]
        });
        assert.deepEqual(
            org.runtime.check().map((each) => [each.className, each.kind, each.message]),
            [
                ['One', 'error', 'Illegal assignment from String to Integer (classes/One.cls line 1)'],
                [
                    'One',
                    'error',
                    'Method does not exist or incorrect signature: void noSuch() from the type One (classes/One.cls line 1)'
                ],
                [
                    'Two',
                    'unsupported',
                    'not supported by the local org: the type Messaging.SingleEmailMessage (classes/Two.cls line 1)'
                ]
            ]
        );
    });
});
