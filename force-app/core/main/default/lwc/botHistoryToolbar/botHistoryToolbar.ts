import { api, LightningElement } from 'lwc';
import { fill, labels } from 'c/botLabels';
import { count } from 'c/botTime';
import { NO_FILTER, type Filter } from 'c/botTimeline';
import { menusOf, type FilterCounts, type Menu } from './menus';

export type { FilterCounts } from './menus';

/** Code of any key that goes to the conversion of what is typed (UI Events). */
const CONVERTING = 229;

/**
 * Search, filter, jumps, copy and save. Menus are opened when they are asked for and are plain buttons, since base
 * components would take longer than the whole list.
 *
 * Events: `search` `{ query }`, `step` `{ step: 1 | -1 }`, `filter` `{ filter }`, `jump` `{ to }`, `take` `{ as }`,
 * `keep` `{ as }` (`COMMENT` or `FILE` on the case), `openmenu` `{ menu }` (empty when one is closed), `keys` (to be
 * shown).
 */
export default class BotHistoryToolbar extends LightningElement {
    labels = labels;
    @api query = '';
    /** Messages that match, and which of them is shown (0 for none yet). */
    @api hits = 0;
    @api hitPosition = 0;
    /** Nothing was looked for yet. */
    @api isPending = false;
    @api filter: Filter = NO_FILTER;
    /** What each entry of the filter would show; null while that is not counted. */
    @api filterCounts: FilterCounts | null = null;
    /** Offers to put the conversation on the case. */
    @api hasCase = false;
    openMenu = '';
    private focusFirst = false;

    get isSearching(): boolean {
        return this.query.trim() !== '';
    }
    get hasNoHits(): boolean {
        return this.hits === 0;
    }
    get position(): string {
        if (this.isPending) {
            return '';
        }
        return this.hits === 0 ? labels.noHits : fill(labels.hitPosition, count(this.hitPosition), count(this.hits));
    }
    get hasHint(): boolean {
        return this.query === '';
    }
    get counted(): string {
        const { filterCounts } = this;
        return this.openMenu === 'filter' && filterCounts ? fill(labels.filterCounted, count(filterCounts.loaded)) : '';
    }
    get menus(): Menu[] {
        return menusOf(this.openMenu, this.filter, this.filterCounts, this.hasCase);
    }

    /** Puts the cursor into the search field. */
    @api
    focusSearch(): void {
        this.searchField?.focus();
        this.searchField?.select();
    }

    /** Puts the focus on the button of a menu. */
    @api
    focusMenu(name: string): void {
        this.template?.querySelector<HTMLElement>(`[data-menu="${name}"]`)?.focus();
    }

    renderedCallback(): void {
        if (this.focusFirst) {
            this.focusFirst = false;
            this.items()[0]?.focus();
            // The focus alone has no more than the first entry in the window.
            this.template?.querySelector('.popup')?.scrollIntoView({ block: 'nearest' });
        }
    }

    handleInput(event: Event): void {
        this.send('search', { query: (event.target as HTMLInputElement).value });
    }

    handleSearchKey(event: KeyboardEvent): void {
        // Enter and Escape end a conversion of what was typed. In Safari it is over by then, and only the code tells.
        if (event.isComposing || event.keyCode === CONVERTING) {
            return;
        }
        if (event.key === 'Enter' || event.key === 'F3') {
            event.preventDefault();
            this.send('step', { step: event.shiftKey ? -1 : 1 });
        } else if (event.key === 'Escape' && this.isSearching) {
            event.preventDefault();
            event.stopPropagation();
            this.handleClear();
        }
    }

    handleStep(event: Event): void {
        this.send('step', { step: Number((event.currentTarget as HTMLElement).dataset.step) });
    }

    handleClear(): void {
        this.send('search', { query: '' });
        this.searchField?.focus();
    }

    handleMenu(event: Event): void {
        const name = (event.currentTarget as HTMLElement).dataset.menu ?? '';
        this.setMenu(this.openMenu === name ? '' : name);
        this.focusFirst = this.openMenu !== '';
    }

    handleKeys(): void {
        this.send('keys', {});
    }

    handleMenuKey(event: KeyboardEvent): void {
        if (this.openMenu === '') {
            return;
        }
        const items = this.items();
        const at = items.indexOf(this.template?.activeElement as HTMLElement);
        // From the menu's own button, too, where no entry is the present one.
        const moves: Record<string, number> = {
            ArrowDown: at + 1,
            ArrowUp: Math.max(at, 0) - 1,
            Home: 0,
            End: items.length - 1
        };
        if (event.key === 'Escape') {
            this.closeMenu();
        } else if (event.key in moves) {
            items.at((moves[event.key] ?? 0) % items.length)?.focus();
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }

    async handleFocusOut(event: FocusEvent): Promise<void> {
        const next = event.relatedTarget as Node | null;
        const { openMenu } = this;
        if (next && (event.currentTarget as Node).contains(next)) {
            return;
        }
        // The focus also goes when the toolbar leaves the page. What changes then, LWC renders after the toolbar is
        // gone, and has it stay in memory with all that belongs to it.
        await Promise.resolve();
        if (this.isConnected && openMenu === this.openMenu) {
            this.setMenu('');
        }
    }

    handleItem(event: Event): void {
        const { name = '', group = '' } = (event.currentTarget as HTMLElement).dataset;
        if (group === 'senders' || group === 'kinds') {
            this.send('filter', { filter: { ...this.filter, [group]: toggled(this.filter[group], name) } });
            return;
        }
        this.closeMenu();
        this.send(group, group === 'jump' ? { to: name } : { as: name });
    }

    private closeMenu(): void {
        const button = this.template?.querySelector<HTMLElement>(`[data-menu="${this.openMenu}"]`);
        this.setMenu('');
        button?.focus();
    }

    private setMenu(name: string): void {
        if (name !== this.openMenu) {
            this.openMenu = name;
            this.send('openmenu', { menu: name });
        }
    }

    private items(): HTMLElement[] {
        return [...(this.template?.querySelectorAll<HTMLElement>('.item') ?? [])];
    }

    private get searchField(): HTMLInputElement | undefined {
        return this.refs?.search as HTMLInputElement | undefined;
    }

    private send(name: string, detail: object): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }
}

function toggled<T>(set: ReadonlySet<T>, name: string): ReadonlySet<T> {
    const next = new Set(set);
    if (!next.delete(name as T)) {
        next.add(name as T);
    }
    return next;
}
