import { beside, LINE_ELEMENTS, TEXT_ELEMENTS } from 'c/botMarkup';
import { safeUrl, type UrlPolicy } from 'c/botTranscript';
import { addImage, addLink, dress } from './dress';
import { purifier, type PurifierConfig } from './libraries';

/**
 * The allow-list, with `TEXT_ELEMENTS`. No style, class, id, name, data or ARIA attribute; no form, frame, media, SVG
 * or MathML element; `href` only as `safeUrl` lets it through. What is not listed loses its tag and keeps its text,
 * except for elements whose content is no text (script, style, template, …), which go whole.
 */
const ATTRIBUTES = ['href', 'title', 'dir', 'lang', 'start', 'colspan', 'rowspan'];

const CONFIG: PurifierConfig = {
    ALLOWED_TAGS: TEXT_ELEMENTS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    // The expression below would otherwise have to match these too.
    ADD_URI_SAFE_ATTR: ['dir', 'lang', 'start', 'colspan', 'rowspan'],
    // A second gate after the hooks below, in case one is ever passed by.
    ALLOWED_URI_REGEXP: /^(?:https:|mailto:|tel:|http:\/\/(?:127\.0\.0\.1|localhost)(?:[:/?#]|$))/i,
    RETURN_DOM: true,
    TRUSTED_TYPES_POLICY: null
} as PurifierConfig;

let isReady = false;
/** Of the call that runs: the purifier's hooks take no arguments of their own. */
let currentPolicy: UrlPolicy | undefined;

/**
 * HTML of any origin → HTML that may be put into the page, links and tables made ready for it.
 *
 * @param policy hosts that pictures may load from; without it every picture becomes a link
 * @returns null where there is no DOM to sanitise with, or nothing that could be kept
 */
export function sanitize(html: string, policy: UrlPolicy | undefined): string | null {
    if (!purifier.isSupported) {
        return null;
    }
    makeReady();
    currentPolicy = policy;
    const body = purifier.sanitize(html) as unknown as HTMLElement | null;
    if (!body || ((body.textContent ?? '').trim() === '' && !body.querySelector('a, hr'))) {
        return null;
    }
    dress(body, policy);
    // eslint-disable-next-line @lwc/lwc/no-inner-html -- read, not written
    return body.innerHTML;
}

function makeReady(): void {
    if (!isReady) {
        isReady = true;
        purifier.setConfig(CONFIG);
        purifier.addHook('beforeSanitizeElements', (node) => {
            dropComments(node);
            replaceImage(node);
            replacePlayer(node);
            keepOnLine(node);
        });
        purifier.addHook('beforeSanitizeAttributes', (element) => checkLink(element));
    }
}

/** The purifier removes a whole element of text in which a comment stands beside words like `<this>`. */
function dropComments(node: Node): void {
    if (node.childNodes.length > 1 && !(node as Element).firstElementChild) {
        const comments = [...node.childNodes].filter((child) => child.nodeType === Node.COMMENT_NODE);
        comments.forEach((comment) => node.removeChild(comment));
    }
}

/** The tag itself is not allowed; what takes its place is made here, of checked parts only. */
function replaceImage(node: Node): void {
    if (node.nodeName !== 'IMG' || !node.parentNode) {
        return;
    }
    const image = node as HTMLImageElement;
    const source = image.getAttribute('src');
    const alt = image.getAttribute('alt') ?? '';
    if (currentPolicy && safeUrl(source, 'media', currentPolicy)?.state === 'ok') {
        addImage(image, source ?? '', alt);
    } else {
        addLink(image, source, alt);
    }
}

const PLAYERS: ReadonlySet<string> = new Set(['IFRAME', 'VIDEO', 'AUDIO']);

/** What the bot's own client plays inside a text is a link: the tag goes with its content. */
function replacePlayer(node: Node): void {
    if (PLAYERS.has(node.nodeName) && node.parentNode) {
        const player = node as Element;
        const source = player.getAttribute('src') ?? player.querySelector('source')?.getAttribute('src') ?? null;
        addLink(player, source, player.getAttribute('title') ?? '');
    }
}

const ON_LINES: ReadonlySet<string> = new Set(LINE_ELEMENTS.map((name) => name.toUpperCase()));

/** The tag goes, and its text would run into that of its neighbours. */
function keepOnLine(node: Node): void {
    if (ON_LINES.has(node.nodeName) && node.firstChild) {
        const line = (node as Element).ownerDocument.createElement('div');
        line.append(...node.childNodes);
        node.appendChild(line);
    }
}

/** A URL that may not be followed stays readable as text. */
function checkLink(element: Element): void {
    if (element.nodeName !== 'A' || !element.hasAttribute('href')) {
        return;
    }
    const checked = safeUrl(element.getAttribute('href'), 'link');
    if (checked?.state === 'ok') {
        element.setAttribute('href', checked.href);
        return;
    }
    element.removeAttribute('href');
    if (checked) {
        const words = element.textContent ?? '';
        element.append(beside(words, checked.text).slice(words.length));
    }
}
