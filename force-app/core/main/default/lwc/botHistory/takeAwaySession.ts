import { fill, labels } from 'c/botLabels';
import type { HistoryPage } from 'c/botHistoryTypes';
import type { Timeline } from 'c/botTimeline';
import type { CaseSource, Gathered } from 'c/botHistoryCase';
import { copyText, messageText, paragraphsOf, saveText, transcriptAs, type TakeFormat, type Whole } from './takeAway';

interface TakeAwayHost {
    recordId(): string;
    timeline(): Timeline | null;
    head(): HistoryPage | null;
    /** Looks for what is new; done also where that fails. */
    loadNews(): Promise<void>;
    /** Fetches everything that is left; false where something could not be had. */
    loadRest(): Promise<boolean>;
    /** Address that leads to a message of the record. */
    linkTo(id: string): Promise<string>;
    /**
     * Copies by what the browser has selected; false where it refuses, or where that would take the focus from
     * elsewhere.
     */
    copyBySelection(text: string): boolean;
    /** Tells the agent something. */
    say(text: string): void;
    /** The agent works with something beside the component. */
    isElsewhere(): boolean;
}

/** What the agent takes out of the component: a message, a link, the whole conversation. Says how it went. */
export class TakeAwaySession implements CaseSource {
    private readonly host: TakeAwayHost;

    constructor(host: TakeAwayHost) {
        this.host = host;
    }

    /** The whole conversation, older pages included. */
    async takeAll(format: TakeFormat): Promise<void> {
        const whole = await this.whole();
        if (!whole) {
            return;
        }
        const { isAll } = whole;
        const text = transcriptAs(format, whole);
        if (format === 'copy') {
            await this.copy(text, isAll);
        } else {
            const saved = fill(labels.saved, saveText(text, format, this.host.recordId()));
            this.host.say(isAll ? saved : `${saved}. ${labels.notComplete}`);
        }
    }

    /** The whole conversation as plain text in pieces, older pages included; undefined where there is none. */
    async gather(): Promise<Gathered | undefined> {
        // The record may name another session by now, and Apex knows the words by that one.
        await this.host.loadNews();
        const whole = await this.whole();
        return whole && { ...paragraphsOf(whole), missing: whole.isAll ? '' : labels.notComplete };
    }

    isElsewhere(): boolean {
        return this.host.isElsewhere();
    }

    /**
     * Everything that could be had; undefined where there is none, or where another record has taken its place since.
     */
    private async whole(): Promise<Whole | undefined> {
        const timeline = this.host.timeline();
        const isAll = await this.host.loadRest();
        const head = this.host.head();
        return timeline && head && timeline === this.host.timeline()
            ? { prepared: timeline.prepared, head, isAll }
            : undefined;
    }

    async copyMessage(id: string): Promise<void> {
        const entry = this.host.timeline()?.prepared.entry(id);
        if (entry) {
            await this.copy(messageText(entry));
        }
    }

    async copyLink(id: string): Promise<void> {
        await this.copy(await this.host.linkTo(id));
    }

    private async copy(text: string, isAll = true): Promise<void> {
        const isCopied = await copyText(text, () => this.host.copyBySelection(text));
        const done = isAll ? labels.copied : `${labels.copied}. ${labels.notComplete}`;
        this.host.say(isCopied ? done : labels.copyFailed);
    }
}
