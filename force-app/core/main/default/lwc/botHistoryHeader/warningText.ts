import { fill, labels } from 'c/botLabels';

const WARNINGS: Record<string, string> = {
    MASKED: labels.warningMasked,
    TRUNCATED: labels.warningTruncated,
    FELL_BACK_TO_TEXT: labels.warningFellBackToText,
    SKIPPED_ENTRIES: labels.warningSkippedEntries
};

/** What is not as it was, in words. */
export function warningText(code: string): string {
    return WARNINGS[code] ?? fill(labels.warningOther, code);
}
