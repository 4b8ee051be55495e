/** From U+00A0 on, one for each sign. */
const LATIN_1 =
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
    'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
    'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
    'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
    'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
    'thorn yuml';
const OTHERS =
    'amp& lt< gt> quot" apos\' ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ lsaquo‹ rsaquo› hellip… bull• ' +
    'dagger† permil‰ prime′ Prime″ euro€ trade™ larr← uarr↑ rarr→ darr↓ harr↔ minus− ne≠ le≤ ge≥ infin∞ check✓ star☆ ' +
    'starf★ phone☎ hearts♥ OElig\u0152 oelig\u0153 Scaron\u0160 scaron\u0161 Zcaron\u017d zcaron\u017e Yuml\u0178 ' +
    'ensp\u2002 emsp\u2003 thinsp\u2009 zwnj\u200c zwj\u200d lrm\u200e rlm\u200f';
/** What the numbers 128 to 159 stand for: browsers read them as Windows does. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const NAMED = new Map([
    ...LATIN_1.split(' ').map((name, at) => [name, String.fromCharCode(0xa0 + at)] as const),
    ...OTHERS.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const)
]);

/** A text of HTML with the signs that its character references stand for; rare names stay as they are. */
export function decodeEntities(text: string): string {
    return text.includes('&')
        ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,7}));/gi, reference)
        : text;
}

function reference(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
    if (name !== undefined) {
        return NAMED.get(name) ?? whole;
    }
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
    return isNone ? '\ufffd' : (WINDOWS[code - 128] ?? String.fromCodePoint(code));
}
