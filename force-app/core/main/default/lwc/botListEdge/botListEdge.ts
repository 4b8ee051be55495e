import { api, LightningElement } from 'lwc';
import { fill, labels } from 'c/botLabels';

/**
 * The end of the list where older messages join: loading, failed with a retry, more to come, or the beginning.
 *
 * Event: `loadolder` with `{ isAsked: true, isByKey }`.
 */
export default class BotListEdge extends LightningElement {
    labels = labels;
    /** `more`, `loading`, `failed` or `none` (nothing older). */
    @api state = 'none';
    /** For `failed`: what happened, in words. */
    @api reason = '';

    get isLoading(): boolean {
        return this.state === 'loading';
    }
    get hasFailed(): boolean {
        return this.state === 'failed';
    }
    get hasMore(): boolean {
        return this.state === 'more';
    }
    get failure(): string {
        return fill(labels.olderFailed, this.reason).trim();
    }

    handleLoad({ detail: clicks }: MouseEvent): void {
        const detail = { isAsked: true, isByKey: clicks === 0 };
        this.dispatchEvent(new CustomEvent('loadolder', { bubbles: true, composed: true, detail }));
    }
}
