import { ApexTestOrg, checkFailures, checkValues } from '../test-support.ts';

const org = new ApexTestOrg();

checkValues('parsing', org, {
    "Integer.valueOf('42')": '42',
    "Integer.valueOf(' -7 ')": '-7',
    "Long.valueOf('9000000000')": '9000000000',
    "Decimal.valueOf('1.50')": '1.50',
    "Double.valueOf('1.5')": '1.5',
    "Boolean.valueOf('TRUE')": 'true',
    "Boolean.valueOf('yes')": 'false',
    'Integer.valueOf((Object) 5)': '5',
    'Decimal.valueOf(2.5d)': '2.5',
    'Decimal.valueOf(5L)': '5',
    'Integer.MAX_VALUE': '2147483647',
    'Long.MAX_VALUE': '9223372036854775807'
});

checkValues('scale and rounding', org, {
    '(1.25).setScale(1)': '1.2',
    '(1.35).setScale(1)': '1.4',
    '(1.25).setScale(1, RoundingMode.HALF_UP)': '1.3',
    '(1.25).setScale(1, System.RoundingMode.DOWN)': '1.2',
    '(-1.21).setScale(1, RoundingMode.FLOOR)': '-1.3',
    '(-1.29).setScale(1, RoundingMode.CEILING)': '-1.2',
    '(1.5).setScale(3)': '1.500',
    '(1.50).scale()': '2',
    '(123.45).precision()': '5',
    '(2.5).round()': '2',
    '(3.5).round()': '4',
    '(2.5).round(RoundingMode.HALF_UP)': '3',
    '(19.0).divide(100, 3)': '0.190',
    '(12.4567).divide(7, 2, System.RoundingMode.UP)': '1.78',
    '(1.50).stripTrailingZeros()': '1.5',
    '(10.0).intValue()': '10',
    '(4.12).pow(2)': '16.9744',
    '(12345.6789).format()': '12,345.679',
    '(1234567).format()': '1,234,567',
    '(0.00000012).toPlainString()': '0.00000012',
    "'' + 0.00000012": '1.2E-7',
    '(1.0 / 3).scale()': '32'
});

checkValues('formats of a German', new ApexTestOrg({ user: { locale: 'de_DE' } }), {
    '(12345.6789).format()': '12.345,679',
    '(123456789012345678.5).format()': '123.456.789.012.345.678,5',
    '(-1234567).format()': '-1.234.567',
    '(0.50).format()': '0,5'
});

checkValues('math', org, {
    'Math.abs(-5)': '5',
    'Math.abs(-1.50)': '1.50',
    'Math.max(1, 2)': '2',
    'Math.max(1.5, 2)': '2',
    'Math.min(5L, 7L)': '5',
    'Math.ceil(1.2)': '2',
    'Math.floor(-1.2)': '-2',
    'Math.round(2.5)': '2',
    'Math.round(3.5)': '4',
    'Math.mod(7, 3)': '1',
    'Math.pow(2, 10)': '1024.0',
    'Math.sqrt(16)': '4.0',
    'Math.signum(-3)': '-1',
    'Math.roundToLong(4.5)': '4',
    'Math.random() < 1': 'true'
});

checkFailures('failures', org, {
    "Integer.valueOf('x');": 'System.TypeException: Invalid integer: x',
    "Integer.valueOf('1.5');": 'System.TypeException: Invalid integer: 1.5',
    "Integer.valueOf('99999999999');": 'System.TypeException: Invalid integer: 99999999999',
    "Decimal.valueOf('abc');": 'System.TypeException: Invalid decimal: abc',
    '(1.25).setScale(1, RoundingMode.UNNECESSARY);': 'System.MathException: Rounding necessary',
    'Integer i = 2147483648;':
        'LocalOrg.ApexSyntaxProblem: Illegal integer: 2147483648 (AnonymousBlock line 1, column 1)',
    'Integer i;\nLong l = 9223372036854775808L;':
        'LocalOrg.ApexSyntaxProblem: Illegal long: 9223372036854775808L (AnonymousBlock line 2, column 1)',
    'Decimal d = Math.sqrt(-1);':
        'LocalOrg.NotSupported: not supported by the local org: the Double NaN as a Decimal (AnonymousBlock line 1)',
    'Math.mod(1, 0);': 'System.MathException: Divide by 0',
    'Integer.valueOf((String) null);': 'System.NullPointerException: Argument cannot be null.'
});
