import look from '@salesforce/apex/BotHistorySaver.look';
import save from '@salesforce/apex/BotHistorySaver.save';
import { labels } from 'c/botLabels';
import { salesforceError } from 'c/botHistoryError';
import { addedText, existingText, leftOutText, refusedText, type CaseKind, type SaveAnswer } from './caseWords';
import { NO_CASE_STATE, type CaseAction, type CaseLink, type CaseSource, type CaseState } from './caseState';

/** Characters of messages that a comment of 4,000 bytes can't hold more of. */
const MOST_OF_COMMENT = 4_000;

export interface CaseSaverHost {
    recordId(): string;
    source(): CaseSource | null;
    /** Address of a record. */
    urlOf(link: Pick<CaseLink, 'id' | 'objectApiName'>): Promise<string>;
    changed(state: CaseState): void;
    /** Has a screen reader say something. */
    announce(text: string): void;
    /** A comment or file is there now. */
    added(text: string, link: CaseLink): void;
}

/**
 * Puts the conversation on the record's case, as a comment or a file. Looks first, so that a long conversation is not
 * gathered for a case that is not there, and asks before the same conversation is added again. One at a time.
 */
export class CaseSaver {
    private readonly host: CaseSaverHost;
    private state = NO_CASE_STATE;
    private kind: CaseKind = 'COMMENT';
    /** What could not be gathered of the conversation, in words. */
    private missing = '';
    /** Goes up when what is under way no longer counts. */
    private run = 0;

    constructor(host: CaseSaverHost) {
        this.host = host;
    }

    /** Nothing is shown, and what is under way is not followed up. */
    stop(): void {
        this.run += 1;
        this.change(NO_CASE_STATE);
    }

    /** A click on a menu entry; while one is under way, further clicks do nothing. */
    async start(kind: CaseKind): Promise<void> {
        if (this.state.kind === 'working') {
            return;
        }
        this.kind = kind;
        await this.attempt(async (recordId, isCurrent) => {
            const answer = (await look({ recordId, kind })) as SaveAnswer;
            const isFree = !answer.code && !answer.existing?.length;
            return isFree && isCurrent() ? this.save(recordId, isCurrent, false) : answer;
        });
    }

    /** A button beside what was said. */
    async act(name: CaseAction): Promise<void> {
        if (name === 'again') {
            await this.attempt((recordId, isCurrent) => this.save(recordId, isCurrent, true));
        } else {
            await this.start(name === 'file' ? 'FILE' : this.kind);
        }
    }

    private async attempt(ask: (recordId: string, isCurrent: () => boolean) => Promise<SaveAnswer>): Promise<void> {
        this.run += 1;
        const { run } = this;
        const isCurrent = () => run === this.run;
        this.change({ ...NO_CASE_STATE, kind: 'working', text: labels.caseAdding });
        this.host.announce(labels.caseAdding);
        let answer: SaveAnswer;
        try {
            answer = await ask(this.host.recordId(), isCurrent);
        } catch (error) {
            const { code, detail } = salesforceError(error);
            answer = { code, detail: code === 'FORBIDDEN' ? 'BotHistorySaver' : detail };
        }
        if (isCurrent()) {
            const state = await this.stateAfter(answer);
            if (isCurrent()) {
                this.change(state);
                if (answer.saved && state.link) {
                    this.host.added(addedText(this.kind, answer.caseNumber ?? '', answer.saved), state.link);
                }
            }
        }
    }

    /** Gathers the words, and has Apex write them. */
    private async save(recordId: string, isCurrent: () => boolean, isAgain: boolean): Promise<SaveAnswer> {
        const gathered = await this.host.source()?.gather();
        if (!isCurrent() || !gathered) {
            return { code: 'EMPTY' };
        }
        const { head, messages, missing } = gathered;
        this.missing = missing;
        const request = {
            recordId,
            kind: this.kind,
            head,
            messages: this.kind === 'COMMENT' ? newestOf(messages) : messages,
            total: messages.length,
            isAgain
        };
        return (await save({ request })) as SaveAnswer;
    }

    private async stateAfter(answer: SaveAnswer): Promise<CaseState> {
        const caseNumber = answer.caseNumber ?? '';
        const [existing] = answer.existing ?? [];
        if (answer.saved) {
            const leftOut = leftOutText(answer.saved);
            const untold = [this.missing && `${this.missing}.`, leftOut].filter(Boolean).join(' ');
            return {
                kind: 'done',
                text: `${addedText(this.kind, caseNumber, answer.saved)}. ${untold}`.trim(),
                untold,
                actions: leftOut === '' ? [] : [{ name: 'file', label: labels.caseFile }],
                link: await this.linkTo(answer, answer.saved.id)
            };
        }
        if (!answer.code && existing) {
            return {
                kind: 'asking',
                text: existingText(this.kind, caseNumber, existing),
                untold: '',
                actions: [{ name: 'again', label: labels.caseAddAgain }],
                link: await this.linkTo(answer, existing.id)
            };
        }
        return {
            kind: 'refused',
            text: refusedText(answer),
            untold: '',
            actions: [{ name: 'retry', label: labels.retry }],
            link: null
        };
    }

    /** To the file itself; comments have no page worth opening, they are read on the case. */
    private async linkTo({ caseId, caseNumber }: SaveAnswer, itemId: string): Promise<CaseLink> {
        const isFile = this.kind === 'FILE';
        const target = {
            id: isFile ? itemId : (caseId ?? ''),
            objectApiName: isFile ? ('ContentDocument' as const) : ('Case' as const)
        };
        const label = isFile ? labels.caseOpenFile : labels.caseOpen.replace('{0}', caseNumber ?? '');
        return { ...target, label, url: await this.host.urlOf(target) };
    }

    private change(state: CaseState): void {
        this.state = state;
        this.host.changed(state);
    }
}

/** The newest messages, as much of them as a comment could hold at the very most. */
function newestOf(messages: readonly string[]): string[] {
    let characters = 0;
    let from = messages.length;
    while (from > 0 && characters < MOST_OF_COMMENT) {
        from -= 1;
        characters += messages[from]?.length ?? 0;
    }
    // Apex refuses what is too long for a file; a comment has the beginning of it.
    return messages.slice(from).map((message) => message.slice(0, MOST_OF_COMMENT));
}
