/** What a key asks the component for. */
export type Shortcut = 'search' | 'next-hit' | 'previous-hit' | 'keys' | 'handoff' | 'failure' | 'copy' | 'link';

const KEYS: Record<string, Shortcut> = {
    '/': 'search',
    '?': 'keys',
    h: 'handoff',
    f: 'failure',
    c: 'copy',
    l: 'link'
};

/**
 * The shortcut that a key stands for; undefined for keys that mean something else where they were pressed. Letters work
 * only within the component, and not where somebody types (WCAG 2.1.4).
 */
export function shortcutOf(event: KeyboardEvent, hasHits: boolean): Shortcut | undefined {
    if (event.isComposing) {
        return undefined;
    }
    const key = keyOf(event);
    const isCommand = event.ctrlKey || event.metaKey;
    if (key === 'f' && isCommand && !event.shiftKey && !event.altKey) {
        // The browser's own search can't see messages that are not on the page.
        return 'search';
    }
    if (key === 'f3' && hasHits) {
        return event.shiftKey ? 'previous-hit' : 'next-hit';
    }
    // With Shift, a letter is another key, which the console or somebody else may have a use for; signs may need it.
    const isOther = isCommand || event.altKey || (event.shiftKey && /^\p{L}$/u.test(key));
    return isOther || isTyping(event) ? undefined : KEYS[key];
}

/**
 * What was pressed. On keyboards with other letters (Greek, Cyrillic, Arabic) the Latin ones are on the same keys, as
 * in the browser's own shortcuts.
 */
function keyOf({ key, code }: KeyboardEvent): string {
    const isOther = /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key);
    return ((isOther && /^Key([A-Z])$/.exec(code)?.[1]) || key).toLowerCase();
}

/** Id of the message that an event came from, empty for one from elsewhere. */
export function messageOf(event: Event): string {
    for (const target of event.composedPath()) {
        const id = (target as HTMLElement).dataset?.messageId;
        if (id) {
            return id;
        }
    }
    return '';
}

function isTyping(event: KeyboardEvent): boolean {
    const target = event.composedPath()[0] as HTMLElement | undefined;
    return (
        target?.localName === 'textarea' ||
        target?.localName === 'select' ||
        target?.isContentEditable === true ||
        (target instanceof HTMLInputElement && !/^(?:button|checkbox|radio|range|submit)$/.test(target.type))
    );
}
