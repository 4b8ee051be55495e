import type { Block } from './blocks';
import { isNothing, isObject, objectOf, textOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { carouselOf, linkPreview } from './parts';

type Reader = (data: JsonObject, make: BlockMaker) => Block[];

const READERS: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
    ['SENDBIRD_DESK_CUSTOMER_SATISFACTION', ({ body }, make) => rating(objectOf(body), make)],
    ['SENDBIRD_DESK_INQUIRE_TICKET_CLOSURE', ({ body }, make) => closure(objectOf(body), make)],
    ['SENDBIRD_DESK_URL_PREVIEW', ({ body }, make) => linkPreview(make, objectOf(body))],
    ['SENDBIRD_DESK_BOT_MESSAGE_FAQ_ANSWERS', ({ results }, make) => faqAnswers(results, make)]
]);

/**
 * What Sendbird Desk puts into the `data` of a message, `{type, body}` or, from its bot, `{type, results}`
 * (https://github.com/sendbird/SendBird-Desk-iOS-Framework: README.md, SBDSKFAQResult.h).
 *
 * @returns null for other data
 */
export function deskBlocks(data: unknown, make: BlockMaker): Block[] | null {
    return isOfDesk(data) ? (READERS.get(data.type)?.(data, make) ?? null) : null;
}

/** Whether Desk wrote these data: it does so after the message was sent, too. */
export function isOfDesk(data: unknown): data is JsonObject {
    return isObject(data) && READERS.has(data.type) && (isObject(data.body) || Array.isArray(data.results));
}

function rating(
    { customerSatisfactionScore: score, customerSatisfactionComment: comment }: JsonObject,
    make: BlockMaker
) {
    const said = [score, comment].map(textOf).filter((part) => part !== '');
    return said.length > 0 ? [make.event('rating', said.join(' · '))] : [];
}

/** What the customer answered to the question that is the message's text. */
function closure({ state }: JsonObject, make: BlockMaker): Block[] {
    return isNothing(state) || state === 'WAITING' ? [] : [make.event('other', state)];
}

function faqAnswers(results: unknown, make: BlockMaker): Block[] {
    const { made, cut } = make.each(results, make.limits.items, (entry) => {
        const { question, answer, url, image_url: picture } = objectOf(entry);
        const link = make.url(url, 'link');
        const image = make.url(picture, 'media');
        return make.card({
            title: make.label(question),
            subtitle: make.label(answer),
            ...(image ? { image } : {}),
            ...(link ? { url: link } : {})
        });
    });
    return carouselOf(make, made, cut);
}
