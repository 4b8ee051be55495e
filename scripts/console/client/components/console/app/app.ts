import { LightningElement } from 'lwc';
import { currentPage, onPageChange } from '../../../platform/router';
import type { Page } from '../../../platform/router';

const FILE = 'ContentDocument';

/** The shell: header, one page, utility bar, toasts. */
export default class App extends LightningElement {
    page: Page = currentPage();
    botsAreOpen = false;
    #stop: (() => void) | undefined;

    connectedCallback(): void {
        this.#stop = onPageChange(() => {
            this.page = currentPage();
            window.scrollTo(0, 0);
        });
    }

    disconnectedCallback(): void {
        this.#stop?.();
    }

    get isHome(): boolean {
        return this.page.name === 'home';
    }

    get isGallery(): boolean {
        return this.page.name === 'gallery';
    }

    get isUnknown(): boolean {
        return this.page.name === 'unknown';
    }

    get listedObject(): string | undefined {
        return this.page.name === 'home' ? this.page.objectApiName : undefined;
    }

    /** One entry with a key of its own, so that another record gets a new component, as on the platform. */
    get shownRecords(): { key: string; objectApiName: string; recordId: string }[] {
        const { page } = this;
        return page.name === 'record' && page.objectApiName !== FILE
            ? [{ ...page, key: `${page.objectApiName}/${page.recordId}` }]
            : [];
    }

    /** The same for files, which have a page of another kind. */
    get shownFiles(): string[] {
        const { page } = this;
        return page.name === 'record' && page.objectApiName === FILE ? [page.recordId] : [];
    }

    get pageName(): string {
        return this.page.name;
    }

    get botsExpanded(): string {
        return String(this.botsAreOpen);
    }

    skip(): void {
        this.template?.querySelector('main')?.focus();
    }

    toggleBots(): void {
        this.botsAreOpen = !this.botsAreOpen;
    }

    closeBots(): void {
        this.botsAreOpen = false;
        this.template?.querySelector<HTMLButtonElement>('.bots-button')?.focus();
    }
}
