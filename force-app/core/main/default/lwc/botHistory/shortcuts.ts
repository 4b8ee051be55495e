/** What a key asks the component for. */
export type Shortcut = 'search' | 'next-hit' | 'previous-hit';

/** The shortcut that a key stands for; undefined for keys that mean something else where they were pressed. */
export function shortcutOf(event: KeyboardEvent, hasHits: boolean): Shortcut | undefined {
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (isFind || (event.key === '/' && !isTyping(event))) {
        // The browser's own search can't see messages that are not on the page.
        return 'search';
    }
    if (event.key === 'F3' && hasHits) {
        return event.shiftKey ? 'previous-hit' : 'next-hit';
    }
    return undefined;
}

function isTyping(event: KeyboardEvent): boolean {
    const target = event.composedPath()[0] as HTMLElement | undefined;
    return target?.localName === 'input' || target?.localName === 'textarea';
}
