/** How the messaging API answers: bodies, statuses, errors. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

/** Ends a request with a status; its message is what the client reads. */
export class ApiError extends Error {
    readonly status: number;
    readonly retryAfter: number | undefined;

    constructor(status: number, message: string, retryAfter?: number) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

/**
 * A body as its schema reads it.
 *
 * @throws ApiError 400, naming what is wrong
 */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new ApiError(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is wrong'}`);
}

/** Sends what the work answers, or the error that it ended with. */
export function answer(reply: FastifyReply, work: () => unknown, status = 200): FastifyReply {
    try {
        const body = work();
        return body === undefined ? reply.code(status).send() : reply.code(status).send(body);
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
        return reply.code(error.status).send({ message: error.message, code: error.status });
    }
}
