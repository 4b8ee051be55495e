/**
 * Shapes of Cognigy.AI conversation entries and of what stands in their `inputData`. Source: the public documentation's
 * REST reference and the public type definitions of `@cognigy/socket-client` and `@cognigy/chat-components`; not run
 * against a live tenant.
 */

export interface CognigyEntry {
    projectId: string;
    projectName: string;
    inputId: string;
    outputId?: string;
    sessionId: string;
    contactId: string;
    organisation: string;
    inputText: string;
    inputData: unknown;
    type: string;
    source?: 'user' | 'bot' | 'agent' | 'suggestion';
    /** ISO 8601; the documentation shows an empty object in one example. */
    timestamp: string | Record<string, never>;
    channel: string;
    flowName: string;
    flowReferenceId: string;
    inHandoverRequest: boolean;
    inHandoverConversation: boolean;
    endpointName: string;
    endpointUrlToken: string;
    localeReferenceId: string;
    localeName: string;
    snapshotId?: string;
    snapshotName?: string;
    rating: number | null;
    ratingComment: string | null;
    expiresAt: string;
}

export interface CognigyButton {
    id?: string;
    title: string;
    type: 'postback' | 'web_url' | 'phone_number';
    payload?: string;
    url?: string;
    target?: string;
}

export interface CognigyCard {
    id: string;
    title: string;
    subtitle: string;
    imageUrl: string;
    imageAltText?: string;
    buttons?: CognigyButton[];
    defaultActionUrl?: string;
}

export interface CognigyAttachment {
    runtimeFileId: string;
    fileName: string;
    status?: 'infected' | 'scanned';
    mimeType: string;
    size: number;
    url: string;
}

type Json = Record<string, unknown>;

const channels = (plain: Json, webchat: Json): Json => ({ _cognigy: { _default: plain, _webchat: webchat } });

/** Quick replies for every channel and for the Webchat. */
export function quickReplies(text: string, options: readonly (string | { title: string; imageUrl: string })[]): Json {
    const replies = options.map((option) => (typeof option === 'string' ? { title: option } : option));
    return channels(
        {
            _quickReplies: {
                type: 'quick_replies',
                text,
                quickReplies: replies.map((reply, index) => ({
                    id: `qr-${index + 1}`,
                    title: reply.title,
                    contentType: 'postback',
                    payload: reply.title,
                    ...('imageUrl' in reply ? { imageUrl: reply.imageUrl, imageAltText: reply.title } : {})
                }))
            }
        },
        {
            message: {
                text,
                quick_replies: replies.map((reply) => ({
                    title: reply.title,
                    payload: reply.title,
                    content_type: 'text',
                    ...('imageUrl' in reply ? { image_url: reply.imageUrl, image_alt_text: reply.title } : {})
                }))
            }
        }
    );
}

/** Text with buttons. */
export function buttons(text: string, list: readonly CognigyButton[]): Json {
    return channels(
        { _buttons: { type: 'buttons', text, buttons: list } },
        {
            message: {
                attachment: { type: 'template', payload: { template_type: 'button', text, buttons: list } }
            }
        }
    );
}

const elements = (cards: readonly CognigyCard[]): Json[] =>
    cards.map((card) => ({
        title: card.title,
        subtitle: card.subtitle,
        image_url: card.imageUrl,
        image_alt_text: card.imageAltText ?? '',
        ...(card.buttons ? { buttons: card.buttons } : {}),
        ...(card.defaultActionUrl ? { default_action: { type: 'web_url', url: card.defaultActionUrl } } : {})
    }));

/** Cards side by side. */
export function gallery(cards: readonly CognigyCard[]): Json {
    return channels(
        { _gallery: { type: 'carousel', items: cards } },
        {
            message: {
                attachment: { type: 'template', payload: { template_type: 'generic', elements: elements(cards) } }
            }
        }
    );
}

/** Cards under each other, with one button below. */
export function list(cards: readonly CognigyCard[], button: CognigyButton): Json {
    return channels(
        { _list: { type: 'list', items: cards, button } },
        {
            message: {
                attachment: {
                    type: 'template',
                    payload: { template_type: 'list', elements: elements(cards), buttons: [button] }
                }
            }
        }
    );
}

export function image(imageUrl: string, imageAltText: string): Json {
    return channels(
        { _image: { type: 'image', imageUrl, imageAltText } },
        { message: { attachment: { type: 'image', payload: { url: imageUrl, altText: imageAltText } } } }
    );
}

export function audio(audioUrl: string, audioAltText: string): Json {
    return channels(
        { _audio: { type: 'audio', audioUrl, audioAltText } },
        { message: { attachment: { type: 'audio', payload: { url: audioUrl, altText: audioAltText } } } }
    );
}

export function video(videoUrl: string, videoAltText: string, videoCaptionsUrl: string): Json {
    return channels(
        { _video: { type: 'video', videoUrl, videoAltText, videoCaptionsUrl } },
        {
            message: {
                attachment: {
                    type: 'video',
                    payload: { url: videoUrl, altText: videoAltText, captionsUrl: videoCaptionsUrl }
                }
            }
        }
    );
}

export function adaptiveCard(card: Json): Json {
    return channels(
        { _adaptiveCard: { type: 'adaptiveCard', adaptiveCard: card } },
        { type: 'adaptiveCard', adaptiveCard: card }
    );
}

/** The JSON of an Adaptive Card with a heading and rows of facts. */
export function factCard(heading: string, facts: readonly (readonly [string, string])[]): Json {
    return {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.5',
        body: [
            { type: 'TextBlock', text: heading, weight: 'Bolder', size: 'Medium', wrap: true },
            { type: 'FactSet', facts: facts.map(([title, value]) => ({ title, value })) }
        ]
    };
}
