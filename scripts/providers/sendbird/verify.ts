import type { Check, HandedOver, ProviderContext } from '../../setup/provider-setup.ts';
import { handoffCheck } from './manual.ts';
import { knowledgeAccess, newestChannelCase, passwordFlow, type Finding } from './org-probes.ts';
import type { SendbirdState } from './state.ts';
import { webhookChanges } from './webhook-plan.ts';

type Context = ProviderContext<'sendbird'>;

const step = 'Do the step for a person that is told below.';

/** From what was read, and from what Sendbird itself has left in the org. */
export async function checksOf(state: SendbirdState, context: Context): Promise<Check[]> {
    const { config, org, orgReader } = context;
    const [handedOver, knowledge] = await Promise.all([
        lastCase(state, context),
        knowledgeAccess(orgReader, config.language)
    ]);
    return [
        applicationCheck(context),
        webhookCheck(state, config.bot.webhookUrl),
        {
            ...base('remote-sites', 'Remote sites', state.remoteSites, 'failed'),
            ...(state.remoteSites.status !== 'yes' && {
                remedy: 'Apply the org side of the setup.',
                link: `${org.instanceUrl}/lightning/setup/SecurityRemoteProxy/home`
            })
        },
        {
            ...base('connector', 'Sendbird Salesforce Connector', state.connector, 'open'),
            ...(state.connector.status !== 'yes' && { remedy: step })
        },
        passwordFlowCheck(context, handedOver),
        handoffCheckOf(handedOver),
        knowledgeCheck(knowledge, config.bot.knowledge ?? false)
    ];
}

/** The vendor's connector writes a field of its own; what comes by its API, the fields of the core package. */
async function lastCase({ connector }: SendbirdState, context: Context): Promise<HandedOver | undefined> {
    const found = await context.lastHandoff();
    return found ?? (connector.status === 'yes' ? newestChannelCase(context.orgReader) : undefined);
}

/** A Case that came proves the login, whatever the settings say. */
function passwordFlowCheck({ org }: Context, handedOver: HandedOver | undefined): Check {
    const flow = passwordFlow({ org });
    const check = base('password-flow', 'OAuth username-password flow', flow, 'open');
    if (flow.status === 'yes') return check;
    if (handedOver) {
        return {
            ...check,
            status: 'ok',
            found: `Sendbird gets in: ${handedOver.recordId} came of it at ${handedOver.at}.`
        };
    }
    return {
        ...check,
        remedy:
            'Allow it in OAuth and OpenID Connect Settings, use an existing connected app, or ask Sendbird for ' +
            'client credentials.',
        link: `${org.instanceUrl}/lightning/setup/OauthOidcSettings/home`
    };
}

function handoffCheckOf(handedOver: HandedOver | undefined): Check {
    const check = { id: handoffCheck, title: 'A handoff of Sendbird itself' };
    return handedOver
        ? { ...check, status: 'ok', found: `${handedOver.recordId} came at ${handedOver.at}.` }
        : {
              ...check,
              status: 'open',
              found: "None has come yet, and Sendbird's API shows neither its credentials nor the handoff platform.",
              remedy: 'Do the steps for a person that are told below, then hand one conversation over in the widget.'
          };
}

function knowledgeCheck(knowledge: Finding, isWanted: boolean): Check {
    if (!isWanted && knowledge.status !== 'yes') {
        const found = `${knowledge.found} The setup file asks for none (bot.knowledge).`;
        return { id: 'sendbird.knowledge', title: 'Knowledge', status: 'ok', found };
    }
    return {
        ...base('knowledge', 'Knowledge', knowledge, 'failed'),
        ...(knowledge.status !== 'yes' && {
            remedy: 'Switch on Knowledge, publish articles in the language of the setup file, give the integration user access.'
        })
    };
}

function base(id: string, title: string, { status, found }: Finding, otherwise: 'failed' | 'open'): Check {
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
        return {
            ...check,
            status: 'ok',
            found: 'The setup file names no receiver (bot.webhookUrl), and none is needed.'
        };
    }
    const names = webhookChanges(webhook, url).flatMap(({ fields }) => fields.map(({ name }) => name));
    return names.length
        ? { ...check, status: 'failed', found: `Not as wanted: ${names.join(', ')}.`, remedy: 'Apply the setup.' }
        : {
              ...check,
              status: 'ok',
              found:
                  'On, for handoffs, to the receiver of the setup file. Sendbird signs each request (X-SendBird-Signature) ' +
                  "with the webhook's signature_secret, which the receiver has to know: the API tells it (GET " +
                  '/v3/ai_agent/settings/webhook), the setup shows and keeps it nowhere.'
          };
}
