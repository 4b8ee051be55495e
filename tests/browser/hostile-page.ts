/** Looks for what no message may bring into a page, and puts hostile messages there. */
import type { Page } from 'playwright-core';
import type { ShapeMessage } from '../fixtures/vendor-shapes.ts';
import { XSS_HOST } from '../fixtures/xss-vectors.ts';

/** Parts of HTML that no message may bring into the page. */
const FORBIDDEN =
    'script, iframe, frame, object, embed, applet, base, meta, link, style, form, portal, math, template, dialog, marquee, noscript';

export interface Inspection {
    /** What was found in which message. */
    found: { id: string; what: string }[];
    /** How many messages were looked at. */
    count: number;
}

/** Looks at every element of every shown message, through shadow roots, with all raw data opened. Runs in the page. */
export const inspectMain = new Function(
    'main',
    `const found = [];
    let count = 0;
    const look = (id, element) => {
        const say = (what) => found.push({ id, what: what + ' in ' + element.outerHTML.slice(0, 200) });
        if (element.matches(${JSON.stringify(FORBIDDEN)})) say('<' + element.localName + '>');
        for (const { name, value } of element.attributes) {
            if (/^on|^(srcdoc|ping|formaction|action|srcset)$/.test(name)) say(name);
            if (/^(href|src|poster|data|xlink:href|background)$/.test(name)
                && /^\\s*(javascript|vbscript|data:text|data:image\\/svg)/i.test(value)) say(name);
            if (/^(src|poster|background)$/.test(name) && value.includes('${XSS_HOST}')) say(name);
            if (name === 'style' && /url\\(|expression|fixed|@import/i.test(value)) say('style');
        }
        if (/fixed|sticky/.test(getComputedStyle(element).position)) say('position');
    };
    const walk = (parent, id, visit) => {
        for (const element of parent.children) {
            const own = element.getAttribute('data-message-id') ?? id;
            visit(own, element, own !== id);
            if (element.shadowRoot) walk(element.shadowRoot, own, visit);
            walk(element, own, visit);
        }
    };
    walk(main, null, (id, element) => {
        if (id && element.matches('button[aria-expanded="false"]')) element.click();
    });
    return Promise.resolve().then(() => {
        walk(main, null, (id, element, isNew) => {
            if (isNew) count += 1;
            if (id) look(id, element);
        });
        return { found, count };
    });`
) as (main: unknown) => Promise<Inspection>;

/** Calls of the vectors are counted as `ran`. */
export const countRuns = (page: Page): Promise<void> =>
    page.addInitScript('window.ran = 0; window.xssRan = () => { window.ran += 1; };').then(() => undefined);

/** How an element looks. Runs in the page. */
const lookOf = new Function(
    'element',
    `const { color, backgroundColor, display, fontSize, visibility, position, opacity } = getComputedStyle(element);
    return [color, backgroundColor, display, fontSize, visibility, position, opacity].join(' ');`
) as (element: unknown) => string;

/** How the page around the messages looks. */
export async function surroundings(page: Page): Promise<string[]> {
    const looks = ['body', 'header', 'h1'].map((name) => page.locator(name).first().evaluate(lookOf));
    return Promise.all([page.title(), ...looks]);
}

interface HostileHistory {
    recordId: string;
    label: string;
    answer: unknown;
}

/** As many as a list makes without being scrolled, when each is not higher than `squeeze` lets it be. */
const MESSAGES_PER_HISTORY = 25;

/** Messages are low, so that all of a list is made; what is in them stays the same. */
export const squeeze = (page: Page): Promise<unknown> =>
    page.addStyleTag({ content: '[data-message-id] { display: block; max-height: 56px; overflow: hidden; }' });

/** Histories for the gallery. */
export function historiesOf(messages: readonly { adapter: string; message: ShapeMessage }[]): HostileHistory[] {
    return [...new Set(messages.map(({ adapter }) => adapter))].flatMap((adapter) => {
        const own = messages.filter((one) => one.adapter === adapter).map(({ message }) => message);
        return chunked(own, MESSAGES_PER_HISTORY).map((some, at) => {
            const recordId = `hostile-${adapter}-${at}`;
            const head = { provider: adapter, adapter, sessionId: recordId, source: 'live', facts: [], warnings: [] };
            return { recordId, label: `${adapter} ${at}`, answer: { page: { ...head, messages: some } } };
        });
    });
}

export const chunked = <T>(all: readonly T[], size: number): T[][] =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
