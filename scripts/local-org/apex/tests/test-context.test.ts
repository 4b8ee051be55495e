import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexTestOrg } from '../test-support.ts';

function failures(org: ApexTestOrg): string[] {
    const { tests } = org.runtime.runTests({ userId: org.userId });
    assert.ok(tests.length > 0);
    return tests.filter((test) => !test.passed).map((test) => `${test.methodName}: ${test.message}`);
}

describe('jobs inside of a test', () => {
    it('run at stopTest', () => {
        const org = new ApexTestOrg({
            classes: [
                `public class Job implements Queueable, Schedulable, Database.Batchable<Account> {
                    public void execute(QueueableContext c) { insert new Account(Name = 'queued'); }
                    public void execute(SchedulableContext c) { insert new Account(Name = 'scheduled'); }
                    public List<Account> start(Database.BatchableContext c) { return [SELECT Id, Name FROM Account ORDER BY Name]; }
                    public void execute(Database.BatchableContext c, List<Account> scope) { delete scope; }
                    public void finish(Database.BatchableContext c) { insert new Account(Name = 'finished'); }
                }`,
                `@IsTest class JobTest {
                    @IsTest static void queueable() {
                        Test.startTest();
                        System.enqueueJob(new Job());
                        Assert.areEqual(0, [SELECT COUNT() FROM Account]);
                        Test.stopTest();
                        Assert.areEqual('queued', [SELECT Name FROM Account].Name);
                    }
                    @IsTest static void batch() {
                        insert new List<Account>{ new Account(Name = 'a'), new Account(Name = 'b'), new Account(Name = 'c') };
                        Test.startTest();
                        Database.executeBatch(new Job(), 2);
                        Test.stopTest();
                        Assert.areEqual('finished', [SELECT Name FROM Account].Name);
                    }
                }`
            ]
        });
        assert.deepEqual(failures(org), []);
    });
});

describe('JSON in a test', () => {
    it('is written in another order than maps were filled, which no test can rely on', () => {
        const org = new ApexTestOrg({
            classes: [
                `@IsTest class OrderTest {
                    @IsTest static void reliesOnOrder() {
                        Assert.areEqual('{"a":1,"b":2}', JSON.serialize(new Map<String, Integer>{ 'a' => 1, 'b' => 2 }));
                    }
                }`
            ]
        });
        assert.match(failures(org).join(), /reliesOnOrder: .*Actual: \{"b":2,"a":1\}/);
    });
});

describe('users and permissions in a test', () => {
    it('System.runAs changes what user mode allows', () => {
        const org = new ApexTestOrg({
            classes: [
                `@IsTest class AccessTest {
                    static User someone() {
                        Profile p = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'];
                        User u = new User(LastName = 'Nobody', Username = 'nobody@local-org.example.com', Email = 'n@example.com',
                            Alias = 'nobody', ProfileId = p.Id, TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
                            LanguageLocaleKey = 'en_US', EmailEncodingKey = 'UTF-8');
                        insert u;
                        return u;
                    }
                    @IsTest static void noObjectAccess() {
                        insert new Account(Name = 'a');
                        System.runAs(someone()) {
                            Assert.areEqual(1, [SELECT COUNT() FROM Account]);
                            Assert.isFalse(Schema.SObjectType.Account.isAccessible());
                            Assert.isFalse(Account.AnnualRevenue.getDescribe().isAccessible());
                            try {
                                List<Account> l = [SELECT Id FROM Account WITH USER_MODE];
                                Assert.fail('user mode must refuse');
                            } catch (QueryException e) {
                                Assert.isTrue(e.getMessage().contains('Account'), e.getMessage());
                            }
                            try {
                                Database.insert(new Account(Name = 'b'), AccessLevel.USER_MODE);
                                Assert.fail('user mode must refuse');
                            } catch (SecurityException e) {
                                Assert.areEqual('Access to entity \\'Account\\' denied', e.getMessage());
                            }
                            try {
                                Database.insert(new List<Account>{ new Account(Name = 'b') }, false, AccessLevel.USER_MODE);
                                Assert.fail('no result tells of it either');
                            } catch (SecurityException e) {
                                Assert.areEqual(1, [SELECT COUNT() FROM Account]);
                            }
                            Account present = [SELECT Id FROM Account];
                            for (String operation : new List<String>{ 'update', 'upsert', 'delete' }) {
                                try {
                                    switch on operation {
                                        when 'update' { update as user present; }
                                        when 'upsert' { upsert as user present; }
                                        when else { delete as user present; }
                                    }
                                    Assert.fail(operation);
                                } catch (SecurityException e) {
                                    Assert.isTrue(e.getMessage().contains('Account'), operation);
                                }
                            }
                            try {
                                Security.stripInaccessible(AccessType.READABLE, [SELECT Id, Name FROM Account]);
                                Assert.fail('strip must refuse');
                            } catch (NoAccessException e) {
                                Assert.isNotNull(e.getMessage());
                            }
                        }
                        Assert.isTrue(Schema.SObjectType.Account.isAccessible());
                    }
                }`
            ]
        });
        assert.deepEqual(failures(org), []);
    });
});
