/** Ids of components that no record stands for, by the key prefixes that the platform documents for them. */
import { makeId } from '../records/ids.ts';

const prefixes: Record<string, string> = {
    ApexClass: '01p',
    ApexTestQueueItem: '709',
    ApexTestResult: '07M',
    AsyncApexJob: '707',
    CompactLayout: '0AH',
    CspTrustedSite: '08y',
    CustomApplication: '02u',
    CustomField: '00N',
    CustomLabel: '101',
    CustomLabels: '101',
    CustomObject: '01I',
    DeployRequest: '0Af',
    EmbeddedServiceConfig: '04I',
    ExternalCredential: '0pn',
    FlexiPage: '0M0',
    FlowVersion: '301',
    Layout: '00h',
    LightningComponentBundle: '0Rb',
    LiveChatAgentConfig: '573',
    NamedCredential: '0XA',
    RemoteSiteSetting: '0rp',
    RetrieveRequest: '09S'
};

/** An id whose number is the given one; types without a known prefix get `000`. */
export function componentId(type: string, sequence: number): string {
    return makeId(prefixes[type] ?? '000', sequence);
}
