/** Addresses of the console: `/`, `/record/<ObjectApiName>/<recordId>`, `/gallery`. */

export type Page =
    | { name: 'home'; objectApiName: string | undefined }
    | { name: 'record'; objectApiName: string; recordId: string }
    | { name: 'gallery' }
    | { name: 'unknown'; path: string };

const listeners = new Set<() => void>();

export function pageOf(path: string, search = ''): Page {
    const [first, objectApiName, recordId] = path.split('/').filter(Boolean).map(decodeURIComponent);
    if (first === undefined) {
        return { name: 'home', objectApiName: new URLSearchParams(search).get('object') ?? undefined };
    }
    if (first === 'record' && objectApiName && recordId) return { name: 'record', objectApiName, recordId };
    if (first === 'gallery') return { name: 'gallery' };
    return { name: 'unknown', path };
}

export const currentPage = (): Page => pageOf(location.pathname, location.search);

/** Changes the address without loading the document anew. */
export function goTo(url: string, replace = false): void {
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    for (const listener of listeners) listener();
}

/** Calls back after every change of address; returns the function that ends it. */
export function onPageChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

addEventListener('popstate', () => {
    for (const listener of listeners) listener();
});

/** A plain click on a link of the console stays in the page; with a key held it opens as links do. */
export function followLink(event: MouseEvent): void {
    const link = event.currentTarget as HTMLAnchorElement;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(link.pathname + link.search + link.hash);
}
