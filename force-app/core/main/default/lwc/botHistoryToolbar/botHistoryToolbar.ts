import { api, LightningElement } from 'lwc';
import { fill, labels, senderLabel } from 'c/botLabels';
import { count } from 'c/botTime';
import { CONTENT_KINDS, isFiltering, NO_FILTER, type ContentKind, type Filter } from 'c/botTimeline';
import type { Sender } from 'c/botTranscript';

interface Item {
    name: string;
    label: string;
    role: string;
    checked: string | undefined;
    mark: string;
}

interface Menu {
    name: string;
    label: string;
    sign: string;
    isOpen: boolean;
    expanded: string;
    buttonClass: string;
    popup: string;
    role: string;
    groups: { key: string; label: string; items: Item[] }[];
}

const SENDERS: readonly Sender[] = ['customer', 'bot', 'agent', 'system'];

const KINDS: Record<ContentKind, string> = {
    text: labels.kindText,
    choices: labels.kindChoices,
    media: labels.kindMedia,
    files: labels.kindFiles,
    cards: labels.kindCards,
    search: labels.kindSearch,
    events: labels.kindEvents,
    failures: labels.kindFailures
};

const SIGNS: Record<string, string> = {
    filter: 'M2 3h12L9.500 8.500V13l-3-1.500v-3z',
    jump: 'M8 2v9M4.500 7.500L8 11l3.500-3.500M3 14h10',
    more: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3'
};

/**
 * Search, filter, jumps, copy and save. Menus are opened when they are asked for and are plain buttons, since base
 * components would take longer than the whole list.
 *
 * Events: `search` `{ query }`, `step` `{ step: 1 | -1 }`, `filter` `{ filter }`, `jump` `{ to }`, `take` `{ as }`.
 */
export default class BotHistoryToolbar extends LightningElement {
    labels = labels;
    @api query = '';
    /** Messages that match, and which of them is shown (0 for none yet). */
    @api hits = 0;
    @api hitPosition = 0;
    @api filter: Filter = NO_FILTER;
    openMenu = '';
    private focusFirst = false;

    get isSearching(): boolean {
        return this.query.trim() !== '';
    }
    get hasNoHits(): boolean {
        return this.hits === 0;
    }
    get position(): string {
        return this.hits === 0 ? labels.noHits : fill(labels.hitPosition, count(this.hitPosition), count(this.hits));
    }
    get menus(): Menu[] {
        return [
            this.menu('filter', labels.filter, isFiltering(this.filter), [
                {
                    key: 'senders',
                    label: labels.filterSender,
                    items: SENDERS.map((sender) => check(sender, senderLabel(sender), this.filter.senders.has(sender)))
                },
                {
                    key: 'kinds',
                    label: labels.filterKind,
                    items: CONTENT_KINDS.map((kind) => check(kind, KINDS[kind], this.filter.kinds.has(kind)))
                }
            ]),
            this.menu('jump', labels.jumpTo, false, [
                {
                    key: 'jump',
                    label: '',
                    items: [
                        item('first', labels.jumpFirst),
                        item('failure', labels.jumpFailure),
                        item('handoff', labels.jumpHandoff),
                        item('latest', labels.jumpLatest)
                    ]
                }
            ]),
            this.menu('more', labels.more, false, [
                {
                    key: 'take',
                    label: '',
                    items: [
                        item('copy', labels.copyAll),
                        item('text', labels.saveText),
                        item('html', labels.saveHtml),
                        item('json', labels.saveJson)
                    ]
                }
            ])
        ];
    }

    /** Puts the cursor into the search field. */
    @api
    focusSearch(): void {
        this.searchField?.focus();
        this.searchField?.select();
    }

    renderedCallback(): void {
        if (this.focusFirst) {
            this.focusFirst = false;
            this.items()[0]?.focus();
        }
    }

    handleInput(event: Event): void {
        this.send('search', { query: (event.target as HTMLInputElement).value });
    }

    handleSearchKey(event: KeyboardEvent): void {
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
        this.openMenu = this.openMenu === name ? '' : name;
        this.focusFirst = this.openMenu !== '';
    }

    handleMenuKey(event: KeyboardEvent): void {
        if (this.openMenu === '') {
            return;
        }
        const items = this.items();
        const at = items.indexOf(this.template?.activeElement as HTMLElement);
        const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
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

    handleFocusOut(event: FocusEvent): void {
        const next = event.relatedTarget as Node | null;
        if (!next || !(event.currentTarget as Node).contains(next)) {
            this.openMenu = '';
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
        this.openMenu = '';
        button?.focus();
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

    private menu(name: string, label: string, isOn: boolean, groups: Menu['groups']): Menu {
        const isOpen = this.openMenu === name;
        return {
            name,
            label,
            sign: SIGNS[name] ?? '',
            isOpen,
            expanded: String(isOpen),
            buttonClass: `tool ${isOn ? 'on' : ''}`,
            popup: 'menu',
            role: 'menu',
            groups: isOpen ? groups : []
        };
    }
}

function item(name: string, label: string): Item {
    return { name, label, role: 'menuitem', checked: undefined, mark: '' };
}

function check(name: string, label: string, isChecked: boolean): Item {
    return { name, label, role: 'menuitemcheckbox', checked: String(isChecked), mark: isChecked ? '✓' : '' };
}

function toggled<T>(set: ReadonlySet<T>, name: string): ReadonlySet<T> {
    const next = new Set(set);
    if (!next.delete(name as T)) {
        next.add(name as T);
    }
    return next;
}
