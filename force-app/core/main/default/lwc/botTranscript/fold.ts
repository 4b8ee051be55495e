/** Combining marks of Latin, Greek and Cyrillic, Hebrew points, Arabic short vowels. Kana sound marks stay: か ≠ が. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
// eslint-disable-next-line no-control-regex -- "all ASCII" is the point
const ASCII = /^[\u0000-\u007f]*$/;

/** Text as search compares it: lower case, without accents, compatibility forms resolved, white space as spaces. */
export function fold(text: string): string {
    const spaced = /[^\S ]/.test(text) ? text.replace(/\s/g, ' ') : text;
    if (ASCII.test(spaced)) {
        return spaced.toLowerCase();
    }
    const lower = spaced.normalize('NFKD').replace(MARKS, '').toLowerCase();
    // A sigma is written otherwise at a word's end, and what was typed may end where the word goes on.
    return lower.replaceAll('ß', 'ss').replaceAll('ς', 'σ');
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
    if (!folded.includes(wanted)) {
        return [];
    }
    const places = ASCII.test(text) ? null : foldedPlaces(text);
    const hits: Hit[] = [];
    const searched = places ? places.folded : folded;
    for (
        let at = searched.indexOf(wanted);
        at >= 0 && hits.length < limit;
        at = searched.indexOf(wanted, at + wanted.length)
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
