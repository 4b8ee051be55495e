import type { Check, ProviderContext } from '../../setup/provider-setup.ts';
import type { Finding } from './org-probes.ts';
import type { SendbirdState } from './state.ts';
import { webhookChanges } from './webhook-plan.ts';

type Context = Pick<ProviderContext<'sendbird'>, 'config' | 'org'>;

/** From what was read: no request. */
export function checksOf(state: SendbirdState, context: Context): Check[] {
    const { config, org } = context;
    return [
        applicationCheck(context),
        webhookCheck(state, config.bot.webhookUrl),
        {
            ...base('password-flow', 'OAuth username-password flow', state.passwordFlow, 'warning'),
            ...(state.passwordFlow.status !== 'yes' && {
                remedy:
                    'Allow it in OAuth and OpenID Connect Settings, use an existing connected app, or ask Sendbird for ' +
                    'client credentials. If it is allowed and Sendbird says "connected", all is well.',
                link: `${org.instanceUrl}/lightning/setup/OauthOidcSettings/home`
            })
        },
        {
            ...base('remote-sites', 'Remote sites', state.remoteSites, 'failed'),
            ...(state.remoteSites.status !== 'yes' && {
                remedy: 'Apply the org side of the setup.',
                link: `${org.instanceUrl}/lightning/setup/SecurityRemoteProxy/home`
            })
        },
        {
            ...base('connector', 'Sendbird Salesforce Connector', state.connector, 'warning'),
            ...(state.connector.status !== 'yes' && {
                remedy: 'Install it from AppExchange: handed-over chats need it; tickets (Cases alone) do not.'
            })
        },
        {
            ...base('knowledge', 'Knowledge', state.knowledge, 'warning'),
            ...(state.knowledge.status !== 'yes' && {
                remedy: 'Only if the bot should read articles: switch on Knowledge, publish some, give the integration user access.'
            })
        }
    ];
}

function base(id: string, title: string, { status, found }: Finding, otherwise: 'failed' | 'warning'): Check {
    const told = status === 'yes' ? 'ok' : status === 'unknown' ? 'warning' : otherwise;
    return { id: `sendbird.${id}`, title, status: told, found };
}

/** The token was taken, or there would be no state; it may still be another application's address. */
function applicationCheck({ config }: Context): Check {
    const { apiUrl, applicationId } = config.bot;
    const inAddress = /^api-(.+)\.sendbird\.com$/i.exec(new URL(apiUrl).hostname)?.[1];
    const check = { id: 'sendbird.api-token', title: 'Api-Token' };
    if (inAddress !== undefined && inAddress.toLowerCase() !== applicationId.toLowerCase()) {
        return {
            ...check,
            status: 'failed',
            found: 'The address (bot.apiUrl) is that of another application than bot.applicationId.',
            remedy: 'Both are in the dashboard: Workspace settings, General.'
        };
    }
    return { ...check, status: 'ok', found: 'Sendbird takes the token for this application.' };
}

function webhookCheck({ webhook }: SendbirdState, url: string | undefined): Check {
    const check = { id: 'sendbird.webhook', title: 'Handoff webhook' };
    if (url === undefined) {
        return { ...check, status: 'skipped', found: 'The setup file names no receiver.', remedy: 'None is needed.' };
    }
    const names = webhookChanges(webhook, url).flatMap(({ fields }) => fields.map(({ name }) => name));
    return names.length
        ? { ...check, status: 'failed', found: `Not as wanted: ${names.join(', ')}.`, remedy: 'Apply the setup.' }
        : { ...check, status: 'ok', found: 'On, for handoffs, to the receiver of the setup file.' };
}
