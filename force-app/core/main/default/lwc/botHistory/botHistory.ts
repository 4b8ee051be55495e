import { api, LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin, type PageReference } from 'lightning/navigation';
import { fill, labels, plural } from 'c/botLabels';
import { count } from 'c/botTime';
import { after, every, NOTHING, whenIdle } from 'c/botTimers';
import { isFiltering, NO_FILTER, type Filter, type TimelineView } from 'c/botTimeline';
import { HistorySession, NOT_LOADED, type Loading, type News } from './historySession';
import { SearchSession, type SearchState } from './searchSession';
import { copyText, messageText, saveText, transcriptAs, type TakeFormat } from './takeAway';
import { warmUp } from './warmUp';

/** Name of the URL parameter that leads to a message; the platform wants the prefix. */
const MESSAGE_PARAMETER = 'c__botMessage';
const DEFAULT_HEIGHT = 560;
/** How long a short message stays in view, in milliseconds. */
const TOAST = 4_000;
/** Work at a stretch while the page is idle, in milliseconds. */
const STRETCH = 8;
/** "3 minutes ago" is true for a minute, in milliseconds. */
const MINUTE = 60_000;

interface ToolbarElement extends HTMLElement {
    focusSearch(): void;
}

interface MessageListElement extends HTMLElement {
    showMessage(id: string, options?: { focus?: boolean; mark?: boolean }): boolean;
    showNewest(): void;
    unmark(): void;
    firstVisibleId(): string;
    isAtNewestMessage(): boolean;
}

interface ViewerElement extends HTMLElement {
    open(href: string, alt: string): void;
}

/**
 * The bot's conversation on a record: loads it by the record's id, keeps it up to date while the bot is still talking,
 * and lets the agent read, search, filter, copy and save it.
 *
 * @example <c-bot-history record-id={recordId} object-api-name="MessagingSession"></c-bot-history>
 */
export default class BotHistory extends NavigationMixin(LightningElement) {
    labels = labels;
    /** API name of the record's object; for links to a message. */
    @api objectApiName = '';
    /** Largest height of the list of messages in pixels; 0 fills the element around the component. */
    @api height = DEFAULT_HEIGHT;
    /** `oldest` or `newest` first. */
    @api messageOrder = 'oldest';
    /** Leaves out reason, summary and facts. */
    @api hideDetails = false;
    /** `auto`: looks for new messages while the conversation goes on; `manual`: only when asked. */
    @api refresh = 'auto';
    /** Hosts that pictures, videos and sounds may be loaded from, separated by commas; `*.example.com` for all below one. */
    @api mediaHosts = '';

    loading: Loading = NOT_LOADED;
    view: TimelineView | undefined;
    unread = 0;
    failures = 0;
    now = Date.now();
    filter: Filter = NO_FILTER;
    query = '';
    hits: readonly string[] = [];
    currentHit = '';
    searchState: SearchState['state'] = 'none';
    announcement = '';
    toast = '';
    hasViewer = false;
    private record = '';
    private wantedMessage = '';
    private lastFailure = '';
    private cancelToast = NOTHING;
    private cancelIdle = NOTHING;
    private cancelMinute = NOTHING;
    private readonly session = new HistorySession((loading, news) => this.take(loading, news));
    private readonly search = new SearchSession({
        timeline: () => this.session.timeline,
        view: () => this.view,
        hasOlder: () => this.session.hasOlder,
        loadOlder: () => this.session.loadOlder(),
        changed: (state) => this.showSearch(state)
    });

    /** 15 or 18 characters; a new one starts over. */
    @api
    get recordId(): string {
        return this.record;
    }
    set recordId(id: string) {
        if (id !== this.record) {
            this.record = id;
            if (this.isConnected) {
                this.load();
            }
        }
    }

    @wire(CurrentPageReference)
    handlePageReference(reference: PageReference | null): void {
        this.wantedMessage = reference?.state?.[MESSAGE_PARAMETER] ?? '';
        this.showWanted();
    }

    connectedCallback(): void {
        this.load();
        this.cancelMinute = every(MINUTE, () => {
            this.now = Date.now();
        });
        warmUp();
    }

    disconnectedCallback(): void {
        this.session.stop();
        this.search.stop();
        this.cancelToast();
        this.cancelIdle();
        this.cancelMinute();
    }

    get isReady(): boolean {
        return this.view !== undefined && !this.isEmpty;
    }
    get isEmpty(): boolean {
        return this.loading.head !== null && this.loaded === 0 && this.isComplete;
    }
    get showDetails(): boolean {
        return !this.hideDetails;
    }
    get isNewestFirst(): boolean {
        return /newest/i.test(this.messageOrder);
    }
    get listHeight(): number {
        const height = Number(this.height);
        return Number.isFinite(height) && height >= 0 ? height : DEFAULT_HEIGHT;
    }
    get frameClass(): string {
        return `slds-card bot ${this.listHeight === 0 ? 'fill' : ''}`;
    }
    get loaded(): number {
        return this.view ? (this.session.timeline?.prepared.entries.length ?? 0) : 0;
    }
    get isComplete(): boolean {
        return this.loading.olderState === 'none';
    }
    get firstAt(): number | null {
        return this.view ? (this.session.timeline?.prepared.entries[0]?.instant ?? null) : null;
    }
    /** Of the last message of the bot's part. */
    get lastAt(): number | null {
        const prepared = this.view && this.session.timeline?.prepared;
        const index = prepared ? (prepared.handoffIndex > 0 ? prepared.handoffIndex : prepared.entries.length) - 1 : -1;
        return prepared?.entries[index]?.instant ?? null;
    }
    get retryAfter(): number {
        return this.loading.error?.retryAfter ?? 0;
    }
    get hitCount(): number {
        return this.hits.length;
    }
    get hitPosition(): number {
        return this.hits.indexOf(this.currentHit) + 1;
    }
    /** One line between toolbar and messages: what the agent should know before trusting what is shown. */
    get notice(): string {
        if (this.searchState === 'older') {
            return fill(labels.searchingOlder, count(this.loaded));
        }
        if (this.searchState === 'incomplete') {
            return labels.searchIncomplete;
        }
        if (isFiltering(this.filter)) {
            const shown = this.view?.entries.length ?? 0;
            return shown === 0 ? labels.filterNone : fill(labels.filterActive, count(shown), count(this.loaded));
        }
        return this.loading.refreshFailure;
    }
    get noticeAction(): string {
        if (this.searchState !== 'none') {
            return this.searchState === 'incomplete' ? labels.searchOlder : '';
        }
        if (isFiltering(this.filter)) {
            return labels.clearFilter;
        }
        return this.loading.refreshFailure ? labels.retry : '';
    }

    handleRetry(): void {
        this.load();
    }

    handleRefresh(): void {
        this.announce(labels.refreshing);
        this.session.refresh(true);
    }

    handleFailures(): void {
        this.jump('failure');
    }

    handleLoadOlder(event: CustomEvent<{ isAsked?: boolean } | null>): void {
        if (this.loading.olderState === 'more' || event.detail?.isAsked) {
            this.session.loadOlder();
        }
    }

    handleReadNewest(): void {
        this.unread = 0;
    }

    handleSearch(event: CustomEvent<{ query: string }>): void {
        this.query = event.detail.query;
        this.search.start(this.query);
    }

    handleStep(event: CustomEvent<{ step: 1 | -1 }>): void {
        const { length } = this.hits;
        if (length > 0) {
            const at = this.hits.indexOf(this.currentHit);
            const next = at < 0 ? 0 : (at + event.detail.step + length) % length;
            this.currentHit = this.hits[next] ?? '';
            this.list?.showMessage(this.currentHit);
            this.announce(fill(labels.hitPosition, count(next + 1), count(length)));
        }
    }

    handleFilter(event: CustomEvent<{ filter: Filter }>): void {
        this.filter = event.detail.filter;
        this.renew();
        this.search.again();
        this.announce(this.notice);
    }

    handleNotice(): void {
        if (this.searchState === 'incomplete') {
            this.search.resume();
        } else if (isFiltering(this.filter)) {
            this.handleFilter(new CustomEvent('filter', { detail: { filter: NO_FILTER } }));
        } else {
            this.handleRefresh();
        }
    }

    handleJump(event: CustomEvent<{ to: string }>): void {
        this.jump(event.detail.to);
    }

    handleTake(event: CustomEvent<{ as: TakeFormat }>): void {
        this.takeAway(event.detail.as);
    }

    handleAction(event: CustomEvent<{ name: string; id?: string; href?: string; alt?: string }>): void {
        const { name, id = '', href = '', alt = '' } = event.detail;
        const entry = this.session.timeline?.prepared.entry(id);
        if (name === 'enlarge') {
            this.enlarge(href, alt);
        } else if (name === 'copy' && entry) {
            this.copy(messageText(entry));
        } else if (name === 'link') {
            this.copyLink(id);
        }
    }

    handleKey(event: KeyboardEvent): void {
        const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
        if (!this.isReady || event.defaultPrevented) {
            return;
        }
        if (isFind || (event.key === '/' && !isTyping(event))) {
            // The browser's own search can't see messages that are not on the page.
            event.preventDefault();
            this.template?.querySelector<ToolbarElement>('c-bot-history-toolbar')?.focusSearch();
        } else if (event.key === 'F3' && this.hits.length > 0) {
            event.preventDefault();
            this.handleStep(new CustomEvent('step', { detail: { step: event.shiftKey ? -1 : 1 } }));
        }
    }

    private load(): void {
        this.search.stop();
        this.cancelIdle();
        Object.assign(this, NOTHING_SHOWN);
        const hosts = (this.mediaHosts ?? '').split(/[\s,;]+/).filter((host) => host !== '');
        this.session.load(this.record ?? '', hosts, this.refresh !== 'manual');
    }

    /** Takes over what the session says, and tells the agent what came. */
    private take(loading: Loading, news: News): void {
        const isNewFailure = loading.refreshFailure !== this.loading.refreshFailure;
        this.loading = loading;
        if (isNewFailure) {
            this.announce(loading.refreshFailure);
        }
        if (news.kind === 'none') {
            return;
        }
        this.now = Date.now();
        this.renew();
        if (news.kind === 'first') {
            this.showWanted();
        } else if (news.kind === 'nothing-new') {
            this.announce(labels.nothingNew);
        } else if (news.added > 0) {
            const [one, other] =
                news.kind === 'older'
                    ? [labels.olderLoadedOne, labels.olderLoadedOther]
                    : [labels.newMessagesOne, labels.newMessagesOther];
            this.announce(plural(one, other, news.added, count(news.added)));
        }
        if (news.kind === 'newer') {
            this.unread = this.list?.isAtNewestMessage() === false ? this.unread + news.added : 0;
            this.search.again();
        }
    }

    private renew(): void {
        this.view = this.session.timeline?.view(this.filter, this.isNewestFirst, this.now);
        this.cancelIdle();
        this.cancelIdle = whenIdle(() => this.workAhead());
    }

    /** What can wait until the messages are on the screen, a little at a time: failures are counted, texts indexed. */
    private workAhead(): void {
        const { timeline } = this.session;
        if (timeline) {
            const isCounted = timeline.countFailures(STRETCH);
            if (isCounted) {
                this.failures = timeline.failures;
            }
            const isDone = isCounted && timeline.prepareSearch(STRETCH);
            this.cancelIdle = isDone ? NOTHING : whenIdle(() => this.workAhead());
        }
    }

    private showSearch({ hits, current, state }: SearchState): void {
        this.hits = hits;
        this.searchState = state;
        if (current !== this.currentHit) {
            this.currentHit = current;
            this.lead(current);
        }
        if (this.query.trim() !== '' && state === 'none') {
            const { length } = hits;
            this.announce(
                length === 0 ? labels.noHits : plural(labels.hitsOne, labels.hitsOther, length, count(length))
            );
        }
    }

    /** Scrolls to a message once the list knows the present view; an empty id takes the mark off. */
    private async lead(id: string, options?: { focus: boolean }): Promise<void> {
        await Promise.resolve();
        if (id === '') {
            this.list?.unmark();
        } else {
            this.list?.showMessage(id, options);
        }
    }

    private async jump(to: string): Promise<void> {
        if (to === 'latest') {
            this.list?.showNewest();
            return;
        }
        if (to === 'first') {
            await this.loadRest();
        }
        const { view, list } = this;
        const ids: Record<string, () => string | undefined> = {
            first: () => view?.entries.at(this.isNewestFirst ? -1 : 0)?.id,
            handoff: () => view?.handoffId(),
            failure: () => view?.nextFailureId(this.lastFailure || (list?.firstVisibleId() ?? ''))
        };
        const id = ids[to]?.() ?? '';
        this.lastFailure = to === 'failure' ? id : '';
        if (id === '') {
            this.say(to === 'failure' ? labels.noFailure : labels.filterNone);
        } else {
            await this.lead(id, { focus: true });
        }
    }

    /** Follows a link to a message, loading older pages until it is there. */
    private async showWanted(): Promise<void> {
        const id = this.wantedMessage;
        if (id !== '' && this.view) {
            this.wantedMessage = '';
            await this.session.loadAll(id);
            await this.lead(id, { focus: true });
        }
    }

    private loadRest(): Promise<boolean> {
        if (this.session.hasOlder) {
            this.say(labels.loadingAll);
        }
        return this.session.loadAll();
    }

    private async takeAway(format: TakeFormat): Promise<void> {
        const isAll = await this.loadRest();
        const prepared = this.session.timeline?.prepared;
        const { head } = this.loading;
        if (!prepared || !head) {
            return;
        }
        const text = transcriptAs(format, prepared, head);
        if (format === 'copy') {
            await this.copy(text, isAll);
        } else {
            const saved = fill(labels.saved, saveText(text, format, this.record));
            this.say(isAll ? saved : `${saved}. ${labels.notComplete}`);
        }
    }

    private async copy(text: string, isAll = true): Promise<void> {
        const isCopied = await copyText(text, (this.refs?.clipboard as HTMLTextAreaElement | undefined) ?? null);
        const done = isAll ? labels.copied : `${labels.copied}. ${labels.notComplete}`;
        this.say(isCopied ? done : labels.copyFailed);
    }

    private async copyLink(id: string): Promise<void> {
        const url = await this[NavigationMixin.GenerateUrl]({
            type: 'standard__recordPage',
            attributes: { recordId: this.record, objectApiName: this.objectApiName || undefined, actionName: 'view' },
            state: { [MESSAGE_PARAMETER]: id }
        });
        await this.copy(new URL(url, window.location.href).href);
    }

    private async enlarge(href: string, alt: string): Promise<void> {
        this.hasViewer = true;
        // Until the viewer is on the page.
        await Promise.resolve();
        (this.refs?.viewer as ViewerElement | undefined)?.open(href, alt);
    }

    /** Shows a short message and has it read. */
    private say(text: string): void {
        this.toast = text;
        this.announce(text);
        this.cancelToast();
        this.cancelToast = after(TOAST, () => {
            this.toast = '';
        });
    }

    private announce(text: string): void {
        this.announcement = text;
    }

    private get list(): MessageListElement | undefined {
        return this.refs?.list as MessageListElement | undefined;
    }
}

/** Of a component that begins to load. */
const NOTHING_SHOWN = {
    view: undefined,
    unread: 0,
    failures: 0,
    query: '',
    hits: [],
    currentHit: '',
    searchState: 'none',
    announcement: ''
} satisfies Partial<Omit<BotHistory, 'constructor'>>;

function isTyping(event: KeyboardEvent): boolean {
    const target = event.composedPath()[0] as HTMLElement | undefined;
    return target?.localName === 'input' || target?.localName === 'textarea';
}
