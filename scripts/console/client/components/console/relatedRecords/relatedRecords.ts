import { LightningElement, api } from 'lwc';
import type { OrgRecord } from '../../../platform/org';
import { followLink } from '../../../platform/router';
import { KINDS, recordsOf, textOf } from '../kinds/kinds';
import type { RecordRow } from '../kinds/kinds';

/** Other handoffs of the same customer, by e-mail address. */
export default class RelatedRecords extends LightningElement {
    @api record: OrgRecord | undefined;
    rows: RecordRow[] = [];
    problem = '';

    connectedCallback(): void {
        void this.loadRows();
    }

    private async loadRows(): Promise<void> {
        const { record } = this;
        const email = record && (textOf(record, 'Bot_Customer_Email__c') || textOf(record, 'Email__c')).toLowerCase();
        if (!record || !email) return;
        try {
            const found = await Promise.all(KINDS.map((kind) => recordsOf(kind)));
            this.rows = found.flat().filter((row) => row.email === email && row.id !== textOf(record, 'Id'));
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        }
    }

    get hasContent(): boolean {
        return this.rows.length > 0 || this.problem !== '';
    }

    open(event: MouseEvent): void {
        followLink(event);
    }
}
