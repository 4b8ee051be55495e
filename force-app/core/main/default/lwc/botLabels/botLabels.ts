/** The custom labels, with values and plural forms filled in. */
import LANGUAGE from '@salesforce/i18n/lang';
import type { ContentKind } from 'c/botTimeline';
import { labels, type LabelName } from './labels';

export { labels, type LabelName };

/** Puts values into `{0}`, `{1}`, … of a label. */
export function fill(label: string, ...values: (string | number)[]): string {
    return label.replace(/\{(\d)\}/g, (place, position: string) => String(values[Number(position)] ?? place));
}

/** `Rating: 5`, with the colon as the language writes it. */
export const named = (name: string, value: string): string => fill(labels.namedSender, name, value);

let pluralRules: Intl.PluralRules | undefined;

/**
 * The form of a label that goes with a number, filled in. Languages with more forms than "one" and "other" (Spanish and
 * French have "many", for millions) get "other", which reads right with figures.
 *
 * @param number decides the form
 * @param shown the number as it is written; `number` itself if left out
 */
export function plural(one: string, other: string, number: number, shown: string | number = number): string {
    pluralRules ??= new Intl.PluralRules(LANGUAGE);
    return fill(pluralRules.select(number) === 'one' ? one : other, shown);
}

const SENDERS: Record<string, string> = {
    customer: labels.senderCustomer,
    bot: labels.senderBot,
    agent: labels.senderAgent,
    system: labels.senderSystem
};

/** What a kind of sender is called; one that is not known goes by its own name. */
export function senderLabel(sender: string): string {
    return SENDERS[sender] ?? sender;
}

const KINDS: Record<ContentKind, string> = {
    text: labels.kindText,
    choices: labels.kindChoices,
    media: labels.kindMedia,
    files: labels.kindFiles,
    cards: labels.kindCards,
    search: labels.kindSearch,
    events: labels.kindEvents,
    failures: labels.kindFailures
};

/** What a kind of content is called that an agent filters by. */
export function kindLabel(kind: ContentKind): string {
    return KINDS[kind];
}

/** Who speaks, told without a look at the colours: `Bot: Aria`. */
export function speakerName(message: { sender: string; senderName?: string | null }): string {
    const kind = senderLabel(message.sender);
    const name = message.senderName?.trim();
    return name && name !== kind ? named(kind, name) : kind;
}
