/** What is pasted into watsonx Assistant, with this org's values filled in. */
import { shortId } from '../../salesforce/record-id.ts';
import type { PlanContext } from '../../setup/provider-setup.ts';

/** The code that Salesforce shows for a chat deployment; undefined while its values are not known. */
export function deploymentCode({ org }: PlanContext<'watsonx'>): string | undefined {
    const { url, deploymentId } = org.chat ?? {};
    if (url === undefined || deploymentId === undefined) return undefined;
    const { origin } = new URL(url);
    return [
        `<script type='text/javascript' src='${origin.replace(/^https:\/\/d\./, 'https://c.')}/content/g/js/52.0/deployment.js'></script>`,
        "<script type='text/javascript'>",
        `liveagent.init('${origin}/chat', '${shortId(deploymentId)}', '${shortId(org.organizationId)}');`,
        '</script>'
    ].join('\n');
}

/** The code that Salesforce shows for a chat button. */
export function buttonCode({ org }: PlanContext<'watsonx'>): string | undefined {
    const id = shortId(org.chat?.buttonId);
    if (id === undefined) return undefined;
    return [
        `<a id="liveagent_button_online_${id}" href="javascript://Chat" style="display: none;" onclick="liveagent.startChat('${id}')">Chat</a>`,
        '<script type="text/javascript">',
        'if (!window._laq) { window._laq = []; }',
        `window._laq.push(function(){liveagent.showWhenOnline('${id}', document.getElementById('liveagent_button_online_${id}'));});`,
        '</script>'
    ].join('\n');
}

/**
 * The response of the dialog that asks for a person. For the built-in desk it names the button, so that a dialog can
 * route to another one.
 *
 * @param way whether the built-in desk (Salesforce Chat) takes it
 */
export function transferResponse({ org }: PlanContext<'watsonx'>, way: 'chat' | 'messaging'): string {
    const buttonId = shortId(org.chat?.buttonId);
    return JSON.stringify(
        {
            response_type: 'connect_to_agent',
            message_to_human_agent: '$handoff_summary',
            topic: '$handoff_reason',
            agent_available: { message: 'I am connecting you with a person.' },
            agent_unavailable: { message: 'Nobody is available at the moment.' },
            ...(way === 'chat' && {
                transfer_info: { target: { salesforce: { button_id: buttonId ?? '(id of the chat button)' } } }
            })
        },
        null,
        2
    );
}

/** The page that embeds web chat, for a desk through Messaging. */
export function webChatOptions({ config, org }: PlanContext<'watsonx'>): string {
    const { integrationId, region, apiUrl, subscriptionId } = config.bot;
    const serviceInstance = /\/instances\/([^/]+)/.exec(apiUrl)?.[1];
    const text = (value: string | undefined, otherwise: string): string => JSON.stringify(value ?? otherwise);
    return [
        "import { SalesforceMessagingDesk } from './watsonx-messaging-handoff.ts';",
        '',
        'window.watsonAssistantChatOptions = {',
        `    integrationID: ${text(integrationId, '(of your web chat)')},`,
        `    region: ${text(region, '(of your web chat)')},`,
        `    serviceInstanceID: ${text(serviceInstance, '(of your web chat)')},`,
        // Enterprise plans only: their web chat does not load without it.
        ...(subscriptionId === undefined ? [] : [`    subscriptionID: ${JSON.stringify(subscriptionId)},`]),
        '    serviceDeskFactory: async (parameters) =>',
        '        new SalesforceMessagingDesk(parameters.callback, {',
        `            url: ${text(org.messaging?.url, '(known when the org side is set up)')},`,
        `            organizationId: ${text(shortId(org.organizationId), '')},`,
        `            esDeveloperName: ${text(org.messaging?.esDeveloperName, '(known when the org side is set up)')},`,
        `            provider: ${text(config.provider, '')}`,
        '        }),',
        '    onLoad: async (instance) => instance.render()',
        '};'
    ].join('\n');
}
