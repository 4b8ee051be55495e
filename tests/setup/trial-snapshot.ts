/** For tests: all that an org and its bots hold, so that "as before" can be compared to the letter. */
import assert from 'node:assert/strict';

import { strFromU8, unzipSync } from 'fflate';

import { deployOrder } from '../../scripts/local-org/metadata/registry.ts';
import type { PretendBots } from '../../scripts/local-org/bots/index.ts';
import type { LocalOrg } from '../../scripts/local-org/local-org.ts';
import type { Left } from '../../scripts/setup/org/undo-plan.ts';

export interface OrgContents {
    /** Path in the Metadata format → text: every component of every type. */
    components: Record<string, string>;
    /** Object → record id → its fields. */
    records: Record<string, Record<string, Record<string, unknown>>>;
    /** External credential → its parameters that have a value. */
    secrets: Record<string, string[]>;
}

/** When and by whom a row was touched last says nothing of what it holds. */
const stamps = ['SystemModstamp', 'LastModifiedDate', 'LastModifiedById', 'LastViewedDate', 'LastReferencedDate'];
/** A mirror of the schema (objects of features that stay on are there), and what cannot be asked for as a whole. */
const leftOut = ['EntityDefinition', 'ContentDocumentLink'];

/** All that an org holds which a setup may have touched. */
export function contentsOf(org: LocalOrg): OrgContents {
    const { zip } = org.metadata.retrieve(new Map(deployOrder.map((type) => [type, ['*']])), {
        version: '66.0',
        singlePackage: true
    });
    const components = Object.fromEntries(
        Object.entries(unzipSync(zip))
            .filter(([path]) => path !== 'package.xml')
            .map(([path, bytes]) => [path, strFromU8(bytes)])
    );
    const records: OrgContents['records'] = {};
    for (const { name, fields } of org.records.schema.objects()) {
        if (leftOut.includes(name)) continue;
        const wanted = fields.map((field) => field.name).filter((field) => !stamps.includes(field));
        const { rows } = org.records.query(`SELECT ${wanted.join(', ')} FROM ${name}`, {
            access: 'system',
            userId: org.adminUserId
        });
        if (rows.length > 0) records[name] = Object.fromEntries(rows.map((row) => [row.id ?? '', row.fields]));
    }
    const credentials = ['Bot_Cognigy', 'Bot_Watsonx', 'Bot_Sendbird'];
    return {
        components,
        records,
        secrets: Object.fromEntries(
            credentials.map((externalCredential) => [
                externalCredential,
                org.metadata.credentials
                    .parameters({ externalCredential, principal: 'Integration' })
                    .map(({ name }) => name)
            ])
        )
    };
}

/** What the bots' tenants hold, as their own APIs tell it. */
export async function botContents(bots: PretendBots): Promise<unknown> {
    const { projectId, flowId, apiKey = '' } = bots.cognigy.secrets;
    const read = async (url: string, headers: Record<string, string>) => {
        const response = await fetch(url, { headers });
        assert.ok(response.ok, `${url}: ${response.status}`);
        return response.json() as Promise<unknown>;
    };
    const key = { 'x-api-key': apiKey };
    const nodesUrl = `${bots.cognigy.url}/v2.0/flows/${flowId}/chart/nodes`;
    const { items } = (await read(nodesUrl, key)) as { items: { _id: string }[] };
    const nodes: unknown[] = [];
    for (const { _id } of items) nodes.push(await read(`${nodesUrl}/${_id}`, key));
    return [
        await read(`${bots.cognigy.url}/new/v2.0/handover/providers?projectId=${projectId}`, key),
        nodes,
        await read(`${bots.sendbird.url}/v3/ai_agent/settings/webhook`, {
            'api-token': bots.sendbird.secrets['apiToken'] ?? ''
        })
    ];
}

/** Without what undo says that it leaves, its rows included. */
export function withoutLeft({ components, records, ...rest }: OrgContents, left: readonly Left[]): OrgContents {
    const stays = left.map(({ what }) => what.replace(' ', ':'));
    const files = stays.map((name) =>
        name
            .replace(/^Settings:(.*)$/, 'settings/$1.settings')
            .replace(/^ServiceChannel:(.*)$/, 'serviceChannels/$1.serviceChannel')
    );
    // Who was online when is the log of the person that played the agent.
    const { ServiceChannel = {}, Conversation = {}, UserServicePresence: _log, ...others } = records;
    const channels = Object.entries(ServiceChannel).filter(([, { DeveloperName: channel }]) => {
        // Chat's channel comes with its feature, unasked.
        const isOfFeature = channel === 'sfdc_liveagent' && stays.includes('Settings:LiveAgent');
        return !isOfFeature && !stays.includes(`ServiceChannel:${String(channel)}`);
    });
    return {
        ...rest,
        components: Object.fromEntries(Object.entries(components).filter(([path]) => !files.includes(path))),
        records: {
            ...others,
            ServiceChannel: Object.fromEntries(channels),
            Conversation: stays.some((name) => name.startsWith('Conversation:')) ? {} : Conversation
        }
    };
}

/** What setups through Messaging switch on. Told by the first undo, and no longer by the next. */
export const featuresThatStay = [
    'Settings OmniChannel',
    'Settings Language',
    'Settings LiveMessage',
    'Settings LiveAgent',
    'ServiceChannel sfdc_livemessage'
].map((what) => ({ what, why: 'a feature stays on' }));
