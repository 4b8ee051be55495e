/**
 * The npm package of this component. The build bundles this one file, since an org resolves no npm imports.
 */
export { Lexer, Parser, Renderer, Tokenizer } from 'marked';
export type { MarkedOptions, Tokens } from 'marked';
