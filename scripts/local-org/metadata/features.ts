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

/** Setting → the licence that the org must have, and the switch that turns the feature on. */
const switches: Record<'OmniChannel' | 'LiveMessage' | 'LiveAgent', { element: string; licence?: string }> = {
    OmniChannel: { element: 'enableOmniChannel' },
    LiveMessage: { element: 'enableLiveMessage', licence: 'LiveMessage' },
    LiveAgent: { element: 'enableLiveAgent', licence: 'LiveAgent' }
};

const objectsOfFeature: [RegExp, Feature][] = [
    [/^LiveChat|^LiveAgent/i, 'LiveAgent'],
    [/^Messaging|^Conversation/i, 'LiveMessage'],
    [
        /^(AgentWork|PendingServiceRouting|UserServicePresence|ServiceChannel.*|ServicePresenceStatus|PresenceUserConfig.*|PresenceDeclineReason|QueueRoutingConfig)$/i,
        'OmniChannel'
    ]
];

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
        const { element, licence } = switches[feature];
        const settings = this.settings(feature);
        return this.hasLicence(licence) && settings !== undefined && childFlag(settings, element);
    }

    /** May this settings file be deployed? `OmniChannel` always, `LiveAgent` only with the licence. */
    maySet(name: string): boolean {
        const known = Object.hasOwn(switches, name) ? switches[name as keyof typeof switches] : undefined;
        return this.hasLicence(known?.licence);
    }

    /** Objects that belong to a feature exist where it is on; all others always do. */
    hasObject(name: string): boolean {
        const feature = objectsOfFeature.find(([pattern]) => pattern.test(name))?.[1];
        return feature === undefined || this.isOn(feature);
    }

    private hasLicence(licence: string | undefined): boolean {
        return licence === undefined || this.licences.has(licence);
    }
}
