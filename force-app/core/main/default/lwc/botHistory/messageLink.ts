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

/** Where the page is led to: each message once, on the record that the link names. */
export class LinkFollower {
    private recordId = '';
    private messageId = '';
    private followed = '';

    /** Takes what the platform tells: also again what it told, and in a console what other tabs show. */
    take(reference: PageReference | null): void {
        this.recordId = String(reference?.attributes?.recordId ?? '');
        this.messageId = reference?.state?.[MESSAGE_PARAMETER] ?? '';
    }

    /** Another record is shown: what it is led to is new. */
    startOver(): void {
        this.followed = '';
    }

    /** The message to lead to now that a record's messages are there, empty for none; the next call has another one. */
    next(recordId: string): string {
        const isMeant = this.recordId === '' || isSame(this.recordId, recordId);
        if (!isMeant || this.messageId === '' || this.messageId === this.followed) {
            return '';
        }
        this.followed = this.messageId;
        return this.messageId;
    }
}

/** Ids have 15 characters, and three more where letters can't be told by case. */
function isSame(one: string, other: string): boolean {
    return one.slice(0, 15) === other.slice(0, 15);
}
