/** What the component asks of the elements in its template. */
import type { CaseKind } from 'c/botHistoryCase';

export interface MessageListElement extends HTMLElement {
    showMessage(id: string, options?: { focus?: boolean; mark?: boolean; isHit?: boolean }): boolean;
    showNewest(options?: { focus?: boolean }): void;
    unmark(): void;
    firstVisibleId(): string;
    isInView(id: string): boolean;
    isAtNewestMessage(): boolean;
}

interface ToolbarElement extends HTMLElement {
    focusSearch(): void;
    focusMenu(name: string): void;
}

interface KeysElement extends HTMLElement {
    open(): void;
}

interface CaseElement extends HTMLElement {
    start(kind: CaseKind): void;
}

interface ViewerElement extends HTMLElement {
    open(href: string, alt: string): void;
}

/** The elements by their `lwc:ref`; each undefined while it is not on the page. */
export class Parts {
    private readonly refs: () => Record<string, unknown> | undefined;

    constructor(refs: () => Record<string, unknown> | undefined) {
        this.refs = refs;
    }

    get frame(): HTMLElement | undefined {
        return this.part('frame');
    }
    get toolbar(): ToolbarElement | undefined {
        return this.part('toolbar');
    }
    get list(): MessageListElement | undefined {
        return this.part('list');
    }
    get caseNote(): CaseElement | undefined {
        return this.part('caseNote');
    }
    get clipboard(): HTMLTextAreaElement | undefined {
        return this.part('clipboard');
    }
    get keys(): KeysElement | undefined {
        return this.part('keys');
    }
    get viewer(): ViewerElement | undefined {
        return this.part('viewer');
    }

    private part<T extends HTMLElement>(name: string): T | undefined {
        return this.refs()?.[name] as T | undefined;
    }
}
