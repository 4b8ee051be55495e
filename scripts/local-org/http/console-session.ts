import { activePeople } from '../running-users.ts';
import type { RunningUser } from '../types.ts';
import { RestError } from './errors.ts';
import type { HttpOrg } from './org.ts';

/** What the console page keeps on the server: who is signed in there. */
export interface LocalState {
    currentUserId: string;
}

/** Whom the console page speaks as: one of the org's people, chosen without a password. */
export class ConsoleSession {
    readonly #org: HttpOrg;
    readonly #state: LocalState;
    /** Who speaks where the chosen user was deactivated: somebody has to, or nobody could be chosen any more. */
    readonly #administratorId: string;
    readonly #tokens = new Map<string, string>();

    constructor(org: HttpOrg, state: LocalState) {
        this.#org = org;
        this.#state = state;
        this.#administratorId = state.currentUserId;
    }

    /** @throws RestError where nobody is active */
    user(): RunningUser {
        const people = this.#people();
        const of = (userId: string) => people.find(({ id }) => id === userId);
        const user = of(this.#state.currentUserId) ?? of(this.#administratorId) ?? people[0];
        if (!user) {
            throw new RestError(404, 'NOT_FOUND', 'There is no active user.');
        }
        this.#state.currentUserId = user.id;
        return user;
    }

    /**
     * Lets somebody else speak, by user name or else by id, and sets the language of whoever speaks.
     *
     * @throws RestError where there is no such active user, or no such language
     */
    choose({ userId = this.#state.currentUserId, userName, language }: SpeakerChoice): void {
        const user = this.#people().find((each) => (userName ? each.userName === userName : each.id === userId));
        if (!user) {
            throw new RestError(404, 'NOT_FOUND', 'There is no such active user.');
        }
        this.#state.currentUserId = user.id;
        if (language !== undefined) {
            this.#setLanguage(user.id, language);
        }
    }

    /** The session as the page asks for it. It calls `/services` as this user, with a token as any client has. */
    face() {
        const user = this.user();
        const accessToken = this.#tokens.get(user.id) ?? this.#org.sessions.open(user.id);
        this.#tokens.set(user.id, accessToken);
        return { user, users: this.#people(), organizationId: this.#org.organizationId, accessToken };
    }

    #people(): RunningUser[] {
        return activePeople(this.#org.records, this.#state.currentUserId);
    }

    /** As everybody may in their own settings. */
    #setLanguage(id: string, language: string): void {
        const user = { type: 'User', id, fields: { LanguageLocaleKey: language } };
        const [result] = this.#org.records.dml('update', [user], { access: 'system', userId: id, allOrNone: true });
        if (!result?.success) {
            throw new RestError(400, 'INVALID_FIELD', result?.errors[0]?.message ?? 'The language was refused.');
        }
    }
}

export interface SpeakerChoice {
    userId?: string;
    userName?: string;
    language?: string;
}
