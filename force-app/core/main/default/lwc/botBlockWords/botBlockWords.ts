/** What blocks say in the agent's language beside the bot's own words: the same on the page and on paper. No UI. */
import { fill, labels, named } from 'c/botLabels';
import { calendarDay, fileSize } from 'c/botTime';
import type { Block, DatePickerBlock, EventBlock, FileBlock, FormBlock, TransferBlock } from 'c/botTranscript';

const EVENTS: Record<string, string> = {
    'session-started': labels.eventSessionStarted,
    'session-ended': labels.eventSessionEnded,
    removed: labels.eventRemoved,
    'phone-keys': labels.eventPhoneKeys,
    voice: labels.eventVoice,
    plugin: labels.eventPlugin,
    queue: labels.eventQueue,
    rating: labels.eventRating
};

const SCANS: Record<FileBlock['scan'], string> = {
    clean: labels.scanClean,
    infected: labels.scanInfected,
    unknown: labels.scanUnknown
};

/** What happened, e.g. `Rating: 5 · Quick`. */
export function eventText({ code, text }: EventBlock): string {
    const event = EVENTS[code] ?? '';
    return event !== '' && text !== '' ? named(event, text) : event || text || labels.eventOther;
}

/** Size, type and scan state of a file, as far as they are known. */
export function fileFacts({ size, mimeType, scan }: FileBlock): string[] {
    return [size === null ? '' : fileSize(size), mimeType, SCANS[scan]].filter((part) => part !== '');
}

/** Which days could be picked; empty where any could. */
export function datesText({ earliest, latest }: DatePickerBlock): string {
    if (earliest && latest) {
        return fill(labels.dateRange, calendarDay(earliest), calendarDay(latest));
    }
    if (earliest) {
        return fill(labels.dateFrom, calendarDay(earliest));
    }
    return latest ? fill(labels.dateUntil, calendarDay(latest)) : '';
}

/** Whether a form was sent back; empty where nothing tells. */
export function formState({ isSubmitted }: FormBlock): string {
    return isSubmitted === null ? '' : isSubmitted ? labels.formSubmitted : labels.formOpen;
}

/** That content can't be shown, and what it is called. */
export function unknownText(name: string): string {
    return name ? fill(labels.unknownNamed, name) : labels.unknown;
}

/** What a transfer tells the agent, each value once: bots often say the same as message, topic and summary. */
export function transferFacts(block: TransferBlock): TransferBlock['facts'] {
    const said = [
        { key: 'agent', label: labels.transferToAgent, value: block.messageToAgent },
        { key: 'topic', label: labels.topic, value: block.topic },
        { key: 'summary', label: labels.summary, value: block.summary }
    ];
    // Bots often say the same as message, topic and summary; facts are apart, however alike their values.
    const once = said.filter(({ value }, at) => said.findIndex((other) => other.value === value) === at);
    return [...once, ...block.facts].filter(({ value }) => value !== '');
}

/** What goes beside a block's own words where the transcript is plain text; empty for nothing. */
export function printedWords(block: Block): string {
    switch (block.kind) {
        case 'event':
            return eventText(block);
        case 'file':
            return fileFacts(block).join(' · ');
        case 'date-picker':
            return [
                block.label === '' ? labels.datePicker : '',
                datesText(block),
                block.chosen === null ? '' : named(labels.chosen, calendarDay(block.chosen))
            ]
                .filter((part) => part !== '')
                .join(' · ');
        case 'form':
            return formState(block);
        case 'transfer':
            return labels.transfer;
        case 'card':
            return block.image ? labels.image : '';
        case 'image':
            return labels.image;
        case 'video':
            return labels.video;
        case 'audio':
            return labels.audio;
        case 'unknown':
            return unknownText(block.name);
        default:
            return '';
    }
}

/** All that stands beside the bot's own words where the transcript is plain text. */
export const PRINTED = { removed: labels.eventRemoved, says: printedWords, transferFacts };
