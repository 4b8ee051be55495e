import { runtime } from './active.ts';
import { notSupported } from './errors.ts';

/** The text of a custom label in the running user's language. */
export function labelText(name: string): string {
    const { host, transaction } = runtime();
    const text = host.label(name, transaction.user.language);
    if (text === undefined) {
        // A real org refuses to deploy the class.
        throw notSupported(`the custom label ${name}, which is not deployed`);
    }
    return text;
}
