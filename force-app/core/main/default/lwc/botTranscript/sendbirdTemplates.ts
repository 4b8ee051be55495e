import type { Block } from './blocks';
import { firstText, hasText, isNothing, isObject, numberOf, objectOf, textOf, type JsonObject } from './json';
import { parsePayload, type BlockMaker } from './maker';
import { valueBlocks } from './sendbirdValues';

/** Fields that say what a template is, not what it says. */
const KINDS: ReadonlySet<string> = new Set(['type']);

/**
 * Message templates. The template itself (the layout) stays with the vendor; a message carries only its key and the
 * values to fill in, which are free JSON. Values that say nothing are shown as the fallback text with the raw data.
 *
 * @param said what the message says by itself: a fallback often repeats it
 */
export function templateBlocks(extended: JsonObject, said: string, make: BlockMaker): Block[] {
    return [
        ...messageTemplate(extended.message_template, said, make),
        ...make
            .each(extended.custom_message_templates, make.limits.items, (entry) => customTemplate(entry, make))
            .made.flat()
    ];
}

function messageTemplate(template: unknown, said: string, make: BlockMaker): Block[] {
    if (!isObject(template) || isNothing(template)) {
        return [];
    }
    const { key, fallback_message: written, variables, view_variables: views, ...rest } = template;
    const fallback = textOf(written).trim() === said.trim() ? '' : written;
    const areNamed = isNothing(views) || (isObject(views) && !('variables' in views));
    const blocks = valueBlocks(areNamed ? { variables, ...objectOf(views) } : [variables, views], make);
    if (blocks.length === 0) {
        return [make.unknown(key, fallback, template)];
    }
    const more = hasText(rest, KINDS) ? [make.unknown(key, '', template)] : [];
    return [...make.text(fallback, 'plain', 'note'), ...blocks, ...more];
}

function customTemplate(entry: unknown, make: BlockMaker): Block[] {
    const { id, response, error } = objectOf(entry);
    const failure = textOf(error);
    const status = numberOf(objectOf(response).status);
    const text = textOf(objectOf(response).content);
    if (failure !== '' || (status !== null && status >= 400)) {
        return [...make.text(firstText(failure, `HTTP ${status}`), 'plain', 'error'), make.unknown(id, '', entry)];
    }
    const content = parsePayload(objectOf(response).content);
    const blocks = valueBlocks(content, make);
    return blocks.length > 0 ? blocks : [make.unknown(id, content === undefined ? text : '', entry)];
}
