import { LightningElement, api } from 'lwc';
import type { FieldInfo, ObjectInfo, OrgRecord } from '../../../platform/org';

interface ShownField {
    name: string;
    label: string;
    value: string;
    isDateTime: boolean;
    isEmail: boolean;
    isUrl: boolean;
    isText: boolean;
    /** May have to be scrolled. */
    isLong: boolean;
    className: string;
}

interface Section {
    key: string;
    label: string;
    fields: ShownField[];
}

/** Fields whose values are long get a row to themselves. */
const LONG = 60;
const OF_THE_SYSTEM = new Set([
    'CreatedById',
    'CreatedDate',
    'LastModifiedById',
    'LastModifiedDate',
    'SystemModstamp',
    'OwnerId',
    'IsDeleted',
    'Id'
]);
const isOfTheBot = ({ name }: FieldInfo) => /^(Bot_|x_watson_|Copilot__c)/.test(name);

function shownValue(value: unknown, type: string): string {
    if (value === null || value === undefined || value === '') return '';
    if (type === 'boolean') return value === true ? 'Yes' : '';
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The record's fields that have a value, in sections as on a record's details tab. */
export default class RecordDetails extends LightningElement {
    @api info: ObjectInfo | undefined;
    @api record: OrgRecord | undefined;
    @api names: Record<string, string> = {};

    private section(key: string, label: string, belongs: (field: FieldInfo) => boolean): Section {
        const fields = (this.info?.fields ?? []).filter(belongs).flatMap((field): ShownField[] => {
            const parent = this.names[field.name];
            const value = parent ?? shownValue(this.record?.[field.name], field.type);
            if (value === '') return [];
            const isDateTime = field.type === 'datetime';
            const isEmail = field.type === 'email';
            const isUrl = field.type === 'url';
            const isLong = value.length > LONG;
            return [
                {
                    name: field.name,
                    label: parent ? field.label.replace(/ ID$/, '') : field.label,
                    value,
                    isDateTime,
                    isEmail,
                    isUrl,
                    isText: !isDateTime && !isEmail && !isUrl,
                    isLong,
                    className: isLong ? 'field long' : 'field'
                }
            ];
        });
        return { key, label, fields };
    }

    get sections(): Section[] {
        const isOfTheSystem = ({ name }: FieldInfo) => OF_THE_SYSTEM.has(name);
        return [
            this.section('bot', 'Bot handoff', isOfTheBot),
            this.section('record', 'Details', (field) => !isOfTheBot(field) && !isOfTheSystem(field)),
            this.section('system', 'System', isOfTheSystem)
        ].filter((section) => section.fields.length > 0);
    }
}
