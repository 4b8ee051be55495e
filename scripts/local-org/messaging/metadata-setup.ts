/** `MessagingSetup` over what was deployed to the local org. */
import { childText } from '../../salesforce/xml.ts';
import type { MetadataReader } from '../metadata/reader.ts';
import { readChannel, readDeployment, type MessagingSetup } from './setup.ts';

export function metadataMessagingSetup(metadata: MetadataReader): MessagingSetup {
    return {
        deployment(developerName) {
            const xml = metadata.component('EmbeddedServiceConfig', developerName);
            return xml && readDeployment(developerName, xml);
        },
        channel(developerName) {
            const xml = metadata.component('MessagingChannel', developerName);
            return xml && readChannel(developerName, xml);
        },
        flow(developerName) {
            const xml = metadata.component('Flow', developerName);
            return xml && childText(xml, 'status') === 'Active' ? xml : undefined;
        },
        isPublished: (deployment) => metadata.isPublished(deployment)
    };
}
