import type { Block, CardBlock, Option } from './blocks';
import { arrayOf, firstText, isObject, numberOf, objectOf, textOf, type JsonObject } from './json';
import { parsePayload, type BlockMaker } from './maker';
import { carouselOf } from './parts';

/**
 * Message templates. The template itself (the layout) stays with the vendor; a message carries only its key and the
 * values to fill in, so cards are read from the names of the values. What no card can be made of is shown as its
 * fallback text with the raw data.
 */
export function templateBlocks(extended: JsonObject, make: BlockMaker): Block[] {
    return [
        ...messageTemplate(extended.message_template, make),
        ...make
            .each(extended.custom_message_templates, make.limits.items, (entry) => customTemplate(entry, make))
            .made.flat()
    ];
}

function messageTemplate(template: unknown, make: BlockMaker): Block[] {
    if (!isObject(template) || Object.keys(template).length === 0) {
        return [];
    }
    const cards: CardBlock[] = [];
    const views = objectOf(template.view_variables);
    for (const name of Object.keys(views)) {
        cards.push(...cardsOf(views[name], make));
    }
    if (cards.length === 0) {
        cards.push(...cardsOf(template.variables, make));
    }
    const fallback = template.fallback_message;
    return cards.length > 0
        ? [...make.text(fallback, 'plain', 'note'), ...carouselOf(make, cards, undefined)]
        : [make.unknown(template.key, fallback, template)];
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
    const cards = cardsOf(content, make);
    if (cards.length > 0) {
        return carouselOf(make, cards, undefined);
    }
    return [make.unknown(id, content === undefined ? text : '', entry)];
}

/** Lists of items under any name, or one item. */
function cardsOf(value: unknown, make: BlockMaker): CardBlock[] {
    if (Array.isArray(value)) {
        return make.each(value, make.limits.items, (item) => cardOf(flat(item), make)).made;
    }
    if (!isObject(value)) {
        return [];
    }
    const own = cardOf(flat(value), make);
    if (own !== null) {
        return [own];
    }
    const list = Object.keys(value)
        .map((name) => value[name])
        .find((entry) => Array.isArray(entry) && entry.some(isObject));
    return list === undefined ? [] : cardsOf(list, make);
}

/** `variables` come as `{"title": "…"}` or as `[{"name": "title", "value": "…"}]`. */
function flat(item: unknown): JsonObject {
    const named = arrayOf(item);
    if (named.length === 0) {
        return objectOf(isObject(item) ? (item.variables ?? item) : item);
    }
    return Object.fromEntries(
        named.slice(0, 100).map((entry) => [textOf(objectOf(entry).name), objectOf(entry).value])
    );
}

function cardOf(item: JsonObject, make: BlockMaker): CardBlock | null {
    const title = firstText(item.title, item.name, item.product_name, item.header);
    const imageUrl = firstText(item.image_url, item.imageUrl, item.image, item.thumbnail, item.cover_image);
    const image = make.url(imageUrl, 'media');
    if (title === '' && !image) {
        return null;
    }
    const url = make.url(firstText(item.url, item.link, item.product_url, item.landing_url), 'link');
    const price = firstText(item.price, item.sale_price);
    const words = [price, firstText(item.subtitle, item.description, item.text, item.body)];
    return make.card({
        title: make.label(title),
        subtitle: make.label(words.filter((part) => part !== '').join(' · ')),
        imageAlt: make.label(item.image_alt, item.alt_text),
        buttons: buttonsOf(item, make),
        ...(image ? { image } : {}),
        ...(url ? { url } : {})
    });
}

function buttonsOf(item: JsonObject, make: BlockMaker): Option[] {
    const list = item.buttons ?? item.actions ?? (isObject(item.button) ? [item.button] : undefined);
    return make.each(list, make.limits.items, (entry) => {
        const button = objectOf(entry);
        const label = firstText(button.label, button.text, button.title, entry);
        const url = firstText(button.url, button.link, objectOf(button.action).data);
        if (label === '' && url === '') {
            return null;
        }
        return url === '' ? make.option(label, firstText(button.value, label)) : make.linkOption(label, url);
    }).made;
}
