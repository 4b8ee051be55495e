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
 * switched off and subscribed to nothing, and keeps its address.
 */
export function undoWebhook(backup: Json, present: Webhook | null): ProviderChange[] {
    if (!present) return [];
    const before = webhookBefore(backup);
    const isEmpty = !before || before.url === '';
    const target: Webhook = isEmpty ? { enabled: false, url: present.url, categories: [] } : before;
    if (isSame(present, target)) return [];
    return [
        {
            id: webhookStep,
            action: 'update',
            what: isEmpty ? 'Webhook of the AI agent: off again' : 'Webhook of the AI agent for handoffs',
            fields: fieldChanges(asJson(present), asJson(target)).map(({ isOverwrite: _, ...field }) => field),
            payload: { to: asJson(target), from: asJson(present) }
        }
    ];
}

/** An address where there was none before. */
export function webhookLeft(backup: Json, present: Webhook | null): { what: string; why: string }[] {
    const isLeft = present !== null && present.url !== '' && (webhookBefore(backup)?.url ?? '') === '';
    return isLeft
        ? [
              {
                  what: 'Address of the webhook of the AI agent',
                  why: "Sendbird's API takes none that is empty; it is switched off and subscribed to nothing"
              }
          ]
        : [];
}

function webhookBefore(backup: Json): Webhook | null {
    return (objectOf(backup)['webhook'] ?? null) as Webhook | null;
}
