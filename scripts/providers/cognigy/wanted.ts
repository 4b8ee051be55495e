import { isSameId, shortId } from '../../salesforce/record-id.ts';
import type { Json } from '../../setup/provider-setup.ts';
import { isEmpty, isObject, isSame, type JsonObject } from '../shared/json.ts';
import { leftOut, preChatDetails, preChatEntities, routingAttributes, type CognigyContext } from './attributes.ts';
import { roles, type FieldRole } from './field-names.ts';
import type { NodeRole } from './node-fields.ts';

/** What each setting of the handover provider should be; undefined: known only after the org side has been applied. */
export function wantedSettings({ config, org }: CognigyContext): Partial<Record<FieldRole, string | undefined>> {
    const values: Record<FieldRole, string | undefined> = {
        baseUrl: config.connector === 'cognigy-messaging' ? org.messaging?.url : org.chat?.url,
        organizationId: shortId(org.organizationId),
        developerName: org.messaging?.esDeveloperName,
        capabilitiesVersion: '1',
        apiVersion: '52',
        deploymentId: shortId(org.chat?.deploymentId),
        buttonId: shortId(org.chat?.buttonId)
    };
    return Object.fromEntries(roles[config.connector].map((role) => [role, values[role]]));
}

const idPattern = /^[0-9a-zA-Z]{15}(?:[0-9a-zA-Z]{3})?$/;

/**
 * The same setting, written differently: a number as text, an id with and without its last three characters, a slash.
 */
export function isSameSetting(present: Json | undefined, wanted: Json | undefined): boolean {
    if (isSame(present, wanted)) return true;
    if (typeof wanted !== 'string' || (typeof present !== 'string' && typeof present !== 'number')) return false;
    const text = String(present);
    if (idPattern.test(text) && idPattern.test(wanted)) return isSameId(text, wanted);
    return text.replace(/\/+$/, '') === wanted.replace(/\/+$/, '');
}

/** Settings by the tenant's keys; what says the same already is wanted as it stands. */
export function wantedByKey(
    present: JsonObject,
    keys: Partial<Record<FieldRole, string>>,
    context: CognigyContext
): Record<string, Json | undefined> {
    return Object.fromEntries(
        Object.entries(wantedSettings(context)).flatMap(([role, value]) => {
            const key = keys[role as FieldRole];
            if (key === undefined) return [];
            const from = present[key];
            return [[key, value !== undefined && isSameSetting(from, value) ? from : value]];
        })
    );
}

/** JSON that may be kept as a text. Undefined where it is neither. */
export function attributesOf(value: Json | undefined): { isText: boolean; attributes: JsonObject } | undefined {
    if (isEmpty(value)) return { isText: value === '', attributes: {} };
    if (isObject(value)) return { isText: false, attributes: value as JsonObject };
    if (typeof value !== 'string') return undefined;
    try {
        const parsed = JSON.parse(value) as Json;
        return isObject(parsed) ? { isText: true, attributes: parsed as JsonObject } : undefined;
    } catch (error) {
        // CognigyScript, or somebody's own text: it is replaced as a whole, which the plan shows.
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/**
 * The list with the wanted details in the place of those with the same label, and without the unwanted ones; everyone
 * else's stay as they are.
 */
function mergedDetails(
    present: Json | undefined,
    { wanted, unwanted }: Pick<ReturnType<typeof preChatDetails>, 'wanted' | 'unwanted'>
): Json[] {
    const labelOf = (detail: Json): string => (isObject(detail) ? String(detail['label']) : '');
    const list = (Array.isArray(present) ? present : []).filter((detail) => !unwanted.includes(labelOf(detail)));
    const kept = list.map((detail) => wanted[labelOf(detail)] ?? detail);
    const labels = new Set(list.map(labelOf));
    return [...kept, ...Object.values(wanted).filter(({ label }) => !labels.has(String(label)))];
}

/**
 * The config of the Handover to Agent node: only the fields that are wanted to be some way, by the tenant's keys.
 *
 * @param providerValue how the provider is chosen in the node, where the tenant tells
 */
export function wantedConfig(
    present: JsonObject,
    keys: Partial<Record<NodeRole, string>>,
    context: CognigyContext,
    providerValue?: string
): JsonObject {
    const { config } = context;
    const wanted: JsonObject = {};
    const at = (role: NodeRole): Json | undefined => present[keys[role] ?? ''];
    const set = (role: NodeRole, value: Json | undefined): void => {
        const key = keys[role];
        if (key !== undefined && value !== undefined) wanted[key] = value;
    };
    set('transcript', config.bot.sendTranscriptAsFirstMessage);
    set('provider', providerValue);
    if (config.connector === 'cognigy-messaging') {
        const { wanted: attributes } = routingAttributes(context);
        const now = attributesOf(at('attributes'));
        const all = { ...now?.attributes, ...attributes };
        for (const name of leftOut(context)) delete all[name];
        const isText = now ? now.isText : true;
        if (!now || !isSame(now.attributes, all)) set('attributes', isText ? JSON.stringify(all, null, 2) : all);
        else set('attributes', at('attributes'));
        return wanted;
    }
    set('details', mergedDetails(at('details'), preChatDetails(context)));
    set('entities', isEmpty(at('entities')) ? preChatEntities : at('entities'));
    // The provider's own button serves every node that names none.
    set('buttonId', config.attributes['buttonId']);
    return wanted;
}
