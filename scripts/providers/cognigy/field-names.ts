/**
 * Finds out what a tenant calls the fields of a handover provider. The names of the Live Agent settings are known from
 * public type definitions; those of Salesforce MIAW are not public, only their labels are
 * (https://docs.cognigy.com/ai/escalate/handover-reference/salesforce-miaw).
 */
import { isObject, objectOf, textOf } from '../shared/json.ts';

export type CognigyConnector = 'cognigy-messaging' | 'cognigy-chat';

/** What a setting of the provider means, whatever it is called. */
export type FieldRole =
    'baseUrl' | 'organizationId' | 'developerName' | 'capabilitiesVersion' | 'apiVersion' | 'deploymentId' | 'buttonId';

export const roles: Record<CognigyConnector, FieldRole[]> = {
    'cognigy-messaging': ['baseUrl', 'organizationId', 'developerName', 'capabilitiesVersion'],
    'cognigy-chat': ['baseUrl', 'apiVersion', 'organizationId', 'deploymentId', 'buttonId']
};

/** Labels in the vendor's console, for people. */
export const roleLabels: Record<CognigyConnector, Partial<Record<FieldRole, string>>> = {
    'cognigy-messaging': {
        baseUrl: 'Base URL',
        organizationId: 'Organization ID',
        developerName: 'Embedded Service Developer Name',
        capabilitiesVersion: 'Capabilities Version'
    },
    'cognigy-chat': {
        baseUrl: 'Live Agent Base URL',
        apiVersion: 'API Version',
        organizationId: 'Organization ID',
        deploymentId: 'Deployment ID',
        buttonId: 'Button ID'
    }
};

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Labels and names of a role, letters and digits only. Names may carry a prefix such as `miaw` or `salesforce`. */
const aliases: Record<FieldRole, string[]> = {
    baseUrl: ['baseurl', 'liveagentbaseurl', 'serviceurl', 'scrt2url', 'scrturl'],
    organizationId: ['organizationid', 'organisationid', 'orgid'],
    developerName: [
        'embeddedservicedevelopername',
        'embeddedservicedeploymentdevelopername',
        'esdevelopername',
        'developername',
        'deploymentdevelopername'
    ],
    capabilitiesVersion: ['capabilitiesversion', 'capabilityversion'],
    apiVersion: ['apiversion'],
    deploymentId: ['deploymentid'],
    buttonId: ['buttonid']
};

const prefix = /^(?:salesforce|sf|miaw|liveagent)+/;

export interface Property {
    key: string;
    label?: string;
}

/**
 * The fields that a service declares, in any of the shapes that such a list may have: a list of objects, or an object.
 */
export function propertiesOf(properties: unknown): Property[] {
    const entries: [string | undefined, unknown][] = Array.isArray(properties)
        ? properties.map((entry): [undefined, unknown] => [undefined, entry])
        : Object.entries(objectOf(properties));
    return entries.flatMap(([name, value]) => {
        if (typeof value === 'string') return name === undefined ? [{ key: value }] : [{ key: name, label: value }];
        if (!isObject(value)) return name === undefined ? [] : [{ key: name }];
        const key =
            textOf(value['key']) ?? textOf(value['name']) ?? textOf(value['field']) ?? name ?? textOf(value['id']);
        const label = textOf(value['label']) ?? textOf(value['title']) ?? textOf(value['displayName']);
        return key === undefined ? [] : [{ key, ...(label !== undefined && { label }) }];
    });
}

/**
 * Which key of the settings stands for which role. A role that no field, or more than one, could mean is left out:
 * a value in the wrong field is worse than a field that a person fills in.
 */
export function matchRoles(connector: CognigyConnector, properties: Property[]): Partial<Record<FieldRole, string>> {
    const found: Partial<Record<FieldRole, string>> = {};
    for (const role of roles[connector]) {
        const byLabel = properties.filter(({ label }) => label !== undefined && aliases[role].includes(plain(label)));
        const byKey = properties.filter(({ key }) => {
            const name = plain(key);
            return aliases[role].includes(name) || aliases[role].includes(name.replace(prefix, ''));
        });
        const [first, second] = byLabel.length ? byLabel : byKey;
        if (first && !second) found[role] = first.key;
    }
    return found;
}

/** Is this the service that the connector needs? By reference, else by name. */
export function isServiceOf(connector: CognigyConnector, service: Record<string, unknown>): boolean {
    const names = [service['referenceId'], service['name'], service['type']].map((name) => plain(String(name ?? '')));
    const isSalesforce = names.some((name) => name.includes('salesforce'));
    const isMessaging = names.some((name) => name.includes('miaw') || name.includes('messagingforinapp'));
    return isSalesforce && isMessaging === (connector === 'cognigy-messaging');
}
