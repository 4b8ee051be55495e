/** Combining marks of Latin, Greek and Cyrillic, Hebrew points, Arabic short vowels. Kana sound marks stay: か ≠ が. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
/**
 * Letters that Unicode does not take apart, as keyboards without them have them. A sigma is written otherwise at a
 * word's end, and what was typed may end where the word goes on.
 */
const LETTERS: { readonly [letter: string]: string } = {
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ŧ: 't',
    ı: 'i',
    ς: 'σ'
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
/** Sound marks of kana. */
const SOUND = /[\u3099\u309a]/;
/** What nobody sees: soft hyphens, joiners, marks of direction, variants of emoji. */
// eslint-disable-next-line no-misleading-character-class -- each stands for itself
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/g;
/** Signs that phones and word processors write, and keyboards have in another form. */
const TYPED = /[\u02bc\u2018-\u201b\u2032]|[\u201c-\u201f]|[\u2010-\u2015\u2212]/g;
// eslint-disable-next-line no-control-regex -- "all ASCII" is the point
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Text as search compares it: lower case, without accents and what nobody sees, compatibility forms resolved, quotes
 * and dashes as keyboards have them, white space as spaces.
 */
export function fold(text: string): string {
    const spaced = /[^\S ]/.test(text) ? text.replace(/\s/g, ' ') : text;
    if (ASCII.test(spaced)) {
        return spaced.toLowerCase();
    }
    const plain = spaced.replace(UNSEEN, '').normalize('NFKD').replace(MARKS, '').replace(TYPED, asTyped);
    return plain.toLowerCase().replace(LETTER, (letter) => LETTERS[letter] ?? letter);
}

/** Where a folded query begins in a folded text, -1 for nowhere; か is none where a sound mark makes it が. */
export function foldedIndexOf(folded: string, wanted: string, from = 0): number {
    let at = folded.indexOf(wanted, from);
    while (at >= 0 && SOUND.test(folded.charAt(at + wanted.length))) {
        at = folded.indexOf(wanted, at + 1);
    }
    return at;
}

function asTyped(sign: string): string {
    if (/[\u201c-\u201f]/.test(sign)) {
        return '"';
    }
    return /[\u2010-\u2015\u2212]/.test(sign) ? '-' : "'";
}

export interface Hit {
    /** Offsets in the text as it is, `end` exclusive. */
    start: number;
    end: number;
}

/** Where a query occurs in a text, without overlaps; at most `limit` hits. */
export function findHits(text: string, query: string, limit = 1_000): Hit[] {
    const wanted = fold(query).trim();
    if (wanted === '') {
        return [];
    }
    const folded = fold(text);
    if (foldedIndexOf(folded, wanted) < 0) {
        return [];
    }
    const places = ASCII.test(text) ? null : foldedPlaces(text);
    const hits: Hit[] = [];
    const searched = places ? places.folded : folded;
    for (
        let at = foldedIndexOf(searched, wanted);
        at >= 0 && hits.length < limit;
        at = foldedIndexOf(searched, wanted, at + wanted.length)
    ) {
        const last = at + wanted.length - 1;
        hits.push(
            places
                ? { start: places.starts[at] ?? 0, end: places.ends[last] ?? text.length }
                : { start: at, end: last + 1 }
        );
    }
    return hits;
}

/** Folds sign by sign, so that each folded character knows where it came from. */
function foldedPlaces(text: string): { folded: string; starts: number[]; ends: number[] } {
    const starts: number[] = [];
    const ends: number[] = [];
    let folded = '';
    let at = 0;
    for (const sign of text) {
        const part = fold(sign);
        const end = at + sign.length;
        for (let i = 0; i < part.length; i++) {
            starts.push(at);
            ends.push(end);
        }
        if (part === '' && ends.length > 0) {
            // A combining mark belongs to the letter before it.
            const letter = starts[starts.length - 1];
            for (let i = ends.length - 1; i >= 0 && starts[i] === letter; i--) {
                ends[i] = end;
            }
        }
        folded += part;
        at = end;
    }
    return { folded, starts, ends };
}
