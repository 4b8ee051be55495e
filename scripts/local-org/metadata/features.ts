/** What is switched on in the org: licences that it was made with, and settings that were deployed since. */
import { childFlag, type XmlElement } from '../../salesforce/xml.ts';
import type { Feature } from './registry.ts';

/** Scratch-org features that the local org knows. `ServiceCloud`, `Communities` and `Sites` switch nothing here. */
export const knownLicences = [
    'ServiceCloud',
    'Communities',
    'Sites',
    'LiveMessage',
    'LiveAgent',
    'EmbeddedServiceMessaging'
] as const;

/** Features that a settings file turns on. */
export type SettingFeature = Exclude<Feature, 'EmbeddedServiceMessaging'>;

/** Setting → the licence that the org must have, and the switch that turns the feature on. */
const switches: Record<SettingFeature, { settings: string; element: string; licence?: string }> = {
    OmniChannel: { settings: 'OmniChannel', element: 'enableOmniChannel' },
    LiveMessage: { settings: 'LiveMessage', element: 'enableLiveMessage', licence: 'LiveMessage' },
    LiveAgent: { settings: 'LiveAgent', element: 'enableLiveAgent', licence: 'LiveAgent' },
    Knowledge: { settings: 'Knowledge', element: 'enableKnowledge' },
    TranslationWorkbench: { settings: 'Language', element: 'enableTranslationWorkbench' }
};

export class OrgFeatures {
    private readonly licences: ReadonlySet<string>;
    private readonly settings: (name: string) => XmlElement | undefined;

    /**
     * @param licences names as in a scratch-org definition's `features`; `Name:quantity` counts as `Name`
     * @param settings a deployed settings file by its name, such as `OmniChannel`
     */
    constructor(licences: readonly string[], settings: (name: string) => XmlElement | undefined) {
        this.licences = new Set(licences.map((name) => name.split(':')[0] as string));
        this.settings = settings;
    }

    isOn(feature: Feature): boolean {
        if (feature === 'EmbeddedServiceMessaging') {
            return this.licences.has(feature) && this.isOn('LiveMessage');
        }
        const { settings: name, element, licence } = switches[feature];
        const settings = this.settings(name);
        return this.hasLicence(licence) && settings !== undefined && childFlag(settings, element);
    }

    /** May this settings file be deployed? `OmniChannel` always, `LiveAgent` only with the licence. */
    maySet(name: string): boolean {
        const feature = Object.values(switches).find(({ settings }) => settings === name);
        return this.hasLicence(feature?.licence);
    }

    /** Objects of features exist where one of them is on; others always do. */
    hasObject(objectFeatures: readonly string[]): boolean {
        return objectFeatures.length === 0 || objectFeatures.some((name) => isFeature(name) && this.isOn(name));
    }

    private hasLicence(licence: string | undefined): boolean {
        return licence === undefined || this.licences.has(licence);
    }
}

/** Every feature that settings can turn on. */
export const settingFeatures = Object.keys(switches) as SettingFeature[];

function isFeature(name: string): name is Feature {
    return name === 'EmbeddedServiceMessaging' || Object.hasOwn(switches, name);
}
