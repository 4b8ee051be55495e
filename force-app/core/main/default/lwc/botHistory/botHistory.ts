import { api, LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin, type PageReference } from 'lightning/navigation';
import { labels } from 'c/botLabels';
import { after, NOTHING } from 'c/botTimers';
import type { Filter } from 'c/botTimeline';
import { botPartOf, type BotPart } from './botPart';
import { Conversation, type Shown } from './conversation';
import { Guide, type MessageListElement } from './guide';
import { linkedMessage, linkToMessage } from './messageLink';
import { heightOf, hostsOf, isAutomatic, isNewestFirst } from './settings';
import { shortcutOf } from './shortcuts';
import { TakeAwaySession } from './takeAwaySession';
import { warmUp } from './warmUp';
import type { TakeFormat } from './takeAway';

/** How long a short message stays in view, in milliseconds. */
const TOAST = 4_000;

interface ToolbarElement extends HTMLElement {
    focusSearch(): void;
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
    @api height = 560;
    /** `oldest` or `newest` first. */
    @api messageOrder = 'oldest';
    /** Leaves out reason, summary and facts. */
    @api hideDetails = false;
    /** `auto`: looks for new messages while the conversation goes on; `manual`: only when asked. */
    @api refresh = 'auto';
    /** Hosts that pictures, videos and sounds may be loaded from, separated by commas; `*.example.com` for all below one. */
    @api mediaHosts = '';

    shown: Shown;
    announcement = '';
    toast = '';
    hasViewer = false;
    private record = '';
    private wantedMessage = '';
    private cancelToast = NOTHING;
    private readonly conversation: Conversation = new Conversation({
        changed: (shown) => {
            this.shown = shown;
        },
        announce: (text) => this.announce(text),
        ready: () => this.showWanted(),
        lead: (id) => this.guide.lead(id),
        isAtNewest: () => this.list?.isAtNewestMessage() !== false
    });
    private readonly guide = new Guide({
        session: this.conversation.session,
        view: () => this.shown.view,
        list: () => this.list,
        say: (text) => this.say(text)
    });
    private readonly takeAway = new TakeAwaySession({
        recordId: () => this.record,
        timeline: () => this.conversation.timeline,
        head: () => this.shown.loading.head,
        loadRest: () => this.guide.loadRest(),
        linkTo: (id) => this.linkTo(id),
        clipboard: () => (this.refs?.clipboard as HTMLTextAreaElement | undefined) ?? null,
        say: (text) => this.say(text)
    });

    constructor() {
        super();
        this.shown = this.conversation.shown;
    }

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
        this.wantedMessage = linkedMessage(reference);
        this.showWanted();
    }

    connectedCallback(): void {
        this.load();
        warmUp();
    }

    disconnectedCallback(): void {
        this.conversation.stop();
        this.cancelToast();
    }

    get isReady(): boolean {
        return this.shown.view !== undefined && !this.isEmpty;
    }
    get isEmpty(): boolean {
        return this.shown.loading.head !== null && this.botPart.loaded === 0 && this.isComplete;
    }
    get isComplete(): boolean {
        return this.shown.loading.olderState === 'none';
    }
    get showDetails(): boolean {
        return !this.hideDetails;
    }
    get listHeight(): number {
        return heightOf(this.height);
    }
    get frameClass(): string {
        return `slds-card bot ${this.listHeight === 0 ? 'fill' : ''}`;
    }
    get botPart(): BotPart {
        return botPartOf(this.shown.view && this.conversation.timeline?.prepared);
    }
    get retryAfter(): number {
        return this.shown.loading.error?.retryAfter ?? 0;
    }
    get hitCount(): number {
        return this.shown.found.hits.length;
    }
    get hitPosition(): number {
        const { hits, current } = this.shown.found;
        return hits.indexOf(current) + 1;
    }
    get notice(): string {
        return this.shown.view ? this.conversation.notice : '';
    }
    get noticeAction(): string {
        return this.conversation.noticeAction;
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

    handleSearch(event: CustomEvent<{ query: string }>): void {
        this.conversation.find(event.detail.query);
    }

    handleStep(event: CustomEvent<{ step: 1 | -1 }>): void {
        this.conversation.step(event.detail.step);
    }

    handleFilter(event: CustomEvent<{ filter: Filter }>): void {
        this.conversation.filterBy(event.detail.filter);
    }

    handleNotice(): void {
        this.conversation.actOnNotice();
    }

    handleJump(event: CustomEvent<{ to: string }>): void {
        this.guide.jump(event.detail.to);
    }

    handleTake(event: CustomEvent<{ as: TakeFormat }>): void {
        this.takeAway.takeAll(event.detail.as);
    }

    handleAction(event: CustomEvent<{ name: string; id?: string; href?: string; alt?: string }>): void {
        const { name, id = '', href = '', alt = '' } = event.detail;
        if (name === 'enlarge') {
            this.enlarge(href, alt);
        } else if (name === 'copy') {
            this.takeAway.copyMessage(id);
        } else if (name === 'link') {
            this.takeAway.copyLink(id);
        }
    }

    handleKey(event: KeyboardEvent): void {
        if (!this.isReady || event.defaultPrevented) {
            return;
        }
        const shortcut = shortcutOf(event, this.hitCount > 0);
        if (shortcut === undefined) {
            return;
        }
        event.preventDefault();
        if (shortcut === 'search') {
            this.template?.querySelector<ToolbarElement>('c-bot-history-toolbar')?.focusSearch();
        } else {
            this.conversation.step(shortcut === 'next-hit' ? 1 : -1);
        }
    }

    private load(): void {
        this.conversation.load(this.record ?? '', {
            mediaHosts: hostsOf(this.mediaHosts),
            isNewestFirst: isNewestFirst(this.messageOrder),
            isWatching: isAutomatic(this.refresh)
        });
    }

    /** Follows a link to a message once there are messages. */
    private showWanted(): void {
        const id = this.wantedMessage;
        if (id !== '' && this.shown.view) {
            this.wantedMessage = '';
            this.guide.follow(id);
        }
    }

    private async linkTo(id: string): Promise<string> {
        const url = await this[NavigationMixin.GenerateUrl](linkToMessage(this.record, this.objectApiName, id));
        return new URL(url, window.location.href).href;
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
