import { LINK_REL, linkTarget, safeUrl, type UrlPolicy } from 'c/botTranscript';

/** Says of an element that stands for a picture what it is made of; taken off again by `dress`. */
const PICTURE = 'title';
const PICTURE_MARK = '\u0000picture:';

/**
 * What sanitised HTML needs to fit into a page: links that open beside it and name their host, headings below the
 * page's own, tables with header scopes in a box that scrolls by keyboard. Builds on DOM calls only.
 */
export function dress(body: HTMLElement, policy: UrlPolicy | undefined): void {
    for (const link of body.querySelectorAll('a')) {
        if (link.getAttribute(PICTURE)?.startsWith(PICTURE_MARK)) {
            showPicture(link, policy);
        } else {
            dressLink(link);
        }
    }
    for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        lower(heading);
    }
    for (const table of body.querySelectorAll('table')) {
        dressTable(table);
    }
}

/** Puts a link before a picture that may not load. */
export function addLink(image: Element, source: string | null, alt: string): void {
    const checked = safeUrl(source, 'link');
    const words = alt.trim() || checked?.host || checked?.text || '';
    if (checked?.state !== 'ok' || image.closest('a')) {
        image.before(words);
        return;
    }
    const link = image.ownerDocument.createElement('a');
    link.setAttribute('href', checked.href);
    link.append(words);
    image.before(link);
}

/** Puts a placeholder before a picture that may load; pictures are not in the allow-list, so it comes in `dress`. */
export function addImage(image: Element, source: string, alt: string): void {
    const place = image.ownerDocument.createElement('a');
    place.setAttribute(PICTURE, PICTURE_MARK + source);
    place.append(alt);
    image.before(place);
}

function showPicture(place: Element, policy: UrlPolicy | undefined): void {
    const source = (place.getAttribute(PICTURE) ?? '').slice(PICTURE_MARK.length);
    const checked = safeUrl(source, 'media', policy);
    if (checked?.state !== 'ok') {
        place.removeAttribute(PICTURE);
        return;
    }
    const image = place.ownerDocument.createElement('img');
    image.setAttribute('src', checked.href);
    image.setAttribute('alt', place.textContent ?? '');
    image.setAttribute('loading', 'lazy');
    image.setAttribute('decoding', 'async');
    image.setAttribute('referrerpolicy', 'no-referrer');
    place.replaceWith(image);
}

function dressLink(link: HTMLAnchorElement): void {
    const checked = safeUrl(link.getAttribute('href'), 'link');
    if (checked?.state !== 'ok') {
        link.replaceWith(...link.childNodes);
        return;
    }
    link.setAttribute('rel', LINK_REL);
    const target = linkTarget(checked.href);
    if (target) {
        link.setAttribute('target', target);
    }
    if (checked.host !== '' && !(link.textContent ?? '').toLowerCase().includes(checked.host.toLowerCase())) {
        const host = link.ownerDocument.createElement('small');
        host.append(` (${checked.host})`);
        link.append(host);
    }
}

function lower(heading: Element): void {
    const level = Math.min(6, Number(heading.localName.slice(1)) + 3);
    const lowered = heading.ownerDocument.createElement(`h${level}`);
    lowered.append(...heading.childNodes);
    heading.replaceWith(lowered);
}

function dressTable(table: HTMLTableElement): void {
    dropBlankHeaders(table);
    for (const header of table.querySelectorAll('th')) {
        const isInHead = header.closest('thead') !== null || header.parentElement?.querySelector('td') === null;
        header.setAttribute('scope', isInHead ? 'col' : 'row');
    }
    if (table.parentElement?.closest('table')) {
        return;
    }
    const box = table.ownerDocument.createElement('div');
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'group');
    table.replaceWith(box);
    box.append(table);
}

/**
 * Markdown has no table without headers, so bots leave them blank: a stripe on the page, and headers without a word.
 */
function dropBlankHeaders(table: HTMLTableElement): void {
    const isBlank = (cell: Element) => cell.childElementCount === 0 && (cell.textContent ?? '').trim() === '';
    const { tHead } = table;
    if (tHead && [...tHead.querySelectorAll('th, td')].every(isBlank)) {
        tHead.remove();
    }
    for (const header of [...table.querySelectorAll('th')].filter(isBlank)) {
        const cell = table.ownerDocument.createElement('td');
        [...header.attributes].forEach(({ name, value }) => cell.setAttribute(name, value));
        header.replaceWith(cell);
    }
}
