/** Watches the sizes of a changing set of elements. */
export class SizeWatch {
    private observer: ResizeObserver | undefined;
    private readonly watched = new Set<Element>();
    private readonly handle: (resized: readonly ResizeObserverEntry[]) => void;

    /** @param handle called after the layout and before the paint: corrections made there are never seen */
    constructor(handle: (resized: readonly ResizeObserverEntry[]) => void) {
        this.handle = handle;
    }

    /** Watches these and no others; answers whether there are new ones, whose sizes are told before the next paint. */
    watch(elements: Iterable<Element | undefined>): boolean {
        const observer = (this.observer ??= new ResizeObserver((resized) => this.handle(resized)));
        const wanted = new Set<Element>();
        let hasNew = false;
        for (const element of elements) {
            if (element) {
                wanted.add(element);
                if (!this.watched.has(element)) {
                    this.watched.add(element);
                    observer.observe(element);
                    hasNew = true;
                }
            }
        }
        for (const element of this.watched) {
            if (!wanted.has(element)) {
                this.watched.delete(element);
                observer.unobserve(element);
            }
        }
        return hasNew;
    }

    stop(): void {
        this.observer?.disconnect();
        this.observer = undefined;
        this.watched.clear();
    }
}
