const ESCAPES: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** Resolves the escapes of an Apex string body. Unknown escapes are stopped by the lexer before this is reached. */
function unescape(body: string): string {
    return body.replace(
        /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
        (whole, hex: string | undefined, letter: string | undefined) =>
            hex === undefined ? (ESCAPES[letter ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16))
    );
}

/** `'It\'s'` → `It's`. */
export function stringLiteralValue(token: string): string {
    return unescape(token.slice(1, -1));
}

/** `'''` newline … `'''`: the line break after the opening quotes is not part of the text. */
export function multilineLiteralValue(token: string): string {
    return unescape(token.slice(3, -3).replace(/^[ \t]*\r?\n/, ''));
}
