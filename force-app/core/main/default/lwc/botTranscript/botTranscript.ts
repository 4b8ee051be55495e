/**
 * Turns vendor messages into displayable blocks, relates them, searches and exports them. No UI and no network.
 *
 * `toBlocks` for one message; `prepare` for a transcript (`entries[i].blocks` are its blocks with the chosen option
 * marked); `createSearchIndex` and `search` over it; `toPlainText`, `toParagraphs`, `toHtml`, `toJson` to take it away.
 */
export type * from './blocks';
export { toBlocks, type BlockOptions } from './toBlocks';
export { prepare, type Entry, type Prepared, type PrepareOptions } from './entries';
export type { Choice } from './relations';
export { dayKeysIn } from './days';
export {
    createSearchIndex,
    search,
    searchText,
    type SearchFilter,
    type SearchHit,
    type SearchIndex,
    type SearchOutcome
} from './search';
export { findHits, fold, type Hit } from './fold';
export {
    entryText,
    escapeHtml,
    toHtml,
    toJson,
    toParagraphs,
    toPlainText,
    type ExportWords,
    type JsonHead,
    type Paragraphs
} from './exports';
export { safeUrl, linkTarget, LINK_REL, LINK_TARGET, type CheckedUrl, type UrlKind, type UrlPolicy } from './urls';
export { cutText } from './json';
export { blocksWithin, isAnswer, optionsOf } from './within';
export { FIRST_LOOK, SHOW_ALL, type Limits } from './limits';
