import { textOf } from './json';

const ATTRIBUTE = /(?:target|rel|class|id)=(?:"[^"{}]*"|[^\s"{}]+)/.source;
const ATTRIBUTES = new RegExp(`\\{\\{\\s*${ATTRIBUTE}(?:\\s+${ATTRIBUTE})*\\s*\\}\\}`, 'g');

/**
 * A text of the bot as Markdown, without what says how the web chat is to open or dress a part of it:
 * `[terms](https://…){{target="_self"}}`
 * (https://github.com/carbon-design-system/carbon-ai-chat/blob/main/packages/ai-chat/src/types/messaging/Messages.ts).
 */
export function markupOf(value: unknown): string {
    return textOf(value).replace(ATTRIBUTES, '');
}
