import type { Adapter, BotMessage } from './blocks';
import { isObject } from './json';
import { parsePayload } from './maker';
import { hasSendbirdError } from './sendbird';

/**
 * Ways in which bots say that they did not understand or could not help. They are guesses by wording, in the
 * languages of the labels; a bot's own words may differ, so a miss means nothing.
 */
const WORDINGS = [
    // English
    /\b(?:did(?:n['’]t| not)|do(?:n['’]t| not)|could(?:n['’]t| not)|can(?:['’]t|not)) (?:quite |really |fully )?(?:understand|get that|catch that|follow|find (?:an? )?(?:answer|anything))/,
    /\b(?:i['’]m|i am) (?:not sure (?:i understand|what you mean|how to help)|(?:still )?(?:having trouble|unable to|not able to) (?:understand|help))/,
    /\b(?:could|can|would) you (?:please )?(?:rephrase|reword|say that (?:again|differently)|try rephrasing)/,
    /\b(?:something|that) went wrong\b|\ban (?:unexpected )?error (?:has )?occurred\b|\bi (?:can(?:['’]t|not)|could(?:n['’]t| not)) help (?:you )?with that\b/,
    // German
    /(?:habe?|konnte|kann) (?:ich )?(?:sie |dich |das |dies |ihre? (?:anfrage|frage|eingabe) |deine? (?:anfrage|frage) )?(?:leider )?nicht (?:ganz |richtig )?(?:verstanden|verstehen)/,
    /verstehe (?:das |sie |dich )?(?:leider )?nicht|anders formulieren|umformulieren|da ist (?:leider )?etwas schief/,
    // French
    /\b(?:n['’]ai |n['’]arrive |ne (?:vous )?(?:comprends |parviens ))?pas (?:à |bien |vraiment |tout )*(?:vous )?(?:compris|comprendre)\b/,
    /\bne (?:vous )?comprends pas\b|\breformuler\b|une erreur (?:est survenue|s['’]est produite)/,
    // Spanish
    /\bno (?:te |le |lo |la |he |puedo |pude |he podido )*(?:entend|comprend)|reformul(?:ar|a|e)|(?:algo|ha) (?:salió|salido|ido) mal|ocurrió un error/,
    // Japanese
    /理解できません|わかりません|分かりません|わかりかねます|もう一度(?:お|言|入力)|言い換え|エラーが発生/
];

/**
 * For texts in small letters: to tell letters from their capitals by itself takes an expression like this 3 ms to
 * begin.
 */
const ONE = new RegExp(WORDINGS.map((wording) => wording.source).join('|'));

/** A bot's failure is short; a long text that holds such words is usually about something else. */
const LONGEST_FAILURE = 400;

/**
 * watsonx's web chat gave the customer an error instead of an answer, which it keeps with what they had sent (client
 * code of `@carbon/ai-chat` 0.3 to 1.9).
 */
const UNANSWERED = /"error_state"\s*:\s*2\b/;
const TO_HUMAN = '"agent_message_type"';

/** Whether this message is the bot failing: by the vendor's own sign where there is one, else by its wording. */
export function isFailure(message: BotMessage, adapter: Adapter): boolean {
    const { payload, text } = message;
    if (message.sender === 'customer' && adapter === 'watsonx' && typeof payload === 'string') {
        return UNANSWERED.test(payload) && !payload.includes(TO_HUMAN);
    }
    if (message.sender !== 'bot') {
        return false;
    }
    if (typeof payload === 'string' && hasVendorSign(payload, adapter)) {
        return true;
    }
    return (
        typeof text === 'string' && text.length > 0 && text.length <= LONGEST_FAILURE && ONE.test(text.toLowerCase())
    );
}

function hasVendorSign(payload: string, adapter: Adapter): boolean {
    if (adapter === 'watsonx') {
        return /"response_type"\s*:\s*"inline_error"/.test(payload);
    }
    if (adapter === 'sendbird' && payload.includes('"custom_message_templates"')) {
        const parsed = parsePayload(payload);
        return isObject(parsed) && hasSendbirdError(parsed);
    }
    return false;
}
