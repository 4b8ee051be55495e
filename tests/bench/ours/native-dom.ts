/**
 * The browser's own look-ups, kept before synthetic shadow narrows them: it hides a component's elements from outside.
 */
const { querySelectorAll } = Element.prototype;
const parentOf = Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode')?.get as () => ParentNode | null;

/** All matching elements below `root`, through synthetic shadow. */
export const findAll = (root: Element, selector: string): NodeListOf<Element> => querySelectorAll.call(root, selector);

/** The parent in the real tree. */
export function realParent(node: Node): Element | null {
    const parent = parentOf.call(node);
    return parent instanceof Element ? parent : null;
}
