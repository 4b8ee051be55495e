import type { FieldDescribe, SObjectDescribe, UserPermissions } from '../../types.ts';
import { runtime } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { fromStore } from '../run/record-values.ts';
import { platformClass, define, platformEnum } from './registry.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { HashTable } from '../values/hash-table.ts';
import { ApexType, STRING } from '../types/apex-type.ts';
import type { ApexId } from '../values/id.ts';
import { type ApexEnumValue, PlatformValue } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import {
    fieldDescription,
    objectDescription,
    FieldDescription,
    FieldsToken,
    fieldToken,
    type FieldToken,
    type ObjectDescription,
    sobjectToken,
    type SObjectTypeToken
} from './schema-tokens.ts';

/** What the running user may do. */
export function permissions(): UserPermissions {
    const { host, transaction } = runtime();
    if (!host.permissions) {
        throw notSupported('permissions in describe results and Security methods');
    }
    return host.permissions(transaction.user.id);
}

const DISPLAY_TYPES: Record<string, string> = { int: 'INTEGER', picklist: 'PICKLIST', multipicklist: 'MULTIPICKLIST' };

function displayType(field: FieldDescribe): ApexEnumValue {
    return platformEnum('Schema.DisplayType', DISPLAY_TYPES[field.type] ?? field.type.toUpperCase());
}

/** In the running user's language. */
function fieldLabel(objectName: string, field: FieldDescribe): string {
    const { host, transaction } = runtime();
    return host.fieldLabel?.(objectName, field.name, transaction.user.language) ?? field.label;
}

class PicklistEntryValue extends PlatformValue {
    readonly entry: FieldDescribe['picklistValues'][number];

    constructor(entry: FieldDescribe['picklistValues'][number]) {
        super(platformClass('Schema.PicklistEntry')!.type());
        this.entry = entry;
    }
}

class ChildRelationshipValue extends PlatformValue {
    readonly relation: SObjectDescribe['childRelationships'][number];

    constructor(relation: SObjectDescribe['childRelationships'][number]) {
        super(platformClass('Schema.ChildRelationship')!.type());
        this.relation = relation;
    }
}

function objectNamed(name: string): SObjectDescribe {
    const describe = runtime().program.recordType(name)?.describe;
    if (!describe) {
        throw apexError('InvalidParameterValueException', `sObject type '${name}' is not supported.`);
    }
    return describe;
}

function newRecord(token: SObjectTypeToken, id: ApexId | null): SObjectValue {
    const record = new SObjectValue(runtime().program.recordType(token.describe.name)!);
    if (id) {
        record.fields.set('Id', id);
    }
    return record;
}

/** Keys are API names in lower case, found in any case. */
class NameTable extends HashTable {
    private fold(key: Value): Value {
        return typeof key === 'string' ? key.toLowerCase() : key;
    }

    override has(key: Value): boolean {
        return super.has(this.fold(key));
    }

    override get(key: Value): Value | undefined {
        return super.get(this.fold(key));
    }

    override set(key: Value, value: Value): Value | undefined {
        return super.set(this.fold(key), value);
    }

    override delete(key: Value): Value | undefined {
        return super.delete(this.fold(key));
    }
}

function nameMap(valueType: string, pairs: [string, Value][]): ApexMap {
    const type = ApexType.mapOf(STRING, platformClass(valueType)!.type());
    return new ApexMap(type, pairs, new NameTable());
}

function fieldsMap(describe: SObjectDescribe): ApexMap {
    return nameMap(
        'Schema.SObjectField',
        describe.fields.map((field) => [field.name, fieldToken(describe, field)])
    );
}

function globalDescribe(): ApexMap {
    const objects = runtime().program.schema.objects();
    return nameMap(
        'Schema.SObjectType',
        objects.map((describe) => [describe.name, sobjectToken(objectNamed(describe.name))])
    );
}

define(
    {
        name: 'Schema.DisplayType',
        superclass: 'System.Enum',
        enumValues: [
            'ADDRESS',
            'ANYTYPE',
            'BASE64',
            'BOOLEAN',
            'COMBOBOX',
            'CURRENCY',
            'DATE',
            'DATETIME',
            'DOUBLE',
            'EMAIL',
            'ENCRYPTEDSTRING',
            'ID',
            'INTEGER',
            'LONG',
            'MULTIPICKLIST',
            'PERCENT',
            'PHONE',
            'PICKLIST',
            'REFERENCE',
            'STRING',
            'TEXTAREA',
            'TIME',
            'URL'
        ]
    },
    {
        name: 'Schema.Schema',
        methods: {
            'static Map<String, Schema.SObjectType> getGlobalDescribe()': globalDescribe,
            'static List<Schema.DescribeSObjectResult> describeSObjects(List<String> names)': (names: ApexList) =>
                ApexList.of(
                    platformClass('Schema.DescribeSObjectResult')!.type(),
                    names.items.map((name) => objectDescription(objectNamed(String(name))))
                )
        }
    },
    {
        name: 'Schema.SObjectType',
        methods: {
            'Schema.DescribeSObjectResult getDescribe()': (self: SObjectTypeToken) => objectDescription(self.describe),
            'SObject newSObject()': (self: SObjectTypeToken) => newRecord(self, null),
            'SObject newSObject(Id id)': newRecord
        }
    },
    {
        name: 'Schema.SObjectField',
        methods: {
            'Schema.DescribeFieldResult getDescribe()': (self: FieldToken) =>
                fieldDescription(self.describe, self.field)
        }
    },
    {
        name: 'Schema.SObjectTypeFields',
        methods: {
            'Map<String, Schema.SObjectField> getMap()': (self: FieldsToken) => fieldsMap(self.describe)
        }
    },
    {
        name: 'Schema.DescribeSObjectResult',
        properties: {
            'Schema.SObjectTypeFields fields': (self: ObjectDescription) => new FieldsToken(self.describe)
        },
        methods: {
            'String getName()': (self: ObjectDescription) => self.describe.name,
            'String getLocalName()': (self: ObjectDescription) => self.describe.name,
            'String getLabel()': (self: ObjectDescription) => self.describe.label,
            'String getLabelPlural()': (self: ObjectDescription) => self.describe.labelPlural,
            'String getKeyPrefix()': (self: ObjectDescription) => self.describe.keyPrefix,
            'Schema.SObjectType getSObjectType()': (self: ObjectDescription) => sobjectToken(self.describe),
            'Boolean isCustom()': (self: ObjectDescription) => self.describe.custom,
            'Boolean isAccessible()': (self: ObjectDescription) => permissions().object(self.describe.name).read,
            'Boolean isQueryable()': (self: ObjectDescription) => permissions().object(self.describe.name).read,
            'Boolean isCreateable()': (self: ObjectDescription) => permissions().object(self.describe.name).create,
            'Boolean isUpdateable()': (self: ObjectDescription) => permissions().object(self.describe.name).edit,
            'Boolean isDeletable()': (self: ObjectDescription) => permissions().object(self.describe.name).delete,
            'List<Schema.ChildRelationship> getChildRelationships()': (self: ObjectDescription) =>
                ApexList.of(
                    platformClass('Schema.ChildRelationship')!.type(),
                    self.describe.childRelationships.map((each) => new ChildRelationshipValue(each))
                )
        }
    },
    {
        name: 'Schema.ChildRelationship',
        methods: {
            'Schema.SObjectType getChildSObject()': (self: ChildRelationshipValue) =>
                sobjectToken(objectNamed(self.relation.childSObject)),
            'Schema.SObjectField getField()': (self: ChildRelationshipValue) => {
                const describe = objectNamed(self.relation.childSObject);
                const field = runtime().program.field(describe, self.relation.field);
                return field ? fieldToken(describe, field) : null;
            },
            'String getRelationshipName()': (self: ChildRelationshipValue) => self.relation.relationshipName
        }
    },
    {
        name: 'Schema.PicklistEntry',
        methods: {
            'String getLabel()': (self: PicklistEntryValue) => self.entry.label,
            'String getValue()': (self: PicklistEntryValue) => self.entry.value,
            'Boolean isActive()': (self: PicklistEntryValue) => self.entry.active,
            'Boolean isDefaultValue()': (self: PicklistEntryValue) => self.entry.defaultValue
        }
    },
    {
        name: 'Schema.DescribeFieldResult',
        methods: {
            'String getName()': (self: FieldDescription) => self.field.name,
            'String getLocalName()': (self: FieldDescription) => self.field.name,
            'String getLabel()': (self: FieldDescription) => fieldLabel(self.describe.name, self.field),
            'Integer getLength()': (self: FieldDescription) => self.field.length,
            'Integer getPrecision()': (self: FieldDescription) => self.field.precision,
            'Integer getScale()': (self: FieldDescription) => self.field.scale,
            'Schema.DisplayType getType()': (self: FieldDescription) => displayType(self.field),
            'Schema.SObjectField getSObjectField()': (self: FieldDescription) => fieldToken(self.describe, self.field),
            'Schema.SObjectType getSObjectType()': (self: FieldDescription) => sobjectToken(self.describe),
            'String getRelationshipName()': (self: FieldDescription) => self.field.relationshipName,
            'List<Schema.SObjectType> getReferenceTo()': (self: FieldDescription) =>
                ApexList.of(
                    platformClass('Schema.SObjectType')!.type(),
                    self.field.referenceTo
                        .flatMap((name) => runtime().program.recordType(name)?.describe ?? [])
                        .map(sobjectToken)
                ),
            'List<Schema.PicklistEntry> getPicklistValues()': (self: FieldDescription) =>
                ApexList.of(
                    platformClass('Schema.PicklistEntry')!.type(),
                    self.field.picklistValues.map((each) => new PicklistEntryValue(each))
                ),
            'Object getDefaultValue()': (self: FieldDescription) => fromStore(self.field.defaultValue, self.field),
            'Boolean isAccessible()': (self: FieldDescription) =>
                permissions().field(self.describe.name, self.field.name).read,
            'Boolean isUpdateable()': (self: FieldDescription) =>
                self.field.updateable && permissions().field(self.describe.name, self.field.name).edit,
            'Boolean isCreateable()': (self: FieldDescription) =>
                self.field.createable && permissions().field(self.describe.name, self.field.name).edit,
            'Boolean isNillable()': (self: FieldDescription) => self.field.nillable,
            'Boolean isCustom()': (self: FieldDescription) => self.field.custom,
            'Boolean isExternalId()': (self: FieldDescription) => self.field.externalId,
            'Boolean isUnique()': (self: FieldDescription) => self.field.unique,
            'Boolean isCalculated()': (self: FieldDescription) => self.field.calculated,
            'Boolean isNameField()': (self: FieldDescription) => self.field.nameField,
            'Boolean isHtmlFormatted()': (self: FieldDescription) => self.field.htmlFormatted
        }
    }
);
