import { ApexTestOrg, checkOutput } from '../test-support.ts';

/** Pieces of Apex as applications have them, where several things meet. */
const org = new ApexTestOrg({
    classes: [
        `public with sharing class Svc {
  public static final Map<String, Integer> M = new Map<String, Integer>{ 'a' => 1, 'b' => 2 };
  private static Svc instance;
  public static Svc getInstance() { if (instance == null) instance = new Svc(); return instance; }
  public interface Handler { void handle(Event e); }
  public virtual class Event { public String name; public Event(String name) { this.name = name; } }
  public class Sub extends Event { public Sub() { super('sub'); } }
  public abstract class Base implements Handler { protected abstract String prefix(); public virtual void handle(Event e) { System.debug(prefix() + e.name); } }
  public class Impl extends Base { protected override String prefix() { return 'p:'; } }
  public class SvcException extends Exception { public String code { get; private set; } public SvcException(String code, String msg) { this(msg); this.code = code; } }
  public Object call(String action, Map<String, Object> args) { return args.get(action); }
  public static Map<Id, List<Contact>> byAccount(List<Contact> cs) { Map<Id, List<Contact>> r = new Map<Id, List<Contact>>(); for (Contact c : cs) { if (!r.containsKey(c.AccountId)) r.put(c.AccountId, new List<Contact>()); r.get(c.AccountId).add(c); } return r; }
  public static Integer sum(Iterable<Integer> xs) { Integer s = 0; Iterator<Integer> it = xs.iterator(); while (it.hasNext()) s += it.next(); return s; }
  public static String over(Object o) { return 'o'; }
  public static String over(Map<String, Object> o) { return 'm'; }
}`
    ]
});

checkOutput('idioms', org, {
    "System.debug(Svc.M.get('b')); System.debug(Svc.getInstance() === Svc.getInstance());": ['2', 'true'],
    'Svc.Handler h = new Svc.Impl(); h.handle(new Svc.Sub());': ['p:sub'],
    "try { throw new Svc.SvcException('C', 'msg'); } catch (Svc.SvcException e) { System.debug(e.code + e.getMessage()); }":
        ['Cmsg'],
    "System.debug(Svc.byAccount(new List<Contact>{new Contact(LastName='x')}).keySet());": ['{null}'],
    'System.debug(Svc.sum(new List<Integer>{1,2}) + Svc.sum(new Set<Integer>{5}));': ['8'],
    "Map<String, Object> a = new Map<String, Object>{'x' => new Map<String, Object>{'y' => 1}}; System.debug(((Map<String, Object>) a.get('x')).get('y')); System.debug(Svc.over(a));":
        ['1', 'm'],
    "List<Account> accs = new List<Account>(); for (Integer i = 0; i < 3; i++) accs.add(new Account(Name = 'n' + i)); insert accs; Set<Id> ids = new Map<Id, Account>(accs).keySet(); System.debug([SELECT COUNT() FROM Account WHERE Id IN :ids]); System.debug([SELECT Id FROM Account WHERE Id IN :accs].size());":
        ['3', '3'],
    "String soql = 'SELECT ' + String.join(new List<String>{'Id', 'Name'}, ', ') + ' FROM Account LIMIT 1'; SObject s = Database.query(soql)[0]; System.debug(s.get('Name')); System.debug((String) s.get(Account.Name));":
        ['n0', 'n0'],
    'Schema.DescribeFieldResult d = Account.Name.getDescribe(); System.debug(d.getLength()); System.debug(d.isUpdateable()); System.debug(Account.fields.Name);':
        ['255', 'true', 'Name'],
    'System.debug(Schema.SObjectType.Account.fields.getMap().size() > 5); System.debug(Account.SObjectType.getDescribe().getKeyPrefix()); System.debug(Schema.Account.SObjectType);':
        ['true', '001', 'Account'],
    "Object o = new List<Object>{1,'a'}; for (Object e : (List<Object>) o) System.debug(e);": ['1', 'a'],
    'Decimal d = 10; d = d / 3; System.debug(d.setScale(2)); Integer pct = (Integer) ((5 * 100.0) / 7); System.debug(pct);':
        ['3.33', '71'],
    'Long start = System.currentTimeMillis(); Long el = System.currentTimeMillis() - start; System.debug(el >= 0);': [
        'true'
    ],
    'Integer i = 10; Long l = i * 1000L; System.debug(l); Double x = Math.sqrt(2.0); System.debug(x > 1.4);': [
        '10000',
        'true'
    ],
    'System.debug(String.valueOf(Date.today()).length()); System.debug(DateTime.now().addDays(-1) < DateTime.now());': [
        '10',
        'true'
    ],
    "Blob b = Crypto.generateDigest('SHA1', Blob.valueOf('x')); System.debug(EncodingUtil.convertToHex(b).length());": [
        '40'
    ],
    "List<String> parts = 'a:b:c'.split(':'); String last = parts[parts.size() - 1]; System.debug(last); parts.sort(); System.debug(parts.isEmpty() ? 'e' : parts.get(0));":
        ['c', 'a'],
    "Account a = new Account(); a.put('Name', 'q'); a.BillingCity = 'c'; System.debug(a); System.debug(a.get('BillingCity'));":
        ['Account:{Name=q, BillingCity=c}', 'c'],
    "Map<String, List<Integer>> m = new Map<String, List<Integer>>(); m.put('a', new List<Integer>{3,1}); m.get('a').sort(); System.debug(m); for (List<Integer> v : m.values()) System.debug(v[0]);":
        ['{a=(1, 3)}', '1'],
    'Boolean b = true; b &= false; System.debug(b); Integer k = 5; k >>= 1; System.debug(k);': ['false', '2'],
    'System.debug(JSON.serialize(new Svc.Event(\'x\'))); Svc.Event e = (Svc.Event) JSON.deserialize(\'{"name":"z"}\', Svc.Event.class); System.debug(e.name);':
        ['{"name":"x"}', 'z'],
    "HttpRequest r = new HttpRequest(); r.setHeader('A', 'b'); r.setBody('x'); System.debug(r.getHeader('a') + r.getBody()); System.debug(new HttpResponse().getBody());":
        ['bx', ''],
    "Integer[] arr = new Integer[]{3, 2}; arr.sort(); System.debug(arr); String[] ss = new List<String>(); ss.add('1'); System.debug(ss.size()); Integer[][] g = new List<List<Integer>>{arr}; System.debug(g[0][1]);":
        ['(2, 3)', '1', '3'],
    'Id x = UserInfo.getUserId(); String s = String.valueOf(x); System.debug(s == x); System.debug(x.getSObjectType().getDescribe().getName()); Set<String> t = new Set<String>{x}; System.debug(t.contains(x));':
        ['true', 'User', 'true'],
    "List<SObject> l = new List<SObject>{new Account(Name='m'), new Contact(LastName='c')}; insert l; System.debug(l[0].Id != null); for (SObject o : l) { if (o instanceof Account) System.debug('acc'); }":
        ['true', 'acc'],
    "Database.SaveResult r = Database.insert(new Account(Name='s')); if (r.isSuccess()) System.debug(r.getErrors().size()); Database.DeleteResult[] dr = Database.delete(new List<Account>{new Account(Id = r.getId())}, false); System.debug(dr[0].isSuccess());":
        ['0', 'true'],
    "AggregateResult ar = [SELECT COUNT(Id) c, MAX(Name) m FROM Account]; System.debug((Integer) ar.get('c') > 0); System.debug(ar.get('m'));":
        ['true', 'n2'],
    "try { Object o = 'x'; Account a = (Account) o; } catch (TypeException e) { System.debug(e.getMessage()); }": [
        'Invalid conversion from runtime type String to Account'
    ],
    "switch on Svc.M.get('a') { when 1, 2 { System.debug('one'); } when else { System.debug('x'); } }": ['one'],
    "Type t = Type.forName('Svc.Impl'); System.debug(t); Svc.Handler h = (Svc.Handler) t.newInstance(); h.handle(new Svc.Event('dyn'));":
        ['Svc.Impl', 'p:dyn'],
    "System.debug(LoggingLevel.ERROR, 'lvl'); System.debug(Limits.getQueries() + '/' + Limits.getLimitQueries());": [
        'lvl',
        '0/100'
    ],
    "String s = 'x'; s = s?.toUpperCase() ?? 'none'; System.debug(s); System.debug(s.toLowerCase().equals('x') ? 'yes' : 'no');":
        ['X', 'yes'],
    "Datetime dt = (Datetime) JSON.deserialize('\"2026-01-31T09:30:00.000Z\"', Datetime.class); System.debug(dt.formatGmt('yyyy')); System.debug(Datetime.valueOfGmt('2026-01-31 09:30:00').getTime() == dt.getTime());":
        ['2026', 'true'],
    "Pattern p = Pattern.compile('(?i)^(hello)\\\\s+(\\\\S+)$'); Matcher m = p.matcher('Hello World'); if (m.matches()) System.debug(m.group(2));":
        ['World'],
    "Integer n = 0; do { n++; if (n == 3) break; } while (n < 10); System.debug(n); outer(); void outer() { System.debug('fn'); }":
        ['3', 'fn'],
    "Map<Schema.SObjectField, String> fm = new Map<Schema.SObjectField, String>{ Account.Name => 'n' }; System.debug(fm.get(Account.Name)); Map<Schema.SObjectType, Integer> tm = new Map<Schema.SObjectType, Integer>{Account.SObjectType => 1}; System.debug(tm.get(Schema.getGlobalDescribe().get('Account')));":
        ['n', '1'],
    "List<Account> q = [SELECT Id, Name, (SELECT Id, LastName FROM Contacts WHERE LastName != null ORDER BY LastName LIMIT 5) FROM Account WHERE Name LIKE 'n%' ORDER BY Name NULLS LAST LIMIT 2]; for (Account a : q) for (Contact c : a.Contacts) System.debug(c.LastName); System.debug(q.size());":
        ['2'],
    "Case c = new Case(Subject='x'); insert c; c = [SELECT Id, Subject, CaseNumber, Owner.Name, Contact.Account.Name FROM Case WHERE Id = :c.Id]; System.debug(c.Owner.Name + c.Contact.Account.Name); System.debug(c.CaseNumber != null);":
        ['Ada Adminnull', 'true'],
    'final Integer z = 3; System.debug(z); Integer a = 1, bb = 2; System.debug(a + bb);': ['3', '3'],
    "System.debug(new List<Integer>{1,2,3}.equals(new List<Integer>{1,2,3})); System.debug(new Account(Name='a').equals(new Account(Name='a')));":
        ['true', 'true'],
    'Object v = 5.0; System.debug(v instanceof Decimal); System.debug(v instanceof Double); Object w = 5; System.debug(w instanceof Decimal);':
        ['true', 'false', 'false'],
    'Time t = Time.newInstance(1,2,3,4); Date d = Date.newInstance(2026,1,2); System.debug(Datetime.newInstanceGmt(d, t).getTime()); System.debug(d.addDays(1) > d);':
        ['1767315723004', 'true'],
    "System.debug('a'.compareTo('B') > 0); System.debug('Straße'.toUpperCase()); System.debug('x'.equals(null));": [
        'true',
        'STRASSE',
        'false'
    ],
    "Set<Object> so = new Set<Object>{1, 'a', 1L}; System.debug(so.size()); List<Object> lo = new List<Object>(); lo.addAll(new List<String>{'q'}); System.debug(lo);":
        ['3', '(q)'],
    'System.debug(1 <> 2); System.debug(!(1 == 1)); System.debug(5 - -3); System.debug(- 3 + + 2);': [
        'true',
        'false',
        '8',
        '-1'
    ],
    "Account acc = new Account(Name='x'); Account copy = acc.clone(false, true, false, false); copy.Name = 'y'; System.debug(acc.Name); Account c2 = acc; c2.Name = 'z'; System.debug(acc.Name);":
        ['x', 'z']
});
