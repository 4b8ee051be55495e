import { api, LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin, type PageReference } from 'lightning/navigation';
import { fill, labels, plural } from 'c/botLabels';
import { count } from 'c/botTime';
import { after, NOTHING, whenIdle } from 'c/botTimers';
import { errorWords } from 'c/botHistoryError';
import { isFiltering, NO_FILTER, type Filter, type TimelineView } from 'c/botTimeline';
import type { HistoryError, HistoryPage } from 'c/botHistoryTypes';
import type { OlderState } from 'c/botMessageList';
import { HistoryLoader } from './historyLoader';
import { RefreshClock } from './refreshClock';
import { copyText, messageText, saveText, transcriptAs, type TakeFormat } from './takeAway';
import { warmUp } from './warmUp';
import { SearchSession, type SearchState } from './searchSession';

/** Name of the URL parameter that leads to a message; the platform wants the prefix. */
const MESSAGE_PARAMETER = 'c__botMessage';
const DEFAULT_HEIGHT = 560;
/** How long a short message stays in view, in milliseconds. */
const TOAST = 4_000;
/** Work at a stretch while the page is idle, in milliseconds. */
const STRETCH = 8;

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

    head: HistoryPage | null = null;
    error: HistoryError | null = null;
    view: TimelineView | undefined;
    isLoading = false;
    isRefreshing = false;
    olderState: OlderState = 'none';
    olderReason = '';
    refreshFailure = '';
    unread = 0;
    failures = 0;
    now = Date.now();
    filter: Filter = NO_FILTER;
    announcement = '';
    toast = '';
    hasViewer = false;
    query = '';
    hits: readonly string[] = [];
    currentHit = '';
    searchState: SearchState['state'] = 'none';
    private record = '';
    private loader: HistoryLoader | null = null;
    private wantedMessage = '';
    private cancelToast = NOTHING;
    private cancelIdle = NOTHING;
    private cancelOlder = NOTHING;
    private readonly clock = new RefreshClock(() => this.lookForNew(false));
    private readonly searchSession = new SearchSession({
        timeline: () => this.loader?.timeline ?? null,
        view: () => this.view,
        hasOlder: () => this.loader?.hasOlder === true,
        loadOlder: () => this.loadOlder(),
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
        warmUp();
    }

    disconnectedCallback(): void {
        this.clock.stop();
        this.searchSession.stop();
        this.cancelToast();
        this.cancelOlder();
        this.cancelIdle();
    }

    get isReady(): boolean {
        return this.view !== undefined && !this.isEmpty;
    }
    get isEmpty(): boolean {
        return this.loader?.timeline?.prepared.entries.length === 0 && !this.loader.hasOlder;
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
        return this.view ? (this.loader?.timeline?.prepared.entries.length ?? 0) : 0;
    }
    get isComplete(): boolean {
        return this.olderState === 'none';
    }
    get firstAt(): number | null {
        return this.loader?.timeline?.prepared.entries[0]?.instant ?? null;
    }
    get lastAt(): number | null {
        const prepared = this.view && this.loader?.timeline?.prepared;
        const index = prepared ? (prepared.handoffIndex > 0 ? prepared.handoffIndex : prepared.entries.length) - 1 : -1;
        return prepared?.entries[index]?.instant ?? null;
    }
    get retryAfter(): number {
        return this.error?.retryAfter ?? 0;
    }
    get hitCount(): number {
        return this.hits.length;
    }
    get hitPosition(): number {
        return this.hits.indexOf(this.currentHit) + 1;
    }
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
        return this.refreshFailure;
    }
    get noticeAction(): string {
        if (this.searchState !== 'none') {
            return this.searchState === 'incomplete' ? labels.searchOlder : '';
        }
        if (isFiltering(this.filter)) {
            return labels.clearFilter;
        }
        return this.refreshFailure ? labels.retry : '';
    }

    handleRetry(): void {
        this.load();
    }

    handleRefresh(): void {
        this.announce(labels.refreshing);
        this.lookForNew(true);
    }

    handleFailures(): void {
        this.jump('failure');
    }

    handleLoadOlder(event: CustomEvent<{ isAsked?: boolean } | null>): void {
        if (this.olderState === 'more' || event.detail?.isAsked) {
            this.loadOlder();
        }
    }

    handleReadNewest(): void {
        this.unread = 0;
    }

    handleSearch(event: CustomEvent<{ query: string }>): void {
        this.query = event.detail.query;
        this.searchSession.start(this.query);
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
        this.searchSession.again();
        this.announce(this.notice);
    }

    handleNotice(): void {
        if (this.searchState === 'incomplete') {
            this.searchSession.resume();
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
        this.take(event.detail.as);
    }

    handleAction(event: CustomEvent<{ name: string; id?: string; href?: string; alt?: string }>): void {
        const { name, id = '', href = '', alt = '' } = event.detail;
        if (name === 'enlarge') {
            this.enlarge(href, alt);
        } else if (name === 'copy') {
            const entry = this.loader?.timeline?.prepared.entry(id);
            if (entry) {
                this.copy(messageText(entry));
            }
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
            this.toolbar?.focusSearch();
        } else if (event.key === 'F3' && this.hits.length > 0) {
            event.preventDefault();
            this.handleStep(new CustomEvent('step', { detail: { step: event.shiftKey ? -1 : 1 } }));
        }
    }

    private async load(): Promise<void> {
        this.clock.stop();
        this.searchSession.stop();
        const hosts = (this.mediaHosts ?? '').split(/[\s,;]+/).filter((host) => host !== '');
        const loader = new HistoryLoader(this.record, hosts);
        this.loader = loader;
        Object.assign(this, START);
        if (!this.record) {
            this.isLoading = false;
            return;
        }
        const { error } = await loader.loadNewest();
        if (loader !== this.loader || !this.isConnected) {
            return;
        }
        this.isLoading = false;
        if (error) {
            this.error = error;
            return;
        }
        this.head = loader.head;
        this.olderState = loader.hasOlder ? 'more' : 'none';
        this.renew();
        this.watch();
        this.showWanted();
    }

    private watch(): void {
        const newest = this.loader?.timeline?.prepared.entries.at(-1)?.instant ?? null;
        if (this.refresh !== 'manual' && (this.head?.source ?? 'live') === 'live' && newest !== null) {
            this.clock.start(newest);
        }
    }

    private async loadOlder(): Promise<boolean> {
        const { loader } = this;
        if (!loader?.hasOlder) {
            return false;
        }
        this.cancelOlder();
        this.olderState = 'loading';
        const { added, error } = await loader.loadOlder();
        if (loader !== this.loader) {
            return false;
        }
        if (error) {
            this.olderState = 'failed';
            this.olderReason = errorWords(error.code).title;
            if (error.retryAfter) {
                this.cancelOlder = after(error.retryAfter * 1000, () => this.loadOlder());
            }
            return false;
        }
        this.olderState = loader.hasOlder ? 'more' : 'none';
        if (added > 0) {
            this.renew();
            this.announce(plural(labels.olderLoadedOne, labels.olderLoadedOther, added, count(added)));
        }
        return true;
    }

    private async lookForNew(isAsked: boolean): Promise<void> {
        const { loader } = this;
        if (!loader?.timeline || this.isRefreshing) {
            return;
        }
        this.isRefreshing = isAsked;
        const { added, error } = await loader.loadNewest();
        if (loader !== this.loader) {
            return;
        }
        this.isRefreshing = false;
        this.now = Date.now();
        if (error) {
            this.clock.pause((error.retryAfter ?? 0) * 1000);
            // A look that nobody asked for fails in silence: what is loaded stays right, the next look may succeed.
            this.refreshFailure = isAsked ? fill(labels.refreshFailed, errorWords(error.code).title) : '';
            this.announce(this.refreshFailure);
            return;
        }
        this.refreshFailure = '';
        this.head = loader.head;
        if (added > 0) {
            this.unread = this.list?.isAtNewestMessage() === false ? this.unread + added : 0;
            this.clock.news();
            this.announce(plural(labels.newMessagesOne, labels.newMessagesOther, added, count(added)));
        } else if (isAsked) {
            this.announce(labels.nothingNew);
        }
        this.renew();
        this.searchSession.again();
    }

    private renew(): void {
        this.view = this.loader?.timeline?.view(this.filter, this.isNewestFirst, this.now);
        this.cancelIdle();
        this.cancelIdle = whenIdle(() => this.workAhead());
    }

    /** What can wait until the messages are on the screen, a little at a time: failures are counted, texts indexed. */
    private workAhead(): void {
        const timeline = this.loader?.timeline;
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
            if (current === '') {
                this.list?.unmark();
            } else {
                this.list?.showMessage(current);
            }
        }
        if (this.query.trim() !== '' && state === 'none') {
            this.announce(
                hits.length === 0
                    ? labels.noHits
                    : plural(labels.hitsOne, labels.hitsOther, hits.length, count(hits.length))
            );
        }
    }

    private async loadAll(): Promise<boolean> {
        while (this.loader?.hasOlder) {
            // eslint-disable-next-line no-await-in-loop -- each page names the next one
            if (!(await this.loadOlder())) {
                return false;
            }
        }
        return true;
    }

    private async jump(to: string): Promise<void> {
        if (to === 'latest') {
            this.list?.showNewest();
            return;
        }
        if (to === 'first') {
            await this.loadAll();
        }
        const { view, list } = this;
        const ids: Record<string, () => string | undefined> = {
            first: () => view?.entries.at(this.isNewestFirst ? -1 : 0)?.id,
            handoff: () => view?.handoffId(),
            failure: () => view?.nextFailureId(this.lastJump || (list?.firstVisibleId() ?? ''))
        };
        const id = ids[to]?.() ?? '';
        this.lastJump = to === 'failure' ? id : '';
        if (id === '') {
            this.say(to === 'failure' ? labels.noFailure : labels.filterNone);
        } else {
            list?.showMessage(id, { focus: true });
        }
    }

    private lastJump = '';

    /** Follows a link to a message, loading older pages until it is there. */
    private async showWanted(): Promise<void> {
        const id = this.wantedMessage;
        if (id === '' || !this.view) {
            return;
        }
        this.wantedMessage = '';
        // eslint-disable-next-line no-await-in-loop -- each page names the next one
        while (this.loader?.timeline?.prepared.entry(id) === undefined && (await this.loadOlder())) {
            // One page further back.
        }
        // The list has to know the view first.
        await Promise.resolve();
        this.list?.showMessage(id, { focus: true });
    }

    private async take(format: TakeFormat): Promise<void> {
        if (this.loader?.hasOlder) {
            this.say(labels.loadingAll);
        }
        const isAll = await this.loadAll();
        const prepared = this.loader?.timeline?.prepared;
        if (!prepared || !this.head) {
            return;
        }
        const text = transcriptAs(format, prepared, this.head);
        if (format === 'copy') {
            await this.copy(text, isAll);
        } else {
            const name = saveText(text, format, this.record);
            this.say(isAll ? fill(labels.saved, name) : `${fill(labels.saved, name)}. ${labels.notComplete}`);
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
        (this.refs?.viewer as (HTMLElement & { open(href: string, alt: string): void }) | undefined)?.open(href, alt);
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

    private get toolbar(): ToolbarElement | null {
        return this.template?.querySelector<ToolbarElement>('c-bot-history-toolbar') ?? null;
    }
}

/** State of a component that begins to load. */
const START = {
    head: null,
    error: null,
    view: undefined,
    isLoading: true,
    isRefreshing: false,
    olderState: 'none',
    olderReason: '',
    refreshFailure: '',
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
