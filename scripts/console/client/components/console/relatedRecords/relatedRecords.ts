import { LightningElement, api } from 'lwc';
import type { OrgRecord } from '../../../platform/org';
import { followLink } from '../../../platform/router';
import { isNotThere, KINDS, recordsOf, textOf } from '../kinds/kinds';
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
        const answers = await Promise.allSettled(KINDS.map((kind) => recordsOf(kind)));
        this.rows = answers
            .flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
            .filter((row) => row.email === email && row.id !== textOf(record, 'Id'));
        // An org need not have every kind, and who looks need not see it.
        const [problem] = answers.flatMap((answer) =>
            answer.status === 'rejected' && !isNotThere(answer.reason) ? [answer.reason as unknown] : []
        );
        if (problem !== undefined) this.problem = problem instanceof Error ? problem.message : String(problem);
    }

    get hasContent(): boolean {
        return this.rows.length > 0 || this.problem !== '';
    }

    open(event: MouseEvent): void {
        followLink(event);
    }
}
