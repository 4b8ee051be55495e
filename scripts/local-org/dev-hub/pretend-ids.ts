/** Ids that the pretend Dev Hub gives: they say what they are, so that none can pass for one of a real Dev Hub. */
import { checksum } from '../records/ids.ts';

const mark = 'PretendHub';

/** Key prefixes of the packaging objects, by object. */
const prefixes = {
    Package2: '0Ho',
    Package2Version: '05i',
    Package2VersionCreateRequest: '08c',
    SubscriberPackageVersion: '04t'
} as const;

export type PackagingObject = keyof typeof prefixes;

/**
 * The 18-character id of a packaging object.
 *
 * @param sequence 1 to 1295
 */
export function pretendId(object: PackagingObject, sequence: number): string {
    const number = sequence.toString(36).toUpperCase().padStart(2, '0');
    if (number.length > 2) {
        throw new RangeError(`The pretend Dev Hub has no more ids for ${object}.`);
    }
    const id = `${prefixes[object]}${mark}${number}`;
    return id + checksum(id);
}

/** Does a text hold an id of the pretend Dev Hub? */
export function holdsPretendId(text: string): boolean {
    return Object.values(prefixes).some((prefix) => text.includes(prefix + mark));
}
