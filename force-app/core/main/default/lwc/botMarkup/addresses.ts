/** What a reader can use of the address that a link leads to; empty for a picture that the address itself holds. */
export function readAddress(href: string): string {
    return /^data:/i.test(href) ? '' : href.replace(/^(?:tel|mailto):/i, '');
}

/** Words with the address that they lead to, unless they say it. */
export function beside(words: string, address: string): string {
    if (words === '' || address === '') {
        return words || address;
    }
    // What begins with `www.` leads to `http://www.` by the rules of GitHub's Markdown.
    const bare = address.replace(/^http:\/\//, '');
    const isSaid = [words, encoded(words)].some((said) => said.includes(bare));
    return isSaid ? words : `${words} (${address})`;
}

/** An address that is said with `ü` is written with `%C3%BC`: as the Markdown parser does it. */
function encoded(words: string): string {
    try {
        return encodeURI(words).replace(/%25/g, '%');
    } catch {
        // Half of a surrogate pair; only the platform can tell.
        return words;
    }
}
