/** Omni-Channel and Messaging set-up as rows that refer to each other. */
import { childText } from '../../../salesforce/xml.ts';
import type { OrgFeatures } from '../features.ts';
import { elementsAt } from '../references/check.ts';
import type { Component } from '../types.ts';
import type { SetupRows } from './org-port.ts';

/** The channels that the platform makes by itself once a feature is on. */
export function ensureStandardChannels(features: OrgFeatures, rows: SetupRows): void {
    if (!features.isOn('OmniChannel')) {
        return;
    }
    const standard: [boolean, string, string, string][] = [
        [features.isOn('LiveMessage'), 'sfdc_livemessage', 'Messaging', 'MessagingSession'],
        [features.isOn('LiveAgent'), 'sfdc_liveagent', 'Chat', 'LiveChatTranscript']
    ];
    for (const [isOn, name, label, entity] of standard) {
        if (isOn && rows.id('ServiceChannel', { DeveloperName: name }) === undefined) {
            rows.insert('ServiceChannel', { DeveloperName: name, MasterLabel: label, RelatedEntity: entity });
        }
    }
}

/** A presence status with the channels for which it makes its users available. @returns its id */
export function applyPresenceStatus({ fullName, xml }: Component, rows: SetupRows): string {
    const id = rows.save({
        object: 'ServicePresenceStatus',
        key: { DeveloperName: fullName },
        fields: { MasterLabel: childText(xml, 'label') ?? fullName }
    });
    rows.remove('ServiceChannelStatus', { ServicePresenceStatusId: id });
    for (const channel of elementsAt(xml, 'channels', 'channel')) {
        const channelId = rows.id('ServiceChannel', { DeveloperName: channel.text.trim() });
        if (channelId !== undefined) {
            rows.insert('ServiceChannelStatus', { ServicePresenceStatusId: id, ServiceChannelId: channelId });
        }
    }
    return id;
}

/** A presence configuration; a user has one, so those named here leave theirs. @returns its id */
export function applyPresenceUserConfig(id: string, { xml }: Component, rows: SetupRows): string {
    for (const element of elementsAt(xml, 'assignments', 'users', 'user')) {
        const userId = rows.id('User', { Username: element.text.trim() });
        if (userId !== undefined) {
            rows.remove('PresenceUserConfigUser', { UserId: userId });
            rows.insert('PresenceUserConfigUser', { PresenceUserConfigId: id, UserId: userId });
        }
    }
    return id;
}

/** A messaging channel: deployed inactive, and a redeploy leaves it as active as it was. @returns its id */
export function applyMessagingChannel({ fullName, xml }: Component, rows: SetupRows): string {
    const queue = childText(xml, 'sessionHandlerQueue');
    const queueId = queue === undefined ? null : (rows.id('Group', { DeveloperName: queue, Type: 'Queue' }) ?? null);
    const isFlow = childText(xml, 'sessionHandlerType') === 'Flow';
    const fields = {
        MasterLabel: childText(xml, 'masterLabel') ?? fullName,
        MessageType: childText(xml, 'messagingChannelType') ?? null,
        RoutingType: isFlow ? 'OmniFlow' : 'OmniQueue',
        Description: childText(xml, 'description') ?? null,
        TargetQueueId: isFlow ? null : queueId,
        FallbackQueueId: isFlow ? queueId : null
    };
    const isNew = rows.id('MessagingChannel', { DeveloperName: fullName }) === undefined;
    return rows.save({
        object: 'MessagingChannel',
        key: { DeveloperName: fullName },
        fields: isNew ? { ...fields, IsActive: false, MessagingPlatformKey: `${fullName}_key` } : fields
    });
}

/**
 * The channel as the org keeps it: mappings to the variables of a flow that is not active are lost without a word, as
 * on the platform. Deploy channels after their flow is active.
 */
export function keptMessagingChannel(channel: Component, flow: Component | undefined): Component {
    if (flow === undefined || childText(flow.xml, 'status') === 'Active') {
        return channel;
    }
    const children = channel.xml.children.map((part) =>
        part.name === 'customParameters' || part.name === 'standardParameters'
            ? { ...part, children: part.children.filter(({ name }) => name !== 'actionParameterMappings') }
            : part
    );
    return { ...channel, xml: { ...channel.xml, children } };
}
