import { APPLICATION } from './sendbird/talk.ts';

/** Regions in which watsonx Assistant is offered, as its public endpoint list names them. */
const WATSONX_REGIONS = ['us-south', 'us-east', 'eu-de', 'eu-gb', 'au-syd', 'jp-tok', 'kr-seo'] as const;

/** Addresses of each vendor's API that don't depend on the tenant. */
export const VENDOR_ORIGINS = {
    cognigy: ['https://api-trial.cognigy.ai', 'https://api-app.cognigy.ai', 'https://api-app-us.cognigy.ai'],
    watsonx: [
        'https://iam.cloud.ibm.com',
        ...WATSONX_REGIONS.flatMap((region) => [
            `https://integrations.${region}.assistant.watson.appdomain.cloud`,
            `https://integrations.${region}.assistant-builder.watson.appdomain.cloud`,
            `https://api.${region}.assistant.watson.cloud.ibm.com`
        ])
    ],
    // The application id is part of the name, for the AI agent its region; these are the made-up ones.
    sendbird: [`https://api-${APPLICATION.applicationId}.sendbird.com`, 'https://genai-us-1-llm-api.chat.sendbird.com']
} as const;
