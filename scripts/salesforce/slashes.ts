import { sep } from 'node:path';

/** A path as metadata, links and editors write it on every system: Windows joins by backslashes. */
export const slashed = (path: string, separator = sep): string => path.split(separator).join('/');
