import { textOf } from './json';

const ATTRIBUTE = /(?:target|rel|class|id)=(?:"[^"{}]*"|[^\s"{}]+)/.source;
const ATTRIBUTES = new RegExp(`\\{\\{\\s*${ATTRIBUTE}(?:\\s+${ATTRIBUTE})*\\s*\\}\\}`, 'g');
const LOWERED = /(^|[^~\\])~([\p{L}\p{N}+-]{1,20})~(?!~)/gu;
const RAISED = /\^([\p{L}\p{N}+-]{1,20})\^/gu;

/**
 * A text of the bot as GitHub's Markdown. The web chat has more: what says how it is to open or dress a part of a text,
 * `[terms](https://…){{target="_self"}}`, and indices, `H~2~O` and `m^2^`
 * (https://github.com/carbon-design-system/carbon-ai-chat/blob/main/packages/ai-chat/src/types/messaging/Messages.ts).
 */
export function markupOf(value: unknown): string {
    return textOf(value).replace(ATTRIBUTES, '').replace(LOWERED, '$1<sub>$2</sub>').replace(RAISED, '<sup>$1</sup>');
}
