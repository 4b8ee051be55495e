/**
 * The contract between the setup and the vendors: what `scripts/providers/<vendor>/` implements, and what it gets.
 * Shapes only. One setup goes: read → desired (pure) → changes (pure) → apply each → verify; `manual` are the steps
 * that a vendor gives no API for. Undo is planned from the backup by the same kind of changes.
 *
 * No secret is ever part of a shape here: an implementation asks `Secrets` at the moment of a request, and puts the
 * value into that request only.
 */

export type Connector = 'cognigy-messaging' | 'cognigy-chat' | 'watsonx' | 'sendbird';

/** What can be kept as JSON: states, payloads and backups are written to disk and printed by `--json`. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Values of secrets, by the names that {@link ProviderSetup.secrets} declares. */
export interface Secrets {
    /**
     * @throws Error where it is neither in the environment nor can be asked for; the message names it and the variable
     */
    get(name: string): Promise<string>;
    /** Is there a value without asking anyone? */
    has(name: string): boolean;
    /** The environment variable that it is read from: for remedies. */
    variable(name: string): string;
    /** A text with every secret that was handed out replaced by `***`. Every error text of a vendor goes through it. */
    redact(text: string): string;
}

export interface SecretRequest {
    /** Unique in its connector, such as `apiKey`. */
    name: string;
    /** For the prompt and the docs: `API key of the Cognigy.AI user`. */
    label: string;
    /** Environment variable that it is read from unless the config names another: `COGNIGY_API_KEY`. */
    variable: string;
    /** A connector works without it, with less; `label` says what is missing then. */
    isOptional?: boolean;
}

export interface CognigyBot {
    /** `https://api-trial.cognigy.ai` */
    apiUrl: string;
    projectId: string;
    /** Name of the handover provider in Cognigy.AI. */
    handoverProvider: string;
    /** Where the Handover to Agent node is; without, the node is left for a person. */
    flowId?: string;
    nodeId?: string;
    /** Where the bot gives up: a new node is put behind this one, and is on. */
    afterNodeId?: string;
    sendTranscriptAsFirstMessage: boolean;
}

export interface WatsonxBot {
    /** Service instance: `https://api.us-south.assistant.watson.cloud.ibm.com/instances/{id}` */
    apiUrl: string;
    environmentId: string;
    /** How conversations reach the org; without, what the org is set up for. */
    way?: 'messaging' | 'chat';
    region?: string;
    integrationId?: string;
    subscriptionId?: string;
}

export interface SendbirdBot {
    /** `https://api-{application id}.sendbird.com` */
    apiUrl: string;
    /** `https://genai-{region}-llm-api.chat.sendbird.com` */
    agentUrl: string;
    applicationId: string;
    /** Receiver of the signed handoff webhook; without, no webhook is set. */
    webhookUrl?: string;
    /** The bot reads articles of Salesforce Knowledge. */
    knowledge?: boolean;
}

export interface BotConfigs {
    'cognigy-messaging': CognigyBot;
    'cognigy-chat': CognigyBot;
    watsonx: WatsonxBot;
    sendbird: SendbirdBot;
}

/** One connector of the config, defaults filled in. */
export interface ConnectorConfig<C extends Connector = Connector> {
    connector: C;
    /** Developer name of the Bot Provider in the org; records name it. */
    provider: string;
    label: string;
    bot: BotConfigs[C];
    /** Routing attribute → expression of the bot that fills it, for what differs from the provider's own defaults. */
    attributes: Record<string, string>;
    /** BCP 47 or Salesforce locale. */
    language: string;
}

/** What the bot side needs to know of the org. Undefined: known only once the org side has been applied. */
export interface OrgFacts {
    organizationId: string;
    /** My Domain url. */
    instanceUrl: string;
    apiVersion: string;
    /** Does this org still have Salesforce Chat (Live Agent)? */
    hasChat: boolean;
    messaging?: {
        /** Base url of the Messaging API. */
        url?: string;
        esDeveloperName: string;
        /** Custom parameters of the channel, exact case: what routing attributes can be named. */
        parameters: string[];
    };
    chat?: {
        /** Chat API endpoint without `/chat/rest`. */
        url?: string;
        deploymentId?: string;
        buttonId?: string;
    };
    /**
     * Is the OAuth username-password flow blocked (`OauthOidc` settings)? Undefined: not read, or the org does not say.
     */
    isPasswordFlowBlocked?: boolean;
    /** API names of the custom fields that are there (or will be, after the org side), by object. */
    fields: Record<'MessagingSession' | 'LiveChatTranscript' | 'Case', string[]>;
}

/** Reading access to the org, counted against the plan's requests. */
export interface OrgReader {
    /** All rows. @throws OrgRequestError of `scripts/salesforce/org-client.ts` */
    query(soql: string, options?: { tooling?: boolean }): Promise<Record<string, unknown>[]>;
    /** Any GET below `/services/data/vNN.0`. */
    get(path: string): Promise<unknown>;
}

/** A record that came from the bot itself. */
export interface HandedOver {
    recordId: string;
    /** ISO 8601. */
    at: string;
}

export interface ProviderContext<C extends Connector = Connector> {
    config: ConnectorConfig<C>;
    org: OrgFacts;
    orgReader: OrgReader;
    /**
     * The newest record that this connector's bot handed over, the setup's own tests aside: the proof of steps that no
     * API shows. One query; undefined where there is none.
     */
    lastHandoff(): Promise<HandedOver | undefined>;
    secrets: Secrets;
    /** All requests go through it: tests count them and cut them off. Never follows to another origin with a secret. */
    fetch: typeof globalThis.fetch;
    signal?: AbortSignal;
}

/** What a plan is made of: nothing that asks anybody. */
export type PlanContext<C extends Connector = Connector> = Pick<ProviderContext<C>, 'config' | 'org'>;

export type ChangeAction = 'create' | 'update' | 'delete';

export interface FieldChange {
    name: string;
    /** Undefined: not there. */
    from?: Json;
    /** Undefined: known only after the org side has been applied, or removed by a delete. */
    to?: Json;
    /** Somebody set `from` by hand, as far as can be told: shown as such in the plan. */
    isOverwrite?: boolean;
}

export interface ProviderChange {
    /** Stable from run to run, unique in its connector: `handover-provider`. The journal names steps by it. */
    id: string;
    action: ChangeAction;
    /** `Handover provider "Salesforce"`. */
    what: string;
    fields: FieldChange[];
    /** What `apply` needs, beyond the context. No secret. */
    payload: Json;
}

/** `open`: a step for a person is not done yet. */
export type CheckStatus = 'ok' | 'open' | 'warning' | 'failed' | 'skipped';

export interface Check {
    /** Stable: `cognigy.api-key`. */
    id: string;
    title: string;
    status: CheckStatus;
    /** What was found, in one sentence. */
    found: string;
    /** What to do; for anything but `ok`. */
    remedy?: string;
    /** https link to where it is done, or to the vendor's page. */
    link?: string;
}

/** A step that only a person can do, printed with all that it takes. */
export interface ManualStep {
    /** Stable: `watsonx.service-desk`. */
    id: string;
    title: string;
    /** Why no API does it. */
    why: string;
    /** Where to go; one line a click path. */
    where: string[];
    /** Exact values to paste, in order; a value undefined is known only after the org side has been applied. */
    values: { name: string; value: string | undefined }[];
    link: string;
    /** A text of several lines to paste: JSON, code. */
    snippet?: { language: string; text: string };
    /** Id of the check of `verify` that tells whether it is done: `ok` once it is. */
    check: string;
}

/** What the journal keeps of a bot: as it was, and as the setup left it, where that is known. */
export interface KeptBot {
    backup: Json;
    written?: Json;
}

/**
 * One vendor's side. `State` is what `read` found: JSON, no secret.
 *
 * Errors: everything that talks throws an Error whose message is safe to print (through `Secrets.redact`), names the
 * request and the status, and says whether trying again helps.
 */
export interface ProviderSetup<C extends Connector = Connector, State extends Json = Json> {
    readonly connector: C;
    /** What it asks for: API key, token, … */
    secrets(config: ConnectorConfig<C>): SecretRequest[];
    /**
     * Parameters of the External Credential that Apex reads histories with, by parameter name → secret's name
     * (`{ ApiKey: 'apiKey' }`). The setup stores them in the org.
     */
    credentials(config: ConnectorConfig<C>): Record<string, string>;
    /**
     * Everything that `changes`, `manual` and the backup need, in as few requests as the API allows. Reads only.
     *
     * @param kept for `undo`: what it is to put back is read too, also where the config names something else by now
     */
    read(context: ProviderContext<C>, kept?: KeptBot): Promise<State>;
    /**
     * Asks whether the vendor knows the secrets, where `read` asks for nothing that takes them: before an org gets them.
     *
     * @throws Error where the vendor says no; no answer is none
     */
    refuseWrongSecret?(context: ProviderContext<C>): Promise<void>;
    /** Differences between what was read and what the config wants; none on a second run. Pure. */
    changes(state: State, context: PlanContext<C>): ProviderChange[];
    /** Does one change. Idempotent: done before, it does no harm. Retries 429 and 5xx itself, at most 3 times. */
    apply(change: ProviderChange, context: ProviderContext<C>): Promise<void>;
    /** The bot side's links of the chain; reads only. `state` is a fresh one. */
    verify(context: ProviderContext<C>, state: State): Promise<Check[]>;
    /** What is left for a person, with exact values. Pure. */
    manual(state: State, context: PlanContext<C>): ManualStep[];
    /**
     * What must be kept of the state before the first change, so that it can be put back. Pure, no secret.
     *
     * @param earlier a backup of before: it counts for all that it knows
     * @param written `backup` of the state that the `apply` before left
     */
    backup(state: State, earlier?: Json, written?: Json): Json;
    /**
     * Changes that lead from the present state back to the backup; none where it is there already. Pure.
     *
     * @param written `backup` of the state that `apply` left: what differs from it now, somebody changed by hand, and
     * stays.
     *     Undefined: not known; what is then not as the config wants it is marked as overwritten
     */
    undo(backup: Json, state: State, context: PlanContext<C>, written?: Json): ProviderChange[];
    /** What `undo` does not put back, and why: the vendor's API cannot, or somebody changed it by hand. Pure. */
    leaves(backup: Json, state: State, written?: Json): { what: string; why: string }[];
}

/** What each `scripts/providers/<vendor>/index.ts` exports: its setups by connector, as `setups`. */
export type ProviderSetups = { [C in Connector]?: ProviderSetup<C> };
