import type { Json, ProviderChange } from '../../setup/provider-setup.ts';
import { fieldChanges } from '../shared/field-changes.ts';
import { isSame, objectOf, type JsonObject } from '../shared/json.ts';
import type { Webhook } from './client.ts';

const everything = '*';
const handoff = 'handoff';
const webhookStep = 'webhook';

const asJson = ({ enabled, url, categories }: Webhook): JsonObject => ({ enabled, url, categories });

/** The webhook as it should be: somebody's other categories stay. */
function wantedWebhook(present: Webhook | null, url: string): Webhook {
    const categories = present?.categories ?? [];
    const covers = categories.includes(everything) || categories.includes(handoff);
    return { enabled: true, url, categories: covers ? categories : [...categories, handoff] };
}

export function webhookChanges(present: Webhook | null, url: string | undefined): ProviderChange[] {
    if (url === undefined) return [];
    const wanted = wantedWebhook(present, url);
    if (present && isSame(present, wanted)) return [];
    // Off, without address or categories, is how an application starts: nobody chose that.
    const isFresh = present === null || present.url === '';
    const fields = fieldChanges(present ? asJson(present) : {}, asJson(wanted)).map(({ isOverwrite, ...field }) => ({
        ...field,
        ...(isOverwrite && !isFresh && { isOverwrite })
    }));
    return [
        {
            id: webhookStep,
            action: present === null ? 'create' : 'update',
            what: 'Webhook of the AI agent for handoffs',
            fields,
            payload: { to: asJson(wanted), from: present && asJson(present) }
        }
    ];
}

/**
 * Back to the backup. The API takes no empty address and deletes no settings: where there were none, the webhook is
 * switched off and subscribed to nothing, and keeps its address. What somebody changed since `apply` stays.
 *
 * @param url what the config wants: tells whose address it is where nobody knows what was written
 */
export function undoWebhook(
    backup: Json,
    present: Webhook | null,
    url: string | undefined,
    written?: Json
): ProviderChange[] {
    if (!present) return [];
    const { target, isEmpty } = undone(backup, present, written);
    if (isSame(present, target)) return [];
    const isOurs = written !== undefined || present.url === url;
    return [
        {
            id: webhookStep,
            action: 'update',
            what: isEmpty ? 'Webhook of the AI agent: off again' : 'Webhook of the AI agent for handoffs',
            fields: fieldChanges(asJson(present), asJson(target)).map(({ isOverwrite, ...field }) => ({
                ...field,
                ...(isOverwrite && !isOurs && { isOverwrite })
            })),
            payload: { to: asJson(target), from: asJson(present) }
        }
    ];
}

/** An address where there was none before; what somebody changed. */
export function webhookLeft(backup: Json, present: Webhook | null, written?: Json): { what: string; why: string }[] {
    if (!present) return [];
    const { target, changed, isEmpty, isElsewhere } = undone(backup, present, written);
    const values = changed.map((name) => `${name} ${JSON.stringify(target[name])}`).join(', ');
    return [
        ...(changed.length > 0
            ? [
                  {
                      what: 'Webhook of the AI agent',
                      why: `changed by hand since the setup wrote it (${values}): whoever no longer needs that changes it in Sendbird's dashboard`
                  }
              ]
            : []),
        ...(isEmpty && !isElsewhere && present.url !== ''
            ? [
                  {
                      what: 'Address of the webhook of the AI agent',
                      why: "Sendbird's API takes none that is empty; it is switched off, and not subscribed to handoffs"
                  }
              ]
            : [])
    ];
}

interface Undone {
    target: Webhook;
    /** Parts that stay since somebody changed them. */
    changed: (keyof Webhook)[];
    /** There was no webhook before. */
    isEmpty: boolean;
    /** It has an address that neither the setup nor anybody before it gave it. */
    isElsewhere: boolean;
}

function undone(backup: Json, present: Webhook, written: Json | undefined): Undone {
    const [before, wrote] = [webhookIn(backup), webhookIn(written)];
    const isEmpty = !before || before.url === '';
    if (wrote && present.url !== wrote.url && present.url !== before?.url) {
        return { target: present, changed: ['url'], isEmpty, isElsewhere: true };
    }
    const former = isEmpty ? { enabled: false, url: present.url, categories: before?.categories ?? [] } : before;
    const target = {
        enabled: wrote && present.enabled !== wrote.enabled ? present.enabled : former.enabled,
        url: former.url,
        // The setup subscribes it to nothing else.
        categories: present.categories.filter((name) => name !== handoff || former.categories.includes(name))
    };
    const inOrder = ({ enabled, categories }: Webhook) => ({ enabled, categories: categories.toSorted() });
    const [then, now] = [inOrder(former), inOrder(target)];
    const changed = (['enabled', 'categories'] as const).filter((name) => !isSame(now[name], then[name]));
    return { target, changed, isEmpty, isElsewhere: false };
}

function webhookIn(backup: Json | undefined): Webhook | null {
    return (objectOf(backup)['webhook'] ?? null) as Webhook | null;
}
