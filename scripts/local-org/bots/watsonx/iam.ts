import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sendAnswer, type VendorAnswer } from '../server/bot-server.ts';

const GRANT = 'urn:ibm:params:oauth:grant-type:apikey';

/** An error as IBM Cloud IAM gives it. */
export function iamError(status: number, errorCode: string, errorMessage: string): VendorAnswer {
    return {
        status,
        body: {
            errorCode,
            errorMessage,
            context: {
                requestId: randomUUID(),
                requestType: 'incoming.Identity_Token',
                url: 'https://iam.cloud.ibm.com',
                instanceId: 'pretend'
            }
        }
    };
}

/** Hands out IAM tokens for the one API key, and knows which still count. */
export class IamTokens {
    readonly lifetimeSeconds: number;
    readonly #apiKey: string;
    readonly #now: () => number;
    readonly #expiries = new Map<string, number>();

    constructor(apiKey: string, lifetimeSeconds: number, now: () => number) {
        this.#apiKey = apiKey;
        this.lifetimeSeconds = lifetimeSeconds;
        this.#now = now;
    }

    /** Ends all tokens that are out there. */
    expireAll(): void {
        this.#expiries.clear();
    }

    isValid(token: string): boolean {
        return (this.#expiries.get(token) ?? 0) > this.#now();
    }

    routes(app: FastifyInstance): void {
        app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
            done(null, new URLSearchParams(String(body)));
        });
        app.post('/identity/token', (request, reply) => {
            const form = request.body instanceof URLSearchParams ? request.body : null;
            if (form === null) {
                return sendAnswer(
                    reply,
                    iamError(415, 'BXNIM0108E', 'The content type must be application/x-www-form-urlencoded.')
                );
            }
            if (form.get('grant_type') !== GRANT) {
                return sendAnswer(reply, iamError(400, 'BXNIM0137E', 'Property missing or not supported: grant_type'));
            }
            if (!form.get('apikey')) {
                return sendAnswer(reply, iamError(400, 'BXNIM0109E', 'Property missing or empty: apikey'));
            }
            if (form.get('apikey') !== this.#apiKey) {
                return sendAnswer(reply, iamError(400, 'BXNIM0415E', 'Provided API key could not be found.'));
            }
            return reply.send(this.#issue());
        });
    }

    #issue(): Record<string, unknown> {
        const now = this.#now();
        const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
        const claims = { iss: 'https://iam.cloud.ibm.com/identity', iat: Math.floor(now / 1000), jti: randomUUID() };
        const token = `${part({ alg: 'none', kid: 'pretend' })}.${part(claims)}.${part({ pretend: true })}`;
        const expiry = now + this.lifetimeSeconds * 1000;
        this.#expiries.set(token, expiry);
        return {
            access_token: token,
            refresh_token: 'not_supported',
            token_type: 'Bearer',
            expires_in: this.lifetimeSeconds,
            expiration: Math.floor(expiry / 1000),
            scope: 'ibm openid'
        };
    }
}
