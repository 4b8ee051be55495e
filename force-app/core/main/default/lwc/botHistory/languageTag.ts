/** A language with a script, country or variant: `en`, `pt-BR`, `zh_Hant_TW`. Longer first parts are names of no language. */
const TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i;

/** A language as HTML writes it (https://www.rfc-editor.org/info/bcp47), undefined for what is none. */
export function languageTag(language: string | null | undefined): string | undefined {
    const tag = language?.trim().replaceAll('_', '-') ?? '';
    return TAG.test(tag) ? tag : undefined;
}
