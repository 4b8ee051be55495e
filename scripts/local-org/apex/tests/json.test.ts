import { ApexTestOrg, checkFailures, checkOutput, checkValues } from '../test-support.ts';

const org = new ApexTestOrg({
    classes: [
        `public class Payload {
            public String name;
            public Integer count = 3;
            public Decimal price { get; set; }
            public Boolean active;
            public Long big;
            public Double ratio;
            public Date day;
            public Datetime moment;
            public Id recordId;
            public List<Item> items;
            public Map<String, Item> byKey;
            public Set<String> tags;
            public Object anything;
            public Kind kind;
            public transient String hidden = 'h';
            public static String shared = 's';
            public enum Kind { SMALL, LARGE }
            public class Item { public String id; public Item child; }
        }`,
        `public class Small { public Integer a; public String b; }`
    ]
});

checkValues('serialising', org, {
    'JSON.serialize(null)': 'null',
    "JSON.serialize('a\"b\\n')": '"a\\"b\\n"',
    'JSON.serialize(1.50)': '1.50',
    'JSON.serialize(new List<Object>{1, 2L, true, null, 1.5})': '[1,2,true,null,1.5]',
    'JSON.serialize(Date.newInstance(2026, 1, 31))': '"2026-01-31"',
    'JSON.serialize(Datetime.newInstanceGmt(2026, 1, 31, 9, 30, 0))': '"2026-01-31T09:30:00.000Z"',
    'JSON.serialize(new Small())': '{"a":null,"b":null}',
    'JSON.serialize(new Small(), true)': '{}',
    "JSON.serialize(new Map<String, Object>{'x' => 1, 'y' => null}, true)": '{"x":1,"y":null}',
    "JSON.serialize(new Map<Integer, String>{1 => 'a'})": '{"1":"a"}',
    'JSON.serialize(Payload.Kind.LARGE)': '"LARGE"',
    "JSON.serialize(new Account(Name = 'n', AnnualRevenue = 1.50))":
        '{"attributes":{"type":"Account"},"Name":"n","AnnualRevenue":1.50}',
    "JSON.serialize(new Account(Name = 'n', Phone = null))":
        '{"attributes":{"type":"Account"},"Name":"n","Phone":null}',
    "JSON.serialize(Blob.valueOf('abc'))": '"YWJj"',
    'JSON.serializePretty(new Small())': '{\n  "a" : null,\n  "b" : null\n}',
    'JSON.serializePretty(new List<Object>())': '[ ]',
    'JSON.serialize(new Set<Integer>{1, 2})': '[1,2]'
});

checkOutput('deserialising into classes', org, {
    [`Payload p = (Payload) JSON.deserialize('{"name":"n","price":1.50,"active":true,"big":9000000000,"ratio":0.5,"unknown":{"x":[1]},"kind":"large","tags":["a","b"],"day":"2026-01-31","moment":"2026-01-31T10:30:00+01:00"}', Payload.class);
      System.debug(p.name + p.price + p.active + p.big + p.ratio + p.kind); System.debug(p.count); System.debug(p.tags); System.debug(p.moment.formatGmt('HH:mm')); System.debug(p.day.year());`]:
        ['n1.50true90000000000.5LARGE', 'null', '{a, b}', '09:30', '2026'],
    [`Payload p = (Payload) JSON.deserialize('{"items":[{"id":"1","child":{"id":"2"}}],"byKey":{"k":{"id":"3"}},"anything":{"a":[1,"x"]}}', Payload.class);
      System.debug(p.items[0].child.id); System.debug(p.byKey.get('k').id); System.debug(((Map<String, Object>) p.anything).get('a'));`]:
        ['2', '3', '(1, x)'],
    [`List<Small> l = (List<Small>) JSON.deserialize('[{"a":1},{"A":2}]', List<Small>.class); System.debug(l[0].a + l[1].a);`]:
        ['3'],
    [`Map<String, Integer> m = (Map<String, Integer>) JSON.deserialize('{"x":1}', Map<String, Integer>.class); System.debug(m.get('x') + 1);`]:
        ['2'],
    [`Small s = (Small) JSON.deserializeStrict('{"a":1}', Small.class); System.debug(s.a);`]: ['1'],
    [`Account a = (Account) JSON.deserialize('{"attributes":{"type":"Account"},"Name":"n","NumberOfEmployees":4}', Account.class); System.debug(a.Name + a.NumberOfEmployees);`]:
        ['n4'],
    [`Small s = (Small) JSON.deserialize('{"b":5}', Small.class); System.debug(s.b);`]: ['5'],
    [`Small s = (Small) JSON.deserialize('null', Small.class); System.debug(s);`]: ['null'],
    [`System.debug((Integer) JSON.deserialize('5', Integer.class) + 1);`]: ['6']
});

checkOutput('deserialising without types', org, {
    [`Map<String, Object> m = (Map<String, Object>) JSON.deserializeUntyped('{"a":1,"b":[true,null,"x"],"c":{"d":2.5},"e":3000000000}');
      System.debug(m.get('a') instanceof Integer); System.debug(m.get('e') instanceof Long); System.debug(((Map<String, Object>) m.get('c')).get('d') instanceof Decimal);
      List<Object> b = (List<Object>) m.get('b'); System.debug(b); System.debug(m.keySet());`]: [
        'true',
        'true',
        'true',
        '(true, null, x)',
        '{a, b, c, e}'
    ],
    [`System.debug(JSON.deserializeUntyped('"\\\\u00e9\\\\n"'));`]: ['é\n'],
    [`System.debug(JSON.serialize(JSON.deserializeUntyped('{"a": [1, 2.50, {"b": null}]}')));`]: [
        '{"a":[1,2.50,{"b":null}]}'
    ],
    [`System.debug(JSON.deserializeUntyped('1e3') instanceof Decimal);`]: ['true']
});

checkOutput('generator and parser', org, {
    [`JSONGenerator g = JSON.createGenerator(false); g.writeStartObject(); g.writeStringField('a', 'x'); g.writeNumberField('n', 1.50); g.writeFieldName('l'); g.writeStartArray(); g.writeNumber(1); g.writeBoolean(true); g.writeNull(); g.writeEndArray(); g.writeObjectField('o', new Small()); g.writeEndObject(); System.debug(g.getAsString());`]:
        ['{"a":"x","n":1.50,"l":[1,true,null],"o":{"a":null,"b":null}}'],
    [`JSONGenerator g = JSON.createGenerator(true); g.writeStartObject(); g.writeNumberField('a', 1); g.writeEndObject(); System.debug(g.getAsString());`]:
        ['{\n  "a" : 1\n}'],
    [`JSONParser p = JSON.createParser('{"a":1,"items":[{"a":2,"b":"x"}],"z":true}'); Integer total = 0;
      while (p.nextToken() != null) { if (p.getCurrentToken() == JSONToken.FIELD_NAME && p.getText() == 'a') { p.nextToken(); total += p.getIntegerValue(); } } System.debug(total);`]:
        ['3'],
    [`JSONParser p = JSON.createParser('{"items":[{"a":2,"b":"x"},{"a":3}]}'); List<Small> l = new List<Small>();
      while (p.nextToken() != null) { if (p.getCurrentToken() == JSONToken.START_OBJECT && p.getCurrentName() == null) { System.debug('object'); }
        if (p.getCurrentToken() == JSONToken.START_ARRAY) { while (p.nextToken() != JSONToken.END_ARRAY) { l.add((Small) p.readValueAs(Small.class)); } } } System.debug(l.size() + l[0].b);`]:
        ['object', '2x']
});

checkFailures('failures', org, {
    [`JSON.deserializeUntyped('<html>');`]:
        "System.JSONException: Unexpected character ('<' (code 60)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at input location [1,1]",
    [`JSON.deserializeUntyped('{"a":');`]:
        "System.JSONException: Unexpected end-of-input: expected a valid value (number, String, array, object, 'true', 'false' or 'null') at input location [1,6]",
    [`JSON.deserializeUntyped('');`]: 'System.JSONException: No content to map to Object due to end of input',
    [`JSON.deserialize('{"a":"x"}', Small.class);`]: 'System.JSONException: Illegal value for primitive: x',
    [`JSON.deserialize('{"a":1.5}', Small.class);`]: 'System.JSONException: Illegal value for primitive: 1.5',
    [`JSON.deserialize('[]', Small.class);`]:
        "System.JSONException: Malformed JSON: Expected '{' at the beginning of object",
    [`JSON.deserialize('{}', List<Small>.class);`]:
        "System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set",
    [`JSON.deserializeStrict('{"a":1,"c":2}', Small.class);`]: 'System.JSONException: Unknown field: Small.c',
    [`JSON.deserialize(null, Small.class);`]: 'System.NullPointerException: Argument cannot be null.',
    [`List<Object> l = new List<Object>(); l.add(l); JSON.serialize(l);`]:
        'System.JSONException: Cycle detected in List<ANY>',
    [`JSON.serialize(new Http());`]: 'System.JSONException: Type unsupported in JSON: System.Http'
});
