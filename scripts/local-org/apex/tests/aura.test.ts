import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexTestOrg } from '../test-support.ts';

const org = new ApexTestOrg({
    classes: [
        `public with sharing class Controller {
            public class Answer {
                @AuraEnabled public String text { get; set; }
                @AuraEnabled public Integer count;
                @AuraEnabled public Decimal price;
                @AuraEnabled public Datetime sentAt;
                @AuraEnabled public List<Answer> nested;
                @AuraEnabled public Map<String, Object> extra;
                @AuraEnabled public String shout { get { return text == null ? null : text.toUpperCase(); } }
                public String secret = 's';
            }
            @AuraEnabled(cacheable=true)
            public static Answer getAnswer(Id recordId, String cursor) {
                Answer a = new Answer();
                a.text = cursor;
                a.count = recordId == null ? 0 : 1;
                return a;
            }
            @AuraEnabled public static Answer echo(Answer answer, List<Integer> numbers, Boolean flag, Date day) {
                answer.count = numbers.size();
                answer.nested = new List<Answer>{new Answer()};
                answer.extra = new Map<String, Object>{'flag' => flag, 'day' => day};
                answer.price = 1.50;
                answer.sentAt = Datetime.newInstanceGmt(2026, 1, 31, 9, 30, 0);
                return answer;
            }
            @AuraEnabled public static void fail(String how) {
                if (how == 'handled') { throw new AuraHandledException('Shown to the user'); }
                if (how == 'message') { AuraHandledException e = new AuraHandledException('x'); e.setMessage('Set'); throw e; }
                if (how == 'null') { String s; s.length(); }
                if (how == 'unsupported') { how.frobnicate(); }
            }
            @AuraEnabled public static List<Account> accounts() {
                insert new Account(Name = 'from component', AnnualRevenue = 2.5);
                return [SELECT Id, Name, AnnualRevenue, Phone, Owner.Name FROM Account];
            }
            @AuraEnabled private static String hidden() { return 'x'; }
            @AuraEnabled public String instance() { return 'x'; }
            public static String plain() { return 'x'; }
        }`
    ]
});

function call(method: string, parameters: Record<string, unknown> = {}): ReturnType<typeof org.runtime.invoke> {
    return org.runtime.invoke('controller', method, parameters, { userId: org.userId });
}

function returned(method: string, parameters: Record<string, unknown> = {}): unknown {
    const result = call(method, parameters);
    assert.ok(result.ok, JSON.stringify(result));
    return result.returnValue;
}

function message(method: string, parameters: Record<string, unknown> = {}): string {
    const result = call(method, parameters);
    return result.ok ? 'no failure' : `${result.exceptionType}: ${result.message}`;
}

describe('a call from a component', () => {
    it('binds parameters by name, missing ones to null, and answers @AuraEnabled members that have a value', () => {
        assert.deepEqual(returned('getAnswer', { CURSOR: 'c1' }), { text: 'c1', count: 0, shout: 'C1' });
        assert.deepEqual(returned('getAnswer', { recordId: '001000000000001', other: 1 }), { count: 1 });
    });

    it('converts JSON to the declared types and back', () => {
        const answer = returned('echo', {
            answer: { text: 't', unknown: 1 },
            numbers: [1, 2],
            flag: true,
            day: '2026-01-31'
        });
        assert.deepEqual(answer, {
            text: 't',
            count: 2,
            price: 1.5,
            sentAt: '2026-01-31T09:30:00.000Z',
            nested: [{}],
            extra: { flag: true, day: '2026-01-31' },
            shout: 'T'
        });
    });

    it('answers records as plain objects, and commits', () => {
        const [account] = returned('accounts') as Record<string, unknown>[];
        assert.equal(account?.['Name'], 'from component');
        assert.equal(account?.['AnnualRevenue'], 2.5);
        assert.equal('Phone' in (account ?? {}), false);
        assert.equal((account?.['Owner'] as Record<string, unknown>)['Name'], 'Ada Admin');
        assert.equal(org.value("[SELECT COUNT() FROM Account WHERE Name = 'from component']"), '1');
    });

    it('answers null for void', () => {
        assert.equal(returned('fail', { how: 'not at all' }), null);
    });
});

describe('a failure is told to the component', () => {
    it('with the text of an AuraHandledException', () => {
        assert.equal(message('fail', { how: 'handled' }), 'System.AuraHandledException: Shown to the user');
        assert.equal(message('fail', { how: 'message' }), 'System.AuraHandledException: Set');
    });

    it('with type, message and stack trace of another exception', () => {
        const result = call('fail', { how: 'null' });
        assert.deepEqual(result, {
            ok: false,
            exceptionType: 'System.NullPointerException',
            message: 'Attempt to de-reference a null object',
            stackTrace: 'Class.Controller.fail: line 30, column 1'
        });
    });

    it('with file and line where the local org lacks something', () => {
        assert.equal(
            message('fail', { how: 'unsupported' }),
            'LocalOrg.NotSupported: not supported by the local org: String.frobnicate() (classes/Controller.cls line 31)'
        );
    });

    it('with JSON errors of its parameters', () => {
        assert.equal(
            message('echo', { numbers: 'x' }),
            "System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set"
        );
    });
});

describe('what a component may not call', () => {
    it('is refused', () => {
        assert.equal(
            message('hidden'),
            'LocalOrg.NotCallable: AuraEnabled methods must be static and public or global: Controller.hidden'
        );
        assert.equal(
            message('instance'),
            'LocalOrg.NotCallable: AuraEnabled methods must be static and public or global: Controller.instance'
        );
        assert.equal(message('plain'), 'LocalOrg.NotCallable: No @AuraEnabled method plain in the class Controller');
        assert.equal(org.runtime.invoke('Nothing', 'x', {}, { userId: org.userId }).ok, false);
    });
});
