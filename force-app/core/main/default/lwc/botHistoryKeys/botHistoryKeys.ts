import { api, LightningElement } from 'lwc';
import { labels } from 'c/botLabels';

/** What a press of one key, or of several at once, does. */
interface Line {
    does: string;
    presses: { name: string; caps: string[] }[];
}

const { keyCtrl, keyShift, keyEnter } = labels;

/**
 * The list of keys: a modal dialog, closed by its button, Escape or a click beside it; the focus then goes back to where
 * it was.
 */
export default class BotHistoryKeys extends LightningElement {
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
        if (this.dialog?.open === false) {
            this.dialog.showModal();
        }
    }

    handleClose(): void {
        this.dialog?.close();
    }

    handleBackdrop(event: MouseEvent): void {
        if (event.target === this.dialog) {
            this.handleClose();
        }
    }

    private get dialog(): HTMLDialogElement | undefined {
        return this.refs?.dialog as HTMLDialogElement | undefined;
    }
}

function line(does: string, ...presses: string[][]): Line {
    return { does, presses: presses.map((caps) => ({ name: caps.join('+'), caps })) };
}
