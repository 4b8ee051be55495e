import { api } from 'lwc';
import { DialogElement } from 'c/botDialog';
import { labels } from 'c/botLabels';

/** What a press of one key, or of several at once, does. */
interface Line {
    does: string;
    presses: { name: string; caps: string[] }[];
}

const { keyCtrl, keyShift, keyEnter } = labels;

/** The list of keys. */
export default class BotHistoryKeys extends DialogElement {
    labels = labels;
    lines: Line[] = [
        line(labels.search, ['/'], [keyCtrl, 'F']),
        line(labels.nextHit, [keyEnter], ['F3']),
        line(labels.previousHit, [keyShift, keyEnter], [keyShift, 'F3']),
        line(labels.clearSearch, [labels.keyEscape]),
        line(labels.keyMessages, ['↓'], ['↑']),
        line(labels.keyPages, [labels.keyPageDown], [labels.keyPageUp]),
        line(labels.keyEnds, [labels.keyHome], [labels.keyEnd]),
        line(labels.jumpHandoff, ['H']),
        line(labels.jumpFailure, ['F']),
        line(labels.copyMessage, ['C']),
        line(labels.copyLink, ['L']),
        line(labels.keys, ['?'])
    ];

    /** Shows the list. */
    @api
    open(): void {
        this.show();
    }
}

function line(does: string, ...presses: string[][]): Line {
    return { does, presses: presses.map((caps) => ({ name: caps.join('+'), caps })) };
}
