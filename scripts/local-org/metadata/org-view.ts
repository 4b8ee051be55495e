/** What the org will hold once a deploy is through: what it has, less what is deleted, plus what is deployed. */
import { childText } from '../../salesforce/xml.ts';
import { standardObjects } from '../records/schema/standard/index.ts';
import { OrgFeatures } from './features.ts';
import { componentKey } from './package-files.ts';
import type { Component } from './types.ts';

/** Fields that every object has, by kind of object; enough for references. */
const fieldsOfEveryObject = [
    'Id',
    'Name',
    'OwnerId',
    'CreatedById',
    'CreatedDate',
    'LastModifiedById',
    'LastModifiedDate',
    'SystemModstamp'
];
const customMetadataFields = [
    'Id',
    'DeveloperName',
    'MasterLabel',
    'Label',
    'Language',
    'NamespacePrefix',
    'QualifiedApiName'
];

const standardByName = new Map(standardObjects.map((entry) => [entry.info.name.toLowerCase(), entry]));

export interface OrgViewSource {
    /** By `componentKey`. */
    components: ReadonlyMap<string, Component>;
    licences: readonly string[];
    hasUser(userName: string): boolean;
    hasProfile(name: string): boolean;
}

export class OrgView {
    readonly features: OrgFeatures;
    private readonly source: OrgViewSource;

    constructor(source: OrgViewSource) {
        this.source = source;
        this.features = new OrgFeatures(source.licences, (name) => this.get('Settings', name)?.xml);
    }

    all(): Component[] {
        return [...this.source.components.values()];
    }

    hasUser(userName: string): boolean {
        return this.source.hasUser(userName);
    }

    hasProfile(name: string): boolean {
        return this.source.hasProfile(name);
    }

    get(type: string, fullName: string): Component | undefined {
        return this.source.components.get(componentKey({ type, fullName }));
    }

    list(type: string): Component[] {
        return this.all().filter((component) => component.type === type);
    }

    has(type: string, fullName: string): boolean {
        return this.get(type, fullName) !== undefined || this.isStandard(type, fullName);
    }

    hasObject(name: string): boolean {
        return isCustomName(name) ? this.get('CustomObject', name) !== undefined : this.isStandardObject(name);
    }

    hasField(objectName: string, fieldName: string): boolean {
        if (/__c$/i.test(fieldName)) {
            return this.get('CustomField', `${objectName}.${fieldName}`) !== undefined && this.hasObject(objectName);
        }
        if (isCustomName(objectName)) {
            const fields = /__mdt$/i.test(objectName) ? customMetadataFields : fieldsOfEveryObject;
            return this.hasObject(objectName) && fields.some((name) => sameName(name, fieldName));
        }
        return this.standardObject(objectName)?.fields.some((field) => sameName(field.name, fieldName)) ?? false;
    }

    /** A custom field's element, such as its `type` or `required`; undefined for standard fields. */
    fieldText(objectName: string, fieldName: string, element: string): string | undefined {
        const field = this.get('CustomField', `${objectName}.${fieldName}`);
        return field && childText(field.xml, element);
    }

    private isStandardObject(name: string): boolean {
        return this.standardObject(name) !== undefined;
    }

    private standardObject(name: string) {
        const entry = standardByName.get(name.toLowerCase());
        return entry && this.features.hasObject(entry.features) ? entry.info : undefined;
    }

    /** What an org has without any deploy. */
    private isStandard(type: string, fullName: string): boolean {
        switch (type) {
            case 'CustomObject':
                return this.isStandardObject(fullName);
            case 'ServiceChannel':
                return (
                    this.features.isOn('OmniChannel') &&
                    ((sameName(fullName, 'sfdc_livemessage') && this.features.isOn('LiveMessage')) ||
                        (sameName(fullName, 'sfdc_liveagent') && this.features.isOn('LiveAgent')))
                );
            case 'CustomApplication':
                return /^standard__/i.test(fullName);
            default:
                return false;
        }
    }
}

export function isCustomName(objectName: string): boolean {
    return /__(c|mdt|e|b|x)$/i.test(objectName);
}

export function sameName(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}
