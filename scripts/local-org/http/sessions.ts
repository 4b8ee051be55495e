/** Access tokens of the local org: who a bearer token speaks for. */
import { randomBytes } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { RestError } from './errors.ts';

declare module 'fastify' {
    interface FastifyRequest {
        /** Whom the token of this request stands for; set on all paths below `/services` that need one. */
        userId: string;
    }
}

export class Sessions {
    private readonly organizationId: string;
    private readonly users = new Map<string, string>();
    private readonly isActive: (userId: string) => boolean;

    /** @param isActive whether a user may still be logged in: who is deactivated loses all sessions */
    constructor(organizationId: string, isActive: (userId: string) => boolean = () => true) {
        this.organizationId = organizationId;
        this.isActive = isActive;
    }

    /** A new access token of the form that real orgs give: organization id, exclamation mark, secret. */
    open(userId: string): string {
        const token = `${this.organizationId.slice(0, 15)}!${randomBytes(48).toString('base64url').replaceAll('-', '.')}`;
        this.users.set(token, userId);
        return token;
    }

    /** A token of this user: the last one that is open, or a new one. */
    tokenOf(userId: string): string {
        const open = [...this.users].findLast(([, user]) => user === userId)?.[0];
        return open ?? this.open(userId);
    }

    userOf(token: string): string | undefined {
        const userId = this.users.get(token);
        return userId !== undefined && this.isActive(userId) ? userId : undefined;
    }

    close(token: string): void {
        this.users.delete(token);
    }

    /** For SOAP calls, whose session id stands in the envelope. */
    require(token: string | undefined): string {
        const userId = token === undefined ? undefined : this.userOf(token);
        if (userId === undefined) {
            throw new RestError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
        }
        return userId;
    }

    /** A fastify hook that lets only requests with a known bearer token through. */
    readonly authenticate = async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
        request.userId = this.userOfHeader(request.headers.authorization) ?? this.require(undefined);
    };

    /** Whom an Authorization header speaks for; undefined without one. @throws RestError where its token is unknown */
    userOfHeader(header: string | undefined): string | undefined {
        if (header === undefined) {
            return undefined;
        }
        return this.require(/^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header)?.[1]);
    }
}
