import { kindLabel, labels, senderLabel } from 'c/botLabels';
import { count } from 'c/botTime';
import { CONTENT_KINDS, isFiltering, type Filter } from 'c/botTimeline';
import type { Sender } from 'c/botTranscript';

/** How many of the loaded messages an entry of the filter would show. A class, so that LWC passes it on as it is. */
export interface FilterCounts {
    readonly loaded: number;
    of(name: string): number;
}

export interface Item {
    name: string;
    label: string;
    role: string;
    checked: string | undefined;
    mark: string;
    /** Stands at the end of the line: a number, or the key that does the same. */
    aside: string;
    shortcut: string | undefined;
}

export interface Menu {
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

/** Outlines within 16 × 16. */
const SIGNS: Record<string, string> = {
    filter: 'M2 3h12L9.500 8.500V13l-3-1.500v-3z',
    jump: 'M8 2.500v11M5 5.500l3-3 3 3M5 10.500l3 3 3-3',
    more: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3'
};

/**
 * The toolbar's menus; only the open one has its entries.
 *
 * @param hasCase offers to put the conversation on the case
 */
export function menusOf(openMenu: string, filter: Filter, counts: FilterCounts | null, hasCase: boolean): Menu[] {
    const make = (name: string, label: string, groups: () => Menu['groups'], isOn = false): Menu => {
        const isOpen = openMenu === name;
        return {
            name,
            label,
            sign: SIGNS[name] ?? '',
            isOpen,
            expanded: String(isOpen),
            buttonClass: `tool ${isOn ? 'on' : ''}`,
            popup: 'menu',
            role: 'menu',
            groups: isOpen ? groups() : []
        };
    };
    return [
        make('filter', labels.filter, () => filterGroups(filter, counts), isFiltering(filter)),
        make('jump', labels.jumpTo, jumpGroups),
        make('more', labels.more, () => takeGroups(hasCase))
    ];
}

function filterGroups({ senders, kinds }: Filter, counts: FilterCounts | null): Menu['groups'] {
    const check = (name: string, label: string, isChecked: boolean): Item => ({
        ...item(name, label),
        role: 'menuitemcheckbox',
        checked: String(isChecked),
        mark: isChecked ? '✓' : '',
        aside: counts ? count(counts.of(name)) : ''
    });
    return [
        {
            key: 'senders',
            label: labels.filterSender,
            items: SENDERS.map((sender) => check(sender, senderLabel(sender), senders.has(sender)))
        },
        {
            key: 'kinds',
            label: labels.filterKind,
            items: CONTENT_KINDS.map((kind) => check(kind, kindLabel(kind), kinds.has(kind)))
        }
    ];
}

function jumpGroups(): Menu['groups'] {
    const items = [
        item('first', labels.jumpFirst),
        item('failure', labels.jumpFailure, 'F'),
        item('handoff', labels.jumpHandoff, 'H'),
        item('latest', labels.jumpLatest)
    ];
    return [{ key: 'jump', label: '', items }];
}

function takeGroups(hasCase: boolean): Menu['groups'] {
    const items = [
        item('copy', labels.copyAll),
        item('text', labels.saveText),
        item('html', labels.saveHtml),
        item('json', labels.saveJson)
    ];
    const keeping = [item('COMMENT', labels.caseComment), item('FILE', labels.caseFile)];
    return [{ key: 'take', label: '', items }, ...(hasCase ? [{ key: 'keep', label: '', items: keeping }] : [])];
}

function item(name: string, label: string, key = ''): Item {
    return { name, label, role: 'menuitem', checked: undefined, mark: '', aside: key, shortcut: key || undefined };
}
