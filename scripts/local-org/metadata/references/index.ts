/** The reference check of each metadata type. */
import { childText } from '../../../salesforce/xml.ts';
import { translatedObject } from '../field-translations.ts';
import { isSupported, metadataType, ownerType } from '../registry.ts';
import type { OrgView } from '../org-view.ts';
import type { Component, Problem } from '../types.ts';
import { noSuchObject, problemAt, nameProblems, type ReferenceCheck } from './check.ts';
import { apexClass, lightningComponentBundle } from './code.ts';
import { cspTrustedSite, externalCredential, namedCredential, remoteSite } from './credentials.ts';
import { customMetadata } from './custom-metadata.ts';
import { customField } from './fields.ts';
import { flow } from './flow.ts';
import { lengthProblems } from './lengths.ts';
import { compactLayout, customObject, layout } from './objects.ts';
import { customApplication, flexiPage } from './pages.ts';
import { permissionSet } from './permissions.ts';
import {
    embeddedServiceConfig,
    liveChatAgentConfig,
    liveChatButton,
    messagingChannel,
    presenceUserConfig,
    queue,
    queueRoutingConfig,
    serviceChannel,
    servicePresenceStatus,
    skill
} from './service.ts';

const notAvailable = 'Not available for deploy for this organization';

const settings: ReferenceCheck = ({ fullName, xml }, view) =>
    view.features.maySet(fullName) ? [] : [problemAt(xml, notAvailable)];

const customLabel: ReferenceCheck = ({ fullName, xml }) =>
    /^[A-Za-z]\w*$/.test(fullName) && childText(xml, 'value') !== undefined
        ? []
        : [problemAt(xml, `The label ${fullName} needs a name of letters, digits and underscores, and a value`)];

/** Translations of labels are kept and used; translations of other things are not. */
const translations: ReferenceCheck = ({ xml }, view) =>
    xml.children.flatMap((part) =>
        part.name === 'customLabels'
            ? nameProblems(part, 'name', 'CustomLabel', view)
            : [problemAt(part, `not supported by the local org: translations of ${part.name}`)]
    );

/** Translations of fields are kept and used; those of an object's other parts are not. */
const fieldTranslations: ReferenceCheck = ({ fullName, xml }, view) => {
    const { objectName } = translatedObject(fullName);
    if (!view.hasObject(objectName)) {
        return [noSuchObject(xml, objectName)];
    }
    return xml.children.flatMap((part) =>
        part.name === 'fields'
            ? nameProblems(part, 'name', 'CustomField', view, (name) => view.hasField(objectName, name))
            : [problemAt(part, `not supported by the local org: translations of ${part.name}`)]
    );
};

const checks: Record<string, ReferenceCheck> = {
    Settings: settings,
    CustomLabel: customLabel,
    Translations: translations,
    CustomObjectTranslation: fieldTranslations,
    CustomObject: customObject,
    CustomField: customField,
    CompactLayout: compactLayout,
    CustomMetadata: customMetadata,
    ExternalCredential: externalCredential,
    NamedCredential: namedCredential,
    RemoteSiteSetting: remoteSite,
    CspTrustedSite: cspTrustedSite,
    ApexClass: apexClass,
    LightningComponentBundle: lightningComponentBundle,
    Skill: skill,
    ServiceChannel: serviceChannel,
    QueueRoutingConfig: queueRoutingConfig,
    Queue: queue,
    ServicePresenceStatus: servicePresenceStatus,
    PresenceUserConfig: presenceUserConfig,
    Flow: flow,
    MessagingChannel: messagingChannel,
    EmbeddedServiceConfig: embeddedServiceConfig,
    LiveChatDeployment: () => [],
    LiveChatButton: liveChatButton,
    LiveChatAgentConfig: liveChatAgentConfig,
    FlexiPage: flexiPage,
    Layout: layout,
    CustomApplication: customApplication,
    PermissionSet: permissionSet,
    CustomLabels: () => []
};

/** Is the component's type switched on in this org, does everything it names exist, and are its texts short enough? */
export function checkReferences(component: Component, view: OrgView): Problem[] {
    const { type, xml } = component;
    if (!isSupported(type)) {
        throw new Error(`not supported by the local org: metadata type ${type}`);
    }
    const features = (metadataType(type) ?? ownerType(type))?.features;
    if (features && !features.some((feature) => view.features.isOn(feature))) {
        return [problemAt(xml, notAvailable)];
    }
    return [...(checks[type] as ReferenceCheck)(component, view), ...lengthProblems(component)];
}
