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
    routingConfigLabel: { meaning: 'label of the routing configuration', example: 'Bot Handoff Routing' }
};

/** The example value of every placeholder. */
export function exampleValues(): Record<string, string> {
    return Object.fromEntries(Object.entries(placeholders).map(([name, { example }]) => [name, example]));
}
