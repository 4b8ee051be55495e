import { beside, readAddress } from './addresses';
import { LINE_ELEMENTS } from './elements';
import { decodeEntities } from './entities';

/**
 * Gone whole: a comment, an element whose content is no text; of what plays, its source stays. Else a tag, or the words
 * up to the next sign of one.
 */
const PIECES =
    /<!--[^]{0,5000}?-->|<(?:(script|style|template|title|noscript|svg|math|iframe|video|audio)(?=[\s/>])([^<>]*)>([^]*?)(?:<\/\1\s*>|$)|(\/?)([a-z][\w:-]*)([^<>]*)>)|(<?[^<]+|<)/gi;
const PLAYER = /^(?:iframe|video|audio)$/i;
const SOURCE = /<source(?=\s)([^<>]*)>/i;
/** Elements that stand on lines of their own. */
const BLOCK = new RegExp(
    `^(?:p|div|ul|ol|li|h[1-6]|table|caption|tr|blockquote|pre|dl|dt|dd|hr|${LINE_ELEMENTS.join('|')})$`
);
/** Those with an empty line before them. */
const PARTED = /^(?:p|h[1-6])$/;

/** The page makes links of these, and names their hosts; others it spells out. */
const FOLLOWED = /^(?:https|mailto|tel):/i;
const HOST = /^https:\/\/([^/?#]+)/i;

/** Writes HTML down as plain text: lines, lists with their signs, cells with bars between them, addresses. */
export class PlainWriter {
    private readonly addresses: 'beside' | 'after';
    private text = '';
    /** Line ends due before the next word. */
    private lineEnds = 0;
    /** Space due before the next word. */
    private hasSpace = false;
    /** The line has no word yet, but maybe the sign of a list. */
    private isFresh = true;
    private hasWords = false;
    private preformatted = 0;
    private quotes = 0;
    private cells = 0;
    /** Where the open row of a table begins, and how many line ends were due there. */
    private row: { start: number; lineEnds: number } | undefined;
    /** Next number of each open list, null where it has none. */
    private readonly lists: (number | null)[] = [];
    /** The open link: where it leads, and where its words begin. */
    private link: { href: string; start: number } | undefined;
    private readonly below = new Set<string>();

    constructor(addresses: 'beside' | 'after') {
        this.addresses = addresses;
    }

    /** @returns empty where the HTML says nothing */
    write(html: string): string {
        for (const [, whole = '', ofWhole = '', content = '', slash, name, attributes, words] of html.matchAll(
            PIECES
        )) {
            if (words !== undefined) {
                this.words(decodeEntities(words));
            } else if (PLAYER.test(whole)) {
                const source = attribute(ofWhole, 'src') || attribute(SOURCE.exec(content)?.[1] ?? '', 'src');
                this.picture(attribute(ofWhole, 'title'), source);
            } else if (name !== undefined) {
                if (slash) {
                    this.close(name.toLowerCase());
                } else {
                    this.open(name.toLowerCase(), attributes ?? '');
                }
            }
        }
        this.closeLink();
        return [this.hasWords ? this.text.trim() : '', ...this.below].filter((line) => line !== '').join('\n');
    }

    private open(name: string, attributes: string): void {
        if (BLOCK.test(name)) {
            this.endLine(PARTED.test(name) ? 2 : 1);
        }
        switch (name) {
            case 'br':
                this.lineEnds++;
                this.hasSpace = false;
                break;
            case 'hr':
                this.put('---');
                this.endLine(1);
                break;
            case 'pre':
                this.preformatted++;
                break;
            case 'blockquote':
                this.quotes++;
                break;
            case 'ol':
                this.lists.push(Number(attribute(attributes, 'start') || 1));
                break;
            case 'ul':
                this.lists.push(null);
                break;
            case 'li':
                this.beginLine('  '.repeat(Math.max(0, this.lists.length - 1)) + this.listSign());
                break;
            case 'tr':
                this.dropBlankRow();
                this.cells = 0;
                this.row = { start: this.text.length, lineEnds: this.lineEnds };
                this.beginLine('');
                break;
            case 'td':
            case 'th':
                this.beginCell();
                break;
            case 'a':
                this.closeLink();
                this.link = { href: attribute(attributes, 'href'), start: this.text.length };
                break;
            case 'img':
                this.picture(attribute(attributes, 'alt'), attribute(attributes, 'src'));
                break;
        }
    }

    private close(name: string): void {
        switch (name) {
            case 'pre':
                this.preformatted = Math.max(0, this.preformatted - 1);
                break;
            case 'blockquote':
                this.quotes = Math.max(0, this.quotes - 1);
                break;
            case 'ol':
            case 'ul':
                this.lists.pop();
                break;
            case 'a':
                this.closeLink();
                break;
            case 'tr':
                this.dropBlankRow();
                break;
        }
        if (BLOCK.test(name)) {
            this.endLine(1);
        }
    }

    private words(words: string): void {
        if (this.preformatted > 0) {
            const isWholeLine = words.endsWith('\n');
            this.put(isWholeLine ? words.slice(0, -1) : words);
            this.endLine(isWholeLine ? 1 : 0);
            return;
        }
        const spaced = words.replace(/[ \t\r\n\f]+/g, ' ');
        const bare = spaced.slice(
            spaced.startsWith(' ') ? 1 : 0,
            spaced.length > 1 && spaced.endsWith(' ') ? -1 : undefined
        );
        this.hasSpace ||= spaced.startsWith(' ');
        if (bare !== '') {
            this.put(bare);
            this.hasSpace = spaced.endsWith(' ');
        }
    }

    private put(words: string): void {
        if (this.lineEnds > 0 || this.text === '') {
            this.startLine();
        } else if (this.hasSpace && !this.isFresh) {
            this.text += ' ';
        }
        this.text += words;
        this.hasSpace = false;
        this.isFresh = false;
        this.hasWords ||= words.trim() !== '';
    }

    private endLine(count: number): void {
        this.hasSpace = false;
        if (!this.isFresh) {
            this.lineEnds = Math.max(this.lineEnds, count);
        }
    }

    private startLine(): void {
        this.text += '\n'.repeat(this.text === '' ? 0 : this.lineEnds) + '> '.repeat(this.quotes);
        this.lineEnds = 0;
    }

    /** A line even if nothing came to stand in the one before. */
    private beginLine(sign: string): void {
        this.lineEnds = Math.max(this.lineEnds, 1);
        this.startLine();
        this.text += sign;
        this.isFresh = true;
    }

    private beginCell(): void {
        if (this.cells > 0) {
            this.lineEnds = 0;
            this.text += ' | ';
            this.isFresh = true;
        }
        this.cells++;
    }

    /** Markdown has no table without headers, so bots leave them blank: bars alone say nothing. */
    private dropBlankRow(): void {
        const { start, lineEnds } = this.row ?? { start: this.text.length, lineEnds: 0 };
        if (this.row && !/[^\s|>]/.test(this.text.slice(start))) {
            this.text = this.text.slice(0, start);
            this.lineEnds = lineEnds;
            this.isFresh = start === 0;
        }
        this.row = undefined;
    }

    private listSign(): string {
        const number = this.lists.at(-1) ?? null;
        if (number === null) {
            return '- ';
        }
        this.lists[this.lists.length - 1] = number + 1;
        return `${number}. `;
    }

    private picture(alt: string, href: string): void {
        if (this.link) {
            this.words(alt || readAddress(href));
            return;
        }
        this.link = { href, start: this.text.length };
        this.words(alt);
        this.closeLink();
    }

    private closeLink(): void {
        const { href = '', start = 0 } = this.link ?? {};
        this.link = undefined;
        const address = readAddress(href);
        const words = this.text.slice(start).trimStart();
        if (this.addresses === 'after' && FOLLOWED.test(href)) {
            const host = HOST.exec(address)?.[1] ?? address;
            if (!words.toLowerCase().includes(host.toLowerCase())) {
                this.below.add(`(${host})`);
            }
        } else if (words === '') {
            this.words(address);
        } else {
            this.text += beside(words, address).slice(words.length);
        }
    }
}

function attribute(attributes: string, name: string): string {
    const value = new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`, 'i').exec(attributes);
    return decodeEntities(value?.[1] ?? value?.[2] ?? value?.[3] ?? '').trim();
}
