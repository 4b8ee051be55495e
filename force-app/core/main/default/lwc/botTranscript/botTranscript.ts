/**
 * Turns vendor messages into displayable blocks, relates them, searches and exports them. No UI, no network, no state.
 */
export type * from './blocks';
export { toBlocks, type BlockOptions } from './to-blocks';
export { safeUrl, LINK_REL, LINK_TARGET, type CheckedUrl, type UrlKind, type UrlPolicy } from './urls';
export { FIRST_LOOK, SHOW_ALL, type Limits } from './limits';
