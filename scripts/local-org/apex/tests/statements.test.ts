import { ApexTestOrg, checkFailures, checkOutput } from '../test-support.ts';

const org = new ApexTestOrg({
    classes: [
        `public enum Colour { RED, GREEN, BLUE }`,
        `public class Flow {
            public static Integer withFinally(List<String> log) {
                try {
                    log.add('try');
                    return 1;
                } finally {
                    log.add('finally');
                }
            }
            public static Integer finallyWins() {
                try {
                    return 1;
                } finally {
                    return 2;
                }
            }
            public static Integer finallySwallows() {
                try {
                    Integer i = 1 / 0;
                    return i;
                } finally {
                    return 3;
                }
            }
            public static Integer valueIsKept() {
                Integer i = 1;
                try {
                    return i;
                } finally {
                    i = 2;
                }
            }
            public static String nested() {
                String s = '';
                for (Integer i = 0; i < 3; i++) {
                    try {
                        if (i == 1) {
                            continue;
                        }
                        if (i == 2) {
                            break;
                        }
                        s += i;
                    } finally {
                        s += 'f';
                    }
                }
                return s;
            }
            public static Integer missing(Boolean b) {
                if (b) {
                    return 1;
                }
            }
        }`
    ]
});

checkOutput('loops', org, {
    'for (Integer i = 0, j = 10; i < j; i += 4, j--) { System.debug(i + j); }': ['10', '13'],
    'Integer i = 0; while (true) { i++; if (i == 2) { continue; } if (i > 3) { break; } System.debug(i); }': ['1', '3'],
    'Integer i = 5; do { System.debug(i); i++; } while (i < 5);': ['5'],
    "for (String s : new List<String>{'a', 'b'}) { System.debug(s); }": ['a', 'b'],
    'for (Integer i : new Set<Integer>{3, 1, 3}) { System.debug(i); }': ['3', '1'],
    "Map<String, Integer> m = new Map<String, Integer>{'x' => 1}; for (String k : m.keySet()) { System.debug(k + m.get(k)); }":
        ['x1'],
    'Integer n = 0; for (;;) { if (n++ > 2) break; } System.debug(n);': ['4'],
    'List<Integer> l = new List<Integer>{1, 2, 3}; for (Integer i : l) { l[2] = 9; System.debug(i); }': ['1', '2', '9'],
    'for (Object o : new List<Integer>{1}) { System.debug(o); }': ['1'],
    'if (false) System.debug(1); else if (true) System.debug(2); else System.debug(3);': ['2'],
    'Integer n = 0; for (Integer i = 0; i < 3; i++) for (Integer j = 0; j < 3; j++) { if (j == 1) break; n++; } System.debug(n);':
        ['3']
});

checkOutput('switch', org, {
    "String s = 'b'; switch on s { when 'a', 'b' { System.debug(1); } when else { System.debug(2); } }": ['1'],
    "String s = 'B'; switch on s { when 'b' { System.debug(1); } when else { System.debug(2); } }": ['2'],
    'Integer i = 3; switch on i { when 1 { System.debug(1); } when -3, 3 { System.debug(3); } }': ['3'],
    'Long l = 3L; switch on l { when 3L { System.debug(3); } }': ['3'],
    'String s; switch on s { when null { System.debug(0); } when else { System.debug(1); } }': ['0'],
    'Colour c = Colour.GREEN; switch on c { when RED { System.debug(1); } when green, BLUE { System.debug(2); } }': [
        '2'
    ],
    "SObject o = new Account(Name = 'x'); switch on o { when Contact c { System.debug(1); } when Account a { System.debug(a.Name); } when else { System.debug(3); } }":
        ['x'],
    'Object o = 5; switch on o { when Integer i { System.debug(i + 1); } when else { System.debug(0); } }': ['6'],
    'for (Integer i = 0; i < 3; i++) { switch on i { when 1 { continue; } when else { System.debug(i); } } }': [
        '0',
        '2'
    ],
    'Integer i = 9; switch on i { when 1 { System.debug(1); } }': []
});

checkOutput('try, catch, finally', org, {
    'List<String> log = new List<String>(); System.debug(Flow.withFinally(log)); System.debug(log);': [
        '1',
        '(try, finally)'
    ],
    'System.debug(Flow.finallyWins());': ['2'],
    'System.debug(Flow.finallySwallows());': ['3'],
    'System.debug(Flow.valueIsKept());': ['1'],
    'System.debug(Flow.nested());': ['0fff'],
    "try { Integer i = 1 / 0; } catch (NullPointerException e) { System.debug('npe'); } catch (MathException e) { System.debug(e.getMessage()); }":
        ['Divide by 0'],
    'try { try { Integer i = 1 / 0; } finally { System.debug(1); } } catch (Exception e) { System.debug(e.getTypeName()); }':
        ['1', 'System.MathException'],
    'try { try { Integer i = 1 / 0; } finally { String s; s.length(); } } catch (Exception e) { System.debug(e.getTypeName()); }':
        ['System.NullPointerException'],
    "try { throw new IllegalArgumentException('x'); } catch (System.IllegalArgumentException e) { System.debug(e); }": [
        'System.IllegalArgumentException: x'
    ]
});

checkOutput('scopes', org, {
    '{ Integer i = 1; System.debug(i); } { Integer i = 2; System.debug(i); }': ['1', '2'],
    'for (Integer i = 0; i < 1; i++) { Integer j = i; } Integer j = 5; System.debug(j);': ['5'],
    "Account account = new Account(Name = 'n'); System.debug(account.Name);": ['n'],
    'Integer twice(Integer n) { return n * 2; } System.debug(twice(4));': ['8'],
    'class Pair { Integer a; Pair(Integer a) { this.a = a; } } System.debug(new Pair(3).a);': ['3']
});

checkFailures('failures', org, {
    'List<Integer> l = new List<Integer>{1}; for (Integer i : l) { l.add(2); }':
        'System.FinalException: Cannot modify a collection while it is being iterated.',
    'Set<Integer> l = new Set<Integer>{1, 2}; for (Integer i : l) { l.remove(i); }':
        'System.FinalException: Cannot modify a collection while it is being iterated.',
    'Map<Integer, Integer> m = new Map<Integer, Integer>{1 => 1}; for (Integer i : m.keySet()) { m.put(2, 2); }':
        'System.FinalException: Cannot modify a collection while it is being iterated.',
    'List<Integer> l; for (Integer i : l) { }': 'System.NullPointerException: Attempt to de-reference a null object',
    'System.debug(Flow.missing(false));':
        'LocalOrg.CompileProblem: Missing return statement (classes/Flow.cls line 51)',
    'Integer i = ;':
        "LocalOrg.ApexSyntaxProblem: no viable alternative at input 'Integer i = ;' (AnonymousBlock line 1, column 13)",
    'while (true) { }': 'System.LimitException: Apex CPU time limit exceeded',
    'Integer down(Integer n) { return down(n + 1); } down(0);':
        'System.LimitException: Maximum stack depth reached: 1001'
});
