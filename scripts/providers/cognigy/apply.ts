import { setTimeout as delay } from 'node:timers/promises';

import type { Json, ProviderChange } from '../../setup/provider-setup.ts';
import { isSame, objectOf, textOf, type JsonObject } from '../shared/json.ts';
import { isFailure } from '../shared/request-error.ts';
import type { CognigyContext } from './attributes.ts';
import type { CognigyClient, CognigyRecord } from './client.ts';
import { roleLabels, type FieldRole } from './field-names.ts';
import { isOfExtension } from './node-fields.ts';
import type { Payload } from './plan.ts';
import { idOf, pick } from './read.ts';
import type { ServiceState } from './state.ts';
import { wantedByKey, wantedConfig } from './wanted.ts';

/**
 * Does one change. Everything is read again right before it is written: what is done already is left alone, and what
 * somebody changed since the plan is not overwritten unseen.
 *
 * @throws ProviderRequestError; Error where the tenant is no longer as the plan saw it, or the org is not ready
 */
export async function applyChange(
    change: ProviderChange,
    client: CognigyClient,
    context: CognigyContext
): Promise<void> {
    const payload = change.payload as unknown as Payload;
    switch (payload.kind) {
        case 'create-provider':
            return createProvider(payload, client, context);
        case 'change-provider':
            return changeProvider(payload, client, context);
        case 'restore-provider': {
            const provider = await client.provider(payload.id);
            const settings = restored(objectOf(provider['settings']), payload.keys, payload.settings);
            return settings && client.changeProvider(payload.id, { settings });
        }
        case 'delete-provider':
            return client.deleteProvider(payload.id);
        case 'create-node':
            return createNode(payload, client, context);
        case 'change-node':
            return changeNode(payload, client, context);
        case 'restore-node': {
            const node = await client.node(payload.flowId, payload.id);
            const config = restored(objectOf(node['config']), payload.keys, payload.config);
            return config && client.changeNode(payload.flowId, payload.id, { config });
        }
        case 'delete-node':
            return client.deleteNode(payload.flowId, payload.id);
    }
}

/** The whole object with the given keys as they were, in their places; undefined where they are so already. */
function restored(whole: CognigyRecord, keys: string[], before: JsonObject): CognigyRecord | undefined {
    if (isSame(pick(whole, keys), before)) return undefined;
    const after: CognigyRecord = { ...whole, ...before };
    for (const key of keys) if (!(key in before)) delete after[key];
    return after;
}

/** Every value, or an error that names those that only the org side can give. */
function complete(
    wanted: Record<string, Json | undefined>,
    service: ServiceState,
    context: CognigyContext
): JsonObject {
    const open = Object.entries(wanted).filter(([, value]) => value === undefined);
    if (open.length) {
        const labels = roleLabels[context.config.connector];
        const names = open.map(([key]) => {
            const role = Object.entries(service.keys).find(([, name]) => name === key)?.[0] as FieldRole | undefined;
            return (role && labels[role]) ?? key;
        });
        throw new Error(
            `The handover provider needs ${names.join(', ')} of the org, which are known only when the org side is set up.`
        );
    }
    return wanted as JsonObject;
}

function refuseUnseen(what: string, now: JsonObject, before: JsonObject): void {
    const changed = [...new Set([...Object.keys(now), ...Object.keys(before)])].filter(
        (key) => !isSame(now[key], before[key])
    );
    if (changed.length) {
        throw new Error(
            `${what} was changed in Cognigy.AI since it was read (${changed.join(', ')}). Nothing was written: plan again.`
        );
    }
}

async function createProvider(
    { service, localeId }: Extract<Payload, { kind: 'create-provider' }>,
    client: CognigyClient,
    context: CognigyContext
): Promise<void> {
    const { handoverProvider: name, projectId } = context.config.bot;
    const settings = complete(wantedByKey({}, service.keys, context), service, context);
    const all = async (): Promise<CognigyRecord[]> =>
        (await client.providers()).filter(
            (provider) => provider['name'] === name && provider['serviceId'] === service.id
        );
    const find = async (): Promise<CognigyRecord | undefined> => (await all())[0];
    if (await find()) return;
    const made = await client.createProvider(
        {
            projectId,
            name,
            serviceId: service.id,
            service: service.referenceId,
            ...(localeId !== null && { localeId }),
            settings,
            properties: service.properties
        },
        find
    );
    await yieldToOthers(made, await all(), (id) => client.deleteProvider(id));
}

/** Longest that a run waits after it has given way, in milliseconds: two of them should not meet again. */
const longestPause = 300;

/**
 * Two runs at the same time may both have found nothing and made their own. Who sees another one beside its own takes
 * its own out again; the setup then plans once more, with what is there.
 */
async function yieldToOthers(
    made: CognigyRecord,
    all: CognigyRecord[],
    remove: (id: string) => Promise<void>
): Promise<void> {
    if (!all.some((other) => idOf(other) !== idOf(made))) return;
    await remove(idOf(made));
    await delay(Math.random() * longestPause);
}

async function changeProvider(
    { id, service, before }: Extract<Payload, { kind: 'change-provider' }>,
    client: CognigyClient,
    context: CognigyContext
): Promise<void> {
    const whole = objectOf((await client.provider(id))['settings']);
    const present = pick(whole, Object.values(service.keys));
    const wanted = complete(wantedByKey(present, service.keys, context), service, context);
    if (isSame({ ...present, ...wanted }, present)) return;
    refuseUnseen(`The handover provider "${context.config.bot.handoverProvider}"`, present, before);
    await client.changeProvider(id, { settings: { ...whole, ...wanted } });
}

/**
 * Without a place that the setup file names, made switched off: behind the start it would hand over every conversation.
 */
async function createNode(
    { flow, providerValue }: Extract<Payload, { kind: 'create-node' }>,
    client: CognigyClient,
    context: CognigyContext
): Promise<void> {
    const { kind, target } = flow;
    if (!kind || !target) throw new Error('The flow has no start to put a node after.');
    const all = async (): Promise<CognigyRecord[]> =>
        (await client.nodes(flow.id)).filter(
            (node) => node['type'] === kind.type && isOfExtension(node, kind.extension)
        );
    const find = async (): Promise<CognigyRecord | undefined> => (await all())[0];
    if (await find()) return;
    const made = await client.createNode(
        flow.id,
        {
            type: kind.type,
            extension: kind.extension,
            mode: 'append',
            target: target.id,
            label: 'Handover to Agent',
            isDisabled: !target.isChosen,
            config: wantedConfig({}, flow.keys, context, providerValue ?? undefined)
        },
        find
    );
    if (!target.isChosen && made['isDisabled'] !== true) await switchOff(flow.id, idOf(made), client);
    await yieldToOthers(made, await all(), (id) => client.deleteNode(flow.id, id));
}

async function switchOff(flowId: string, nodeId: string, client: CognigyClient): Promise<void> {
    try {
        await client.changeNode(flowId, nodeId, { isDisabled: true });
        if ((await client.node(flowId, nodeId))['isDisabled'] === true) return;
    } catch (error) {
        if (!isFailure(error, 'refused')) {
            await client.deleteNode(flowId, nodeId);
            throw error;
        }
    }
    await client.deleteNode(flowId, nodeId);
    throw new Error(
        'The new node could not be switched off, so it was taken out again: add a Handover to Agent node by hand where ' +
            'the bot gives up, and run the setup again.'
    );
}

async function changeNode(
    { flowId, id, keys, before, providerValue }: Extract<Payload, { kind: 'change-node' }>,
    client: CognigyClient,
    context: CognigyContext
): Promise<void> {
    const node = await client.node(flowId, id);
    const whole = objectOf(node['config']);
    const present = pick(whole, Object.values(keys));
    const wanted = wantedConfig(present, keys, context, providerValue ?? undefined);
    if (isSame({ ...present, ...wanted }, present)) return;
    refuseUnseen(`The node "${textOf(node['label']) ?? id}"`, present, before);
    await client.changeNode(flowId, id, { config: { ...whole, ...wanted } });
}
