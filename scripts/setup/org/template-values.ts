/** A config as values of the templates in `force-app/unpackaged/`. */
import { exampleValues } from '../../salesforce/templates/placeholders.ts';
import { providerOf, vendorOf, type ConnectorEntry, type SetupConfig } from '../config/schema.ts';
import type { CognigyBot, SendbirdBot, WatsonxBot } from '../provider-setup.ts';

export const externalCredentials = {
    cognigy: 'Bot_Cognigy',
    watsonx: 'Bot_Watsonx',
    sendbird: 'Bot_Sendbird'
} as const;

/** Adapter class of a Bot Provider → External Credential whose secret its histories are read with. */
export const credentialOf: Record<string, string> = {
    CognigyHistoryAdapter: externalCredentials.cognigy,
    WatsonxHistoryAdapter: externalCredentials.watsonx,
    SendbirdHistoryAdapter: externalCredentials.sendbird
};

/** Values of the templates that no tenant has a say in. */
export function templateValues(config: SetupConfig): Record<string, string> {
    const { queue, messaging, chat, agents, language } = config;
    return {
        queue: queue.name,
        queueLabel: queue.label,
        fallbackQueue: queue.fallback.name,
        fallbackQueueLabel: queue.fallback.label,
        routingConfig: queue.routing.name,
        routingConfigLabel: queue.routing.label,
        agentCapacity: String(agents.capacity),
        messagingChannel: messaging.channel.name,
        messagingChannelLabel: messaging.channel.label,
        embeddedService: messaging.deployment.name,
        embeddedServiceLabel: messaging.deployment.label,
        chatDeployment: chat.deployment.name,
        chatDeploymentLabel: chat.deployment.label,
        chatButton: chat.button.name,
        chatButtonLabel: chat.button.label,
        chatLanguage: language
    };
}

/** What fills the templates of a provider. */
export function providerValues(entry: ConnectorEntry): Record<string, string> {
    const { name, label } = providerOf(entry);
    const vendor = vendorOf[entry.connector];
    const common = {
        [`${vendor}Provider`]: name,
        [`${vendor}ProviderLabel`]: label,
        [`${vendor}MediaUrl`]: entry.mediaUrl ?? '',
        [`${vendor}Url`]: entry.bot.apiUrl,
        [`${vendor}ExternalCredential`]: externalCredentials[vendor]
    };
    switch (vendor) {
        case 'cognigy':
            return { ...common, cognigyProjectId: (entry.bot as CognigyBot).projectId };
        case 'watsonx': {
            const bot = entry.bot as WatsonxBot;
            return {
                ...common,
                watsonxIamUrl: exampleValues()['watsonxIamUrl'] ?? '',
                watsonxEnvironmentId: bot.environmentId,
                watsonxRegion: bot.region ?? '',
                watsonxIntegrationId: bot.integrationId ?? '',
                watsonxSubscriptionId: bot.subscriptionId ?? ''
            };
        }
        case 'sendbird': {
            const bot = entry.bot as SendbirdBot;
            return { ...common, sendbirdAgentUrl: bot.agentUrl, sendbirdApplicationId: bot.applicationId };
        }
    }
}
