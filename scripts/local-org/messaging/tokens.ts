/** Access tokens of the messaging API. Opaque to clients; kept in memory, so a restart of the local org ends them. */
import { randomBytes } from 'node:crypto';

export interface MessagingToken {
    accessToken: string;
    /** The customer. */
    subject: string;
    esDeveloperName: string;
    /** Milliseconds since 1970. */
    expiresAt: number;
}

/** Documented lifetime of a token of an unverified customer. */
const lifetime = 360 * 60_000;

export class MessagingTokens {
    readonly #tokens = new Map<string, MessagingToken>();
    readonly #now: () => number;

    constructor(now: () => number) {
        this.#now = now;
    }

    issue(esDeveloperName: string, subject: string): MessagingToken {
        const token = {
            accessToken: `local.${randomBytes(24).toString('base64url')}`,
            subject,
            esDeveloperName,
            expiresAt: this.#now() + lifetime
        };
        this.#tokens.set(token.accessToken, token);
        return token;
    }

    /** The token of an `Authorization` header; undefined where it is missing, unknown or too old. */
    of(authorization: string | undefined): MessagingToken | undefined {
        const token = this.#tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
        return token && token.expiresAt > this.#now() ? token : undefined;
    }
}
