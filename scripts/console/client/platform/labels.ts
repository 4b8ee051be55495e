/** `@salesforce/label/c.…`: custom labels in the session's language, as deployed to the local org. */
import { currentLabels } from './start';

/** @throws when the org has no such label: a real org refuses to deploy a component that names one. */
export function label(name: string): string {
    const text = currentLabels()[name];
    if (text === undefined) throw new Error(`The org has no custom label "${name}".`);
    return text;
}
