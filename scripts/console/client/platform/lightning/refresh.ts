/** `lightning/refresh`: the event alone; the record page's own lists listen for it and read their records again. */

export const RefreshEventName = 'lightning__refresh';

export class RefreshEvent extends CustomEvent<undefined> {
    constructor() {
        super(RefreshEventName, { composed: true, cancelable: true, bubbles: true });
    }
}
