import type { Block, TransferBlock } from './blocks';
import type { Entry, Prepared } from './entries';
import { isShallow } from './json';
import { parsePayload } from './maker';
import { blocksLines, WORDS, type Fact } from './plainText';

/** The words around the messages, in the agent's language and zone; the page has them, this module hasn't. */
export interface ExportWords {
    /** Of a file; e.g. "Refund, 31 January 2026". */
    title: string;
    /** From when to when, with the zone that all times are in; empty where no message has a time. */
    period?: string;
    /** What is missing from the messages, or not as it was, a line each. */
    notes?: readonly string[];
    /** Lines above the messages: reason, summary, facts. */
    facts?: readonly Fact[];
    /** Name of who said it; for the agent's own language. */
    sender(entry: Entry): string;
    /** Time of a message; empty where it is unknown. */
    time(entry: Entry): string;
    /** Said where the bot handed over. */
    handoff: string;
    /** Said for a message that was removed. */
    removed: string;
    /** What the page says of a block beside the block's own words; empty for nothing. */
    says?(block: Block): string;
    /** What a transfer tells the agent, with its names on the page. */
    transferFacts?(block: TransferBlock): readonly Fact[];
}

/** Text of one message, as for a copy. */
export function entryText(entry: Entry, words: Pick<ExportWords, 'removed' | 'says' | 'transferFacts'>): string {
    const blocks = entry.allBlocks();
    const { removed, says = WORDS.says, transferFacts = WORDS.transferFacts } = words;
    const print = { hasAddresses: true, hasBoxes: true, says, transferFacts };
    return blocks.some(isRemoved) ? removed : blocksLines(blocks, print).join('\n');
}

function isRemoved(block: Block): boolean {
    return block.kind === 'event' && block.code === 'removed';
}

/** A transcript as plain text, in pieces. */
export interface Paragraphs {
    /** Title, and a line for all that is known of the whole. */
    head: string;
    /** One text a message, `[time] sender: text`; the handoff's mark stands with the message that it is beside. */
    messages: string[];
}

const GAP = '\n\n';

const LINE_END = /([\n\r\v\f\u0085\u2028\u2029])/;
/** Joiners, marks of direction and the like: a line looks the same with them. */
const UNSEEN = /\p{Cf}/gu;
/** How a message of a transcript begins, with its time (`9:05`, `9.05`, `9 h 05`), or the handoff's mark. */
const LOOKS_LIKE_A_TURN = /^(?:\[[^\]]{0,40}\p{Nd}(?:[:.]|\sh\s)\p{Nd}[^\]]{0,40}\]\s?[^:]{1,200}:|---+\s)/u;

/** A customer may write lines that would pass for an agent's: they are marked as part of what was said. */
function quoted(text: string): string {
    const [first = '', ...lines] = text.split(LINE_END);
    const isTurn = (line: string) => LOOKS_LIKE_A_TURN.test(line.replace(UNSEEN, '').trimStart());
    return first + lines.map((line) => (isTurn(line) ? `> ${line}` : line)).join('');
}

/** The transcript as plain text, one piece a message. */
export function toParagraphs(prepared: Prepared, words: ExportWords): Paragraphs {
    const facts = (words.facts ?? []).map((fact) => quoted(`${fact.label}: ${fact.value}`));
    const head = [words.title, ...(words.period ? [words.period] : []), ...(words.notes ?? []), ...facts];
    const marker = `--- ${words.handoff} ---`;
    const messages = prepared.entries.map((entry) => {
        const time = words.time(entry);
        const sender = words.sender(entry).replace(/\s+/g, ' ').trim();
        const line = `${time === '' ? '' : `[${time}] `}${sender}: ${quoted(entryText(entry, words))}`;
        return entry.index === prepared.handoffIndex ? marker + GAP + line : line;
    });
    if (prepared.handoffIndex === prepared.entries.length) {
        const last = messages.pop();
        messages.push(last === undefined ? marker : last + GAP + marker);
    }
    return { head: head.join('\n'), messages };
}

/** The transcript as plain text, one paragraph a message. */
export function toPlainText(prepared: Prepared, words: ExportWords): string {
    const { head, messages } = toParagraphs(prepared, words);
    return [head, ...messages].join(GAP) + '\n';
}

/**
 * The transcript as one HTML file without script, links to files or foreign hosts: it can be opened anywhere.
 * Texts are escaped; markup stays as the bot wrote it.
 *
 * @param language of the words around the messages, as HTML writes it
 * @param spoken that of the messages; undefined where it is unknown
 */
export function toHtml(prepared: Prepared, words: ExportWords, language = 'en', spoken?: string): string {
    const notes = [words.period ?? '', ...(words.notes ?? [])]
        .filter((line) => line !== '')
        .map((line) => `<p>${escapeHtml(line)}</p>`)
        .join('');
    const facts = (words.facts ?? [])
        .map((fact) => `<dt dir="auto">${escapeHtml(fact.label)}</dt><dd dir="auto">${escapeHtml(fact.value)}</dd>`)
        .join('');
    const rows = prepared.entries.map((entry) => {
        const marker = entry.index === prepared.handoffIndex ? handoffHtml(words) : '';
        const lang = spoken === undefined || entry.sender === 'system' ? '' : ` lang="${escapeHtml(spoken)}"`;
        const instant = entry.instant === null ? '' : ` datetime="${new Date(entry.instant).toISOString()}"`;
        return (
            `${marker}<li class="${entry.sender}"><b dir="auto">${escapeHtml(words.sender(entry))}</b> ` +
            `<time${instant}>${escapeHtml(words.time(entry))}</time>` +
            `<div dir="auto"${lang}>${escapeHtml(entryText(entry, words))}</div></li>`
        );
    });
    const end = prepared.handoffIndex === prepared.entries.length ? handoffHtml(words) : '';
    return (
        `<!doctype html>\n<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">` +
        // A phone lays it out as wide as a desk's screen otherwise.
        '<meta name="viewport" content="width=device-width, initial-scale=1">' +
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
        `<title>${escapeHtml(words.title)}</title><style>${STYLE}</style></head>\n` +
        `<body><h1>${escapeHtml(words.title)}</h1>${notes}${facts === '' ? '' : `<dl>${facts}</dl>`}\n` +
        `<ol>\n${rows.join('\n')}\n${end}</ol></body></html>\n`
    );
}

const STYLE =
    // As light or dark as the reader has it; white on paper.
    '@media screen{:root{color-scheme:light dark}}' +
    'body{font:16px/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}' +
    'ol{list-style:none;padding:0}li{margin:0 0 1rem;padding:.5rem .75rem;border:1px solid #767676;border-radius:.5rem}' +
    'li.bot,li.agent{margin-inline-start:20%}li.customer{margin-inline-end:20%}li.handoff{border-style:dashed;text-align:center}' +
    'time{color:color-mix(in srgb,CanvasText 65%,Canvas)}div,dd{white-space:pre-wrap;overflow-wrap:anywhere}dt{font-weight:bold}';

function handoffHtml(words: ExportWords): string {
    return `<li class="handoff">${escapeHtml(words.handoff)}</li>\n`;
}

/** Escapes text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
    return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** What the file says besides the messages. */
export interface JsonHead {
    provider?: string;
    sessionId?: string;
    /** ISO 8601 in UTC. */
    exportedAt: string;
    startedAt?: string;
    handedOffAt?: string;
    reason?: string;
    summary?: string;
    facts?: readonly Fact[];
    /** False where older messages could not be had. */
    isComplete?: boolean;
    /** Codes of what is not as it was: masked, cut, left out. */
    warnings?: readonly string[];
}

/** The transcript as JSON: the messages as they came, payloads as JSON where they are. */
export function toJson(prepared: Prepared, head: JsonHead): string {
    const messages = prepared.entries.map(({ message }) => {
        const { payload } = message;
        const parsed = payload ? parsePayload(payload) : undefined;
        // Too deep to print again, or not the same then: the text as it came.
        const isPrintable = payload && parsed !== undefined && isShallow(parsed) && keepsNumbers(payload, parsed);
        return { ...message, payload: isPrintable ? parsed : payload };
    });
    return JSON.stringify({ ...head, adapter: prepared.adapter, messages }, null, 2) + '\n';
}

/** Numbers of 16 digits and more may not be what they were: the platform rounds them. */
function keepsNumbers(payload: string, parsed: unknown): boolean {
    const long = payload.match(/\d{16,}/g);
    const printed = long ? JSON.stringify(parsed) : '';
    return long === null || long.every((digits) => printed.includes(digits));
}
