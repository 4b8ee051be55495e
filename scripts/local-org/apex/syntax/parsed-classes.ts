import { ParseCache } from '../../parse-cache.ts';

/** Room for several states of the packages' classes, with those that tests make up. */
export const parsedClasses = new ParseCache({ name: 'apex', readers: import.meta.dirname, most: 1500 });
