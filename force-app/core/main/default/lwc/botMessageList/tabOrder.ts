import { after, NOTHING } from 'c/botTimers';
import { idOf } from './rowElements';

/**
 * Only one message takes part in the tab order. Synthetic shadow leads Tab past the others, but takes for Tab whatever
 * moves the focus without a mouse button and without a script: also a screen reader that takes the focus along with its
 * cursor, which would find itself somewhere else on the page. So a message that gets the focus in another way than by
 * Tab joins the tab order before synthetic shadow looks at it.
 */
export class TabOrder {
    private isTabbing = false;
    private cancelTab = NOTHING;
    private scroller: HTMLElement | undefined;

    /** To be called when the list comes to the page. */
    start(): void {
        document.addEventListener('keydown', this.noteTab, true);
    }

    /** To be called when the list leaves the page. */
    stop(): void {
        document.removeEventListener('keydown', this.noteTab, true);
        this.cancelTab();
        this.isTabbing = false;
    }

    /** @param scroller the element that has the messages; call it after each rendering */
    watch(scroller: HTMLElement | undefined): void {
        if (this.scroller !== scroller) {
            this.scroller = scroller;
            scroller?.addEventListener('focusin', this.admit, true);
        }
    }

    /** The browser moves the focus before it does anything else. */
    private readonly noteTab = ({ key }: KeyboardEvent): void => {
        if (key === 'Tab') {
            this.isTabbing = true;
            this.cancelTab();
            this.cancelTab = after(0, () => {
                this.isTabbing = false;
            });
        }
    };

    private readonly admit = ({ target }: FocusEvent): void => {
        if (!this.isTabbing && idOf(target) !== '') {
            (target as HTMLElement).tabIndex = 0;
        }
    };
}
