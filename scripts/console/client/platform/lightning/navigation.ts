/** `lightning/navigation`: page references that the console has a page for; anything else is refused aloud. */
import { currentPage, goTo, onPageChange } from '../router';

export interface PageReference {
    type: string;
    attributes?: Record<string, string | undefined>;
    state?: Record<string, string | undefined>;
}

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

/** The address of a page reference. */
export function urlOf(reference: PageReference): string {
    const { type, attributes = {}, state = {} } = reference;
    const pairs = Object.entries(state).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const search = pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
    switch (type) {
        case 'standard__recordPage':
            return `/record/${attributes['objectApiName'] ?? ''}/${attributes['recordId'] ?? ''}${search}`;
        case 'standard__namedPage':
            return `/${search}`;
        case 'standard__objectPage':
            return `/?object=${attributes['objectApiName'] ?? ''}`;
        case 'standard__webPage':
            return attributes['url'] ?? '';
        default:
            throw new Error(`not supported by the console page: a page reference of type ${type}`);
    }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a mixin's constructor must take any arguments
type Constructor = new (...parameters: any[]) => object;

export function NavigationMixin<Base extends Constructor>(Superclass: Base) {
    return class extends Superclass {
        [Navigate](reference: PageReference, replace = false): void {
            const url = urlOf(reference);
            if (reference.type === 'standard__webPage') window.open(url, '_blank', 'noopener');
            else goTo(url, replace);
        }

        [GenerateUrl](reference: PageReference): Promise<string> {
            return Promise.resolve(urlOf(reference));
        }
    };
}

NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;

/** Wire adapter: where the page is now. */
export class CurrentPageReference {
    readonly #emit: (value: PageReference) => void;
    #stop: (() => void) | undefined;

    constructor(emit: (value: PageReference) => void) {
        this.#emit = emit;
    }

    connect(): void {
        this.#tell();
        this.#stop = onPageChange(() => this.#tell());
    }

    disconnect(): void {
        this.#stop?.();
    }

    update(): void {
        this.#tell();
    }

    #tell(): void {
        const page = currentPage();
        const state = Object.fromEntries(new URLSearchParams(location.search));
        this.#emit(
            page.name === 'record'
                ? {
                      type: 'standard__recordPage',
                      attributes: { recordId: page.recordId, objectApiName: page.objectApiName, actionName: 'view' },
                      state
                  }
                : { type: 'standard__namedPage', attributes: { pageName: page.name }, state }
        );
    }
}
