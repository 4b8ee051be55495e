import type { Block, CardBlock, Option } from './blocks';
import { arrayOf, firstText, hasText, isNothing, isObject, objectOf, textOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { carouselOf, factsOf, imageBlock } from './parts';

/**
 * All that free JSON says: the entries of a list as cards side by side; of an object its own card, then what its lists
 * and objects hold. Known names make the card, every other value is told beside its name, so that none is lost.
 *
 * @param name of the field that holds the value: the title of an object that has none
 */
export function valueBlocks(value: unknown, make: BlockMaker, name = ''): Block[] {
    if (Array.isArray(value) && !isNamed(value)) {
        const { made, cut } = make.each(value, make.limits.items, (entry) => entryCard(entry, make));
        return carouselOf(make, made, cut);
    }
    const { card, inner } = objectParts(value, make, name);
    if (card === null) {
        return inner;
    }
    const { title, subtitle, image, url, blocks, buttons } = card;
    const isHeading = inner.length > 0 && !subtitle && !image && !url && blocks.length + buttons.length === 0;
    return [...(isHeading ? make.text(title, 'plain') : [card]), ...inner];
}

/** A list entry stays one card, with what lies within. */
function entryCard(entry: unknown, make: BlockMaker): CardBlock | null {
    if (typeof entry !== 'object') {
        const title = make.label(entry);
        return title === '' ? null : make.card({ title });
    }
    const { card, inner } = Array.isArray(entry)
        ? { card: null, inner: within(entry, make) }
        : objectParts(entry, make);
    return card === null && inner.length === 0
        ? null
        : { ...(card ?? make.card({})), blocks: [...(card?.blocks ?? []), ...inner] };
}

function within(value: unknown, make: BlockMaker, name = ''): Block[] {
    return isNothing(value) ? [] : make.within([value], (part) => valueBlocks(part, make, name)).blocks;
}

/** An object's fields, of which each is read once. */
class Fields {
    /** Names of what nobody read yet. */
    readonly left: Set<string>;
    private readonly item: JsonObject;

    constructor(item: JsonObject) {
        this.item = item;
        // What kind of thing it is shows in how it is shown.
        this.left = new Set(Object.keys(item).filter((name) => name !== 'type'));
    }

    /** What `read` makes of the first of the fields of which it makes anything. */
    take<T>(names: Iterable<string>, read: (value: unknown) => T | undefined): T | undefined {
        for (const name of names) {
            const found = this.left.has(name) ? read(this.item[name]) : undefined;
            if (found !== undefined) {
                this.left.delete(name);
                return found;
            }
        }
        return undefined;
    }

    /** What `read` makes of each of the fields of which it makes anything. */
    takeAll<T>(read: (value: unknown, name: string) => T | undefined): T[] {
        return [...this.left]
            .map((name) => this.take([name], (value) => read(value, name)))
            .filter((found) => found !== undefined);
    }

    text(...names: string[]): string {
        return this.take(names, (value) => firstText(value) || undefined) ?? '';
    }

    /** What nobody read. */
    rest(): JsonObject {
        return Object.fromEntries([...this.left].map((name) => [name, this.item[name]]));
    }
}

function objectParts(value: unknown, make: BlockMaker, name = ''): { card: CardBlock | null; inner: Block[] } {
    const fields = new Fields(flat(value));
    const title = fields.text('title', 'name', 'product_name', 'header');
    const price = fields.text('price', 'sale_price');
    const text = fields.text('subtitle', 'description', 'text', 'body');
    const url = fields.take(['url', 'link', 'product_url', 'landing_url'], (link) => {
        const checked = make.url(link, 'link');
        return checked?.state === 'refused' ? undefined : checked;
    });
    const [picture, ...pictures] = fields.takeAll(pictureAddress);
    const image = make.url(picture, 'media');
    const imageAlt = image ? fields.text('image_alt', 'alt_text') : '';
    const buttons = ['buttons', 'actions', 'button'].flatMap(
        (one) => fields.take([one], (list) => buttonsOf(list, make)) ?? []
    );
    const facts = fields.takeAll(factOf);
    const subtitle = make.label([price, text].filter((part) => part !== '').join(' · '));
    const blocks = [...factsOf(make, facts), ...pictures.flatMap((address) => imageBlock(make, { url: address }))];
    const inner = fields.takeAll((part, partName) => within(part, make, partName)).flat();
    const isEmpty = !title && !subtitle && !image && !url && blocks.length + buttons.length === 0;
    const card = make.card({
        title: make.label(title, name),
        subtitle,
        imageAlt: make.label(imageAlt),
        blocks,
        buttons,
        ...(image ? { image } : {}),
        ...(url ? { url } : {})
    });
    return { card: isEmpty ? null : card, inner };
}

const TEMPLATE_NAMES: ReadonlySet<string> = new Set(['key', 'type']);

/**
 * An object as it is, or made of names and values; what lies under `variables` is part of it. Of a template within a
 * template, `{type, key, variables}` (https://github.com/sendbird/sendbird-uikit-react, TemplateMessageItemBody/types.ts),
 * those are all that the customer saw.
 */
function flat(value: unknown): JsonObject {
    if (isNamed(value)) {
        return Object.fromEntries(arrayOf(value).map((entry) => [textOf(objectOf(entry).name), objectOf(entry).value]));
    }
    const { variables, ...own } = objectOf(value);
    const more = isNamed(variables) ? flat(variables) : objectOf(variables);
    const names = Object.keys(more);
    if (names.length > 0 && Object.keys(own).every((name) => TEMPLATE_NAMES.has(name))) {
        return more;
    }
    return names.length === 0 || names.some((name) => name in own) ? objectOf(value) : { ...own, ...more };
}

/** `[{"name": "title", "value": "…"}]` */
function isNamed(value: unknown): boolean {
    const list = arrayOf(value);
    const isPair = (entry: unknown): boolean =>
        isObject(entry) && 'value' in entry && textOf(entry.name) !== '' && Object.keys(entry).length === 2;
    return (
        list.length > 0 &&
        list.every(isPair) &&
        new Set(list.map((entry) => textOf(objectOf(entry).name))).size === list.length
    );
}

const PICTURE = /(?:image|picture|photo|thumbnail|icon|logo|avatar)(?:_?ur[il])?$/i;
const ADDRESS = /^(?:https?:\/\/|data:image\/)/i;

/** Of a field that is named like a picture: its address, which can stand in an object or list of its own. */
function pictureAddress(value: unknown, name: string): string | undefined {
    const [only = value, ...others] = arrayOf(value);
    const isOnly = others.length === 0 && (!isObject(only) || Object.keys(only).length === 1);
    const address = isOnly ? firstText(only, objectOf(only).url) : '';
    return PICTURE.test(name) && ADDRESS.test(address) ? address : undefined;
}

const STYLE = /colou?r|background|font|padding|radius/i;

function factOf(value: unknown, name: string): readonly [string, string] | undefined {
    const parts = Array.isArray(value) ? value : [value];
    const text = parts.every((part) => typeof part !== 'object') ? parts.map(textOf).join(', ') : '';
    const isStyle = STYLE.test(name) && /^(?:#|\d|rgb)/i.test(text);
    return text.trim() === '' || isStyle ? undefined : [name, text];
}

const SILENT_BUTTON_PARTS = new Set(['id', 'style', 'target', 'payload']);

/** Nothing where an entry is no button, or says more than a button does: then it is a list like any other. */
function buttonsOf(value: unknown, make: BlockMaker): Option[] | undefined {
    const list = isObject(value) ? [value] : arrayOf(value);
    const { made } = make.each(list, make.limits.items, (entry) => {
        const fields = new Fields(objectOf(entry));
        const label = fields.text('label', 'text', 'title') || textOf(entry);
        const address =
            fields.text('url', 'link') ||
            fields.take(['action'], (action) => firstText(objectOf(action).data) || undefined);
        const sent = fields.text('value');
        if ((label === '' && !address) || hasText(fields.rest(), SILENT_BUTTON_PARTS)) {
            return null;
        }
        return address ? make.linkOption(label, address) : make.option(label, sent || label);
    });
    return made.length === 0 || made.length < Math.min(list.length, make.limits.items) ? undefined : made;
}
