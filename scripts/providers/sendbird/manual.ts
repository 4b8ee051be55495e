import type { ManualStep, PlanContext } from '../../setup/provider-setup.ts';
import { passwordFlow, type Finding } from './org-probes.ts';
import type { SendbirdState } from './state.ts';

const guide = 'https://dashboard.sendbird.com';
const connectorGuide =
    'https://sendbird.com/docs/support-chat/guide/v1/salesforce-connector/integrate-with-salesforce-service-cloud';

/** Tells whether Sendbird has its credentials and hands over: by a Case that came of it. */
export const handoffCheck = 'sendbird.handoff';

/** As the vendor's guide lists them. */
const scopes = [
    'Access Interaction API resources (interaction_api)',
    'Access Lightning applications (lightning)',
    'Access content resources (content)',
    'Access the Salesforce API Platform (sfap_api)',
    'Manage user data via APIs (api)',
    'Manage user data via Web browsers (web)',
    'Perform requests at any time (refresh_token, offline_access)'
];

const off = [
    'Require Proof Key for Code Exchange (PKCE) Extension for Supported Authorization Flows',
    'Require Secret for Web Server Flow',
    'Require Secret for Refresh Token Flow'
];

/** At most four; the first falls away where the vendor's package is installed. */
export function manualSteps(state: SendbirdState, { org, config }: PlanContext<'sendbird'>): ManualStep[] {
    return [
        ...(state.connector.status === 'yes' ? [] : [connectorStep(org.instanceUrl)]),
        connectedAppStep(passwordFlow({ org }), org.instanceUrl),
        credentialsStep(org.instanceUrl),
        handoffStep(config.bot.applicationId)
    ];
}

const connectorStep = (instanceUrl: string): ManualStep => ({
    id: 'sendbird.connector',
    title: 'Install the Sendbird Salesforce Connector',
    why: 'It is a package of the vendor, with terms that a person has to accept; it needs Omni-Channel, which the setup has switched on.',
    where: [
        'AppExchange: Sendbird, Get It Now, into this org',
        'If it fails with "Invalid type: UserServicePresence, AgentWork": Omni-Channel is not on yet, apply the org side first',
        'If it fails at a service channel: there is one for Case already, rename or delete that one'
    ],
    values: [{ name: 'Org', value: instanceUrl }],
    link: connectorGuide,
    check: 'sendbird.connector'
});

function connectedAppStep(flow: Finding, instanceUrl: string): ManualStep {
    const isBlocked = flow.status !== 'yes';
    return {
        id: 'sendbird.connected-app',
        title: 'Let Sendbird log in to Salesforce',
        why:
            `${flow.found} ${isBlocked ? 'To allow it is a decision of the admin, since a password then signs in without a person. ' : ''}` +
            'Sendbird logs in with that flow, and external client apps do not support it; ' +
            "creating connected apps is restricted since Spring '26.",
        where: [
            ...(isBlocked
                ? [
                      'Salesforce: Setup, OAuth and OpenID Connect Settings, switch on "Allow OAuth Username-Password Flows"'
                  ]
                : []),
            'Salesforce: Setup, App Manager, a connected app that you have already, or New Connected App',
            'If there is no New Connected App: ask Salesforce Support to allow it, or use an app that exists; else ask ' +
                'Sendbird whether it takes client credentials of an external client app for your account',
            'New Connected App: Create a Connected App, Continue. Its name is yours to choose (the API name comes of it), the contact email is that of the Salesforce admin',
            'In the app, API (Enable OAuth Settings): Enable OAuth Settings, then the callback url, the scopes, and the three boxes off, as below',
            'After saving, on the page of the app, Manage Consumer Details: keep key and secret for the next step; they are shown once'
        ],
        values: [
            { name: 'Connected App Name', value: 'Sendbird AI agent' },
            { name: 'Callback URL', value: 'https://login.salesforce.com/services/oauth2/callback' },
            ...scopes.map((value, place) => ({ name: `OAuth scope ${place + 1}`, value })),
            ...off.map((value) => ({ name: 'Off', value }))
        ],
        link: `${instanceUrl}/lightning/setup/OauthOidcSettings/home`,
        // That the flow is allowed makes no connected app yet.
        check: handoffCheck
    };
}

const credentialsStep = (instanceUrl: string): ManualStep => ({
    id: 'sendbird.credentials',
    title: 'Give Sendbird the credentials, and connect',
    why: "Sendbird's API does not take them; they are kept in its dashboard only.",
    where: [
        'Sendbird dashboard: Workspace settings, Integrations, Salesforce',
        'Fill in the five fields. Use an integration user of its own, not an admin: it needs Case, and Knowledge if the bot reads articles',
        'Its security token comes by mail to the address of that user: logged in to Salesforce as that user, Settings, Personal, Reset My Security Token. A token from before no longer counts then',
        'Connect, at the top right'
    ],
    values: [
        { name: 'Domain', value: new URL(instanceUrl).host },
        { name: 'Username', value: '(user name of the integration user)' },
        { name: 'Security token', value: '(its password followed by its security token, no space between)' },
        { name: 'Consumer key', value: '(of the connected app)' },
        { name: 'Consumer secret', value: '(of the connected app)' }
    ],
    link: guide,
    check: handoffCheck
});

const handoffStep = (applicationId: string): ManualStep => ({
    id: 'sendbird.handoff-platform',
    title: 'Choose Salesforce as the handoff platform',
    why: "Sendbird's API has no setting for it.",
    where: [
        'Sendbird dashboard: Build, Conversation settings, Transfer to human agent, Edit',
        'Choose Salesforce, save'
    ],
    values: [
        { name: 'Application', value: applicationId },
        { name: 'Handoff platform', value: 'Salesforce' }
    ],
    link: guide,
    check: handoffCheck
});
