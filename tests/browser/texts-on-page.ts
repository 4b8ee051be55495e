/** Texts of the history component that a reader can't see whole, or that are not translated. */
import type { Page } from 'playwright-core';

/** Finds the component, in whichever shadow it is. */
const HOST = `const host = (function find(root) {
        for (const one of root.querySelectorAll('*')) {
            if (one.localName === 'c-bot-history') return one;
            const inside = one.shadowRoot && find(one.shadowRoot);
            if (inside) return inside;
        }
    })(document);`;

/**
 * Texts that are cut: wider or higher than an element that hides the rest, or beyond the component's edges. What
 * scrolls sideways by itself (carousels, tables) and what has a button that shows it whole is not cut.
 */
const CUT = `(() => {
    const found = [];
    ${HOST}
    const frame = host.getBoundingClientRect();
    const parentOf = (element) => element.parentElement ?? element.getRootNode().host;
    const hides = (value) => value === 'hidden' || value === 'clip';
    const scrolls = (value) => value === 'auto' || value === 'scroll';
    const visit = (root) => {
        for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) visit(element.shadowRoot);
            const text = [...element.childNodes].filter((node) => node.nodeType === 3 && node.nodeValue.trim() !== '');
            const style = getComputedStyle(element);
            if (element.localName === 'input' && element.value === '' && element.placeholder) {
                const canvas = document.createElement('canvas').getContext('2d');
                canvas.font = style.font;
                const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
                if (canvas.measureText(element.placeholder).width > room) found.push('placeholder: ' + element.placeholder);
            }
            if (text.length === 0 || style.visibility === 'hidden') continue;
            const range = document.createRange();
            range.setStartBefore(text[0]);
            range.setEndAfter(text.at(-1));
            const box = range.getBoundingClientRect();
            if (box.width === 0) continue;
            let cut = '';
            for (let one = element; one && one !== host; one = parentOf(one)) {
                if (one.classList.contains('slds-assistive-text') || one.classList.contains('clamped')) { cut = ''; break; }
                const { overflowX, overflowY, position, display } = getComputedStyle(one);
                if (scrolls(overflowX)) { cut = ''; break; }
                if (display === 'inline' || display === 'contents') continue;
                const edge = one.getBoundingClientRect();
                if (hides(overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) cut = 'sideways by ' + one.className;
                if (hides(overflowY) && !one.classList.contains('scroller') && (box.bottom > edge.bottom + 1)) cut = 'below by ' + one.className;
                if (one.localName === 'dialog') { if (box.right > innerWidth || box.left < 0) cut = 'beyond the window'; break; }
                if (parentOf(one) === host && (box.right > frame.right + 1 || box.left < frame.left - 1)) cut = 'beyond the component';
            }
            if (cut) found.push(element.innerText.slice(0, 60) + ' (' + element.localName + '.' + element.className + ', ' + cut + ')');
        }
    };
    visit(host.shadowRoot);
    return [...new Set(found)];
})()`;

export const cutTexts = (page: Page): Promise<string[]> => page.evaluate<string[]>(CUT);

/**
 * Every text that the component itself says: texts, titles, names for screen readers, placeholders. Left out is what is
 * said by others or formatted by the browser: messages, facts, times, what stands on keys.
 */
const OWN = `(() => {
    const said = new Set();
    ${HOST}
    const foreign = 'kbd, time, .day, .text, .hint, .check, .reason [dir], .summary-text, dd:not(.presses), dt[dir], .name, .host, c-bot-rich-text, .aside, .position, .badge_foreign';
    const add = (text) => text && /\\p{L}/u.test(text) && said.add(text.trim().replace(/\\s+/g, ' '));
    const visit = (root) => {
        for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'style') continue;
            if (element.shadowRoot && !element.matches('c-bot-rich-text')) visit(element.shadowRoot);
            if (element.closest(foreign)) continue;
            for (const node of element.childNodes) if (node.nodeType === 3) add(node.nodeValue);
            for (const name of ['title', 'placeholder', 'aria-label', 'alt']) {
                if (!element.matches('[data-message-id], img')) add(element.getAttribute(name));
            }
        }
    };
    visit(host.shadowRoot);
    return [...said];
})()`;

export const ownTexts = (page: Page): Promise<string[]> => page.evaluate<string[]>(OWN);
