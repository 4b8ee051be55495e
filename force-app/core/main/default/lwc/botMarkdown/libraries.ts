/**
 * The npm packages of this component. The build bundles this one file, since an org resolves no npm imports.
 */
export { Lexer, Parser, Renderer, Tokenizer } from 'marked';
export type { MarkedOptions, Tokens } from 'marked';
export { default as purifier } from 'dompurify';
export type { Config as PurifierConfig } from 'dompurify';
