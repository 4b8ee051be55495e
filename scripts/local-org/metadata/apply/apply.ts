/** Writes checked components: schema, custom metadata records, set-up rows, and the component itself. */
import { childText } from '../../../salesforce/xml.ts';
import type { Catalog, SqliteRecordStore } from '../../records/index.ts';
import { settingFeatures, type OrgFeatures } from '../features.ts';
import { FIELD_TRANSLATIONS, mergeFieldTranslations, removeFieldTranslations } from '../field-translations.ts';
import { isCustomName } from '../org-view.ts';
import { deployOrder } from '../registry.ts';
import { customMetadataObject } from '../references/custom-metadata.ts';
import { mergeSettings } from '../settings.ts';
import type { MetadataStore, StoredComponent } from '../store.ts';
import type { Component } from '../types.ts';
import { customMetadataValues } from './custom-metadata.ts';
import { fieldDefinition, objectDefinition } from './definitions.ts';
import { isActiveFlow, withStatus } from './flows.ts';
import { SetupRows, type SetupRow } from './org-port.ts';
import { applyPermissionSet, removePermissionSet } from './permission-sets.ts';
import { applyQueue, removeQueue } from './queues.ts';
import {
    applyMessagingChannel,
    applyPresenceStatus,
    applyPresenceUserConfig,
    ensureStandardChannels,
    keptMessagingChannel
} from './service.ts';
import { setupRow } from './setup-objects.ts';

export interface ApplyTarget {
    store: MetadataStore;
    records: SqliteRecordStore;
    userId: string;
    /** As the settings written so far have it. */
    features(): OrgFeatures;
    /** Does the org take active flows as active? */
    takesActiveFlows(): boolean;
    /** A new id for a component that no row stands for. */
    newId(type: string): string;
}

/** After settings were written: the objects and rows that they bring. */
export function applyFeatures(target: ApplyTarget): void {
    for (const feature of settingFeatures) {
        if (target.features().isOn(feature) && !target.records.schema.features().includes(feature)) {
            target.records.schema.enableFeature(feature);
        }
    }
    ensureStandardChannels(target.features(), new SetupRows(target.records, target.userId));
}

export interface Applied {
    id: string;
    created: boolean;
    changed: boolean;
}

/** In the order in which components build on each other: objects before fields, fields that refer to others last. */
export function inDeployOrder(components: readonly Component[]): Component[] {
    const rank = (component: Component): number => {
        const isReference = component.type === 'CustomField' && childText(component.xml, 'referenceTo') !== undefined;
        return deployOrder.indexOf(component.type) + (isReference ? 0.5 : 0);
    };
    return [...components].sort((one, other) => rank(one) - rank(other));
}

/** Writes one component, inside the caller's transaction. */
export function applyComponent(deployed: Component, target: ApplyTarget, now: string): Applied {
    const { store } = target;
    const before = store.get(deployed.type, deployed.fullName);
    const merged = mergeFieldTranslations(before, mergeSettings(before, deployed));
    const component = asKept(merged, before, target);
    const id = write(component, target) ?? before?.id ?? target.newId(component.type);
    store.save(component, id, now);
    const changed = before === undefined || !isSame(before, component);
    if (component.type === 'Flow' && (changed || store.flowVersions.of(component.fullName).length === 0)) {
        store.flowVersions.add(component.fullName, target.newId('FlowVersion'));
    }
    return { id, created: before === undefined, changed };
}

/** A flow whose newest version becomes active, or stops to be; the flow stays as it is otherwise. */
export function setFlowStatus(flow: StoredComponent, status: string, target: ApplyTarget, now: string): void {
    const changed = withStatus(flow, status);
    write(changed, target);
    target.store.save(changed, flow.id, now);
}

/** Some components are not kept quite as they came. */
function asKept(component: Component, before: Component | undefined, target: ApplyTarget): Component {
    if (component.type === 'Flow') {
        const isTaken = target.takesActiveFlows() || (before !== undefined && isSame(before, component));
        return isTaken || !isActiveFlow(component) ? component : withStatus(component, 'Draft');
    }
    if (component.type !== 'MessagingChannel') {
        return component;
    }
    const flowName = childText(component.xml, 'sessionHandlerFlow');
    return keptMessagingChannel(component, flowName === undefined ? undefined : target.store.get('Flow', flowName));
}

/** Removes one component and what it brought; for an object, its parts too. */
export function removeComponent(type: string, fullName: string, target: ApplyTarget, now: string): void {
    const { store } = target;
    const { schema } = target.records;
    const rows = new SetupRows(target.records, target.userId);
    const component = store.get(type, fullName);
    if (!component) {
        return;
    }
    switch (type) {
        case 'CustomObject':
            for (const part of ['CustomField', 'CompactLayout', FIELD_TRANSLATIONS].flatMap((name) =>
                store.list(name)
            )) {
                if (isPartOf(part.fullName, fullName)) {
                    store.remove(part.type, part.fullName);
                }
            }
            schema.removeObject(component.fullName);
            break;
        case 'CustomField': {
            const [objectName, fieldName] = component.fullName.split('.') as [string, string];
            schema.removeField(objectName, fieldName);
            removeFieldTranslations(objectName, fieldName, store, now);
            break;
        }
        case 'CustomMetadata':
            rows.remove(customMetadataObject(fullName), { DeveloperName: developerName(component) });
            break;
        case 'PermissionSet':
            removePermissionSet(component.fullName, rows);
            break;
        case 'Queue':
            removeQueue(component.fullName, rows);
            break;
        case 'MessagingChannel':
            rows.remove('MessagingChannel', { DeveloperName: component.fullName });
            break;
        default: {
            const row = setupRow(component);
            if (row && rows.has(row.object)) {
                rows.remove(row.object, row.key);
            }
        }
    }
    store.remove(type, fullName);
}

/** `Thing__c.Field__c`, `Thing__c-de` */
function isPartOf(fullName: string, objectName: string): boolean {
    const name = fullName.toLowerCase();
    return ['.', '-'].some((joint) => name.startsWith(`${objectName.toLowerCase()}${joint}`));
}

function write(component: Component, target: ApplyTarget): string | undefined {
    const { store } = target;
    const { schema } = target.records;
    const rows = new SetupRows(target.records, target.userId);
    switch (component.type) {
        case 'CustomObject':
            if (isCustomName(component.fullName)) {
                return schema.addObject(objectDefinition(component)).durableId;
            }
            changeStandardObject(component, schema);
            return undefined;
        case 'CustomField': {
            const [objectName, fieldName] = component.fullName.split('.') as [string, string];
            if (/__c$/i.test(fieldName)) {
                schema.addField(objectName, fieldDefinition(component));
            }
            return undefined;
        }
        case 'CustomMetadata':
            return target.records.deployCustomMetadata(
                customMetadataObject(component.fullName),
                {
                    developerName: developerName(component),
                    label: childText(component.xml, 'label') ?? developerName(component),
                    values: customMetadataValues(component, target.records.schema)
                },
                target.userId
            ).id;
        case 'PermissionSet':
            return applyPermissionSet(component, rows, (type, fullName) => store.get(type, fullName)?.id);
        case 'Queue':
            return applyQueue(component, rows);
        case 'ServicePresenceStatus':
            return applyPresenceStatus(component, rows);
        case 'MessagingChannel':
            return applyMessagingChannel(component, rows);
        case 'PresenceUserConfig':
            return applyPresenceUserConfig(rows.save(setupRow(component) as SetupRow), component, rows);
        case 'Settings':
            return undefined;
        default: {
            const row = setupRow(component);
            return row && rows.has(row.object) ? rows.save(row) : undefined;
        }
    }
}

function changeStandardObject({ fullName, xml }: Component, schema: Catalog): void {
    const sharingModel = childText(xml, 'sharingModel');
    if (sharingModel !== undefined) {
        schema.setSharingModel(fullName, sharingModel);
    }
}

function developerName(component: Component): string {
    return component.fullName.slice(component.fullName.indexOf('.') + 1);
}

function isSame(before: Component, after: Component): boolean {
    const text = ({ xml, content }: Component): string => JSON.stringify([strip(xml), [...content].sort()]);
    return text(before) === text(after);
}

function strip(xml: Component['xml']): unknown {
    const text = xml.children.length === 0 ? xml.text : '';
    return [xml.name, xml.attributes, text, xml.children.map(strip)];
}
