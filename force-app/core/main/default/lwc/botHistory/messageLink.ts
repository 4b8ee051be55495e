import type { PageReference } from 'lightning/navigation';

/** Name of the URL parameter that leads to a message; the platform wants the prefix. */
const MESSAGE_PARAMETER = 'c__botMessage';

/** The record's page, led to a message of its history. */
export function linkToMessage(recordId: string, objectApiName: string, messageId: string): PageReference {
    return {
        type: 'standard__recordPage',
        attributes: { recordId, objectApiName: objectApiName || undefined, actionName: 'view' },
        state: { [MESSAGE_PARAMETER]: messageId }
    };
}

/** The message that a page is led to, empty for none. */
export function linkedMessage(reference: PageReference | null): string {
    return reference?.state?.[MESSAGE_PARAMETER] ?? '';
}
