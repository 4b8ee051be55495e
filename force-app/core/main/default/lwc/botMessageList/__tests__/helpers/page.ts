/** What jsdom lacks and these tests need: an element on the page, layout, dialogs, highlights. */
import { createElement, type LightningElement } from 'lwc';

/** Puts a component on the page and waits until it is rendered. */
export async function mount<T extends object>(
    tag: string,
    component: typeof LightningElement,
    properties: T
): Promise<HTMLElement & T> {
    const element = createElement(tag, { is: component });
    Object.assign(element, properties);
    document.body.append(element);
    await rendered();
    return element as unknown as HTMLElement & T;
}

/** Takes everything off the page. */
export function clearPage(): void {
    document.body.replaceChildren();
}

/** Until what was changed has been rendered, promises of Apex calls included. */
export async function rendered(): Promise<void> {
    for (let i = 0; i < 12; i++) {
        // eslint-disable-next-line no-await-in-loop -- one turn of the microtask queue after the other
        await Promise.resolve();
    }
}

/** The shadow of a component. */
export function inside(element: Element): ShadowRoot {
    return element.shadowRoot as ShadowRoot;
}

/** First match in a component or in the components within it. */
export function find<T extends Element = HTMLElement>(element: Element, selector: string): T | null {
    return findAll<T>(element, selector)[0] ?? null;
}

/** All matches in a component and in the components within it, in their order. */
export function findAll<T extends Element = HTMLElement>(element: Element, selector: string): T[] {
    const found: T[] = [];
    for (const child of element.shadowRoot?.querySelectorAll('*') ?? []) {
        if (child.matches(selector)) {
            found.push(child as T);
        }
        if (child.shadowRoot) {
            found.push(...findAll<T>(child, selector));
        }
    }
    return found;
}

/** What a reader sees of a component, white space folded. */
export function textIn(element: Element | null): string {
    const parts: string[] = [];
    const walk = (node: Node): void => {
        if (node.nodeType === Node.TEXT_NODE) {
            parts.push(node.nodeValue ?? '');
        } else if (node instanceof HTMLElement && node.shadowRoot) {
            node.shadowRoot.childNodes.forEach(walk);
        } else {
            node.childNodes.forEach(walk);
        }
    };
    if (element) {
        walk(element);
    }
    return parts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Collects the details of an event. */
export function listen<T>(element: Element, name: string): T[] {
    const details: T[] = [];
    element.addEventListener(name, (event) => details.push((event as CustomEvent<T>).detail));
    return details;
}

type ResizeCallback = (entries: ResizeObserverEntry[]) => void;

/**
 * A layout of its own: every element of the given class is `height` pixels high, the list shows `viewport` of them; 0
 * hides it. Measurements are delivered by `measure`.
 */
export class FakeLayout {
    private readonly observers = new Map<ResizeCallback, Set<Element>>();
    heightOf: (element: Element) => number = () => 50;
    viewport = 400;

    install(): void {
        const { observers } = this;
        window.ResizeObserver = class {
            readonly seen = new Set<Element>();
            readonly callback: ResizeCallback;
            constructor(callback: ResizeCallback) {
                this.callback = callback;
                observers.set(callback, this.seen);
            }
            observe(element: Element): void {
                this.seen.add(element);
            }
            unobserve(element: Element): void {
                this.seen.delete(element);
            }
            disconnect(): void {
                observers.delete(this.callback);
            }
        } as unknown as typeof ResizeObserver;
        Element.prototype.scrollIntoView = jest.fn();
        Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
            configurable: true,
            get: () => this.viewport
        });
    }

    /** Delivers the sizes of everything that is observed. */
    measure(): void {
        for (const [callback, elements] of this.observers) {
            const entries = [...elements].map((target) => {
                const isScroller = target.classList.contains('scroller');
                const blockSize = isScroller
                    ? this.viewport
                    : target.classList.contains('edge')
                      ? 40
                      : this.heightOf(target);
                return { target, borderBoxSize: [{ blockSize, inlineSize: 400 }] } as unknown as ResizeObserverEntry;
            });
            callback(entries);
        }
    }

    /** How many elements are watched at present. */
    get watched(): number {
        return [...this.observers.values()].reduce((sum, elements) => sum + elements.size, 0);
    }

    /** Gives a scrolling element the numbers that a browser computes. */
    giveScroll(scroller: HTMLElement, total: () => number): void {
        let top = 0;
        Object.defineProperties(scroller, {
            clientHeight: { get: () => this.viewport, configurable: true },
            clientWidth: { get: () => 400, configurable: true },
            scrollHeight: { get: () => (this.viewport === 0 ? 0 : total()), configurable: true },
            scrollTop: {
                get: () => top,
                set: (value: number) => {
                    top = Math.max(0, Math.min(value, total() - this.viewport));
                },
                configurable: true
            }
        });
    }
}

/** jsdom has dialogs but can't open them. */
export function giveDialogs(): void {
    HTMLDialogElement.prototype.showModal = function showModal() {
        this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
        this.open = false;
        this.dispatchEvent(new CustomEvent('close'));
    };
}
