import { api, LightningElement } from 'lwc';
import { fill, labels, plural } from 'c/botLabels';
import { count, duration, exactTime, timeAgo, toTime } from 'c/botTime';
import type { HistoryPage } from 'c/botHistoryTypes';
import { factsOf, namedFacts, type Fact } from './facts';
import { warningText } from './warningText';

export { namedFacts } from './facts';
export { warningText } from './warningText';

/** A summary up to this length is shown whole. */
const SHORT_SUMMARY = 220;
/** Facts beyond these wait behind "Show more". */
const FIRST_FACTS = 4;

/** A part of the line below the title. */
interface MetaPart {
    key: string;
    text: string;
    /** Stands before it. */
    between?: string;
    /** For a relative time: ISO 8601, and the same in full. */
    iso?: string;
    exact?: string;
}

/**
 * What an agent needs before reading: why and when the bot handed off, its summary, what it collected.
 *
 * Events: `refresh`, `failures` (to be taken to one).
 */
export default class BotHistoryHeader extends LightningElement {
    labels = labels;
    /** The newest page, without its messages; null while nothing is loaded. */
    @api page: HistoryPage | null = null;
    /** Messages loaded so far. */
    @api loaded = 0;
    /** All of the history is loaded. */
    @api isComplete = false;
    /** Milliseconds since 1970 of the first and last loaded message before the handoff; null if unknown. */
    @api firstAt: number | null = null;
    @api lastAt: number | null = null;
    /** Shows reason, summary and facts. */
    @api showDetails = false;
    /** Milliseconds since 1970, for "3 minutes ago". */
    @api now = 0;
    /** How often the bot could not help, in what is loaded. */
    @api failures = 0;
    /** Offers the refresh button. */
    @api canRefresh = false;
    @api isRefreshing = false;
    /** The messages are painted: what takes the browser a moment may come. */
    @api isPainted = false;
    isExpanded = false;

    get refreshClass(): string {
        return `refresh ${this.isRefreshing ? 'turning' : ''}`;
    }
    get meta(): MetaPart[] {
        const { page } = this;
        if (!page) {
            return [];
        }
        const handedOff = toTime(page.handedOffAt);
        const start = toTime(page.startedAt) ?? (this.isComplete ? this.firstAt : null);
        const end = handedOff ?? this.lastAt;
        const lasted = start !== null && end !== null && end > start ? duration(end - start, true) : '';
        const parts: MetaPart[] = [
            { key: 'provider', text: page.provider ?? '' },
            {
                key: 'handoff',
                // A computer's clock may be behind; a handoff never lies ahead.
                text:
                    handedOff === null ? '' : fill(labels.handedOff, timeAgo(Math.min(handedOff, this.now), this.now)),
                iso: page.handedOffAt ?? '',
                exact: exactTime(handedOff)
            },
            { key: 'lasted', text: lasted === '' ? '' : fill(labels.withBot, lasted) },
            { key: 'messages', text: this.messages }
        ];
        return parts
            .filter(({ text }) => text !== '')
            .map((part, index) => ({ ...part, between: index === 0 ? '' : ' · ' }));
    }
    /** With a space: the two would be read as one word. */
    get reasonTerm(): string {
        return `${labels.reason} `;
    }
    get messages(): string {
        const shown = count(this.loaded);
        return this.isComplete
            ? plural(labels.messagesOne, labels.messagesOther, this.loaded, shown)
            : plural(labels.messagesLoadedOne, labels.messagesLoadedOther, this.loaded, shown);
    }
    get failuresText(): string {
        return plural(labels.failuresOne, labels.failuresOther, this.failures, count(this.failures));
    }
    get badge(): string {
        const badges: Record<string, string> = { archive: labels.sourceArchive, text: labels.sourceText };
        return badges[this.page?.source ?? ''] ?? '';
    }
    get hasDetails(): boolean {
        const { page } = this;
        return this.showDetails && page !== null && Boolean(page.reason || page.summary || this.allFacts.length > 0);
    }
    get facts(): { key: string; label: string; value: string; href: string }[] {
        const shown = this.isExpanded ? this.allFacts : this.allFacts.slice(0, FIRST_FACTS);
        return shown.map(({ label, value }, index) => ({ key: String(index), label, value, href: hrefOf(value) }));
    }
    get hasFacts(): boolean {
        return this.allFacts.length > 0;
    }
    get canExpand(): boolean {
        return this.isLongSummary || this.allFacts.length > FIRST_FACTS;
    }
    get summaryClass(): string {
        return this.isLongSummary && !this.isExpanded ? 'summary-text clamped' : 'summary-text';
    }
    get expanded(): string {
        return String(this.isExpanded);
    }
    get moreLabel(): string {
        return this.isExpanded ? labels.showLess : labels.showMore;
    }
    get warnings(): { key: string; text: string }[] {
        const codes = [...new Set(this.page?.warnings ?? [])];
        return codes.map((code) => ({ key: code, text: warningText(code) }));
    }
    get hasMeta(): boolean {
        return this.page !== null;
    }
    get hasWarnings(): boolean {
        return this.warnings.length > 0;
    }

    handleRefresh(): void {
        this.dispatchEvent(new CustomEvent('refresh'));
    }

    handleFailures(): void {
        this.dispatchEvent(new CustomEvent('failures'));
    }

    handleMore(): void {
        this.isExpanded = !this.isExpanded;
    }

    /** Only what the button can show again is cut. */
    private get isLongSummary(): boolean {
        return (this.page?.summary ?? '').length > SHORT_SUMMARY;
    }

    private get allFacts(): Fact[] {
        return this.isPainted ? namedFacts(this.page) : factsOf(this.page);
    }
}

function hrefOf(value: string): string {
    return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(value) ? `mailto:${value}` : '';
}
