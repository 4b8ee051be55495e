import { HttpResponseValue, type HttpRequestValue } from '../platform/http-messages.ts';
import { runtime } from './active.ts';
import { apexError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { Transaction } from './transaction.ts';

function refuseUncommitted(transaction: Transaction): void {
    if (transaction.uncommitted || transaction.openSavepoints.size > 0) {
        throw apexError(
            'CalloutException',
            'You have uncommitted work pending. Please commit or rollback before calling out'
        );
    }
}

function fromMock(request: HttpRequestValue): HttpResponseValue {
    const { transaction, userMethods } = runtime();
    const mock = transaction.test?.calloutMock ?? null;
    if (mock === null) {
        throw apexError('TypeException', 'Methods defined as TestMethod do not support Web service callouts');
    }
    const answer = userMethods.call(mock, 'respond', [request]);
    if (!(answer?.value instanceof HttpResponseValue)) {
        throw apexError('NullPointerException', 'Attempt to de-reference a null object');
    }
    return answer.value;
}

/**
 * `Http.send`: counted, refused after DML, answered by the mock in a test and by the host otherwise. The time that all
 * callouts of a transaction take together is limited to 120 seconds.
 */
export function sendCallout(request: HttpRequestValue): HttpResponseValue {
    const { transaction, host } = runtime();
    transaction.limits.add('callouts', 1);
    refuseUncommitted(transaction);
    if (request.endpoint === null || request.endpoint === '') {
        throw apexError('CalloutException', 'Missing endpoint');
    }
    if (request.method === null) {
        throw apexError('CalloutException', 'Missing method');
    }
    if (transaction.test) {
        return fromMock(request);
    }
    const left = LIMITS.calloutMilliseconds - transaction.limits.get('calloutMilliseconds');
    if (left <= 0) {
        throw apexError(
            'CalloutException',
            `Exceeded maximum time allotted for callouts (${LIMITS.calloutMilliseconds} ms)`
        );
    }
    const startedAt = Date.now();
    const answer = host.callout({
        method: request.method,
        endpoint: request.endpoint,
        headers: request.headers.toRecord(),
        body: request.body ?? (request.bodyBytes ? Buffer.from(request.bodyBytes.bytes).toString('utf8') : null),
        timeoutMs: Math.min(request.timeout, left),
        userId: transaction.user.id
    });
    transaction.limits.add('calloutMilliseconds', Math.min(Date.now() - startedAt, left));
    if ('failure' in answer) {
        throw apexError('CalloutException', answer.failure);
    }
    const response = new HttpResponseValue();
    response.statusCode = answer.statusCode;
    response.status = answer.status;
    response.body = answer.body;
    for (const [name, value] of Object.entries(answer.headers)) {
        response.headers.set(name, value);
    }
    return response;
}
