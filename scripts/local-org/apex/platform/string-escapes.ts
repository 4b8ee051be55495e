import { notSupported } from '../run/errors.ts';
import type { PlatformCode } from '../types/platform-class.ts';

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** The Latin-1 entities, from code 160. */
const LATIN = (
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
    'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
    'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
    'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
    'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
    'thorn yuml'
).split(' ');

/** Entities that HTML 4 adds, as far as texts use them. */
const SYMBOLS: Record<string, string> = {
    euro: '€',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    lsaquo: '‹',
    rsaquo: '›',
    bull: '•',
    trade: '™',
    dagger: '†',
    Dagger: '‡',
    permil: '‰',
    oelig: 'œ',
    OElig: 'Œ',
    scaron: 'š',
    Scaron: 'Š',
    Yuml: 'Ÿ',
    larr: '←',
    uarr: '↑',
    rarr: '→',
    darr: '↓'
};

function entityText(name: string): string | undefined {
    const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
    const latin = LATIN.indexOf(name);
    return named[name] ?? SYMBOLS[name] ?? (latin < 0 ? undefined : String.fromCharCode(160 + latin));
}

function escapeHtml(text: string, symbols: boolean): string {
    return text.replace(/[&<>"\u00A0-\uFFFF]/g, (character) => {
        const code = character.charCodeAt(0);
        if (code < 160) {
            return XML[character] ?? character;
        }
        const name =
            LATIN[code - 160] ??
            (symbols ? Object.keys(SYMBOLS).find((each) => SYMBOLS[each] === character) : undefined);
        return name === undefined ? character : `&${name};`;
    });
}

function unescapeHtml(text: string): string {
    return text.replace(
        /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g,
        (whole, decimal?: string, hex?: string, name?: string) => {
            if (name !== undefined) {
                return entityText(name) ?? whole;
            }
            const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
            return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        }
    );
}

function unescapeXml(text: string): string {
    return text.replace(
        /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(amp|lt|gt|quot|apos));/g,
        (whole, decimal?: string, hex?: string, name?: string) => {
            if (name !== undefined) {
                return Object.keys(XML).find((each) => XML[each] === `&${name};`) ?? whole;
            }
            return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
        }
    );
}

const CONTROL: Record<string, string> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

function unicode(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function escapeJava(text: string, alsoQuotes: RegExp): string {
    return text
        .replace(alsoQuotes, '\\$&')
        .replace(/[\b\n\t\f\r]/g, (character) => CONTROL[character]!)
        .replace(/[^ -~]/g, unicode);
}

function unescapeJava(text: string): string {
    return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, character: string) => {
        if (hex !== undefined) {
            return String.fromCharCode(Number.parseInt(hex, 16));
        }
        return Object.keys(CONTROL).find((each) => CONTROL[each] === `\\${character}`) ?? character;
    });
}

function escapeCsv(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function unescapeCsv(text: string): string {
    const inner = /^"([\s\S]*)"$/.exec(text)?.[1];
    return inner !== undefined && /[",\r\n]/.test(inner) ? inner.replaceAll('""', '"') : text;
}

export const STRING_ESCAPES: Record<string, PlatformCode> = {
    'String escapeHtml3()': (self: string) => escapeHtml(self, false),
    'String escapeHtml4()': (self: string) => escapeHtml(self, true),
    'String unescapeHtml3()': unescapeHtml,
    'String unescapeHtml4()': unescapeHtml,
    'String escapeXml()': (self: string) => self.replace(/[&<>"']/g, (character) => XML[character]!),
    'String unescapeXml()': unescapeXml,
    'String escapeJava()': (self: string) => escapeJava(self, /["\\]/g),
    'String unescapeJava()': unescapeJava,
    'String escapeEcmaScript()': (self: string) => escapeJava(self, /["'\\/]/g),
    'String unescapeEcmaScript()': unescapeJava,
    'String escapeUnicode()': (self: string) => self.replace(/[^ -~]/g, unicode),
    'String unescapeUnicode()': (self: string) =>
        self.replace(/\\u+([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'String escapeCsv()': escapeCsv,
    'String unescapeCsv()': unescapeCsv,
    'String stripHtmlTags()': (self: string) => {
        if (/<!--|<script|<style/i.test(self)) {
            throw notSupported('stripHtmlTags() on comments, scripts or styles');
        }
        return self.replace(/<[^>]*>/g, '').trim();
    }
};
