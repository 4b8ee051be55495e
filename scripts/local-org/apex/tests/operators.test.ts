import { ApexTestOrg, checkFailures, checkOutput, checkValues } from '../test-support.ts';

const org = new ApexTestOrg();

checkValues('integers', org, {
    '7 / 2': '3',
    '-7 / 2': '-3',
    '2147483647 + 1': '-2147483648',
    '-2147483648 - 1': '2147483647',
    '65536 * 65536': '0',
    '123456789 * 1000': '-1097262584',
    '7 / 2 * 2': '6',
    'Math.mod(-7, 3)': '-1',
    '1 + 2 * 3 - 4 / 2': '5',
    '-(5)': '-5',
    '~5': '-6',
    '6 & 3': '2',
    '6 | 3': '7',
    '6 ^ 3': '5',
    '1 << 4': '16',
    '-16 >> 2': '-4',
    '-16 >>> 28': '15',
    '1 << 33': '2'
});

checkValues('longs', org, {
    '2147483647L + 1': '2147483648',
    '9223372036854775807L + 1L': '-9223372036854775808',
    '2147483648L * 2': '4294967296',
    '(5L).intValue()': '5',
    '7L / 2': '3'
});

checkValues('decimals and doubles', org, {
    '7 / 2.0': '3.5',
    '1.10 + 2.2': '3.30',
    '1.10 * 2.0': '2.200',
    '0.1 + 0.2': '0.3',
    '10.00 / 4': '2.50',
    '1.0 == 1.00': 'true',
    '5 == 5.0': 'true',
    '5L == 5': 'true',
    '1.5d + 1': '2.5',
    '2.0d': '2.0',
    '1 / 4.0d': '0.25',
    '(Integer) 3.99': '3',
    '(Integer) -3.99': '-3',
    '(Long) 3.5d': '3',
    '1.5 > 1': 'true',
    '-1.50': '-1.50'
});

checkValues('strings compare without case, equals with it', org, {
    "'abc' == 'ABC'": 'true',
    "'abc' != 'ABC'": 'false',
    "'abc'.equals('ABC')": 'false',
    "'abc'.equalsIgnoreCase('ABC')": 'true',
    "'a' < 'b'": 'true',
    "'B' > 'a'": 'true',
    "'abc' === 'abc'": 'true',
    "'abc' === 'ABC'": 'false',
    "new List<String>{'a'} == new List<String>{'a'}": 'true',
    "new Set<String>{'a'}.contains('A')": 'false',
    "new Map<String, Integer>{'a' => 1}.containsKey('A')": 'false'
});

checkValues('null', org, {
    "'a' + null": 'anull',
    "null + 'a'": 'nulla',
    'null == null': 'true',
    "'a' == null": 'false',
    '((Integer) null) < 5': 'false',
    '((Integer) null) >= 5': 'false',
    '((Integer) null) == 0': 'false',
    "((String) null) == ''": 'false',
    '((String) null)?.length()': 'null',
    '((Integer) null) ?? 7': '7',
    "'x' ?? 'y'": 'x',
    'null instanceof String': 'false'
});

checkValues('concatenation', org, {
    "1 + 2 + 'a'": '3a',
    "'a' + 1 + 2": 'a12',
    "'' + true + 1.50 + 2L": 'true1.502',
    "'' + Date.newInstance(2026, 1, 31)": '2026-01-31 00:00:00',
    "'' + Datetime.newInstanceGmt(2026, 1, 31, 9, 30, 0)": '2026-01-31 09:30:00',
    "'' + new List<Integer>{1, null}": '(1, null)',
    "'' + new Set<String>{'x'}": '{x}',
    "'' + new Map<String, Integer>{'x' => 1}": '{x=1}'
});

checkValues('logic and choice', org, {
    'true && false || true': 'true',
    '!true': 'false',
    'true & false': 'false',
    'true | false': 'true',
    'true ^ true': 'false',
    "1 > 2 ? 'a' : 'b'": 'b',
    'true ? 1 : 2.5': '1',
    "false ? 'a' : null": 'null',
    "true ? false ? 'x' : 'y' : 'z'": 'y',
    '(Object) 1 instanceof Integer': 'true',
    "(Object) 'a' instanceof Integer": 'false',
    '1 == 1 && 2 == 2': 'true'
});

checkOutput('assignment', org, {
    'Integer i = 1; i += 2; i *= 5; i -= 1; i /= 4; System.debug(i);': ['3'],
    'Integer i = 5; System.debug(i++); System.debug(++i); System.debug(i--); System.debug(--i);': ['5', '7', '7', '5'],
    "String s = 'a'; s += 1; s += null; System.debug(s);": ['a1null'],
    'Integer a, b; a = b = 3; System.debug(a + b);': ['6'],
    'Decimal d = 5; d += 1; System.debug(d);': ['6'],
    'Long l = 1; l <<= 40; System.debug(l);': ['1099511627776'],
    'List<Integer> l = new List<Integer>{1, 2}; Integer n = 0; l[n++] += 10; System.debug(l); System.debug(n);': [
        '(11, 2)',
        '1'
    ],
    'Integer i = 6; i &= 3; i |= 8; i ^= 1; System.debug(i);': ['11'],
    'INTEGER Foo = 1; foo = FOO + 1; System.Debug(fOO);': ['2'],
    'Double d = 1; Decimal e = d; Long l = 5; Decimal f = l; System.debug(d + e + f);': ['7.0'],
    'Boolean called = false; if (false && 1 / 0 == 1) { called = true; } System.debug(called);': ['false']
});

checkOutput('casts and runtime types', org, {
    'Object o = 5; Integer i = (Integer) o; Decimal d = (Decimal) o; System.debug(i + d);': ['10'],
    "Object o = 'x'; System.debug(o instanceof String); System.debug(((String) o).length());": ['true', '1'],
    'Object o = new List<Integer>{1}; System.debug(((List<Integer>) o)[0]);': ['1'],
    "Object o = 'a'; System.debug(o == 'A'); System.debug(o.equals('A'));": ['true', 'false'],
    "Id i = '001000000000001'; String s = i; System.debug(s.length()); System.debug(i == '001000000000001');": [
        '18',
        'true'
    ],
    "Date d = Date.newInstance(2026, 1, 31); Datetime t = d; System.debug(t.formatGmt('yyyy-MM-dd HH:mm'));": [
        '2026-01-31 00:00'
    ]
});

checkFailures('failures', org, {
    'Integer i = 1 / 0;': 'System.MathException: Divide by 0',
    'Decimal d = 1.0 / 0;': 'System.MathException: Divide by 0',
    'Integer i; Integer j = i + 1;': 'System.NullPointerException: Attempt to de-reference a null object',
    'Boolean b; if (b) { }': 'System.NullPointerException: Attempt to de-reference a null object',
    'String s; s.length();': 'System.NullPointerException: Attempt to de-reference a null object',
    "Object o = 'x'; Integer i = (Integer) o;":
        'System.TypeException: Invalid conversion from runtime type String to Integer',
    'Object o = 1.5; Integer i = (Integer) o;':
        'System.TypeException: Invalid conversion from runtime type Decimal to Integer',
    'Object o = JSON.deserializeUntyped(\'["a"]\'); List<String> l = (List<String>) o;':
        'System.TypeException: Invalid conversion from runtime type List<ANY> to List<String>',
    "Id i = 'nonsense';": 'System.StringException: Invalid id: nonsense',
    'Integer i = -null;': 'LocalOrg.CompileProblem: Operator - does not take null (AnonymousBlock line 1)',
    "Integer i = 'a';": 'LocalOrg.CompileProblem: Illegal assignment from String to Integer (AnonymousBlock line 1)',
    'Integer i = 5L;': 'LocalOrg.CompileProblem: Illegal assignment from Long to Integer (AnonymousBlock line 1)',
    'Integer i = 1.5;': 'LocalOrg.CompileProblem: Illegal assignment from Decimal to Integer (AnonymousBlock line 1)',
    "Boolean b = 'a' == 1;":
        'LocalOrg.CompileProblem: Operator == does not take String and Integer (AnonymousBlock line 1)',
    'Integer i = 1; Integer I = 2;': 'LocalOrg.CompileProblem: Duplicate variable: I (AnonymousBlock line 1)',
    'x = 1;': 'LocalOrg.CompileProblem: Variable does not exist: x (AnonymousBlock line 1)'
});
