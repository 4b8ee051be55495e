/** Numbers of things in the texts for people. */

/** `1 message`, `2 messages`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** `Case, Lead, and 2 more`. */
export const firstOf = (names: readonly string[], most = 8): string =>
    `${names.slice(0, most).join(', ')}${names.length > most ? `, and ${names.length - most} more` : ''}`;
