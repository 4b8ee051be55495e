import { ApexTestOrg, checkFailures, checkOutput, checkValues } from '../test-support.ts';

const org = new ApexTestOrg();

checkValues('escapes', org, {
    "'a\\'b'": "a'b",
    "'a\\\\b'": 'a\\b',
    "'a\\nb'.length()": '3',
    "'\\u0041\\t|'": 'A\t|',
    "'\"'": '"'
});

checkOutput('multi-line strings', org, {
    "String s = '''\nfirst\n  second \\'q\\'\n'''; System.debug(s);": ["first\n  second 'q'\n"]
});

checkValues('white space is what Java calls so', org, {
    "String.isBlank(' \\t\\n\\u2003')": 'true',
    "String.isBlank('\\u00A0')": 'false',
    "String.isBlank('\\uFEFF')": 'false',
    "'\\u00A0'.isWhitespace()": 'false',
    "'a\\u00A0b'.containsWhitespace()": 'false',
    "'a \\n\\u00A0b'.deleteWhitespace().length()": '3',
    "'\\u00A0x\\u0001 '.trim().length()": '2'
});

checkValues('searching', org, {
    "'abc'.contains('bc')": 'true',
    "'abc'.contains('BC')": 'false',
    "'abc'.containsIgnoreCase('BC')": 'true',
    "'abc'.indexOf('c')": '2',
    "'abc'.indexOf('x')": '-1',
    "'abcabc'.indexOf('b', 2)": '4',
    "'abcabc'.lastIndexOf('b')": '4',
    "'abc'.startsWith('ab')": 'true',
    "'abc'.endsWith('bc')": 'true',
    "'abc'.startsWithIgnoreCase('AB')": 'true',
    "'a,b,a'.countMatches('a')": '2',
    "'hello'.containsAny('xyzo')": 'true',
    "'hello'.containsNone('xyz')": 'true',
    "'hello'.containsOnly('helo')": 'true',
    "'a'.compareTo('b')": '-1',
    "'abc'.difference('abd')": 'd',
    "'kitten'.getLevenshteinDistance('sitting')": '3',
    "'abc'.hashCode()": '96354'
});

checkValues('parts', org, {
    "'hello'.substring(1)": 'ello',
    "'hello'.substring(1, 3)": 'el',
    "'hello'.left(2)": 'he',
    "'hello'.left(99)": 'hello',
    "'hello'.right(2)": 'lo',
    "'hello'.mid(1, 3)": 'ell',
    "'a.b.c'.substringAfter('.')": 'b.c',
    "'a.b.c'.substringAfterLast('.')": 'c',
    "'a.b.c'.substringBefore('.')": 'a',
    "'a.b.c'.substringBeforeLast('.')": 'a.b',
    "'<b>x</b>'.substringBetween('<b>', '</b>')": 'x',
    "'abc'.charAt(1)": '98',
    "'abc'.getChars()": '(97, 98, 99)',
    'String.fromCharArray(new List<Integer>{72, 105})': 'Hi'
});

checkValues('splitting', org, {
    "'a,b,,c,,'.split(',')": '(a, b, , c)',
    "'a,b,,c,,'.split(',', -1)": '(a, b, , c, , )',
    "'a,b,c'.split(',', 2)": '(a, b,c)',
    "'a.b'.split('\\\\.')": '(a, b)',
    "'abc'.split('')": '(a, b, c)',
    "''.split(',').size()": '1',
    "'a1b22c'.split('\\\\d+')": '(a, b, c)',
    "String.join(new List<Object>{1, 'a', null}, '-')": '1-a-',
    "String.join(new Set<String>{'x', 'y'}, ', ')": 'x, y'
});

checkValues('changing', org, {
    "' a b '.trim()": 'a b',
    "'abc'.toUpperCase()": 'ABC',
    "'ABC'.toLowerCase()": 'abc',
    "'abc'.capitalize()": 'Abc',
    "'Abc'.uncapitalize()": 'abc',
    "'aXbX'.replace('X', '.')": 'a.b.',
    "'a1b22'.replaceAll('[0-9]+', '#')": 'a#b#',
    "'a1b22'.replaceFirst('[0-9]+', '#')": 'a#b22',
    "'John Smith'.replaceAll('(\\\\w+) (\\\\w+)', '$2 $1')": 'Smith John',
    "'a'.repeat(3)": 'aaa',
    "'ab'.repeat('-', 2)": 'ab-ab',
    "'abc'.reverse()": 'cba',
    "'5'.leftPad(3, '0')": '005',
    "'5'.rightPad(3)": '5  ',
    "'a'.center(5, '*')": '**a**',
    "'abcdef'.abbreviate(5)": 'ab...',
    "'a  b\\n c'.normalizeSpace()": 'a b c',
    "'a b'.deleteWhitespace()": 'ab',
    "'abcabc'.remove('b')": 'acac',
    "'file.txt'.removeEnd('.txt')": 'file',
    "'file.txt'.removeStart('file')": '.txt',
    "'aBc'.swapCase()": 'AbC',
    "'<p>x</p>'.stripHtmlTags()": 'x'
});

checkValues('escaping', org, {
    '\'<a & "b">\'.escapeHtml4()': '&lt;a &amp; &quot;b&quot;&gt;',
    "'&lt;&eacute;&#65;&#x42;'.unescapeHtml4()": '<éAB',
    "'é€'.escapeHtml4()": '&eacute;&euro;',
    "'a\\'b'.escapeXml()": 'a&apos;b',
    "'&amp;&apos;'.unescapeXml()": "&'",
    "'a\"b'.escapeJava()": 'a\\"b',
    "'a\\'b'.escapeEcmaScript()": "a\\'b",
    "'a,b'.escapeCsv()": '"a,b"',
    "String.escapeSingleQuotes('it\\'s')": "it\\'s",
    "'é'.escapeUnicode()": '\\u00E9',
    "EncodingUtil.urlEncode('a b&c=ü', 'UTF-8')": 'a+b%26c%3D%C3%BC',
    "EncodingUtil.urlDecode('a+b%26', 'UTF-8')": 'a b&'
});

checkValues('tests', org, {
    "String.isBlank('  ')": 'true',
    'String.isBlank(null)': 'true',
    "String.isNotBlank('a')": 'true',
    "String.isEmpty(' ')": 'false',
    "String.isNotEmpty('')": 'false',
    "'abc'.isAlpha()": 'true',
    "'ab1'.isAlpha()": 'false',
    "'123'.isNumeric()": 'true',
    "'1.2'.isNumeric()": 'false',
    "'ab1'.isAlphanumeric()": 'true',
    "'AB'.isAllUpperCase()": 'true',
    "''.isWhitespace()": 'true'
});

checkValues('values of', org, {
    'String.valueOf(5)': '5',
    'String.valueOf(1.50)': '1.50',
    'String.valueOf(1.5d)': '1.5',
    'String.valueOf(true)': 'true',
    'String.valueOf(Date.newInstance(2026, 1, 5))': '2026-01-05',
    'String.valueOf(Datetime.newInstanceGmt(2026, 1, 5, 23, 30, 0))': '2026-01-06 00:30:00',
    'String.valueOfGmt(Datetime.newInstanceGmt(2026, 1, 5, 23, 30, 0))': '2026-01-05 23:30:00',
    'String.valueOf((Object) null)': 'null',
    "String.format('{0} is {1}, {0}', new List<Object>{'a', 2})": 'a is 2, a',
    "String.format('it\\'\\'s {0}', new List<String>{'x'})": "it's x"
});

checkFailures('failures', org, {
    "'abc'.substring(5);": 'System.StringException: Starting position out of bounds: 5',
    "'abc'.contains(null);": 'System.NullPointerException: Argument cannot be null.',
    "'abc'.charAt(9);": 'System.StringException: String index out of range: 9',
    "'abc'.frobnicate();":
        'LocalOrg.NotSupported: not supported by the local org: String.frobnicate() (AnonymousBlock line 1)',
    "\n\nString.foo(1, 'a');":
        'LocalOrg.NotSupported: not supported by the local org: String.foo(Integer, String) (AnonymousBlock line 3)',
    "try { 'abc'.frobnicate(); } catch (Exception e) { System.debug('caught'); }":
        'LocalOrg.NotSupported: not supported by the local org: String.frobnicate() (AnonymousBlock line 1)'
});
