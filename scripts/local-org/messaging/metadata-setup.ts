/** `MessagingSetup` over what was deployed to the local org. */
import { childText } from '../../salesforce/xml.ts';
import type { MetadataStore } from '../metadata/store.ts';
import { readChannel, readDeployment, type MessagingSetup } from './setup.ts';

/** Which deployments were published, and as of which change: an unpublished change is not in force. */
export class Publications {
    readonly #published = new Set<string>();

    publish(deployment: string): void {
        this.#published.add(deployment);
    }

    has(deployment: string): boolean {
        return this.#published.has(deployment);
    }
}

export function metadataMessagingSetup(metadata: MetadataStore, publications: Publications): MessagingSetup {
    return {
        deployment(developerName) {
            const component = metadata.get('EmbeddedServiceConfig', developerName);
            return component && readDeployment(component.fullName, component.xml);
        },
        channel(developerName) {
            const component = metadata.get('MessagingChannel', developerName);
            return component && readChannel(component.fullName, component.xml);
        },
        flow(developerName) {
            const component = metadata.get('Flow', developerName);
            return component && childText(component.xml, 'status') === 'Active' ? component.xml : undefined;
        },
        isPublished: (deployment) => publications.has(deployment)
    };
}
