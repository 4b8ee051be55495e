import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexTestOrg, checkFailures, checkOutput } from '../test-support.ts';

const org = new ApexTestOrg({
    classes: [
        `public class Finder {
            private static String wanted = 'Bind';
            public static List<Account> byName(String name) {
                List<String> names = new List<String>{name};
                return [SELECT Id, Name FROM Account WHERE Name IN :names];
            }
            public static Integer count() {
                return Database.countQuery('SELECT COUNT() FROM Account WHERE Name = :wanted');
            }
        }`
    ]
});

checkOutput('fields', org, {
    "Account a = new Account(Name = 'x', NumberOfEmployees = 5); System.debug(a.name + a.NUMBEROFEMPLOYEES); a.Name = 'y'; System.debug(a.Name); System.debug(a.Phone);":
        ['x5', 'y', 'null'],
    "SObject s = new Account(Name = 'x'); System.debug(s.get('name')); s.put('Name', 'z'); System.debug(((Account) s).Name); System.debug(s.getSObjectType());":
        ['x', 'z', 'Account'],
    "SObject s = new Account(); s.put(Account.Name, 'f'); System.debug(s.get(Account.Name)); System.debug(s.isSet('Name')); System.debug(s.isSet('Phone'));":
        ['f', 'true', 'false'],
    'Account a = new Account(AnnualRevenue = 5); System.debug(a.AnnualRevenue / 2);': ['2.5'],
    "Contact c = new Contact(LastName = 'l', Account = new Account(Name = 'parent')); System.debug(c.Account.Name); System.debug(c.getSObject('Account').get('Name'));":
        ['parent', 'parent'],
    'Contact c = new Contact(); System.debug(c.Account.Name); System.debug(c.Account == null);': ['null', 'true'],
    "Account a = new Account(Name = 'x'); System.debug(a.getPopulatedFieldsAsMap().keySet()); System.debug(a.clone().Name);":
        ['{Name}', 'x'],
    'Account a = new Account(); System.debug(a.Contacts.size());': ['0'],
    "Account a = (Account) Type.forName('Account').newInstance(); a.Name = 't'; System.debug(a.Name);": ['t']
});

checkOutput('queries', org, {
    "insert new List<Account>{new Account(Name = 'q1', NumberOfEmployees = 1), new Account(Name = 'q2')}; Account a = [SELECT Id, Name FROM Account WHERE Name = 'q1']; System.debug(a.Name); System.debug([SELECT COUNT() FROM Account]);":
        ['q1', '2'],
    "System.debug(Finder.byName('q2')[0].Name); System.debug(Finder.byName('none').isEmpty());": ['q2', 'true'],
    "insert new Account(Name = 'Bind'); System.debug(Finder.count());": ['1'],
    "String n = 'q1'; System.debug([SELECT Name FROM Account WHERE Name = :n].Name);": ['q1'],
    "String n = 'q1'; Account a = Database.query('SELECT Id, Name FROM Account WHERE Name = :n'); System.debug(a.Name);":
        ['q1'],
    "List<Account> l = Database.query('SELECT Name FROM Account WHERE Name LIKE \\'q%\\' ORDER BY Name'); System.debug(l.size()); System.debug(l[1].Name);":
        ['2', 'q2'],
    "List<SObject> l = Database.queryWithBinds('SELECT Name FROM Account WHERE Name = :wanted', new Map<String, Object>{'wanted' => 'q2'}, AccessLevel.USER_MODE); System.debug(l[0].get('Name'));":
        ['q2'],
    "for (Account a : [SELECT Name FROM Account WHERE Name LIKE 'q%' ORDER BY Name DESC]) { System.debug(a.Name); }": [
        'q2',
        'q1'
    ],
    "for (List<Account> l : [SELECT Name FROM Account WHERE Name LIKE 'q%']) { System.debug(l.size()); }": ['2'],
    "List<AggregateResult> r = [SELECT Name, COUNT(Id) total FROM Account GROUP BY Name ORDER BY Name]; System.debug(r[1].get('Name')); System.debug(r[1].get('total'));":
        ['q1', '1'],
    "Account a = [SELECT Id FROM Account WHERE Name = 'nobody' LIMIT 1] ?? new Account(Name = 'fallback'); System.debug(a.Name);":
        ['fallback'],
    "Account a = [SELECT Id, NumberOfEmployees FROM Account WHERE Name = 'q2']; System.debug(a.NumberOfEmployees); System.debug(a.Id != null);":
        ['null', 'true'],
    "Account a = [SELECT Name FROM Account WHERE Name = 'q1']; a.Phone = '1'; System.debug(a.Phone); System.debug(a.Id != null);":
        ['1', 'true'],
    "Account a = [SELECT Id, Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'q1']; System.debug(a.Contacts.size());":
        ['0'],
    "Account a = [SELECT Id FROM Account WHERE Name = 'q1']; insert new Contact(LastName = 'child', AccountId = a.Id); Contact c = [SELECT LastName, Account.Name FROM Contact WHERE AccountId = :a.Id]; System.debug(c.Account.Name); System.debug([SELECT Id, (SELECT LastName FROM Contacts) FROM Account WHERE Id = :a.Id].Contacts[0].LastName);":
        ['q1', 'child'],
    "insert new Contact(LastName = 'orphan'); Contact c = [SELECT Account.Name FROM Contact WHERE LastName = 'orphan']; System.debug(c.Account.Name);":
        ['null']
});

checkOutput('DML', org, {
    "Account a = new Account(Name = 'd1'); insert a; System.debug(a.Id.getSObjectType()); a.Name = 'd2'; update a; System.debug([SELECT Name FROM Account WHERE Id = :a.Id].Name); delete a; System.debug([SELECT COUNT() FROM Account WHERE Id = :a.Id]); undelete a; System.debug([SELECT COUNT() FROM Account WHERE Id = :a.Id]);":
        ['Account', 'd2', '0', '1'],
    "Account a = new Account(Name = 'u1'); upsert a; System.debug(a.Id != null); a.Name = 'u2'; upsert a; System.debug([SELECT COUNT() FROM Account WHERE Name = 'u2']);":
        ['true', '1'],
    "List<Database.SaveResult> r = Database.insert(new List<Account>{new Account(Name = 'ok'), new Account()}, false); System.debug(r[0].isSuccess()); System.debug(r[1].isSuccess()); System.debug(r[1].getErrors()[0].getStatusCode()); System.debug(r[1].getErrors()[0].getFields());":
        ['true', 'false', 'REQUIRED_FIELD_MISSING', '(Name)'],
    'try { insert new Account(); } catch (DmlException e) { System.debug(e.getNumDml()); System.debug(e.getDmlType(0)); System.debug(e.getDmlFieldNames(0)); System.debug(e.getMessage()); }':
        [
            '1',
            'REQUIRED_FIELD_MISSING',
            '(Name)',
            'Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]'
        ],
    "Savepoint s = Database.setSavepoint(); insert new Account(Name = 'sp'); Database.rollback(s); System.debug([SELECT COUNT() FROM Account WHERE Name = 'sp']);":
        ['0'],
    "insert as user new Account(Name = 'asuser'); Database.insert(new Account(Name = 'level'), AccessLevel.SYSTEM_MODE); System.debug([SELECT COUNT() FROM Account WHERE Name IN ('asuser', 'level')]);":
        ['2'],
    'insert new List<Account>(); System.debug(Limits.getDmlStatements()); System.debug(Limits.getDmlRows());': [
        '1',
        '0'
    ],
    "Account a = [SELECT Id, Name, CreatedDate FROM Account LIMIT 1]; a.Phone = '9'; update a; System.debug([SELECT Phone FROM Account WHERE Id = :a.Id].Phone);":
        ['9']
});

describe('transactions', () => {
    it('what a failed transaction wrote is gone', () => {
        assert.equal(
            org.failure("insert new Account(Name = 'gone'); Integer i = 1 / 0;"),
            'System.MathException: Divide by 0'
        );
        assert.deepEqual(org.debug("System.debug([SELECT COUNT() FROM Account WHERE Name = 'gone']);"), ['0']);
    });
});

checkFailures('failures', org, {
    "Account a = [SELECT Id FROM Account WHERE Name = 'nobody'];":
        'System.QueryException: List has no rows for assignment to SObject',
    'Account a = [SELECT Id FROM Account];':
        'System.QueryException: List has more than 1 row for assignment to SObject',
    "String s = [SELECT Name FROM Account WHERE Name = 'q1'].Phone;":
        'System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Account.Phone',
    'Contact c = [SELECT Id FROM Contact LIMIT 1]; System.debug(c.Account.Name);':
        'System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Contact.Account',
    "SObject s = new Account(); s.get('Nonsense__c');":
        'System.SObjectException: Invalid field Nonsense__c for Account',
    "SObject s = new Account(); s.put('Name', 5);":
        'System.SObjectException: Illegal assignment from Integer to String',
    "Database.query('SELECT Id FROM Account WHERE Name = :missing');":
        'System.QueryException: Variable does not exist: missing',
    "Account a = new Account(Nonsense = 'x');":
        'LocalOrg.CompileProblem: Field does not exist: Nonsense on Account (AnonymousBlock line 1)',
    'Account a = new Account(); a.Nonsense__c = 1;':
        'LocalOrg.CompileProblem: Field does not exist: Nonsense__c on Account (AnonymousBlock line 1)',
    'List<Account> l = [SELECT Nonsense__c FROM Account];':
        "LocalOrg.CompileProblem: No such column 'Nonsense__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names. (AnonymousBlock line 1)",
    'insert new Account();':
        'System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]',
    "insert new Account(Name = 'mixed'); insert new Group(Name = 'g', DeveloperName = 'g_mixed', Type = 'Regular');":
        'System.DmlException: Insert failed. First exception on row 0; first error: MIXED_DML_OPERATION, DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): Group, original object: Account: []',
    'Account a; insert a;': 'System.NullPointerException: Attempt to de-reference a null object',
    "update new Account(Name = 'x');":
        'System.DmlException: Update failed. First exception on row 0; first error: MISSING_ARGUMENT, Id not specified in an update call: []',
    'Account a; System.debug(a.Name);': 'System.NullPointerException: Attempt to de-reference a null object'
});
