import { labels } from 'c/botLabels';
import type { TimelineView } from 'c/botTimeline';
import type { HistorySession } from './historySession';

export interface MessageListElement extends HTMLElement {
    showMessage(id: string, options?: { focus?: boolean; mark?: boolean }): boolean;
    showNewest(): void;
    unmark(): void;
    firstVisibleId(): string;
    isAtNewestMessage(): boolean;
}

interface GuideHost {
    session: HistorySession;
    view(): TimelineView | undefined;
    list(): MessageListElement | undefined;
    /** Tells the agent something. */
    say(text: string): void;
}

/** Leads the reader to messages, also to those on pages that are not loaded yet. */
export class Guide {
    private readonly host: GuideHost;
    private lastFailure = '';

    constructor(host: GuideHost) {
        this.host = host;
    }

    /** Scrolls to a message once the list knows the present view; an empty id takes the mark off. */
    async lead(id: string, options?: { focus: boolean }): Promise<void> {
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
        if (to === 'latest') {
            this.host.list()?.showNewest();
            return;
        }
        if (to === 'first') {
            await this.loadRest();
        }
        const id = this.destination(to);
        this.lastFailure = to === 'failure' ? id : '';
        if (id === '') {
            this.host.say(to === 'failure' ? labels.noFailure : labels.filterNone);
        } else {
            await this.lead(id, { focus: true });
        }
    }

    /** Follows a link to a message, loading older pages until it is there. */
    async follow(id: string): Promise<void> {
        await this.host.session.loadAll(id);
        await this.lead(id, { focus: true });
    }

    /** Everything that is left; false where something could not be had. */
    loadRest(): Promise<boolean> {
        if (this.host.session.hasOlder) {
            this.host.say(labels.loadingAll);
        }
        return this.host.session.loadAll();
    }

    private destination(to: string): string {
        const view = this.host.view();
        const ids: Record<string, () => string | undefined> = {
            first: () => view?.entries.at(view.isNewestFirst ? -1 : 0)?.id,
            handoff: () => view?.handoffId(),
            failure: () => view?.nextFailureId(this.lastFailure || (this.host.list()?.firstVisibleId() ?? ''))
        };
        return ids[to]?.() ?? '';
    }
}
