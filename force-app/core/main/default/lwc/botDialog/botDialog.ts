import { LightningElement } from 'lwc';

/**
 * A component that is a modal dialog, in its template `lwc:ref="dialog"` with `onclick={handleBackdrop}` and
 * `onclose={handleClosed}`: closed by its button, Escape or a click beside it; the focus then goes back to where it
 * was. With `onpointerdown={handlePress}` it stays while words in it are selected.
 *
 * It closes as well when its tab of the console goes behind another one, as it does when work comes in: nobody sees it
 * there, but it would go on keeping everything else on the page from being used.
 */
export class DialogElement extends LightningElement {
    private watch: ResizeObserver | undefined;
    private isPressedWithin = false;

    /** Shows it, unless it is shown already. */
    protected show(): void {
        const { dialog } = this;
        if (dialog?.open === false) {
            dialog.showModal();
            this.watch = new ResizeObserver(() => {
                if (dialog.clientHeight === 0) {
                    dialog.close();
                }
            });
            this.watch.observe(dialog);
        }
    }

    handleClose(): void {
        this.dialog?.close();
    }

    handleClosed(): void {
        this.watch?.disconnect();
        this.watch = undefined;
    }

    handlePress(event: PointerEvent): void {
        this.isPressedWithin = this.isWithin(event);
    }

    handleBackdrop(event: MouseEvent): void {
        // The dialog is the target at its own edge as well, and where words in it are selected and the mouse let go
        // beside it.
        if (event.target === this.dialog && !this.isPressedWithin && !this.isWithin(event)) {
            this.handleClose();
        }
    }

    disconnectedCallback(): void {
        // Where the component comes back to the page, it would stand there, and not as a dialog.
        this.handleClose();
        this.handleClosed();
    }

    private isWithin({ clientX, clientY }: MouseEvent): boolean {
        const box = this.dialog?.getBoundingClientRect();
        return (
            box !== undefined && clientX > box.left && clientX < box.right && clientY > box.top && clientY < box.bottom
        );
    }

    private get dialog(): HTMLDialogElement | undefined {
        return this.refs?.dialog as HTMLDialogElement | undefined;
    }
}
