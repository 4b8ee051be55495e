import { ApexTestOrg, checkFailures, checkOutput, checkValues } from '../test-support.ts';

const org = new ApexTestOrg({
    classes: [
        `public class Point implements Comparable {
            public Integer x;
            public Point(Integer x) { this.x = x; }
            public Integer compareTo(Object other) { return x - ((Point) other).x; }
            public override String toString() { return 'P' + x; }
        }`,
        `public class Key {
            private final String name;
            public Key(String name) { this.name = name; }
            public Boolean equals(Object other) { return other instanceof Key && ((Key) other).name.equalsIgnoreCase(name); }
            public Integer hashCode() { return name.toLowerCase().hashCode(); }
        }`,
        `public class Plain { public Integer a; public Plain(Integer a) { this.a = a; } }`,
        `public class ByLength implements Comparator<String> {
            public Integer compare(String a, String b) { return a.length() - b.length(); }
        }`,
        `public class Range implements Iterable<Integer>, Iterator<Integer> {
            Integer next = 1;
            public Iterator<Integer> iterator() { return this; }
            public Boolean hasNext() { return next <= 3; }
            public Integer next() { return next++; }
        }`
    ]
});

checkValues('lists', org, {
    'new List<Integer>{1, 2, 3}.size()': '3',
    'new Integer[]{1, 2}[1]': '2',
    'new Integer[3]': '(null, null, null)',
    'new List<Integer>(new Set<Integer>{2, 1})': '(2, 1)',
    'new List<Integer>{1, 2}.contains(2)': 'true',
    'new List<Integer>{1, 2}.indexOf(3)': '-1',
    "new List<String>{'a'}.isEmpty()": 'false',
    'new List<Integer>{1, 2}.clone() == new List<Integer>{1, 2}': 'true',
    'new List<List<Integer>>{new List<Integer>{1}}[0][0]': '1',
    "new List<Object>{1, 'a', 2.5}": '(1, a, 2.5)'
});

const nested = (depth: number) => `List<Object> l = new List<Object>{'a'}; Object o = l;
    for (Integer i = 0; i < ${depth}; i++) { o = new List<Object>{o, 'b'}; }`;

checkOutput('lists in lists', org, {
    [`${nested(200)} System.debug(o == 'MESG'); Set<Object> s = new Set<Object>{o, o}; System.debug(s.size());`]: [
        'false',
        '1'
    ],
    [`System.debug(new List<Object>{'a,', 'b'} == new List<Object>{'a', ',b'});
      System.debug(new List<Object>{new List<Object>{'a'}, 'b'} == new List<Object>{new List<Object>{'a', 'b'}});`]: [
        'false',
        'false'
    ]
});

checkOutput('changing lists', org, {
    'List<Integer> l = new List<Integer>(); l.add(1); l.add(0, 2); l.addAll(new List<Integer>{5}); System.debug(l);': [
        '(2, 1, 5)'
    ],
    'List<Integer> l = new List<Integer>{1, 2, 3}; System.debug(l.remove(1)); System.debug(l); l.set(0, 9); System.debug(l.get(0));':
        ['2', '(1, 3)', '9'],
    'List<Integer> l = new List<Integer>{1}; List<Integer> m = l; m.add(2); System.debug(l.size()); l.clear(); System.debug(m.isEmpty());':
        ['2', 'true'],
    'List<Decimal> l = new List<Decimal>(); l.add(1); l.add(2L); System.debug(l[0] / 4);': ['0.25'],
    "List<Object> l = new List<String>{'a'}; System.debug(l[0]);": ['a']
});

checkOutput('sorting', org, {
    "List<String> l = new List<String>{'b', null, 'B', 'a'}; l.sort(); System.debug(l);": ['(null, B, a, b)'],
    'List<Integer> l = new List<Integer>{3, 10, 2}; l.sort(); System.debug(l);': ['(2, 3, 10)'],
    'List<Point> l = new List<Point>{new Point(2), new Point(1)}; l.sort(); System.debug(l);': ['(P1, P2)'],
    "List<String> l = new List<String>{'ccc', 'a', 'bb'}; l.sort(new ByLength()); System.debug(l);": ['(a, bb, ccc)']
});

checkOutput('sets', org, {
    'Set<Integer> s = new Set<Integer>{1, 2}; System.debug(s.add(2)); System.debug(s.add(3)); System.debug(s);': [
        'false',
        'true',
        '{1, 2, 3}'
    ],
    'Set<Integer> s = new Set<Integer>{1, 2, 3}; System.debug(s.retainAll(new Set<Integer>{2})); System.debug(s); System.debug(s.removeAll(new List<Integer>{5}));':
        ['true', '{2}', 'false'],
    'Set<Integer> a = new Set<Integer>{1, 2}; Set<Integer> b = new Set<Integer>{2, 1}; System.debug(a == b); System.debug(a.containsAll(b));':
        ['true', 'true'],
    "Set<Id> s = new Set<Id>{'001000000000001'}; System.debug(s.contains('001000000000001AAA'));": ['true'],
    'Set<Decimal> s = new Set<Decimal>{1.0, 1.00}; System.debug(s.size());': ['1'],
    'Set<Long> s = new Set<Long>{1}; System.debug(s.contains(1L));': ['true']
});

checkOutput('maps', org, {
    "Map<String, Integer> m = new Map<String, Integer>{'a' => 1}; System.debug(m.put('a', 2)); System.debug(m.put('b', 3)); System.debug(m.get('x')); System.debug(m);":
        ['1', 'null', 'null', '{a=2, b=3}'],
    "Map<String, Integer> m = new Map<String, Integer>{'a' => 1, 'b' => 2}; System.debug(m.remove('a')); System.debug(m.keySet()); System.debug(m.values()); System.debug(m.size());":
        ['1', '{b}', '(2)', '1'],
    "Map<Integer, String> m = new Map<Integer, String>(); m.put(null, 'n'); System.debug(m.get(null)); System.debug(m.containsKey(null));":
        ['n', 'true'],
    "Map<String, List<Integer>> m = new Map<String, List<Integer>>(); if (!m.containsKey('a')) { m.put('a', new List<Integer>()); } m.get('a').add(5); System.debug(m);":
        ['{a=(5)}'],
    "Map<String, Object> m = new Map<String, Object>{'b' => 1, 'a' => 2}; for (String k : m.keySet()) { System.debug(k); }":
        ['b', 'a'],
    "Map<String, Integer> a = new Map<String, Integer>{'x' => 1}; Map<String, Integer> b = a.clone(); b.put('y', 2); System.debug(a.size()); a.putAll(b); System.debug(a.size()); System.debug(a == b);":
        ['1', '2', 'true']
});

checkOutput('objects as keys', org, {
    "Map<Key, Integer> m = new Map<Key, Integer>{new Key('a') => 1}; System.debug(m.get(new Key('A'))); System.debug(m.containsKey(new Key('b')));":
        ['1', 'false'],
    "System.debug(new Key('a') == new Key('A')); System.debug(new Key('a') === new Key('a'));": ['true', 'false'],
    'Set<Plain> s = new Set<Plain>{new Plain(1), new Plain(1)}; System.debug(s.size()); System.debug(new Plain(1) == new Plain(1));':
        ['2', 'false'],
    "Account a = new Account(Name = 'x'); Set<Account> s = new Set<Account>{a, new Account(Name = 'x')}; System.debug(s.size()); System.debug(s.contains(new Account(Name = 'x'))); a.Name = 'y'; System.debug(s.contains(a));":
        ['1', 'true', 'false'],
    "Map<Account, Integer> m = new Map<Account, Integer>{new Account(Name = 'x') => 1}; System.debug(m.get(new Account(Name = 'x')));":
        ['1'],
    "Account a = new Account(Name = 'x'); System.debug(a == new Account(Name = 'x')); System.debug(a === a.clone());": [
        'true',
        'false'
    ],
    'Set<List<Integer>> s = new Set<List<Integer>>{new List<Integer>{1}}; System.debug(s.contains(new List<Integer>{1}));':
        ['true']
});

checkOutput('iteration', org, {
    'for (Integer i : new Range()) { System.debug(i); }': ['1', '2', '3'],
    'Iterator<Integer> i = new List<Integer>{7}.iterator(); System.debug(i.hasNext()); System.debug(i.next()); System.debug(i.hasNext());':
        ['true', '7', 'false']
});

checkOutput('records', org, {
    "Account a = new Account(Name = 'x'); insert a; Map<Id, Account> m = new Map<Id, Account>([SELECT Id, Name FROM Account]); System.debug(m.get(a.Id).Name); System.debug(m.keySet().contains(a.Id));":
        ['x', 'true'],
    "List<SObject> l = new List<Account>{new Account(Name = 'x')}; List<Account> a = (List<Account>) l; System.debug(a[0].Name);":
        ['x'],
    "List<Account> l = new List<Account>{new Account(Name = 'x')}; System.debug(l.deepClone()[0] == l[0]);": ['true']
});

checkFailures('failures', org, {
    'List<Integer> l = new List<Integer>{1}; Integer i = l[1];': 'System.ListException: List index out of bounds: 1',
    'List<Integer> l = new List<Integer>{1}; Integer i = l.get(-1);':
        'System.ListException: List index out of bounds: -1',
    'List<Integer> l = new List<Integer>(); l.remove(0);': 'System.ListException: List index out of bounds: 0',
    'List<Integer> l; Integer i = l[0];': 'System.NullPointerException: Attempt to de-reference a null object',
    'List<Plain> l = new List<Plain>{new Plain(1), new Plain(2)}; l.sort();':
        'System.ListException: One or more of the items in this list is not Comparable: Plain',
    'Map<Id, Account> m = new Map<Id, Account>(new List<Account>{new Account()});':
        'System.ListException: Row with null Id at index: 0',
    'new List<Integer>{1}.iterator().next(1);':
        'LocalOrg.NotSupported: not supported by the local org: System.Iterator<Integer>.next(Integer) (AnonymousBlock line 1)',
    'Map<String, Object> m = new Map<String, String>();':
        'LocalOrg.CompileProblem: Illegal assignment from Map<String,String> to Map<String,Object> (AnonymousBlock line 1)'
});
