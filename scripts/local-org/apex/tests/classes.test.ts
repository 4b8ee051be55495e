import { ApexTestOrg, checkFailures, checkOutput } from '../test-support.ts';

const org = new ApexTestOrg({
    labels: { Greeting: 'Hello' },
    classes: [
        `public abstract class Shape {
            protected String name = 'shape';
            public static Integer made = 0;
            public Shape() { made++; describe('Shape()'); }
            public Shape(String name) { this(); this.name = name; }
            public abstract Decimal area();
            public virtual String describe(String from_x) { System.debug('Shape.describe ' + from_x); return name + ' ' + area(); }
            public override String toString() { return describe('toString'); }
        }`,
        `public class Square extends Shape {
            private Decimal side = 2;
            public Square() { super('square'); System.debug('Square() ' + side); }
            public Square(Decimal side) { this(); this.side = side; }
            public override Decimal area() { return side == null ? -1 : side * side; }
            public override String describe(String from_x) { return 'Square:' + super.describe(from_x); }
        }`,
        `public class Order_Of_Init {
            public static List<String> log = new List<String>();
            static Integer first = note('first');
            static { note('block'); }
            static Integer second = note('second');
            public static Integer third = fourth;
            public static Integer fourth = 4;
            Integer a = note('a');
            { note('instance block'); }
            Integer b = note('b');
            public Order_Of_Init() { note('constructor'); }
            public static Integer note(String s) { log.add(s); return 1; }
        }`,
        `public class Holder {
            public Integer plain { get; set; }
            public Integer counted { get { counted = counted == null ? 1 : counted + 1; return counted; } private set; }
            public Integer doubled { get { return plain * 2; } set { plain = value / 2; } }
            public static String lazy { get { if (lazy == null) { lazy = 'made'; } return lazy; } private set; }
            public Integer readOnly { get; private set; }
            public final Integer constant = 5;
            public Integer writeOnly { set { plain = value; } }
            public static final String CONST = 'c' + 1;
            public transient Integer hidden = 3;
        }`,
        `public interface Greeter { String greet(String name); }`,
        `public interface LoudGreeter extends Greeter { Integer volume(); }`,
        `public virtual class Polite implements Greeter {
            public virtual String greet(String name) { return 'Good day, ' + name; }
            public String twice(String name) { return greet(name) + greet(name); }
        }`,
        `public class Shouter extends Polite implements LoudGreeter {
            public override String greet(String name) { return name.toUpperCase() + '!'; }
            public Integer volume() { return 11; }
        }`,
        `public class Overloads {
            public static String f(Integer i) { return 'Integer'; }
            public static String f(Long i) { return 'Long'; }
            public static String f(Decimal i) { return 'Decimal'; }
            public static String f(String i) { return 'String'; }
            public static String f(Object i) { return 'Object'; }
            public static String g(Object o) { return 'Object'; }
            public static String g(Polite o) { return 'Polite'; }
            public static String h(Greeter o) { return 'Greeter'; }
            public static String h(List<String> o) { return 'List'; }
            public static String k(SObject o) { return 'SObject'; }
            public static String k(Account o) { return 'Account'; }
        }`,
        `public class Outer {
            private static Integer secret = 42;
            public class Inner {
                public Integer value;
                public Inner() { value = secret; }
                public Integer viaOuter() { return help(1); }
            }
            public enum Level { LOW, HIGH }
            public interface Doer { void run(); }
            private static Integer help(Integer i) { return secret + i; }
            public static Level level() { return Level.HIGH; }
        }`,
        `public enum Season { SPRING, SUMMER, AUTUMN, WINTER }`,
        `public class Unlike { public String missing() { return 'x'.frobnicate(); } public String fine() { return 'fine'; } }`,
        `public class Incomplete implements Greeter { }`,
        `public class Idle implements Queueable { }`,
        `public class Node { public Node next; public String name; public Node(String name) { this.name = name; } public Node chain(Node n) { next = n; return n; } public Node self() { return this; } public void act() { System.debug('acted'); } }`,
        `public class Recursive { public static Integer fib(Integer n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } }`
    ]
});

checkOutput('construction', org, {
    'Shape s = new Square(3); System.debug(s.area()); System.debug(Shape.made);': [
        'Shape.describe Shape()',
        'Square() 2',
        '9',
        '1'
    ],
    'Square s = new Square(); System.debug(s);': [
        'Shape.describe Shape()',
        'Square() 2',
        'Shape.describe toString',
        'Square:square 4'
    ]
});

checkOutput('initialisation order', org, {
    "new Order_Of_Init(); System.debug(String.join(Order_Of_Init.log, ','));": [
        'first,block,second,a,instance block,b,constructor'
    ],
    'System.debug(Order_Of_Init.third); System.debug(Order_Of_Init.fourth);': ['null', '4'],
    "Order_Of_Init.log.add('x'); System.debug(Order_Of_Init.log.size());": ['4']
});

checkOutput('static variables live for one transaction', org, {
    'System.debug(Shape.made); Shape.made = 7;': ['0'],
    'System.debug(Shape.made);': ['0']
});

checkOutput('properties', org, {
    'Holder h = new Holder(); h.plain = 3; System.debug(h.doubled); h.doubled = 10; System.debug(h.plain);': ['6', '5'],
    'Holder h = new Holder(); System.debug(h.counted); System.debug(h.counted);': ['1', '2'],
    'System.debug(Holder.lazy);': ['made'],
    'Holder h = new Holder(); h.plain = 1; h.plain += 4; h.plain++; System.debug(h.plain);': ['6'],
    'Holder h = new Holder(); h.writeOnly = 8; System.debug(h.plain); System.debug(h.constant); System.debug(Holder.CONST);':
        ['8', '5', 'c1'],
    'holder H = new HOLDER(); h.PLAIN = 2; System.debug(H.plain);': ['2']
});

checkOutput('inheritance and interfaces', org, {
    "Greeter g = new Shouter(); System.debug(g.greet('ann')); System.debug(g instanceof LoudGreeter); System.debug(((LoudGreeter) g).volume());":
        ['ANN!', 'true', '11'],
    "Polite p = new Shouter(); System.debug(p.twice('a'));": ['A!A!'],
    "Polite p = new Polite(); System.debug(p.greet('b')); System.debug(p instanceof Shouter); System.debug(p instanceof Greeter);":
        ['Good day, b', 'false', 'true'],
    "List<Greeter> l = new List<Greeter>{new Polite(), new Shouter()}; for (Greeter g : l) { System.debug(g.greet('x')); }":
        ['Good day, x', 'X!']
});

checkOutput('overloads are chosen by static types', org, {
    "System.debug(Overloads.f(1)); System.debug(Overloads.f(1L)); System.debug(Overloads.f(1.5)); System.debug(Overloads.f('a')); System.debug(Overloads.f(true));":
        ['Integer', 'Long', 'Decimal', 'String', 'Object'],
    'Object o = 5; System.debug(Overloads.f(o));': ['Object'],
    'Object o = new Polite(); System.debug(Overloads.g(o)); System.debug(Overloads.g(new Shouter()));': [
        'Object',
        'Polite'
    ],
    'System.debug(Overloads.h(new Polite())); System.debug(Overloads.h(new List<String>()));': ['Greeter', 'List'],
    'SObject s = new Account(); System.debug(Overloads.k(s)); System.debug(Overloads.k(new Account())); System.debug(Overloads.k(new Contact()));':
        ['SObject', 'Account', 'SObject']
});

checkOutput('inner classes and enums', org, {
    'Outer.Inner i = new Outer.Inner(); System.debug(i.value); System.debug(i.viaOuter());': ['42', '43'],
    'Outer.Level l = Outer.Level.HIGH; System.debug(l); System.debug(l.ordinal()); System.debug(l.name()); System.debug(l == Outer.level());':
        ['HIGH', '1', 'HIGH', 'true'],
    "System.debug(Season.values()); System.debug(Season.valueOf('summer')); System.debug(Season.values().size());": [
        '(SPRING, SUMMER, AUTUMN, WINTER)',
        'SUMMER',
        '4'
    ],
    'Map<Season, Integer> m = new Map<Season, Integer>{Season.WINTER => 4}; System.debug(m.get(Season.WINTER));': ['4'],
    "Season s = Season.SPRING; System.debug(s + '!'); System.debug(s == Season.SUMMER); System.debug(s instanceof Season);":
        ['SPRING!', 'false', 'true']
});

checkOutput('types', org, {
    "Type t = Type.forName('Shouter'); Greeter g = (Greeter) t.newInstance(); System.debug(g.greet('z')); System.debug(t.getName());":
        ['Z!', 'Shouter'],
    "System.debug(Type.forName('NoSuchClass')); System.debug(Type.forName('Outer.Inner') == Outer.Inner.class); System.debug(List<String>.class);":
        ['null', 'true', 'List<String>'],
    'System.debug(Greeter.class.isAssignableFrom(Shouter.class)); System.debug(Shouter.class.isAssignableFrom(Greeter.class));':
        ['true', 'false'],
    "System.debug(((List<Integer>) Type.forName('List<Integer>').newInstance()).size());": ['0'],
    "System.debug(Type.forName('', 'Polite').getName());": ['Polite']
});

checkOutput('labels', org, {
    'System.debug(Label.Greeting + System.Label.Greeting.length());': ['Hello5']
});

checkOutput('safe navigation ends the whole chain', org, {
    'Node n; System.debug(n?.name); System.debug(n?.next.next.name); System.debug(n?.self().self().name.length()); n?.act();':
        ['null', 'null', 'null'],
    "Node n = new Node('a'); System.debug(n?.name.length()); n?.act(); System.debug(n.next?.next.name);": [
        '1',
        'acted',
        'null'
    ],
    "Node n = new Node('a'); n.chain(new Node('b')).chain(new Node('c')); System.debug(n.next.next?.next?.name); System.debug(n.next.next?.name);":
        ['null', 'c'],
    "List<Node> l = new List<Node>{null}; System.debug(l[0]?.name ?? 'none');": ['none'],
    "Account a; System.debug(a?.Name); System.debug(a?.Name?.length() ?? 0); Map<String, Account> m = new Map<String, Account>(); System.debug(m.get('x')?.Name);":
        ['null', '0', 'null']
});

checkOutput('text of objects', org, {
    'System.debug(new Outer.Inner());': ['Outer.Inner:[value=42]'],
    "System.debug(new Account(Name = 'x'));": ['Account:{Name=x}'],
    'System.debug(Recursive.fib(15));': ['610']
});

checkFailures('failures', org, {
    'Shape s = new Shape();': 'LocalOrg.CompileProblem: Type cannot be constructed: Shape (AnonymousBlock line 1)',
    'new Square(1, 2);':
        'LocalOrg.CompileProblem: Constructor not defined: [Square].<Constructor>(Integer, Integer) (AnonymousBlock line 1)',
    'new Polite().greet(5);':
        'LocalOrg.CompileProblem: Method does not exist or incorrect signature: void greet(Integer) from the type Polite (AnonymousBlock line 1)',
    'new Incomplete();':
        'LocalOrg.CompileProblem: Class Incomplete must implement the method: String Greeter.greet(String) (classes/Incomplete.cls line 1)',
    'new Idle();':
        'LocalOrg.CompileProblem: Class Idle must implement the method: System.Queueable.execute (classes/Idle.cls line 1)',
    'Holder h = new Holder(); System.debug(h.nothing);':
        'LocalOrg.CompileProblem: Variable does not exist: Holder.nothing (AnonymousBlock line 1)',
    'Holder h = new Holder(); System.debug(h.writeOnly);':
        'LocalOrg.CompileProblem: Variable is not readable: Holder.writeOnly (AnonymousBlock line 1)',
    'Polite p; p.greet(null);': 'System.NullPointerException: Attempt to de-reference a null object',
    'Holder h; h.plain = 1;': 'System.NullPointerException: Attempt to de-reference a null object',
    'Greeter g = new Polite(); Shouter s = (Shouter) g;':
        'System.TypeException: Invalid conversion from runtime type Polite to Shouter',
    "Node n = new Node('a'); System.debug(n?.next.name);":
        'System.NullPointerException: Attempt to de-reference a null object',
    "Season s = Season.valueOf('monsoon');": 'System.NoSuchElementException: No enum constant Season.monsoon',
    'Nothing n = null;': 'LocalOrg.CompileProblem: Invalid type: Nothing (AnonymousBlock line 1)',
    'Messaging.SingleEmailMessage m = new Messaging.SingleEmailMessage();':
        'LocalOrg.NotSupported: not supported by the local org: the type Messaging.SingleEmailMessage (AnonymousBlock line 1)',
    'System.debug(new Unlike().fine()); new Unlike().missing();':
        'LocalOrg.NotSupported: not supported by the local org: String.frobnicate() (classes/Unlike.cls line 1)',
    'System.debug(Label.NoSuchLabel);':
        'LocalOrg.NotSupported: not supported by the local org: the custom label NoSuchLabel, which is not deployed (AnonymousBlock line 1)',
    "List<List<SObject>> found = [FIND 'x' IN ALL FIELDS RETURNING Account];":
        'LocalOrg.NotSupported: not supported by the local org: SOSL ([FIND …]) (AnonymousBlock line 1)',
    'Account a = new Account(); merge a a;':
        'LocalOrg.NotSupported: not supported by the local org: the statement merge (AnonymousBlock line 1)'
});
