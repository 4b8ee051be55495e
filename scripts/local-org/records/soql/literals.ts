const ESCAPES: Record<string, string> = {
    n: '\n',
    r: '\r',
    t: '\t',
    b: '\b',
    f: '\f',
    "'": "'",
    '"': '"',
    '\\': '\\',
    _: '_',
    '%': '%'
};

/**
 * Takes a quoted SOQL text apart. `value` is what it says; `pattern` keeps `\%`, `\_` and `\\` escaped, as LIKE needs
 * them.
 */
export function readText(quoted: string): { value: string; pattern: string } {
    let value = '';
    let pattern = '';
    const inner = quoted.slice(1, -1);
    for (let index = 0; index < inner.length; index++) {
        const character = inner.charAt(index);
        if (character !== '\\') {
            value += character;
            pattern += character;
            continue;
        }
        const next = inner.charAt(++index);
        if (next === 'u') {
            const code = String.fromCharCode(Number.parseInt(inner.slice(index + 1, index + 5), 16));
            value += code;
            pattern += code;
            index += 4;
            continue;
        }
        const plain = ESCAPES[next] ?? next;
        value += plain;
        pattern += next === '_' || next === '%' || next === '\\' ? `\\${next}` : plain;
    }
    return { value, pattern };
}

/**
 * The grammar does not know `\_` and `\%` inside texts. This puts harmless letters in their place, so that everything
 * stays where it is; the texts themselves are read from the original.
 */
export function maskLikeEscapes(soql: string): string {
    return soql.replace(/'(?:[^'\\]|\\[\s\S])*'/g, (text) =>
        text.replace(/\\([\s\S])/g, (escape, character: string) =>
            character === '_' || character === '%' ? 'xx' : escape
        )
    );
}
