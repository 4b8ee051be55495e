/**
 * What Java's `Character.isWhitespace` takes as white space: no-break spaces and the byte order mark are none
 * (https://docs.oracle.com/javase/8/docs/api/java/lang/Character.html#isWhitespace-char-).
 */
const SPACES = '\\t-\\r\\x1C-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200A\\u2028\\u2029\\u205F\\u3000';

export const ANY_WHITESPACE = new RegExp(`[${SPACES}]`);
export const ONLY_WHITESPACE = new RegExp(`^[${SPACES}]*$`);
export const EACH_WHITESPACE = new RegExp(`[${SPACES}]`, 'g');
