import { labels } from 'c/botLabels';

/** What went wrong, in words: a heading, and what the agent can do about it. */
export interface ErrorWords {
    title: string;
    advice: string;
}

/** The closed set of `BotHistoryError.code`, and `SALESFORCE` for an Apex call that failed by itself. */
const WORDS: Record<string, ErrorWords> = {
    NOT_CONFIGURED: {
        title: labels.errorNotConfiguredTitle,
        advice: labels.errorNotConfiguredText
    },
    NO_SESSION: { title: labels.errorNoSessionTitle, advice: labels.errorNoSessionText },
    NOT_FOUND: { title: labels.errorNotFoundTitle, advice: labels.errorNotFoundText },
    UNAUTHORIZED: { title: labels.errorUnauthorizedTitle, advice: labels.errorUnauthorizedText },
    EXPIRED: { title: labels.errorExpiredTitle, advice: labels.errorExpiredText },
    RATE_LIMITED: { title: labels.errorRateLimitedTitle, advice: labels.errorRateLimitedText },
    UNAVAILABLE: { title: labels.errorUnavailableTitle, advice: labels.errorUnavailableText },
    BAD_RESPONSE: { title: labels.errorBadResponseTitle, advice: labels.errorBadResponseText },
    FORBIDDEN: { title: labels.errorForbiddenTitle, advice: labels.errorForbiddenText },
    SALESFORCE: { title: labels.errorSalesforceTitle, advice: labels.errorSalesforceText }
};

/** Words for a code; an unknown one reads as a failed call. */
export function errorWords(code: string): ErrorWords {
    return WORDS[code] ?? (WORDS.SALESFORCE as ErrorWords);
}
