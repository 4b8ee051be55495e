/**
 * In a tab of the console that is not in front nothing has a size or a place: the list stays as it was until it is seen
 * again. Read as if they were zero, the reader would be at the newest message, and at the oldest one too.
 */
export function isHidden(element: HTMLElement): boolean {
    return element.clientHeight === 0;
}

/** Notices when the list's tab of the console comes to the front, and when it leaves it. */
export class Front {
    private isInFront: boolean | undefined;
    private readonly tell: (isInFront: boolean) => void;

    /** @param tell called with what is so at first, and at each change */
    constructor(tell: (isInFront: boolean) => void) {
        this.tell = tell;
    }

    /** To be called when the list has another size; answers whether it is in front. */
    look(list: HTMLElement): boolean {
        const isInFront = !isHidden(list);
        if (this.isInFront !== isInFront) {
            this.isInFront = isInFront;
            this.tell(isInFront);
        }
        return isInFront;
    }
}
