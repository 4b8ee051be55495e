import { deserializeJson } from '../json/deserialize.ts';
import { untyped } from '../json/primitives.ts';
import { serializeJson } from '../json/serialize.ts';
import { parseJson } from '../json/text.ts';
import type { Value } from '../values/value.ts';
import { JsonGeneratorValue } from './json-generator.ts';
import { JsonParserValue } from './json-parser.ts';
import { define } from './registry.ts';
import type { TypeToken } from './type-token.ts';

define({
    name: 'System.JSON',
    methods: {
        'static String serialize(Object? value)': (value: Value) => serializeJson(value, false, false),
        'static String serialize(Object? value, Boolean suppressNulls)': (value: Value, suppress: boolean) =>
            serializeJson(value, false, suppress),
        'static String serializePretty(Object? value)': (value: Value) => serializeJson(value, true, false),
        'static String serializePretty(Object? value, Boolean suppressNulls)': (value: Value, suppress: boolean) =>
            serializeJson(value, true, suppress),
        'static Object deserialize(String text, System.Type type)': (text: string, type: TypeToken) =>
            deserializeJson(text, type.named, false),
        'static Object deserializeStrict(String text, System.Type type)': (text: string, type: TypeToken) =>
            deserializeJson(text, type.named, true),
        'static Object deserializeUntyped(String text)': (text: string) => untyped(parseJson(text)),
        'static System.JSONGenerator createGenerator(Boolean pretty)': (pretty: boolean) =>
            new JsonGeneratorValue(pretty),
        'static System.JSONParser createParser(String text)': (text: string) => new JsonParserValue(text)
    }
});
