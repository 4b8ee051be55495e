/**
 * Keeps the keyboard's place. A button that goes away when it was pressed ("Try again", "Show all") takes the focus with
 * it, and the next Tab would begin at the top of the page: then the focus goes to where it is told.
 */
export class FocusKeeper {
    private readonly rescue: () => void;
    private focused: HTMLElement | undefined;

    /** @param rescue puts the focus on something that stays */
    constructor(rescue: () => void) {
        this.rescue = rescue;
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
        const isNowhere = document.activeElement === null || document.activeElement === document.body;
        if (this.focused && !this.focused.isConnected && isNowhere) {
            this.focused = undefined;
            this.rescue();
        }
    }
}
