import { LightningElement, api } from 'lwc';
import type { OrgRecord } from '../../../platform/org';
import { followLink } from '../../../platform/router';
import { KINDS, objectInfo, recordsOf, textOf } from '../kinds/kinds';
import type { RecordKind, RecordRow } from '../kinds/kinds';

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Other handoffs of the same customer, by e-mail address. */
export default class RelatedRecords extends LightningElement {
    @api kind: RecordKind | undefined;
    @api record: OrgRecord | undefined;
    rows: RecordRow[] = [];
    problem = '';

    connectedCallback(): void {
        void this.loadRows();
    }

    private async loadRows(): Promise<void> {
        const { record } = this;
        const email = record && (textOf(record, 'Bot_Customer_Email__c') || textOf(record, 'Email__c'));
        if (!record || !email) return;
        try {
            const found = await Promise.all(KINDS.map((kind) => this.recordsFrom(kind, email)));
            this.rows = found.flat().filter((row) => row.id !== textOf(record, 'Id'));
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        }
    }

    private async recordsFrom(kind: RecordKind, email: string): Promise<RecordRow[]> {
        const known = (await objectInfo(kind.objectApiName)).fields.map((field) => field.name);
        const fields = ['Bot_Customer_Email__c', 'Email__c'].filter((field) => known.includes(field));
        if (fields.length === 0) return [];
        return recordsOf(kind, ` WHERE ${fields.map((field) => `${field} = ${quoted(email)}`).join(' OR ')}`);
    }

    get hasContent(): boolean {
        return this.rows.length > 0 || this.problem !== '';
    }

    open(event: MouseEvent): void {
        followLink(event);
    }
}
