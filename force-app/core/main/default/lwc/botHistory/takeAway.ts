import LANGUAGE from '@salesforce/i18n/lang';
import { labels, speakerName } from 'c/botLabels';
import { PRINTED } from 'c/botBlockWords';
import { namedFacts, warningText } from 'c/botHistoryHeader';
import { period, shortDateTime, toTime } from 'c/botTime';
import { after } from 'c/botTimers';
import {
    entryText,
    toHtml,
    toJson,
    toParagraphs,
    toPlainText,
    type Entry,
    type ExportWords,
    type Paragraphs,
    type Prepared
} from 'c/botTranscript';
import type { HistoryPage } from 'c/botHistoryTypes';
import { languageTag } from './languageTag';

export type TakeFormat = 'copy' | 'text' | 'html' | 'json';

const ENDINGS: Record<Exclude<TakeFormat, 'copy'>, string> = { text: 'txt', html: 'html', json: 'json' };

/** What is taken away, and what stands above it. */
export interface Whole {
    prepared: Prepared;
    head: HistoryPage;
    /** False where older messages could not be had. */
    isAll: boolean;
}

function wordsFor({ prepared: { entries }, head, isAll }: Whole): ExportWords {
    const instants = entries.map(({ instant }) => instant).filter((instant) => instant !== null);
    const handedOff = shortDateTime(toTime(head.handedOffAt));
    const facts = [
        { label: labels.reason, value: head.reason ?? '' },
        { label: labels.summary, value: head.summary ?? '' },
        ...namedFacts(head)
    ];
    return {
        title: [labels.title, head.provider ?? ''].filter((part) => part !== '').join(' · '),
        period: period(instants[0] ?? null, instants.at(-1) ?? null),
        notes: [...new Set(head.warnings ?? [])].map(warningText).concat(isAll ? [] : labels.notComplete),
        facts: facts.filter((fact) => fact.value),
        sender: senderOf,
        time: (entry) => shortDateTime(entry.instant),
        handoff: [labels.handoffMarker, handedOff].filter((part) => part !== '').join(', '),
        ...PRINTED
    };
}

/** Who said it, and whether it was edited since. */
function senderOf(entry: Entry): string {
    return entry.isEdited ? `${speakerName(entry)} (${labels.edited})` : speakerName(entry);
}

/** The whole transcript in a format; `copy` reads as `text`. */
export function transcriptAs(format: TakeFormat, whole: Whole): string {
    const { prepared, head, isAll } = whole;
    const words = wordsFor(whole);
    if (format === 'html') {
        return toHtml(prepared, words, LANGUAGE, languageTag(head.language));
    }
    if (format === 'json') {
        return toJson(prepared, {
            provider: head.provider ?? undefined,
            sessionId: head.sessionId ?? undefined,
            exportedAt: new Date().toISOString(),
            startedAt: head.startedAt ?? undefined,
            handedOffAt: head.handedOffAt ?? undefined,
            reason: head.reason ?? undefined,
            summary: head.summary ?? undefined,
            facts: head.facts ?? [],
            isComplete: isAll,
            warnings: head.warnings ?? []
        });
    }
    return toPlainText(prepared, words);
}

/** The whole transcript as plain text in pieces, for whoever has to fit it into something. */
export function paragraphsOf(whole: Whole): Paragraphs {
    return toParagraphs(whole.prepared, wordsFor(whole));
}

/** One message with who and when, for a copy. */
export function messageText(entry: Entry): string {
    const time = shortDateTime(entry.instant);
    const text = entryText(entry, PRINTED);
    return `${time === '' ? '' : `[${time}] `}${senderOf(entry)}: ${text}`;
}

/**
 * Puts a text into the clipboard; false where the browser refuses.
 *
 * @param otherWay for frames without clipboard rights
 */
export async function copyText(text: string, otherWay: () => boolean): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        // No right to the clipboard in this frame, or no secure page: the older way may still be allowed.
        return otherWay();
    }
}

/** @param holder element of the component that gets the focus for a moment */
export function copyBySelection(text: string, holder: HTMLTextAreaElement): boolean {
    holder.hidden = false;
    holder.value = text;
    holder.select();
    const isCopied = document.execCommand('copy');
    holder.value = '';
    holder.hidden = true;
    return isCopied;
}

/**
 * Saves a text as a file; answers its name.
 *
 * The type is always plain text: Lightning Web Security refuses `createObjectURL` for HTML, XML and SVG. The ending of
 * the name decides how the file opens later.
 */
export function saveText(text: string, format: Exclude<TakeFormat, 'copy'>, recordId: string): string {
    const name = `bot-conversation-${recordId || 'record'}.${ENDINGS[format]}`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // After the download has started; the text of a long history should not stay in memory.
    after(10_000, () => URL.revokeObjectURL(url));
    return name;
}
