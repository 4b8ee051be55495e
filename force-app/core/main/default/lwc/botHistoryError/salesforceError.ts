import type { HistoryError } from 'c/botHistoryTypes';

/** An Apex call that failed by itself, in the shape of the errors that it answers. */
export function salesforceError(error?: unknown): HistoryError {
    const { body, status } = (error ?? {}) as { body?: { message?: unknown }; status?: unknown };
    // What Salesforce says to a user without the class: https://help.salesforce.com "You do not have access to the Apex
    // class".
    if (typeof body?.message === 'string' && /access to the Apex class/i.test(body.message)) {
        return { code: 'FORBIDDEN' };
    }
    return { code: 'SALESFORCE', detail: typeof status === 'number' ? `HTTP ${status}` : null };
}
