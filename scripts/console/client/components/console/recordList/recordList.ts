import { LightningElement, api } from 'lwc';
import { followLink, goTo } from '../../../platform/router';
import { isNotThere, KINDS, recordsOf } from '../kinds/kinds';
import type { RecordRow } from '../kinds/kinds';

interface Problem {
    key: string;
    text: string;
}

/** Every record that a bot has handed over, newest first; one kind, or all. */
export default class RecordList extends LightningElement {
    rows: RecordRow[] = [];
    problems: Problem[] = [];
    isLoading = true;
    /** One kind only; all of them without. */
    @api objectApiName: string | undefined;

    connectedCallback(): void {
        document.title = 'Handoffs | Service Console (local org, simulated)';
        void this.load();
    }

    async load(): Promise<void> {
        this.isLoading = true;
        const answers = await Promise.allSettled(KINDS.map((kind) => recordsOf(kind)));
        const rows: RecordRow[] = [];
        const problems: Problem[] = [];
        answers.forEach((answer, at) => {
            const kind = KINDS[at];
            if (!kind) return;
            if (answer.status === 'fulfilled') {
                rows.push(...answer.value);
                return;
            }
            problems.push({ key: kind.objectApiName, text: this.reasonOf(kind.labelPlural, answer.reason) });
            // What was read before is still the best that is known.
            if (!isNotThere(answer.reason)) {
                rows.push(...this.rows.filter((row) => row.objectApiName === kind.objectApiName));
            }
        });
        this.rows = rows.sort(
            (one, other) =>
                (other.handedOffAt ?? '').localeCompare(one.handedOffAt ?? '') || one.name.localeCompare(other.name)
        );
        this.problems = problems;
        this.isLoading = false;
    }

    private reasonOf(kind: string, error: unknown): string {
        if (isNotThere(error)) {
            return `${kind}: this org does not have them, or you may not see them.`;
        }
        return `${kind}: ${error instanceof Error ? error.message : String(error)}`;
    }

    get shownRows(): RecordRow[] {
        return this.rows.filter((row) => !this.objectApiName || row.objectApiName === this.objectApiName);
    }

    /** Not where a kind could not be read: nobody knows then. */
    get isEmpty(): boolean {
        const unread = this.problems.some(({ key }) => !this.objectApiName || key === this.objectApiName);
        return !this.isLoading && !unread && this.shownRows.length === 0;
    }

    get summary(): string {
        if (this.isLoading) return 'Loading…';
        const count = this.shownRows.length;
        return `${count} ${count === 1 ? 'record' : 'records'}, newest handoff first`;
    }

    get views(): { key: string; label: string; url: string; current: string | null }[] {
        const view = (objectApiName: string | undefined, label: string, url: string) => ({
            key: label,
            label: `${label} (${this.rows.filter((row) => !objectApiName || row.objectApiName === objectApiName).length})`,
            url,
            current: this.objectApiName === objectApiName ? 'page' : null
        });
        return [
            view(undefined, 'All', '/'),
            ...KINDS.map((kind) => view(kind.objectApiName, kind.labelPlural, `/?object=${kind.objectApiName}`))
        ];
    }

    open(event: MouseEvent): void {
        followLink(event);
    }

    /** The whole row is a target for the mouse; the link in it is the one for keyboard and screen reader. */
    openRow(event: MouseEvent): void {
        const row = event.currentTarget as HTMLElement;
        if ((event.target as HTMLElement).closest('a') || String(getSelection())) return;
        if (row.dataset['url']) goTo(row.dataset['url']);
    }
}
