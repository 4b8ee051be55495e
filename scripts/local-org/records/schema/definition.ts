/**
 * What the metadata room hands over to add objects and fields: plain objects with the names of the Metadata API's
 * CustomObject and CustomField
 * (https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm).
 */

export type MetadataFieldType =
    | 'AutoNumber'
    | 'Checkbox'
    | 'Currency'
    | 'Date'
    | 'DateTime'
    | 'Email'
    | 'Html'
    | 'LongTextArea'
    | 'Lookup'
    | 'MasterDetail'
    | 'MetadataRelationship'
    | 'MultiselectPicklist'
    | 'Number'
    | 'Percent'
    | 'Phone'
    | 'Picklist'
    | 'Text'
    | 'TextArea'
    | 'Url';

export interface PicklistValueDefinition {
    fullName: string;
    label?: string;
    default?: boolean;
    isActive?: boolean;
}

export interface FieldDefinition {
    /** `Bot_Session_Id__c` */
    fullName: string;
    /** One of `MetadataFieldType`; another text is refused with "not supported by the local org: …". */
    type: string;
    label?: string;
    length?: number;
    precision?: number;
    scale?: number;
    required?: boolean;
    unique?: boolean;
    caseSensitive?: boolean;
    externalId?: boolean;
    /** As in the XML: a formula text (`'web'`, `"web"`, `5`, `TODAY()`), or `true`/`false` of a checkbox. */
    defaultValue?: string | number | boolean;
    valueSet?: { restricted?: boolean; values: PicklistValueDefinition[] };
    referenceTo?: string;
    /** Name of the child relationship without `__r`: `Bot_Messages` → `(SELECT … FROM Bot_Messages__r)`. */
    relationshipName?: string;
    deleteConstraint?: 'SetNull' | 'Cascade' | 'Restrict';
    visibleLines?: number;
    /** Of an AutoNumber: `BC-{00000}`. */
    displayFormat?: string;
    startingNumber?: number;
    /** Refused: formulas are not supported. */
    formula?: string;
}

export interface ObjectDefinition {
    /** `Bot_Conversation__c`, `Bot_Provider__mdt` */
    fullName: string;
    label?: string;
    pluralLabel?: string;
    /** Required on deploys of `__c`; without one, a Text name field of 80 characters is made. */
    nameField?: { label?: string; type: string; displayFormat?: string; startingNumber?: number };
    /**
     * `Private` limits records to their owner in user mode; `ControlledByParent` is not modelled and acts as public.
     */
    sharingModel?: string;
    fields?: FieldDefinition[];
    /** Refused: custom settings are not supported. */
    customSettingsType?: string;
}
