/** The part of the design system's style sheet that a page needs: an org's own pages have the whole sheet in cache. */
import postcss from 'postcss';
import type { Container, Declaration, Rule } from 'postcss';

const CLASS = /\.(-?[_a-zA-Z][\w-]*)/g;
const ATTRIBUTE = /\[([a-z][\w-]*)/g;
const VARIABLE = /--[a-zA-Z][\w-]*/g;
/** Of the HTML standard; others count only where the code names them. */
const PLAIN_ATTRIBUTE = /^(class|dir|disabled|hidden|href|readonly|required|role|title|type|aria-.*|contenteditable)$/;

/** Every word of the code that could be a class of the design system. */
const classesNamed = (code: string): Set<string> => new Set(code.match(/slds-[\w-]+/g) ?? []);

const isNeeded = (selector: string, classes: Set<string>, code: string): boolean =>
    [...selector.matchAll(CLASS)].every(([, name = '']) => classes.has(name)) &&
    [...selector.matchAll(ATTRIBUTE)].every(([, name = '']) => PLAIN_ATTRIBUTE.test(name) || code.includes(name));

function removeEmpty(container: Container): void {
    container.each((node) => {
        if (node.type === 'comment') node.remove();
        else if ('nodes' in node && node.nodes) {
            removeEmpty(node as Container);
            if ((node.nodes as unknown[]).length === 0) node.remove();
        }
    });
}

/** Declarations of custom properties that nothing reads, removed until there are none left. */
function removeUnusedVariables(sheet: Container, code: string): void {
    const readByCode = new Set(code.match(VARIABLE) ?? []);
    for (let removed = true; removed;) {
        removed = false;
        const read = new Set(readByCode);
        sheet.walkDecls((declaration) => {
            for (const name of declaration.value.match(VARIABLE) ?? []) read.add(name);
        });
        sheet.walkDecls(/^--/, (declaration: Declaration) => {
            if (read.has(declaration.prop)) return;
            declaration.remove();
            removed = true;
        });
    }
}

/**
 * @param css  the design system's style sheet
 * @param code all of the page's scripts
 * @returns the rules for elements, and for the classes, attributes and custom properties that the scripts name
 */
export function neededStyles(css: string, code: string): string {
    const sheet = postcss.parse(css);
    const classes = classesNamed(code);
    sheet.walkRules((rule: Rule) => {
        if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as { name?: string }).name ?? '')) return;
        const kept = rule.selectors.filter((selector) => isNeeded(selector, classes, code));
        if (kept.length === 0) rule.remove();
        else rule.selectors = kept;
    });
    removeUnusedVariables(sheet, code);
    const animations: string[] = [];
    sheet.walkDecls(/animation(-name)?$/, ({ value }) => void animations.push(value));
    sheet.walkAtRules(/keyframes$/, (rule) => {
        if (!animations.some((value) => value.includes(rule.params))) rule.remove();
    });
    removeEmpty(sheet);
    return sheet.toString();
}
