/** Describes in the REST API's shape, as far as the schema knows. */
import type { FieldDescribe, FieldType, SchemaCatalog, SObjectDescribe } from '../../types.ts';

const soapTypes: Partial<Record<FieldType, string>> = {
    id: 'tns:ID',
    reference: 'tns:ID',
    boolean: 'xsd:boolean',
    int: 'xsd:int',
    double: 'xsd:double',
    currency: 'xsd:double',
    percent: 'xsd:double',
    date: 'xsd:date',
    datetime: 'xsd:dateTime',
    base64: 'xsd:base64Binary',
    address: 'urn:address'
};

export function describeGlobal(schema: SchemaCatalog, version: string) {
    return {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: schema.objects().map((object) => objectSummary(object, version))
    };
}

export function describeObject(object: SObjectDescribe, version: string) {
    return {
        ...objectSummary(object, version),
        childRelationships: object.childRelationships.map((relationship) => ({
            ...relationship,
            cascadeDelete: false,
            deprecatedAndHidden: false,
            junctionIdListNames: [],
            junctionReferenceTo: [],
            restrictedDelete: false
        })),
        fields: object.fields.map(fieldJson),
        recordTypeInfos: [],
        supportedScopes: []
    };
}

function objectSummary(object: SObjectDescribe, version: string) {
    const base = `/services/data/${version}/sobjects/${object.name}`;
    const writes = !object.customMetadata;
    return {
        activateable: false,
        createable: writes,
        custom: object.custom,
        customSetting: false,
        deletable: writes,
        deprecatedAndHidden: false,
        keyPrefix: object.keyPrefix,
        label: object.label,
        labelPlural: object.labelPlural,
        layoutable: writes,
        name: object.name,
        queryable: true,
        replicateable: writes,
        retrieveable: true,
        searchable: writes,
        undeletable: writes,
        updateable: writes,
        urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` }
    };
}

function fieldJson(field: FieldDescribe) {
    return {
        name: field.name,
        label: field.label,
        type: field.type,
        soapType: soapTypes[field.type] ?? 'xsd:string',
        length: field.length,
        byteLength: field.length * 3,
        precision: field.precision,
        scale: field.scale,
        digits: field.type === 'int' ? field.precision : 0,
        nillable: field.nillable,
        custom: field.custom,
        createable: field.createable,
        updateable: field.updateable,
        externalId: field.externalId,
        idLookup: field.externalId || field.name === 'Id',
        unique: field.unique,
        calculated: field.calculated,
        defaultValue: field.defaultValue,
        defaultedOnCreate: field.defaultValue !== null,
        nameField: field.name === 'Name',
        filterable: field.length <= 255 || field.type !== 'textarea',
        sortable: field.length <= 255 || field.type !== 'textarea',
        groupable: field.length <= 255 && field.type !== 'textarea',
        referenceTo: field.referenceTo,
        relationshipName: field.relationshipName,
        picklistValues: field.picklistValues.map((value) => ({ ...value, validFor: null })),
        restrictedPicklist: false,
        deprecatedAndHidden: false,
        encrypted: false,
        inlineHelpText: null
    };
}
