import { api, LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin, type PageReference } from 'lightning/navigation';
import type { CaseKind } from 'c/botHistoryCase';
import { labels } from 'c/botLabels';
import type { ListHeight } from 'c/botMessageList';
import { NO_FILTER, type Filter } from 'c/botTimeline';
import { Actions, type MessageAction } from './actions';
import { Announcer } from './announcer';
import { Conversation } from './conversation';
import { FocusKeeper } from './focusKeeper';
import { Guide } from './guide';
import { LateParts, NONE_YET, type Late } from './lateParts';
import { LinkFollower, linkToMessage } from './messageLink';
import type { Notice } from './notice';
import { Parts } from './parts';
import { screenOf, type Screen } from './screen';
import { heightOf, hostsOf, isAutomatic, isNewestFirst, isOn } from './settings';
import type { Shown } from './shown';
import { TakeAwaySession } from './takeAwaySession';
import { copyBySelection, type TakeFormat } from './takeAway';

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
    /**
     * Largest height of the list of messages in pixels, 160 to 2,000; `fill`: of the element around; unset, the window
     * decides.
     */
    @api height: number | string | undefined;
    /** Leaves out reason, summary and facts. */
    @api hideDetails = false;
    /** Doesn't offer to put the conversation on the case. */
    @api hideCaseActions = false;

    shown: Shown;
    screen: Screen;
    announcement = '';
    toast = '';
    late: Late = NONE_YET;
    /** Of the list in pixels when its first messages come, 0 for unknown. */
    listWidth = 0;
    private record = '';
    private order = 'oldest';
    private refreshing = 'auto';
    private hosts = '';
    private readonly link = new LinkFollower();
    private readonly parts = new Parts(() => this.refs);
    private readonly lateParts = new LateParts(this.parts, (late) => {
        this.late = late;
    });
    private readonly announcer = new Announcer({
        show: (toast) => {
            this.toast = toast;
        },
        read: (text) => {
            this.announcement = text;
        }
    });
    private readonly conversation: Conversation = new Conversation({
        changed: (shown) => {
            if (shown.view && !this.shown.view) {
                this.listWidth = this.parts.frame?.clientWidth ?? 0;
            }
            this.shown = shown;
            this.screen = screenOf(shown, this.conversation.timeline);
        },
        announce: (text) => this.announcer.read(text),
        ready: () => {
            this.lateParts.follow();
            this.followLink();
        },
        lead: (id) => this.guide.lead(id, { isHit: true }),
        isAtNewest: () => this.parts.list?.isAtNewestMessage() !== false
    });
    private readonly guide = new Guide({
        session: this.conversation.session,
        view: () => this.shown.view,
        list: () => this.parts.list,
        asked: () => this.conversation.leadElsewhere(),
        showAll: () => this.conversation.filterBy(NO_FILTER),
        say: (text, until) => this.announcer.say(text, until),
        elsewhere: () => this.focusKeeper.elsewhere
    });
    readonly takeAway = new TakeAwaySession({
        recordId: () => this.record,
        timeline: () => this.conversation.timeline,
        head: () => this.shown.loading.head,
        loadNews: () => this.conversation.session.loadNews(),
        loadRest: () => this.guide.loadRest(),
        linkTo: (id) => this.linkTo(id),
        copyBySelection: (text) => {
            const { clipboard } = this.parts;
            const isFree = clipboard !== undefined && this.focusKeeper.elsewhere === null;
            return isFree && this.focusKeeper.borrow(() => copyBySelection(text, clipboard));
        },
        say: (text) => this.announcer.say(text),
        isElsewhere: () => this.focusKeeper.elsewhere !== null
    });

    private readonly focusKeeper = new FocusKeeper(
        () => this.parts.frame?.focus({ preventScroll: true }),
        () => Boolean(this.template?.activeElement)
    );
    private readonly actions = new Actions({
        conversation: this.conversation,
        guide: this.guide,
        takeAway: this.takeAway,
        focusSearch: () => this.parts.toolbar?.focusSearch(),
        showKeys: () => this.lateParts.showKeys(),
        enlarge: (href, alt) => this.lateParts.enlarge(href, alt)
    });

    constructor() {
        super();
        this.shown = this.conversation.shown;
        this.screen = screenOf(this.shown, null);
    }

    /** 15 or 18 characters; a new one starts over. */
    @api
    get recordId(): string {
        return this.record;
    }
    set recordId(id: string) {
        if (id !== this.record) {
            this.record = id;
            this.link.startOver();
            if (this.isConnected) {
                this.load();
            }
        }
    }

    /** `oldest` or `newest` first. */
    @api
    get messageOrder(): string {
        return this.order;
    }
    set messageOrder(order: string) {
        this.order = order;
        this.conversation.turn(isNewestFirst(order));
    }

    /** `auto`: looks for new messages while the conversation goes on; `manual`: only when asked. */
    @api
    get refresh(): string {
        return this.refreshing;
    }
    set refresh(refresh: string) {
        this.refreshing = refresh;
        this.conversation.session.watch(isAutomatic(refresh));
    }

    /**
     * Hosts that pictures, videos and sounds may be loaded from, separated by commas; `*.example.com` for all below
     * one.
     */
    @api
    get mediaHosts(): string {
        return this.hosts;
    }
    set mediaHosts(hosts: string) {
        const isNew = hosts !== this.hosts;
        this.hosts = hosts;
        if (isNew && this.isConnected) {
            this.load();
        }
    }

    @wire(CurrentPageReference)
    handlePageReference(reference: PageReference | null): void {
        this.link.take(reference);
        this.followLink();
    }

    connectedCallback(): void {
        this.load();
        this.lateParts.prepare();
    }

    renderedCallback(): void {
        this.focusKeeper.look();
    }

    disconnectedCallback(): void {
        this.guide.forget();
        this.conversation.stop();
        this.announcer.clear();
        this.lateParts.stop();
    }

    get showDetails(): boolean {
        return !isOn(this.hideDetails);
    }
    get hasCase(): boolean {
        return !isOn(this.hideCaseActions);
    }
    get listHeight(): ListHeight {
        return heightOf(this.height);
    }
    get frameClass(): string {
        return `slds-card bot ${this.listHeight === 'fill' ? 'fill' : ''}`;
    }
    get notices(): Notice[] {
        return this.shown.view ? this.conversation.notices : [];
    }

    handleRetry(): void {
        this.load();
    }

    handleRefresh(): void {
        this.conversation.refresh();
    }

    handleFailures(): void {
        this.guide.jump('failure');
    }

    handleLoadOlder(event: CustomEvent<{ isAsked?: boolean } | null>): void {
        this.conversation.loadOlder(event.detail?.isAsked === true);
    }

    handleReadNewest(): void {
        this.conversation.readNewest();
    }

    handleLatest(): void {
        this.guide.next();
    }

    handleFront(event: CustomEvent<{ isInFront: boolean }>): void {
        this.conversation.session.setFront(event.detail.isInFront);
    }

    handleSearch(event: CustomEvent<{ query: string }>): void {
        this.conversation.find(event.detail.query);
    }

    handleStep(event: CustomEvent<{ step: 1 | -1 }>): void {
        this.conversation.step(event.detail.step);
    }

    handleFilter(event: CustomEvent<{ filter: Filter }>): void {
        this.conversation.filterBy(event.detail.filter);
    }

    handleOpenMenu(event: CustomEvent<{ menu: string }>): void {
        this.conversation.countForFilter(event.detail.menu === 'filter');
    }

    handleNotice({ currentTarget }: Event): void {
        this.conversation.actOn((currentTarget as HTMLElement).dataset.about as Notice['about']);
    }

    handleJump(event: CustomEvent<{ to: string }>): void {
        this.guide.jump(event.detail.to);
    }

    handleTake(event: CustomEvent<{ as: TakeFormat }>): void {
        this.takeAway.takeAll(event.detail.as);
    }

    handleKeep({ detail }: CustomEvent<{ as: CaseKind }>): void {
        this.lateParts.keep(detail.as);
    }

    handleCaseClose(): void {
        this.parts.toolbar?.focusMenu('more');
    }

    handleAction(event: CustomEvent<MessageAction>): void {
        this.actions.act(event.detail);
    }

    handleFocusIn(event: FocusEvent): void {
        this.focusKeeper.enter(event);
    }

    handleFocusOut(event: FocusEvent): void {
        this.focusKeeper.leave(event);
    }

    handleKeys(): void {
        this.lateParts.showKeys();
    }

    handleKey(event: KeyboardEvent): void {
        if (this.screen.isReady) {
            this.actions.press(event);
        }
    }

    private load(): void {
        this.guide.forget();
        this.lateParts.startOver();
        this.announcer.clear();
        this.conversation.load(this.record ?? '', {
            mediaHosts: hostsOf(this.hosts),
            isNewestFirst: isNewestFirst(this.order),
            isWatching: isAutomatic(this.refreshing)
        });
    }

    /** Follows a link to a message once there are messages. */
    private followLink(): void {
        const id = this.shown.view ? this.link.next(this.record) : '';
        if (id !== '') {
            this.guide.follow(id);
        }
    }

    private async linkTo(id: string): Promise<string> {
        const url = await this[NavigationMixin.GenerateUrl](linkToMessage(this.record, this.objectApiName, id));
        return new URL(url, window.location.href).href;
    }
}
