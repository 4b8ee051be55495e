import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseApexFile, readApexFiles } from './apex/apex-files.ts';
import { ruleProblems } from './apex-rules.ts';
import { readSourceTree } from './metadata/source-tree.ts';

const components = readSourceTree();

/** Problems of one class whose body is given, as `line: message`. */
function problemsOf(body: string, head = 'public with sharing class Sample'): string[] {
    const file = parseApexFile('classes/Sample.cls', `${head} {\n${body}\n}`);
    return ruleProblems([file], components).map(({ line, message }) => `${line}: ${message}`);
}

const inMethod = (statements: string) => `static void run() {\n${statements}\n}`;

test('our own classes keep all rules', () => {
    const { files, problems } = readApexFiles();
    assert.deepEqual([...problems, ...ruleProblems(files, components)], []);
    assert.ok(files.length > 20);
});

test('classes say with sharing, inner ones too; interfaces, enums and tests need not', () => {
    assert.deepEqual(problemsOf('', 'public class Sample'), ['1: class Sample must be declared "with sharing"']);
    assert.deepEqual(problemsOf('', 'public without sharing class Sample'), [
        '1: class Sample must be declared "with sharing"'
    ]);
    assert.deepEqual(problemsOf('private class Inside {}'), ['2: class Inside must be declared "with sharing"']);
    assert.deepEqual(problemsOf('', 'public interface Sample'), []);
    assert.deepEqual(problemsOf('enum Colour { RED }'), []);
    assert.deepEqual(problemsOf('', '@IsTest\nprivate class Sample'), []);
});

test('queries and changes say user mode', () => {
    assert.deepEqual(problemsOf(inMethod('List<Case> c = [SELECT Id FROM Case];')), [
        '3: the query must say its access mode (user mode)'
    ]);
    assert.deepEqual(problemsOf(inMethod('List<Case> c = [SELECT Id FROM Case WITH SYSTEM_MODE];')), [
        '3: the query runs in SYSTEM_MODE: only BotSecretReader may do that'
    ]);
    assert.deepEqual(problemsOf(inMethod('List<Case> c = [SELECT Id FROM Case WITH USER_MODE];')), []);
    assert.deepEqual(problemsOf(inMethod("Database.query('SELECT Id FROM Case');")), [
        '3: Database.query must say its access mode (user mode)'
    ]);
    assert.deepEqual(problemsOf(inMethod("Database.query('SELECT Id FROM Case', AccessLevel.SYSTEM_MODE);")), [
        '3: Database.query runs in SYSTEM_MODE: only BotSecretReader may do that'
    ]);
    assert.deepEqual(problemsOf(inMethod("Database.query('SELECT Id FROM Case', AccessLevel.USER_MODE);")), []);
    assert.deepEqual(problemsOf(inMethod('insert new Case();')), ['3: insert must say its access mode (user mode)']);
    assert.deepEqual(problemsOf(inMethod('update as system new Case();')), [
        '3: update runs in SYSTEM_MODE: only BotSecretReader may do that'
    ]);
    assert.deepEqual(problemsOf(inMethod('insert as user new Case();')), []);
});

test('the one class with system mode still has to say it', () => {
    const read = (query: string) =>
        ruleProblems(
            [
                parseApexFile(
                    'classes/BotSecretReader.cls',
                    `public with sharing class BotSecretReader { static void run() { ${query} } }`
                )
            ],
            components
        ).length;
    assert.equal(read("Database.query('SELECT Id FROM Case', AccessLevel.SYSTEM_MODE);"), 0);
    assert.equal(read("Database.query('SELECT Id FROM Case');"), 1);
});

test('System.debug is refused', () => {
    assert.match(problemsOf(inMethod("SYSTEM.debug('x');")).join(), /^3: System.debug must not be committed/);
});

test('names in SOQL exist', () => {
    const soql = (text: string) => {
        const [head = '', tail = ''] = text.split(/(?= GROUP BY)/);
        return problemsOf(inMethod(`List<SObject> c = [${head} WITH USER_MODE${tail}];`));
    };
    assert.deepEqual(soql('SELECT Id, Bot_Session_Id__c, Contact.Account.Name FROM Case'), []);
    assert.deepEqual(soql('SELECT Id, Bot_Sessoin_Id__c FROM Case'), [
        '3: in SOQL: Case has no field Bot_Sessoin_Id__c'
    ]);
    assert.deepEqual(soql("SELECT Id FROM Case WHERE Contact.Emial = 'x'"), ['3: in SOQL: Contact has no field Emial']);
    assert.deepEqual(soql('SELECT Id FROM Case WHERE Subject.Name = null'), [
        '3: in SOQL: Case.Subject leads to no other object'
    ]);
    assert.deepEqual(soql('SELECT Id FROM Kase'), ['3: in SOQL: there is no object Kase']);
    assert.deepEqual(soql('SELECT c.Nmae FROM Case c'), ['3: in SOQL: Case has no field Nmae']);
    assert.deepEqual(soql('SELECT Id FROM Case WHERE ContactId IN (SELECT Id FROM Contact WHERE Nmae = null)'), [
        '3: in SOQL: Contact has no field Nmae'
    ]);
    assert.deepEqual(soql('SELECT Status, COUNT(Id) total FROM Case GROUP BY Status ORDER BY Prority'), [
        '3: in SOQL: Case has no field Prority'
    ]);
    assert.deepEqual(soql('SELECT DeveloperName, Adapter_Class__c FROM Bot_Provider__mdt'), []);
    assert.deepEqual(problemsOf(inMethod("Database.query('SELECT Nmae FROM Case', AccessLevel.USER_MODE);")), [
        '3: in SOQL: Case has no field Nmae'
    ]);
});

test('queries filter, sort and group by nothing that an org may encrypt', () => {
    const soql = (text: string) =>
        problemsOf(inMethod(`List<SObject> c = [${text}];`), '@IsTest\nprivate class Sample');
    const refused = (field: string) => [`4: in SOQL: an org may encrypt ${field}, and refuses this query then`];
    assert.deepEqual(soql('SELECT CommentBody FROM CaseComment WHERE ParentId = :caseId'), []);
    assert.deepEqual(
        soql("SELECT Id FROM CaseComment WHERE CommentBody LIKE '%x%'"),
        refused('CaseComment.CommentBody')
    );
    assert.deepEqual(soql('SELECT Id FROM Case ORDER BY Subject'), refused('Case.Subject'));
    assert.deepEqual(soql("SELECT Id FROM Case c WHERE c.Contact.Email = 'x'"), refused('Contact.Email'));
    assert.deepEqual(
        soql("SELECT Id FROM Case WHERE OwnerId IN (SELECT Id FROM User WHERE Email = 'x')"),
        refused('User.Email')
    );
});

test('field constants exist, but for tests', () => {
    assert.deepEqual(problemsOf("static String name = 'Bot_Summary__c';"), []);
    assert.deepEqual(problemsOf("static String name = 'Bot_Sumary__c';"), ['2: no object has a field Bot_Sumary__c']);
    assert.deepEqual(problemsOf("static String name = 'Bot_Sumary__c';", '@IsTest\nprivate class Sample'), []);
});

test('Named Credentials in literals exist', () => {
    assert.deepEqual(problemsOf("static String url = 'callout:Nowhere/path';"), [
        '2: there is no Named Credential Nowhere'
    ]);
    assert.deepEqual(problemsOf("static String url = 'callout:' + 'x';"), []);
});

test('@AuraEnabled members are what Salesforce takes', () => {
    const signature = (text: string) => problemsOf(`@AuraEnabled\n${text}`);
    assert.deepEqual(
        signature('public static List<Map<String, Case>> run(Id recordId, Sample other) { return null; }'),
        []
    );
    assert.deepEqual(signature('public void run() {}'), ['3: @AuraEnabled run must be static']);
    assert.deepEqual(signature('private static void run() {}'), ['3: @AuraEnabled run must be public']);
    assert.deepEqual(signature('public static void run(Set<Id> ids) {}'), [
        '3: @AuraEnabled run has the parameter ids of type Set, which a component cannot send'
    ]);
    assert.deepEqual(signature('public static Map<Integer, String> run() { return null; }'), [
        '3: @AuraEnabled run answers Map<Integer, …>, which a component cannot get'
    ]);
    assert.deepEqual(signature('public HttpRequest value { get; set; }'), [
        '3: @AuraEnabled value is of type HttpRequest, which a component cannot get'
    ]);
    assert.equal(
        problemsOf('@AuraEnabled\npublic static void a() {}\n@AuraEnabled\npublic static void a(Id x) {}').filter(
            (each) => each.includes('overloaded')
        ).length,
        2
    );
});

test('a cacheable method changes nothing, not by a helper either', () => {
    const cacheable = (body: string, more = '') =>
        problemsOf(`@AuraEnabled(cacheable=true)\npublic static void run() { ${body} }\n${more}`);
    assert.deepEqual(cacheable(''), []);
    assert.deepEqual(cacheable('insert as user new Case();'), ['3: @AuraEnabled run is cacheable and changes records']);
    assert.deepEqual(cacheable('Database.delete(new Case(), AccessLevel.USER_MODE);'), [
        '3: @AuraEnabled run is cacheable and changes records'
    ]);
    const helper = 'static void help() { insert as user new Case(); }';
    assert.deepEqual(cacheable('help();', helper), ['3: @AuraEnabled run is cacheable and changes records']);
    assert.deepEqual(cacheable('Sample.help();', helper), ['3: @AuraEnabled run is cacheable and changes records']);
    assert.deepEqual(cacheable('run();'), []);
});

test('names fit their files', () => {
    assert.deepEqual(problemsOf('', 'public with sharing class Other'), [
        '1: the class is called Other, its file Sample'
    ]);
});

test('a parameter does not hide a static field of another case', () => {
    assert.deepEqual(problemsOf("static final String CURSOR = 'x';\nstatic void run(String cursor) {}"), [
        '3: the parameter cursor of run hides a static field of that name'
    ]);
    assert.deepEqual(problemsOf('private String cursor;\npublic Sample(String cursor) {}'), []);
});

test('a local variable does not hide the static field that it is made of', () => {
    const body = (name: string) =>
        `static final Pattern WORD = Pattern.compile('a');\nvoid run() { Matcher ${name} = WORD.matcher('a'); ${name}.find(); }`;
    assert.deepEqual(problemsOf(body('word')), ['3: the variable word hides a static field of that name']);
    assert.deepEqual(problemsOf(body('found')), []);
});

test('an inner type is not called like a field that would be read in its place', () => {
    const body = (value: string) =>
        `public enum Kind { ONE }\npublic Kind kind { get; set; }\nstatic Kind first() { return ${value}; }`;
    assert.deepEqual(problemsOf(body('Kind.ONE')), [
        '4: Kind means the field of that name here: Sample.Kind is the type'
    ]);
    assert.deepEqual(problemsOf(body('Sample.Kind.ONE')), []);
    assert.deepEqual(problemsOf('public enum Kind { ONE }\nprivate Kind sort = Kind.ONE;'), []);
});

test('what only the compiler of an org refuses', () => {
    const refused = (body: string) => problemsOf(body).map((line) => line.replace(/^\d+: /, ''));
    const caught = (types: string[]) =>
        inMethod(`try { run(); } ${types.map((type, i) => `catch (${type} e${i}) { run(); }`).join(' ')}`);
    assert.deepEqual(refused('private Integer a;\nprivate String A { get; set; }'), ['Sample has a field A twice']);
    assert.deepEqual(refused(caught(['Exception', 'DmlException'])), ['dmlexception is caught already']);
    assert.deepEqual(refused(caught(['DmlException', 'System.DmlException'])), ['dmlexception is caught already']);
    assert.deepEqual(refused(caught(['DmlException', 'QueryException', 'Exception'])), []);
    assert.deepEqual(refused('Integer a;\nvoid set(Sample other) { other?.a = 1; }'), [
        'nothing can be assigned through ?.'
    ]);
    assert.deepEqual(refused('Sample() { this(1); }\nSample(Integer a) { Integer b = a; this(); }'), [
        'this() must be the first statement of a constructor'
    ]);
    assert.deepEqual(refused('private with sharing class Inside { static void run() {} }'), [
        'run cannot be static in an inner class'
    ]);
    assert.deepEqual(refused('@IsTest\nstatic void run(Integer a) {}'), ['the test run must have no parameters']);
    assert.deepEqual(refused('public Integer a { get; @TestVisible private set; }'), [
        'an accessor of a takes no annotation'
    ]);
    assert.deepEqual(refused('@TestVisible\npublic Integer a { get; private set; }'), []);
    assert.deepEqual(refused('public enum Colour { RED, Red }'), ['Colour has a value Red twice']);
});
