import { labels } from 'c/botLabels';
import type { TimelineView } from 'c/botTimeline';
import type { HistorySession } from './historySession';
import type { MessageListElement } from './parts';

interface GuideHost {
    session: HistorySession;
    view(): TimelineView | undefined;
    list(): MessageListElement | undefined;
    /** Something else than the search leads now. */
    asked(): void;
    /** Takes the filter off. */
    showAll(): void;
    /** Tells the agent something. @param until it stays as long as this is under way; for a moment without */
    say(text: string, until?: Promise<unknown>): void;
    /** What the agent works with beside the component, null for nothing. */
    elsewhere(): Element | null;
}

/** Leads the reader to messages, also to those on pages that are not loaded yet. */
export class Guide {
    private readonly host: GuideHost;
    private lastFailure = '';
    /** Number of the last wish. What was wished for before is dropped, also where its pages are still under way. */
    private wish = 0;
    /** What the agent worked with beside the component when she wished. */
    private elsewhere: Element | null = null;

    constructor(host: GuideHost) {
        this.host = host;
    }

    /** Drops what was wished for: another record is shown, or none. */
    forget(): void {
        this.wish++;
        this.lastFailure = '';
    }

    /**
     * Scrolls to a message once the list knows the present view; an empty id takes the mark off.
     *
     * @param options.isHit to what the search found in it
     */
    async lead(id: string, options?: { focus?: boolean; isHit?: boolean }): Promise<void> {
        if (id !== '') {
            this.wish++;
        }
        await Promise.resolve();
        const list = this.host.list();
        if (id === '') {
            list?.unmark();
        } else {
            list?.showMessage(id, options);
        }
    }

    /** @param to `first`, `handoff`, `failure` (the next one) or `latest` */
    async jump(to: string): Promise<void> {
        const wish = this.next();
        if (to === 'latest') {
            this.host.list()?.showNewest({ focus: true });
            return;
        }
        let id = this.destination(to);
        let isAll = true;
        if (this.host.session.hasOlder && (to === 'first' || id === '')) {
            isAll = await this.loadRest(() => wish !== this.wish || (to !== 'first' && this.destination(to) !== ''));
            if (wish !== this.wish) {
                return;
            }
            id = this.destination(to);
        }
        this.lastFailure = to === 'failure' ? id : '';
        if (!isAll || id === '') {
            this.host.say(isAll ? this.nowhere(to) : labels.notComplete);
        }
        if (id !== '') {
            await this.lead(id, { focus: this.isAwaited() });
        }
    }

    /** Follows a link to a message, loading older pages until it is there, and takes off a filter that hides it. */
    async follow(id: string): Promise<void> {
        const wish = this.next();
        const { session } = this.host;
        const isThere = () => session.timeline?.prepared.entry(id) !== undefined;
        const isAll = isThere() || (await this.loadRest(() => wish !== this.wish || isThere()));
        if (wish !== this.wish) {
            return;
        }
        if (!isThere()) {
            this.host.say(isAll ? labels.linkedMissing : labels.notComplete);
            return;
        }
        if ((this.host.view()?.positionOf(id) ?? -1) < 0) {
            this.host.showAll();
        }
        await this.lead(id, { focus: this.isAwaited() });
    }

    /** Everything that is left, or everything until something is there; false where a page could not be had. */
    loadRest(isThere?: () => boolean): Promise<boolean> {
        const { session } = this.host;
        const isMore = session.hasOlder;
        const loading = session.loadAll(isThere);
        if (isMore) {
            this.host.say(labels.loadingAll, loading);
        }
        return loading;
    }

    /** What was wished for before gives way; answers the number of the new wish. */
    next(): number {
        this.host.asked();
        this.elsewhere = this.host.elsewhere();
        return ++this.wish;
    }

    /** Pages take their time: who went on to write to the customer meanwhile keeps the focus there. */
    private isAwaited(): boolean {
        const elsewhere = this.host.elsewhere();
        return elsewhere === null || elsewhere === this.elsewhere;
    }

    private destination(to: string): string {
        const view = this.host.view();
        const ids: Record<string, () => string | undefined> = {
            first: () => view?.entries.at(view.isNewestFirst ? -1 : 0)?.id,
            handoff: () => (this.isHandoffLoaded() ? view?.handoffId() : ''),
            failure: () => view?.nextFailureId(this.placeOfFailures())
        };
        return ids[to]?.() ?? '';
    }

    /** The next failure comes after the one that she was led to, unless she went on reading elsewhere. */
    private placeOfFailures(): string {
        const list = this.host.list();
        return list?.isInView(this.lastFailure) === true ? this.lastFailure : (list?.firstVisibleId() ?? '');
    }

    /** Where the first loaded message comes after the handoff, the handoff itself may be older. */
    private isHandoffLoaded(): boolean {
        const { session } = this.host;
        const index = session.timeline?.prepared.handoffIndex ?? -1;
        return session.hasOlder ? index > 0 : index >= 0;
    }

    private nowhere(to: string): string {
        const isFiltered = this.host.view()?.entries.length !== this.host.session.timeline?.prepared.entries.length;
        if (isFiltered) {
            return labels.filterNone;
        }
        return to === 'failure' ? labels.noFailure : labels.noHandoff;
    }
}
