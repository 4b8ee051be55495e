import { LightningElement, api } from 'lwc';
import { mediaHosts } from '../../../platform/media-hosts';
import { OrgError, readRecord } from '../../../platform/org';
import type { ObjectInfo, OrgRecord } from '../../../platform/org';
import { currentSession } from '../../../platform/start';
import { kindOf, namesOfParents, objectInfo, textOf } from '../kinds/kinds';
import type { RecordKind } from '../kinds/kinds';

/** CSS pixels: what a narrow console column leaves to a component. */
const NARROWEST = 320;
const STEP = 40;
const KEPT_WIDTH = 'console.historyWidth';

/** One record as an agent has it before them: highlights, details, and the bot's history in a column of its own. */
export default class RecordPage extends LightningElement {
    @api objectApiName = '';
    @api recordId = '';
    record: OrgRecord | undefined;
    info: ObjectInfo | undefined;
    /** Field → name of the record that it points to. */
    names: Record<string, string> = {};
    problem: string | undefined;
    historyWidth = Number(localStorage.getItem(KEPT_WIDTH)) || 0;

    connectedCallback(): void {
        void this.loadRecord();
    }

    private async loadRecord(): Promise<void> {
        try {
            const [info, record] = await Promise.all([
                objectInfo(this.objectApiName),
                readRecord(this.objectApiName, this.recordId)
            ]);
            this.info = info;
            this.record = record;
            this.names = await namesOfParents(info, record);
            document.title = `${this.nameIn(record)} | Service Console (local org, simulated)`;
        } catch (error) {
            const missing = error instanceof OrgError && error.status === 404;
            const reason = error instanceof Error ? error.message : String(error);
            this.problem = missing ? 'The record does not exist, or this user may not see it.' : reason;
        }
    }

    private nameIn(record: OrgRecord): string {
        return textOf(record, this.kind?.nameField ?? 'Name') || this.recordId;
    }

    get kind(): RecordKind | undefined {
        return kindOf(this.objectApiName);
    }

    get isIncomplete(): boolean {
        return !this.record || Boolean(this.problem);
    }

    get name(): string {
        return this.record ? this.nameIn(this.record) : '';
    }

    get language(): string {
        return currentSession().user.language.replace('_', '-');
    }

    get mediaHosts(): string {
        return mediaHosts();
    }

    get layoutStyle(): string {
        return this.historyWidth ? `--history-width: ${this.historyWidth}px` : '';
    }

    get widths(): { label: string; width: number; isChosen: string }[] {
        const choice = (label: string, width: number) => ({
            label,
            width,
            isChosen: String(this.historyWidth === width)
        });
        return [choice('320 px', NARROWEST), choice('480 px', 480), choice('Wide', 0)];
    }

    get narrowestWidth(): number {
        return NARROWEST;
    }

    get widestWidth(): number {
        return Math.max(NARROWEST, window.innerWidth - NARROWEST);
    }

    get currentWidth(): number {
        return this.historyWidth || Math.round(window.innerWidth * 0.6);
    }

    startDrag(event: PointerEvent): void {
        event.preventDefault();
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }

    drag(event: PointerEvent): void {
        const splitter = event.currentTarget as HTMLElement;
        if (!splitter.hasPointerCapture(event.pointerId)) return;
        const right = this.template?.querySelector('.regions')?.getBoundingClientRect().right ?? 0;
        this.setWidth(right - event.clientX);
    }

    resizeByKey(event: KeyboardEvent): void {
        const steps: Record<string, number> = { ArrowLeft: STEP, ArrowRight: -STEP };
        const width = this.shownWidth();
        if (event.key === 'Home') this.setWidth(this.widestWidth);
        else if (event.key === 'End') this.setWidth(NARROWEST);
        else if (steps[event.key] !== undefined) this.setWidth(width + (steps[event.key] ?? 0));
        else return;
        event.preventDefault();
    }

    chooseWidth(event: Event): void {
        const width = Number((event.currentTarget as HTMLElement).dataset['width']);
        if (width) {
            this.setWidth(width);
        } else {
            this.historyWidth = 0;
            localStorage.removeItem(KEPT_WIDTH);
        }
    }

    private shownWidth(): number {
        return this.template?.querySelector('.history')?.getBoundingClientRect().width ?? NARROWEST;
    }

    private setWidth(width: number): void {
        this.historyWidth = Math.round(Math.min(Math.max(width, NARROWEST), this.widestWidth));
        localStorage.setItem(KEPT_WIDTH, String(this.historyWidth));
    }
}
