import type { VendorAnswer } from '../server/bot-server.ts';

/** An error as Sendbird's Platform API gives it. Its own code says more than the HTTP status, which is mostly 400. */
export function sendbirdError(status: number, code: number, message: string): VendorAnswer {
    return { status, body: { message, code, error: true } };
}
