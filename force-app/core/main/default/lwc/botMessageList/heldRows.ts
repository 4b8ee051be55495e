/** What must not leave the page with its row: text that is selected, a video or sound that plays. */
export class HeldRows {
    /** The video or sound that began to play last. */
    player: HTMLMediaElement | undefined;
    private isSelecting = false;

    /** The reader begins to select text. */
    select(): void {
        this.isSelecting = true;
    }

    /** Whether there is any now. */
    look(): boolean {
        this.isSelecting = this.isSelecting && document.getSelection()?.isCollapsed === false;
        return this.isSelecting || this.player?.paused === false;
    }
}
