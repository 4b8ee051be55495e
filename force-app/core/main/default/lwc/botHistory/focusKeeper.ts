/**
 * Keeps the keyboard's place. A button that goes away when it was pressed ("Try again", "Show all") takes the focus
 * with it, and the next Tab would begin at the top of the page: then the focus goes to where it is told.
 */
export class FocusKeeper {
    private readonly rescue: () => void;
    private readonly isInside: () => boolean;
    private focused: HTMLElement | undefined;

    /**
     * @param rescue puts the focus on something that stays
     * @param isInside says whether the component has the focus
     */
    constructor(rescue: () => void, isInside: () => boolean) {
        this.rescue = rescue;
        this.isInside = isInside;
    }

    /** What the agent works with beside the component, null for nothing. */
    get elsewhere(): Element | null {
        return isNowhere() || this.isInside() ? null : document.activeElement;
    }

    /** An element of the component got the focus. */
    enter(event: FocusEvent): void {
        this.focused = event.composedPath()[0] as HTMLElement | undefined;
    }

    /** It lost it: to another one, to the page, or by going away, which shows only a moment later. */
    async leave(event: FocusEvent): Promise<void> {
        if (event.relatedTarget === null) {
            await Promise.resolve();
            this.look();
            if (this.focused?.isConnected) {
                this.focused = undefined;
            }
        } else {
            this.focused = undefined;
        }
    }

    /** Does something that takes the focus for a moment. */
    borrow<T>(run: () => T): T {
        const { focused } = this;
        const result = run();
        focused?.focus({ preventScroll: true });
        return result;
    }

    /** For browsers that tell nobody when a focused element goes away: call it after each rendering. */
    look(): void {
        if (this.focused && !this.focused.isConnected && isNowhere()) {
            this.focused = undefined;
            this.rescue();
        }
    }
}

function isNowhere(): boolean {
    return document.activeElement === null || document.activeElement === document.body;
}
