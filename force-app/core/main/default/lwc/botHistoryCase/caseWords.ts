import { fill, labels } from 'c/botLabels';
import { count, shortDateTime, toTime } from 'c/botTime';
import { errorWords } from 'c/botHistoryError';

/** `COMMENT` or `FILE`: the two ways to keep a conversation on a case. */
export type CaseKind = 'COMMENT' | 'FILE';

/** A comment or file on a case; shape of `BotSavedItem`. */
export interface SavedItem {
    id: string;
    /** Of a file. */
    name?: string | null;
    createdBy?: string | null;
    /** ISO 8601 in UTC. */
    createdAt?: string | null;
    leftOut?: number | null;
}

/** Shape of `BotSaveAnswer`. */
export interface SaveAnswer {
    caseId?: string | null;
    caseNumber?: string | null;
    existing?: SavedItem[] | null;
    saved?: SavedItem | null;
    /** `NO_CASE`, `EMPTY`, `TOO_LARGE`, `FORBIDDEN`, `REFUSED`, a code of the history, or `SALESFORCE`. */
    code?: string | null;
    /** Safe to show. */
    detail?: string | null;
}

/** Why nothing was made, and what to do. */
export function refusedText({ code, detail }: SaveAnswer): string {
    switch (code) {
        case 'NO_CASE':
            return labels.caseErrorNoCase;
        case 'EMPTY':
            return labels.caseErrorEmpty;
        case 'TOO_LARGE':
            return labels.caseErrorTooLarge;
        case 'FORBIDDEN':
            return fill(labels.caseErrorForbidden, detail ?? labels.errorForbiddenTitle);
        case 'REFUSED':
            return fill(labels.caseErrorRefused, detail ?? '');
        default: {
            const { title, advice } = errorWords(code ?? '');
            return [`${title}.`, detail ? `${fill(labels.details, detail)}.` : '', advice].filter(Boolean).join(' ');
        }
    }
}

/** What the case has already. */
export function existingText(kind: CaseKind, caseNumber: string, item: SavedItem): string {
    const label = kind === 'COMMENT' ? labels.caseCommentExists : labels.caseFileExists;
    const at = shortDateTime(toTime(item.createdAt));
    return fill(label, caseNumber, item.createdBy ?? '', at, item.name ?? '');
}

/** What was made. */
export function addedText(kind: CaseKind, caseNumber: string, item: SavedItem): string {
    return kind === 'COMMENT'
        ? fill(labels.caseCommentAdded, caseNumber)
        : fill(labels.caseFileAdded, caseNumber, item.name ?? '');
}

/** What a comment had no room for; empty where it had. */
export function leftOutText({ leftOut }: SavedItem): string {
    return leftOut ? fill(labels.caseCommentLeftOut, count(leftOut)) : '';
}
