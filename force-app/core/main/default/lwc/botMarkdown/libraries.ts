/**
 * The npm package of this component. The build bundles this one file, since an org resolves no npm imports.
 */
export { default as purifier } from 'dompurify';
export type { Config as PurifierConfig } from 'dompurify';
