import { runtime } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { STRING } from '../types/apex-type.ts';
import type { PlatformClassDefinition, PlatformCode } from '../types/platform-class.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { ApexId } from '../values/id.ts';
import type { ApexObject, ExceptionState } from '../values/objects.ts';
import { define, platformEnum } from './registry.ts';

/** What a component is told of an AuraHandledException: the constructor's text, where setMessage was not called. */
export const auraMessages = new WeakMap<ApexObject, string | null>();

function stateOf(self: ApexObject): ExceptionState {
    return self.exception!;
}

/** The four constructors that exceptions have. */
function constructors(name: string): Record<string, PlatformCode> {
    const make = (message: string | null, cause: ApexObject | null): ApexObject =>
        runtime().exceptions.create(name, message, cause);
    return {
        '()': () => make(null, null),
        '(String? message)': (message: string | null) => make(message, null),
        '(System.Exception? cause)': (cause: ApexObject | null) => make(null, cause),
        '(String? message, System.Exception? cause)': make
    };
}

function exception(name: string, methods: Record<string, PlatformCode> = {}): PlatformClassDefinition {
    return {
        name: `System.${name}`,
        superclass: 'System.Exception',
        isExtensible: true,
        constructors: constructors(`System.${name}`),
        methods
    };
}

type DmlRow = ExceptionState['dml'][number];

function dmlRow(self: ApexObject, index: number): DmlRow {
    const row = stateOf(self).dml[index];
    if (!row) {
        throw apexError('ListException', `List index out of bounds: ${index}`);
    }
    return row;
}

const DML_METHODS: Record<string, PlatformCode> = {
    'Integer getNumDml()': (self: ApexObject) => stateOf(self).dml.length,
    'String getDmlMessage(Integer index)': (self: ApexObject, index: number) => dmlRow(self, index).message,
    'Integer getDmlIndex(Integer index)': (self: ApexObject, index: number) => dmlRow(self, index).index,
    'Id getDmlId(Integer index)': (self: ApexObject, index: number) => {
        const { id } = dmlRow(self, index);
        return id === null ? null : ApexId.ofStore(id);
    },
    'List<String> getDmlFieldNames(Integer index)': (self: ApexObject, index: number) =>
        ApexList.of(STRING, [...dmlRow(self, index).fields]),
    'System.StatusCode getDmlType(Integer index)': (self: ApexObject, index: number) =>
        platformEnum('System.StatusCode', dmlRow(self, index).statusCode),
    'String getDmlStatusCode(Integer index)': (self: ApexObject, index: number) => dmlRow(self, index).statusCode
};

const QUERY_METHODS: Record<string, PlatformCode> = {
    'Map<String, Set<String>> getInaccessibleFields()': (self: ApexObject) => {
        const { inaccessible } = stateOf(self);
        const fields = inaccessible?.field === null || !inaccessible ? [] : [inaccessible.field];
        const set = ApexSet.of(STRING, fields);
        return ApexMap.of(STRING, set.type, inaccessible ? [[inaccessible.object, set]] : []);
    }
};

const NAMES = [
    'ArgumentException',
    'AssertException',
    'AsyncException',
    'CalloutException',
    'DateException',
    'EmailException',
    'FinalException',
    'FlowException',
    'HandledException',
    'IllegalArgumentException',
    'InvalidParameterValueException',
    'JSONException',
    'LimitException',
    'ListException',
    'MathException',
    'NoAccessException',
    'NoDataFoundException',
    'NoSuchElementException',
    'NullPointerException',
    'SearchException',
    'SecurityException',
    'SerializationException',
    'SObjectException',
    'StringException',
    'TypeException',
    'UnexpectedException',
    'XmlException'
];

define(
    {
        name: 'System.Exception',
        isExtensible: true,
        methods: {
            'String getMessage()': (self: ApexObject) => stateOf(self).message ?? 'Script-thrown exception',
            'void setMessage(String? message)': (self: ApexObject, message: string | null) => {
                stateOf(self).message = message;
            },
            'System.Exception getCause()': (self: ApexObject) => stateOf(self).cause,
            'void initCause(System.Exception? cause)': (self: ApexObject, cause: ApexObject | null) => {
                stateOf(self).cause = cause;
            },
            'Integer getLineNumber()': (self: ApexObject) => stateOf(self).line,
            'String getStackTraceString()': (self: ApexObject) => stateOf(self).stackTrace,
            'String getTypeName()': (self: ApexObject) => self.type.name,
            'Map<String, Set<String>> getInaccessibleFields()': () => {
                throw notSupported('getInaccessibleFields() of this exception');
            }
        }
    },
    ...NAMES.map((name) => exception(name)),
    exception('DmlException', DML_METHODS),
    exception('QueryException', QUERY_METHODS),
    // Its message reaches the component; Apex itself sees it only after setMessage.
    {
        name: 'System.AuraHandledException',
        superclass: 'System.Exception',
        isExtensible: true,
        constructors: {
            '(String? message)': (message: string | null) => {
                const made = runtime().exceptions.create('System.AuraHandledException', null);
                auraMessages.set(made, message);
                return made;
            }
        }
    }
);
