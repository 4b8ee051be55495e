/** What is fetched before any component's module runs: labels and the user are constants to a component. */
import { permissionSetsOf, readLabels, readSession } from './org';
import type { Session } from './org';

let session: Session | undefined;
let permissionSets: string[] = [];
let labels: Record<string, string> | undefined;

/**
 * Fetches both; a component's module may be imported only afterwards.
 *
 * @throws Error with what to do, in an org that has none of the components
 */
export async function startPlatform(): Promise<void> {
    session = await readSession();
    [labels, permissionSets] = await Promise.all([
        readLabels(session.user.language),
        permissionSetsOf(session.user.id)
    ]);
    if (Object.keys(labels).length === 0) {
        throw new Error(
            'The packages are not in this org yet. Bring them with the setup (npm run setup -- apply), or run npm start, which has an org with all of it.'
        );
    }
}

export function currentSession(): Session {
    if (!session) throw new Error('The session is not loaded yet.');
    return session;
}

export function currentLabels(): Record<string, string> {
    if (!labels) throw new Error('The labels are not loaded yet.');
    return labels;
}

/** Labels of the permission sets of the session's user. */
export function currentPermissionSets(): string[] {
    return permissionSets;
}
