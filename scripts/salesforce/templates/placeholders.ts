/**
 * Every `{{placeholder}}` of the templates in `force-app/unpackaged/`: what it stands for, and an example value.
 * The examples are what the setup proposes where it has nothing better, and what the checks render with.
 */
export interface Placeholder {
    meaning: string;
    example: string;
}

export const placeholders: Record<string, Placeholder> = {
    agentCapacity: { meaning: 'how many conversations one agent takes at a time', example: '5' },
    chatButton: { meaning: 'developer name of the chat button', example: 'Bot_Handoff_Chat_Button' },
    chatButtonLabel: { meaning: 'label of the chat button', example: 'Bot Handoff Chat Button' },
    chatDeployment: { meaning: 'developer name of the chat deployment', example: 'Bot_Handoff_Chat' },
    chatDeploymentLabel: { meaning: 'label of the chat deployment', example: 'Bot Handoff Chat' },
    chatLanguage: { meaning: 'language of the chat window', example: 'en_US' },
    cognigyExternalCredential: {
        meaning: 'External Credential that holds the API key; Bot_Cognigy comes with the package',
        example: 'Bot_Cognigy'
    },
    cognigyMediaUrl: {
        meaning: "origin from which this bot's images and attachments load",
        example: 'https://files.example.com'
    },
    cognigyProjectId: { meaning: 'id of the Cognigy.AI project', example: '0123456789abcdef01234567' },
    cognigyProvider: {
        meaning: 'developer name of the Bot Provider; records name it in Bot_Provider__c',
        example: 'Cognigy'
    },
    cognigyProviderLabel: { meaning: 'label of the Bot Provider', example: 'Cognigy.AI' },
    cognigyUrl: { meaning: 'base url of the Cognigy.AI API', example: 'https://api-trial.cognigy.ai' },
    embeddedService: { meaning: 'developer name of the embedded service deployment', example: 'Bot_Handoff_Client' },
    embeddedServiceLabel: { meaning: 'label of the embedded service deployment', example: 'Bot Handoff Client' },
    fallbackQueue: {
        meaning: 'developer name of the queue for when the first cannot take it',
        example: 'Bot_Handoff_Fallback'
    },
    fallbackQueueLabel: { meaning: 'label of that queue', example: 'Bot Handoff Fallback' },
    messagingChannel: { meaning: 'developer name of the messaging channel', example: 'Bot_Handoff' },
    messagingChannelLabel: { meaning: 'label of the messaging channel', example: 'Bot Handoff' },
    queue: { meaning: 'developer name of the queue that handoffs go to', example: 'Bot_Handoff_Queue' },
    queueLabel: { meaning: 'label of that queue', example: 'Bot Handoff Queue' },
    routingConfig: { meaning: 'developer name of the routing configuration', example: 'Bot_Handoff_Routing' },
    routingConfigLabel: { meaning: 'label of the routing configuration', example: 'Bot Handoff Routing' },
    sendbirdAgentUrl: {
        meaning: 'base url of the AI agent API of the region',
        example: 'https://genai-us-1-llm-api.chat.sendbird.com'
    },
    sendbirdApplicationId: { meaning: 'Sendbird application id', example: '01234567-89AB-CDEF-0123-456789ABCDEF' },
    sendbirdExternalCredential: {
        meaning: 'External Credential that holds the API token; Bot_Sendbird comes with the package',
        example: 'Bot_Sendbird'
    },
    sendbirdMediaUrl: {
        meaning: "origin from which this bot's images and files load",
        example: 'https://files.example.com'
    },
    sendbirdProvider: {
        meaning: 'developer name of the Bot Provider; the packaged session source names Sendbird',
        example: 'Sendbird'
    },
    sendbirdProviderLabel: { meaning: 'label of the Bot Provider', example: 'Sendbird AI agent' },
    sendbirdUrl: {
        meaning: "base url of the application's API, https://api-{application id}.sendbird.com",
        example: 'https://api-01234567-89AB-CDEF-0123-456789ABCDEF.sendbird.com'
    },
    watsonxEnvironmentId: {
        meaning: 'id of the environment (not of the assistant)',
        example: '11111111-2222-3333-4444-555555555555'
    },
    watsonxExternalCredential: {
        meaning: 'External Credential that holds the IBM Cloud API key; Bot_Watsonx comes with the package',
        example: 'Bot_Watsonx'
    },
    watsonxIamUrl: { meaning: 'base url of IBM Cloud IAM', example: 'https://iam.cloud.ibm.com' },
    watsonxIntegrationId: {
        meaning: 'id of the web chat integration, for sessions by id and token; may be empty',
        example: '66666666-7777-8888-9999-000000000000'
    },
    watsonxMediaUrl: {
        meaning: "origin from which this bot's images and videos load",
        example: 'https://files.example.com'
    },
    watsonxProvider: {
        meaning: 'developer name of the Bot Provider; the packaged session sources name Watsonx',
        example: 'Watsonx'
    },
    watsonxProviderLabel: { meaning: 'label of the Bot Provider', example: 'watsonx Assistant' },
    watsonxRegion: {
        meaning: 'region of the web chat integration, for sessions by id and token; may be empty',
        example: 'us-south'
    },
    watsonxSubscriptionId: {
        meaning: 'subscription id of an Enterprise plan, for sessions by id and token; may be empty',
        example: 'public'
    },
    watsonxUrl: {
        meaning: 'base url of the service instance',
        example: 'https://api.us-south.assistant.watson.cloud.ibm.com/instances/11111111-2222-3333-4444-555555555555'
    }
};

/** The example value of every placeholder. */
export function exampleValues(): Record<string, string> {
    return Object.fromEntries(Object.entries(placeholders).map(([name, { example }]) => [name, example]));
}
