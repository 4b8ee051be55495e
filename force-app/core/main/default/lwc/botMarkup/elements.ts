/** The elements of HTML that text is made of. Of others the page shows their text, of some not even that. */
export const TEXT_ELEMENTS = [
    ...['p', 'br', 'hr', 'wbr', 'div', 'span', 'blockquote', 'pre', 'code', 'kbd', 'samp', 'var', 'q', 'cite', 'abbr'],
    ...['strong', 'b', 'em', 'i', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'bdi', 'bdo'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'a']
];

/** Others whose text stands on lines of its own. */
export const LINE_ELEMENTS = [
    ...['section', 'article', 'aside', 'header', 'footer', 'main', 'nav', 'address', 'center', 'figure', 'figcaption'],
    ...['details', 'summary', 'fieldset', 'legend']
];
