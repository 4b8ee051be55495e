import { LightningElement, api } from 'lwc';
import { RefreshEventName } from '../../../platform/lightning/refresh';
import { query } from '../../../platform/org';
import type { OrgRecord } from '../../../platform/org';
import { followLink } from '../../../platform/router';
import { textOf } from '../kinds/kinds';

interface Item {
    key: string;
    label: string;
    url: string;
    createdBy: string;
    createdAt: string;
}

const MOST = 50;

const authorOf = (record: OrgRecord): string => textOf((record['CreatedBy'] ?? {}) as OrgRecord, 'Name');

function comment(record: OrgRecord): Item {
    const id = textOf(record, 'Id');
    return {
        key: id,
        label: textOf(record, 'CommentBody') + (record['IsPublished'] === true ? '\n(public)' : ''),
        url: '',
        createdBy: authorOf(record),
        createdAt: textOf(record, 'CreatedDate')
    };
}

function file(link: OrgRecord): Item {
    const record = (link['ContentDocument'] ?? {}) as OrgRecord;
    const id = textOf(link, 'ContentDocumentId');
    return {
        key: id,
        label: `${textOf(record, 'Title')}.${textOf(record, 'FileExtension')}`,
        url: `/record/ContentDocument/${id}`,
        createdBy: authorOf(record),
        createdAt: textOf(record, 'CreatedDate')
    };
}

/** The related lists of a record's case, or of the case itself: comments and files. */
export default class CaseItems extends LightningElement {
    @api record: OrgRecord | undefined;
    @api objectApiName = '';
    caseNumber = '';
    comments: Item[] = [];
    files: Item[] = [];
    problem = '';
    readonly #listen = () => void this.load();

    connectedCallback(): void {
        document.addEventListener(RefreshEventName, this.#listen);
        void this.load();
    }

    disconnectedCallback(): void {
        document.removeEventListener(RefreshEventName, this.#listen);
    }

    get isCase(): boolean {
        return this.objectApiName === 'Case';
    }

    get caseId(): string {
        return this.record ? textOf(this.record, this.isCase ? 'Id' : 'CaseId') : '';
    }

    get caseUrl(): string {
        return `/record/Case/${this.caseId}`;
    }

    get showsCase(): boolean {
        return !this.isCase && this.caseNumber !== '';
    }

    get hasContent(): boolean {
        return this.caseNumber !== '' || this.problem !== '';
    }

    get hasNoComments(): boolean {
        return this.comments.length === 0;
    }

    get hasNoFiles(): boolean {
        return this.files.length === 0;
    }

    open(event: MouseEvent): void {
        followLink(event);
    }

    private async load(): Promise<void> {
        const { caseId } = this;
        if (caseId === '') return;
        try {
            const [found] = await query(`SELECT CaseNumber FROM Case WHERE Id = '${caseId}'`);
            // A case that this user does not see has no lists.
            if (!found) return;
            const comments = await query(
                `SELECT Id, CommentBody, IsPublished, CreatedDate, CreatedBy.Name FROM CaseComment
                 WHERE ParentId = '${caseId}' ORDER BY CreatedDate DESC LIMIT ${MOST}`
            );
            const links = await query(
                `SELECT ContentDocumentId, ContentDocument.Title, ContentDocument.FileExtension,
                 ContentDocument.CreatedDate, ContentDocument.CreatedBy.Name FROM ContentDocumentLink
                 WHERE LinkedEntityId = '${caseId}' ORDER BY ContentDocument.CreatedDate DESC LIMIT ${MOST}`
            );
            this.caseNumber = textOf(found, 'CaseNumber');
            this.comments = comments.map(comment);
            this.files = links.map(file);
            this.problem = '';
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        }
    }
}
