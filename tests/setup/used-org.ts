/** For tests: makes a local org one that is in use, with queues, channels, deployments and people of its own. */
import { strToU8 } from 'fflate';

import type { LocalOrg } from '../../scripts/local-org/local-org.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const xml = (type: string, content: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<${type} ${namespace}>\n${content}\n</${type}>\n`;

const queue = (label: string, objects: string[], more = '') =>
    xml(
        'Queue',
        `<doesSendEmailToMembers>false</doesSendEmailToMembers>${more}<name>${label}</name>${objects.map((name) => `<queueSobject><sobjectType>${name}</sobjectType></queueSobject>`).join('')}`
    );

const looks = [
    'shouldShowAgentforceTagline',
    'shouldShowDeliveryReceipts',
    'shouldShowEmojiSelection',
    'shouldShowReadReceipts',
    'shouldShowTypingIndicators',
    'shouldStartNewLineOnEnter'
];

const client = (label: string, type: 'API' | 'Web') =>
    xml(
        'EmbeddedServiceConfig',
        `<areGuestUsersAllowed>false</areGuestUsersAllowed><deploymentFeature>EmbeddedMessaging</deploymentFeature><deploymentType>${type}</deploymentType>
<embeddedServiceMessagingChannel><isEnabled>true</isEnabled><messagingChannel>Web_Help</messagingChannel>${looks.map((name) => `<${name}>false</${name}>`).join('')}</embeddedServiceMessagingChannel>
<isEnabled>true</isEnabled><masterLabel>${label}</masterLabel>`
    );

const settings: Record<string, Record<string, string>> = {
    Settings: {
        'settings/OmniChannel.settings': xml('OmniChannelSettings', '<enableOmniChannel>true</enableOmniChannel>'),
        'settings/LiveMessage.settings': xml('LiveMessageSettings', '<enableLiveMessage>true</enableLiveMessage>')
    }
};
const chatSettings: Record<string, Record<string, string>> = {
    Settings: { 'settings/LiveAgent.settings': xml('LiveAgentSettings', '<enableLiveAgent>true</enableLiveAgent>') }
};

const messagingParts: Record<string, Record<string, string>> = {
    QueueRoutingConfig: {
        'queueRoutingConfigs/Support_Routing.queueRoutingConfig': xml(
            'QueueRoutingConfig',
            '<capacityType>INHERITED</capacityType><capacityWeight>2.0</capacityWeight><label>Support Routing</label><pushTimeout>30</pushTimeout><routingModel>LEAST_ACTIVE</routingModel><routingPriority>3</routingPriority>'
        )
    },
    Queue: {
        'queues/Support.queue': queue(
            'Support Team',
            ['Case', 'Lead', 'MessagingSession'],
            '<queueRoutingConfig>Support_Routing</queueRoutingConfig>'
        ),
        'queues/Back_Office.queue': queue('Back Office', ['Lead'], '<email>back.office@example.com</email>')
    },
    MessagingChannel: {
        'messagingChannels/Web_Help.messagingChannel': xml(
            'MessagingChannel',
            '<masterLabel>Web Help</masterLabel><messagingChannelType>EmbeddedMessaging</messagingChannelType><sessionHandlerQueue>Support</sessionHandlerQueue><sessionHandlerType>Queue</sessionHandlerType>'
        )
    },
    EmbeddedServiceConfig: {
        'EmbeddedServiceConfig/Help_Client.EmbeddedServiceConfig': client('Help Client', 'API'),
        'EmbeddedServiceConfig/Help_Web.EmbeddedServiceConfig': client('Help on the Web', 'Web')
    }
};

const chatParts: Record<string, Record<string, string>> = {
    Skill: { 'skills/Sales.skill': xml('Skill', '<label>Sales</label>') },
    LiveChatDeployment: {
        'liveChatDeployments/Website.liveChatDeployment': xml(
            'LiveChatDeployment',
            '<displayQueuePosition>true</displayQueuePosition><enablePrechatApi>true</enablePrechatApi><enableTranscriptSave>false</enableTranscriptSave><label>Website</label><windowTitle>Ask us</windowTitle>'
        )
    },
    LiveChatButton: {
        'liveChatButtons/Website_Button.liveChatButton': xml(
            'LiveChatButton',
            '<deployments/><enableQueue>false</enableQueue><isActive>true</isActive><label>Website Button</label><optionsCustomRoutingIsEnabled>false</optionsCustomRoutingIsEnabled><optionsHasChasitorIdleTimeout>false</optionsHasChasitorIdleTimeout><optionsHasInviteAfterAccept>false</optionsHasInviteAfterAccept><optionsHasInviteAfterReject>false</optionsHasInviteAfterReject><optionsHasRerouteDeclinedRequest>false</optionsHasRerouteDeclinedRequest><optionsIsAutoAccept>false</optionsIsAutoAccept><optionsIsInviteAutoRemove>false</optionsIsInviteAutoRemove><routingType>Choice</routingType><skills><skill>Sales</skill></skills><type>Standard</type><windowLanguage>en_US</windowLanguage>'
        )
    }
};

export interface UsedOrg {
    /** Ids as the org gave them. */
    chatDeploymentId: string;
    chatButtonId: string;
    /** User name of an agent beside the administrator. */
    agent: string;
    /** Developer name of a public group, whose member that agent is. */
    group: string;
}

export function makeUsed(org: LocalOrg): UsedOrg {
    deploy(org, settings);
    deploy(org, messagingParts);
    deploy(org, chatSettings);
    deploy(org, chatParts);
    const agent = 'maya.agent@example.com';
    const [agentId = ''] = insert(org, 'User', {
        Username: agent,
        LastName: 'Agent',
        FirstName: 'Maya',
        Email: agent,
        Alias: 'maya',
        ProfileId: org.ids.standardProfileId,
        TimeZoneSidKey: 'America/Los_Angeles',
        LocaleSidKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        LanguageLocaleKey: 'en_US'
    });
    const [groupId = ''] = insert(org, 'Group', { Name: 'Help Desk', DeveloperName: 'Help_Desk', Type: 'Regular' });
    insert(org, 'GroupMember', { GroupId: groupId, UserOrGroupId: agentId });
    const id = (object: string) =>
        org.records.query(`SELECT Id FROM ${object}`, { access: 'system', userId: org.adminUserId }).rows[0]?.id ?? '';
    return {
        chatDeploymentId: id('LiveChatDeployment'),
        chatButtonId: id('LiveChatButton'),
        agent,
        group: 'Help_Desk'
    };
}

function deploy(org: LocalOrg, parts: Record<string, Record<string, string>>): void {
    const types = Object.entries(parts).map(([type, files]) => {
        const members = Object.keys(files).map((path) => path.replace(/^.*\/|\.\w+$/g, ''));
        return `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${type}</name></types>`;
    });
    const files = { 'package.xml': xml('Package', `${types.join('')}<version>66.0</version>`) };
    const all = Object.assign(files, ...Object.values(parts)) as Record<string, string>;
    const result = org.deploy(new Map(Object.entries(all).map(([path, text]) => [path, strToU8(text)])));
    if (!result.success) {
        throw new Error(
            result.details.componentFailures.map(({ fullName, problem }) => `${fullName}: ${problem}`).join('\n')
        );
    }
}

function insert(org: LocalOrg, type: string, fields: Record<string, string>): string[] {
    const results = org.records.dml('insert', [{ type, fields }], {
        access: 'system',
        userId: org.adminUserId,
        allOrNone: true
    });
    return results.map((result) => {
        if (!result.success) throw new Error(`${type}: ${JSON.stringify(result)}`);
        return result.id ?? '';
    });
}
