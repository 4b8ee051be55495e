import { ApexTestOrg, checkFailures, checkOutput, checkValues } from '../test-support.ts';

const org = new ApexTestOrg();

checkValues('regular expressions', org, {
    "Pattern.matches('[a-c]+', 'abc')": 'true',
    "Pattern.matches('ab|abc', 'abc')": 'true',
    "Pattern.matches('a', 'ab')": 'false',
    "Pattern.compile('(\\\\d+)-(\\\\d+)').matcher('12-34').groupCount()": '2',
    "'a.b'.replaceAll('\\\\.', '-')": 'a-b',
    "'A1b'.replaceAll('(?i)[a-z]', '')": '1',
    "'x\\ny'.replaceAll('(?s)x.y', 'z')": 'z',
    "'a b\\tc'.replaceAll('\\\\s', '')": 'abc',
    "'héllo'.replaceAll('\\\\p{L}', '*')": '*****',
    "'héllo you'.replaceAll('\\\\p{L}+', '*')": '* *',
    "Pattern.matches('[a-z]{2}', 'ab')": 'true',
    "Pattern.matches('a.b', 'axb')": 'true',
    "Pattern.matches('a.b', 'a\\u0085b')": 'false',
    "Pattern.matches('(?s)a.b', 'a\\u0085b')": 'true',
    "Pattern.matches('\\\\s', '\\u00A0')": 'false',
    "'a-b_c'.replaceAll('[-_]', '')": 'abc',
    "'1.5'.split(Pattern.quote('.'))": '(1, 5)',
    "'$5'.replaceAll('\\\\$', Matcher.quoteReplacement('$1'))": '$15',
    "'line\\n'.replaceAll('e$', 'E')": 'linE\n',
    "'ab'.replaceAll('(?<first>a)', '${first}!')": 'a!b'
});

checkOutput('matchers', org, {
    "Matcher m = Pattern.compile('(\\\\w)(\\\\d)?').matcher('a1b'); while (m.find()) { System.debug(m.group() + ' ' + m.group(2) + ' ' + m.start() + '-' + m.end()); }":
        ['a1 1 0-2', 'b null 2-3'],
    "Matcher m = Pattern.compile('b').matcher('abc'); System.debug(m.matches()); System.debug(m.find()); System.debug(m.lookingAt()); System.debug(m.reset('b').matches());":
        ['false', 'true', 'false', 'true']
});

const TOO_COMPLICATED = 'System.LimitException: Regex too complicated';

checkFailures('regular expressions over very long texts', org, {
    "String s = 'ab,'.repeat(333334); try { s.split(','); } catch (Exception caught) { System.debug(caught); }":
        TOO_COMPLICATED,
    "'x'.repeat(1000001).replaceAll('y', '');": TOO_COMPLICATED,
    "'x'.repeat(1000001).replaceFirst('y', '');": TOO_COMPLICATED,
    "Matcher m = Pattern.compile('x').matcher('x'.repeat(600000) + 'y'.repeat(600000)); while (m.find()) { m.end(); }":
        TOO_COMPLICATED,
    "Pattern.matches('x+', 'x'.repeat(1000001));": TOO_COMPLICATED,
    "Pattern.matches('x+', 'y'.repeat(2000000));": 'no exception',
    "String s = 'x'.repeat(2000000); s.replaceFirst('x', ''); s.replaceFirst('^y', ''); s.split('some words');":
        'no exception',
    "'x'.repeat(1000000).replaceAll('y', '');": 'no exception'
});

checkFailures('regular expressions that are refused', org, {
    "Pattern.compile('a{2}+');":
        'LocalOrg.NotSupported: not supported by the local org: a possessive quantifier in the regular expression a{2}+ (AnonymousBlock line 1)',
    "Pattern.compile('(?i)ä');":
        'LocalOrg.NotSupported: not supported by the local org: (?i) with letters beyond ASCII in the regular expression (?i)ä (AnonymousBlock line 1)',
    "Pattern.compile('a++');":
        'LocalOrg.NotSupported: not supported by the local org: a possessive quantifier in the regular expression a++ (AnonymousBlock line 1)',
    "Pattern.compile('(?>a)');":
        'LocalOrg.NotSupported: not supported by the local org: (?> in the regular expression (?>a) (AnonymousBlock line 1)',
    "Pattern.compile('[a-z&&[^b]]');":
        'LocalOrg.NotSupported: not supported by the local org: && in a character class in the regular expression [a-z&&[^b]] (AnonymousBlock line 1)',
    "Pattern.compile('\\\\G');":
        'LocalOrg.NotSupported: not supported by the local org: \\G in the regular expression \\G (AnonymousBlock line 1)',
    "Pattern.compile('a').matcher('a').group();": 'System.StringException: No match found'
});

checkValues('bytes', org, {
    "Blob.valueOf('abc').size()": '3',
    "Blob.valueOf('aé').toString()": 'aé',
    "EncodingUtil.base64Encode(Blob.valueOf('abc'))": 'YWJj',
    "EncodingUtil.base64Decode('YWJj').toString()": 'abc',
    "EncodingUtil.convertToHex(Blob.valueOf('AB'))": '4142',
    "EncodingUtil.convertFromHex('4142').toString()": 'AB',
    "EncodingUtil.convertToHex(Crypto.generateDigest('SHA-256', Blob.valueOf('a')))":
        'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
    "EncodingUtil.convertToHex(Crypto.generateDigest('MD5', Blob.valueOf('a')))": '0cc175b9c0f1b6a831c399e269772661',
    "EncodingUtil.convertToHex(Crypto.generateMac('hmacSHA256', Blob.valueOf('a'), Blob.valueOf('k')))":
        '78da91511e675587f5b9df78bedebaf5560da2abb88162ee875dcdf744951d9e',
    "Blob.valueOf('a') == Blob.valueOf('a')": 'true',
    'String.valueOf(UUID.randomUUID()).length()': '36'
});

checkValues('URLs', org, {
    "new URL('https://example.com:8080/a/b?x=1&y=2#frag').getHost()": 'example.com',
    "new URL('https://example.com:8080/a/b?x=1&y=2#frag').getPort()": '8080',
    "new URL('https://example.com/a/b?x=1#frag').getPath()": '/a/b',
    "new URL('https://example.com/a/b?x=1#frag').getQuery()": 'x=1',
    "new URL('https://example.com/a/b?x=1#frag').getRef()": 'frag',
    "new URL('https://example.com/a/b?x=1#frag').getFile()": '/a/b?x=1',
    "new URL('https://example.com').getProtocol()": 'https',
    "new URL('https://example.com/a').toExternalForm()": 'https://example.com/a'
});

checkValues('ids', org, {
    "Id.valueOf('001000000000001')": '001000000000001AAA',
    "((Id) '001000000000001AAA').to15()": '001000000000001',
    "((Id) '001000000000001AAA').getSObjectType()": 'Account',
    "(Id) '001000000000001' == (Id) '001000000000001AAA'": 'true'
});

checkValues('the running user', org, {
    'UserInfo.getUserName()': 'ada@local-org.example.com',
    'UserInfo.getName()': 'Ada Admin',
    'UserInfo.getLocale()': 'en_US',
    'UserInfo.getTimeZone().getID()': 'Europe/Berlin',
    "UserInfo.getUserId().startsWith('005')": 'true',
    'UserInfo.getUserId().length()': '18',
    'UserInfo.getOrganizationId().left(3)': '00D',
    '((Id) UserInfo.getUserId()).getSObjectType()': 'User',
    'Request.getCurrent().getQuiddity()': 'ANONYMOUS',
    'System.isFuture()': 'false',
    'Test.isRunningTest()': 'false'
});

checkOutput('describes', org, {
    "Schema.SObjectType t = Schema.getGlobalDescribe().get('account'); System.debug(t); System.debug(t.getDescribe().getName()); System.debug(t == Account.SObjectType); System.debug(Schema.getGlobalDescribe().containsKey('Nothing__c'));":
        ['Account', 'Account', 'true', 'false'],
    "Map<String, Schema.SObjectField> f = Account.SObjectType.getDescribe().fields.getMap(); System.debug(f.containsKey('NAME')); System.debug(f.get('Name').getDescribe().getType()); System.debug(f.get('annualrevenue'));":
        ['true', 'STRING', 'AnnualRevenue'],
    'System.debug(Schema.SObjectType.Account.getLabel()); System.debug(Schema.SObjectType.Account.fields.Name.getName()); System.debug(SObjectType.Contact.getKeyPrefix()); System.debug(Account.Name.getDescribe().isAccessible());':
        ['Account', 'Name', '003', 'true'],
    'Schema.DescribeFieldResult d = Schema.SObjectType.Contact.fields.AccountId; System.debug(d.getReferenceTo()[0]); System.debug(d.getRelationshipName());':
        ['Account', 'Account'],
    "SObject s = Schema.getGlobalDescribe().get('Account').newSObject(); s.put('Name', 'made'); System.debug(s.get('Name'));":
        ['made'],
    'System.debug(Schema.SObjectType.Account.isAccessible() && Schema.SObjectType.Account.isUpdateable());': ['true'],
    "SObjectAccessDecision d = Security.stripInaccessible(AccessType.READABLE, new List<Account>{new Account(Name = 'x')}); System.debug(d.getRecords()); System.debug(d.getRemovedFields());":
        ['(Account:{Name=x})', '{}']
});

checkOutput('assertions', org, {
    "Assert.areEqual(1, 1); Assert.isTrue(true, 'm'); Assert.isNull(null); Assert.isNotNull(1); Assert.areNotEqual(1, 2); Assert.isInstanceOfType('a', String.class); System.assertEquals('a', 'a', 'm'); System.assert(true); System.debug('ok');":
        ['ok'],
    'Assert.areEqual(1, 1.0); Assert.areEqual(null, null); System.assertNotEquals(1, 2); System.debug(1);': ['1']
});

checkFailures('assertions that fail', org, {
    "Assert.areEqual('a', 'b', 'names');": 'System.AssertException: Assertion Failed: names: Expected: a, Actual: b',
    "Assert.areEqual('a', 'A');": 'System.AssertException: Assertion Failed: Expected: a, Actual: A',
    'System.assert(false);': 'System.AssertException: Assertion Failed',
    "Assert.fail('never');": 'System.AssertException: Assertion Failed: never',
    "try { Assert.fail('not caught'); } catch (Exception e) { System.debug('caught'); }":
        'System.AssertException: Assertion Failed: not caught',
    'Assert.isNull(5);': 'System.AssertException: Assertion Failed: Expected: null, Actual: 5',
    'System.assertEquals(1, 2);': 'System.AssertException: Assertion Failed: Expected: 1, Actual: 2',
    'System.assertNotEquals(1, 1);': 'System.AssertException: Assertion Failed: Same value: 1',
    'Test.startTest();': 'System.TypeException: This method can only be called from a test'
});
