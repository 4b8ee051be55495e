/** What the messaging face reads of the deployed metadata. */
import { child, childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';

export interface ChannelParameter {
    /** The routing attribute's name, case-exact. */
    externalName: string;
    /** The flow's input variable, or null where the mapping is empty. */
    inputVariable: string | null;
    maxLength: number;
}

export interface MessagingChannelSetup {
    developerName: string;
    parameters: ChannelParameter[];
    /** Developer name of the routing flow, or null where the channel routes to its queue itself. */
    flow: string | null;
    /** Developer name of the queue that the platform falls back to. */
    fallbackQueue: string | null;
    /** Does it let in verified customers only? */
    isVerifiedOnly: boolean;
}

export interface DeploymentSetup {
    developerName: string;
    channel: string;
    /** Parameters that stand on the deployment's form; others are dropped. */
    formFields: string[];
    enabled: boolean;
}

/** Where the messaging face finds metadata and what was done to it (activated, published). */
export interface MessagingSetup {
    deployment(developerName: string): DeploymentSetup | undefined;
    channel(developerName: string): MessagingChannelSetup | undefined;
    /** The root element of an active flow. */
    flow(developerName: string): XmlElement | undefined;
    isPublished(deployment: string): boolean;
}

/** Reads a `MessagingChannel`. */
export function readChannel(developerName: string, xml: XmlElement): MessagingChannelSetup {
    const embedded = child(xml, 'embeddedConfig');
    return {
        developerName,
        parameters: childrenOf(xml, 'customParameters').map((parameter) => {
            const mapping = child(parameter, 'actionParameterMappings');
            return {
                externalName: childText(parameter, 'externalParameterName') ?? '',
                inputVariable: (mapping && childText(mapping, 'actionParameterName')) ?? null,
                maxLength: Number(childText(parameter, 'maxLength') ?? 255)
            };
        }),
        flow: childText(xml, 'sessionHandlerType') === 'Flow' ? (childText(xml, 'sessionHandlerFlow') ?? null) : null,
        fallbackQueue: childText(xml, 'sessionHandlerQueue') ?? null,
        isVerifiedOnly: embedded !== undefined && childText(embedded, 'authMode') === 'Auth'
    };
}

/** Reads an `EmbeddedServiceConfig` of a custom client; undefined for other kinds of deployment. */
export function readDeployment(developerName: string, xml: XmlElement): DeploymentSetup | undefined {
    const messaging = child(xml, 'embeddedServiceMessagingChannel');
    if (childText(xml, 'deploymentFeature') !== 'EmbeddedMessaging' || !messaging) return undefined;
    return {
        developerName,
        channel: childText(messaging, 'messagingChannel') ?? '',
        formFields: childrenOf(xml, 'embeddedServiceForms')
            .filter((form) => childFlag(form, 'isActive'))
            .flatMap((form) => childrenOf(form, 'embeddedServiceFormFields'))
            .map((field) => childText(field, 'formField') ?? ''),
        enabled: childFlag(xml, 'isEnabled')
    };
}

/**
 * The flow inputs of a conversation's routing attributes. Attributes that no parameter of the channel names, that stand
 * on no form of the deployment, or whose mapping is empty are dropped without a word, as on the platform.
 */
export function flowInputs(
    attributes: Record<string, string>,
    channel: MessagingChannelSetup,
    deployment: DeploymentSetup
): Record<string, string> {
    const inputs: Record<string, string> = {};
    for (const { externalName, inputVariable } of channel.parameters) {
        const value = attributes[externalName];
        if (value === undefined || inputVariable === null || !deployment.formFields.includes(externalName)) continue;
        inputs[inputVariable] = value;
    }
    return inputs;
}
