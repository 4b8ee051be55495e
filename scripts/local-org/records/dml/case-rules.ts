import type { Values, WriteContext } from './context.ts';
import { readRecord } from './context.ts';

/** Closed or not, and what a case shows of its contact. */
export function completeCase(context: WriteContext, values: Values, before: Values | null): void {
    const closed = values.Status === 'Closed';
    if (closed && before?.IsClosed !== true && (values.ClosedDate ?? null) === null) values.ClosedDate = context.now;
    if (!closed) values.ClosedDate = null;
    values.IsClosed = closed;

    if (values.ContactId === (before?.ContactId ?? null)) return;
    const contactObject = context.schema.object('Contact')!;
    const contact =
        typeof values.ContactId === 'string' ? readRecord(context, contactObject, values.ContactId) : undefined;
    values.ContactEmail = contact?.Email ?? null;
    values.ContactPhone = contact?.Phone ?? null;
    values.ContactMobile = contact?.MobilePhone ?? null;
    if ((values.AccountId ?? null) === null) values.AccountId = contact?.AccountId ?? null;
}

/** A case shows its contact's present address and numbers. */
export function refreshCasesOf(context: WriteContext, contactId: string, values: Values, before: Values): void {
    const same = ['Email', 'Phone', 'MobilePhone'].every((name) => values[name] === before[name]);
    if (same) return;
    const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
    context.db.run(
        'UPDATE "Case" SET "ContactEmail" = ?, "ContactPhone" = ?, "ContactMobile" = ? WHERE "ContactId" = ?',
        text('Email'),
        text('Phone'),
        text('MobilePhone'),
        contactId
    );
}

export function completeTask(_context: WriteContext, values: Values): void {
    values.IsClosed = values.Status === 'Completed';
}
