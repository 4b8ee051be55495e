/** What a component's template offers to look for. */
type Root = Pick<Document, 'querySelectorAll' | 'activeElement'>;

/** Id of the message that a row shows, empty for other elements. */
export function idOf(target: EventTarget | null): string {
    return (target as HTMLElement | null)?.dataset?.messageId ?? '';
}

/** The rows as elements on the page: which one shows a message, and which one has the focus. */
export class RowElements {
    private readonly root: () => Root | null;
    /** Message that gets the focus once it is on the page. */
    private wanted = '';
    /** The page is to be scrolled so that it can be seen. */
    private isFar = false;

    /** @param root the list's template, null while it is not on the page */
    constructor(root: () => Root | null) {
        this.root = root;
    }

    all(): HTMLElement[] {
        return [...(this.root()?.querySelectorAll<HTMLElement>('.row') ?? [])];
    }

    of(id: string): HTMLElement | undefined {
        return this.all().find((element) => idOf(element) === id);
    }

    /** Id of the message that has the focus, or something in it; empty for none. */
    focusedId(): string {
        return idOf(this.root()?.activeElement ?? null);
    }

    /**
     * Gives a message the focus as soon as it is on the page.
     *
     * @param isFar what leads there may be far from the list
     */
    wantFocus(id: string, isFar = true): void {
        this.wanted = id;
        this.isFar = isFar;
    }

    /** Gives a message on the page the focus, and moves nothing. */
    focus(id: string): void {
        this.of(id)?.focus({ preventScroll: true });
    }

    /** Call it after each rendering. */
    focusWanted(): void {
        if (this.wanted !== '') {
            const element = this.of(this.wanted);
            this.wanted = '';
            element?.focus({ preventScroll: true });
            if (this.isFar) {
                // A link to the page, a button above the list.
                element?.closest('.scroller')?.scrollIntoView({ block: 'nearest' });
            }
        }
    }
}
