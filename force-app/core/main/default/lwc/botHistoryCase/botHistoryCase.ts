import { api, LightningElement } from 'lwc';
import { NavigationMixin, type PageReference } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { RefreshEvent } from 'lightning/refresh';
import { labels } from 'c/botLabels';
import { CaseSaver } from './caseSaver';
import { NO_CASE_STATE, type CaseAction, type CaseLink, type CaseSource, type CaseState } from './caseState';
import type { CaseKind } from './caseWords';

export type { CaseSource, Gathered } from './caseState';
export type { CaseKind } from './caseWords';

/**
 * Puts the conversation on the record's case, and says what came of it and what can be done next. Shows nothing until
 * `start` is called. Where the agent is asked or refused, the focus comes here, unless she went on with something else.
 *
 * Event: `close`, when the agent closes it; the focus is to go on from somewhere else.
 */
export default class BotHistoryCase extends NavigationMixin(LightningElement) {
    labels = labels;
    /** Gives the words when they are asked for. */
    @api source: CaseSource | null = null;
    state: CaseState = NO_CASE_STATE;
    announcement = '';
    private record = '';
    private takesFocus = false;
    private readonly saver = new CaseSaver({
        recordId: () => this.record,
        source: () => this.source,
        urlOf: (link) => this[NavigationMixin.GenerateUrl](recordPage(link)),
        changed: (state) => this.show(state),
        announce: (text) => {
            this.announcement = text;
        },
        added: (text, link) => this.tellAdded(text, link)
    });

    /** 15 or 18 characters; with another one, what is under way is not followed up. */
    @api
    get recordId(): string {
        return this.record;
    }
    set recordId(id: string) {
        this.record = id;
        this.saver.stop();
    }

    /** Adds the conversation, or asks where it is there already; does nothing while it is at work. */
    @api
    start(kind: CaseKind): void {
        this.saver.start(kind);
    }

    get isShown(): boolean {
        return this.state.kind !== 'none';
    }
    get isBusy(): boolean {
        return this.state.kind === 'working';
    }
    get canClose(): boolean {
        return !this.isBusy;
    }
    get panelClass(): string {
        return `panel ${this.state.kind}`;
    }

    renderedCallback(): void {
        if (this.takesFocus) {
            this.takesFocus = false;
            (this.refs?.panel as HTMLElement | undefined)?.focus();
        }
    }

    disconnectedCallback(): void {
        this.saver.stop();
    }

    handleAction(event: Event): void {
        this.saver.act((event.currentTarget as HTMLElement).dataset.name as CaseAction);
    }

    handleOpen(event: MouseEvent): void {
        const { link } = this.state;
        // With a key held the browser opens the address by itself, in a tab or a window.
        if (link && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
            event.preventDefault();
            this[NavigationMixin.Navigate](recordPage(link));
        }
    }

    handleClose(): void {
        this.saver.stop();
        this.dispatchEvent(new CustomEvent('close'));
    }

    handleKey(event: KeyboardEvent): void {
        if (event.key === 'Escape' && this.canClose) {
            event.preventDefault();
            event.stopPropagation();
            this.handleClose();
        }
    }

    private show(state: CaseState): void {
        // A button that was pressed goes away; what it led to takes its place.
        const hasFocus = Boolean(this.template?.activeElement);
        const isCall = state.kind === 'asking' || state.kind === 'refused' || hasFocus;
        const isNew = isCall && state.kind !== this.state.kind && state.kind !== 'none';
        this.takesFocus = isNew && this.source?.isElsewhere() !== true;
        // What is over goes, too: it would be found beside what came of it, and not be read once more.
        this.announcement = this.takesFocus ? '' : isNew ? state.text : state.untold;
        this.state = state;
    }

    /** Tells the agent, with a link, and has the page's own lists look again. */
    private tellAdded(title: string, { url, label }: CaseLink): void {
        this.dispatchEvent(
            new ShowToastEvent({ title, message: '{0}', messageData: [{ url, label }], variant: 'success' })
        );
        this.dispatchEvent(new RefreshEvent());
    }
}

function recordPage({ id, objectApiName }: Pick<CaseLink, 'id' | 'objectApiName'>): PageReference {
    return { type: 'standard__recordPage', attributes: { recordId: id, objectApiName, actionName: 'view' } };
}
