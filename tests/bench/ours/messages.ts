/** The bench's neutral messages in the shape that Apex answers with, in the rich formats of Cognigy.AI. */
import type { BotMessage } from 'c/botTranscript';

export interface BenchMessage {
    id: string;
    role: 'user' | 'bot';
    /** Epoch milliseconds. */
    ts: number;
    kind: 'text' | 'markdown' | 'options' | 'image' | 'card';
    text?: string;
    options?: { label: string; value: string }[];
    image?: { src: string; alt: string; width: number; height: number };
    card?: {
        title: string;
        subtitle: string;
        image: { src: string; alt: string };
        buttons: { label: string; url: string }[];
    };
}

function webchatMessage({ kind, text, options, image, card }: BenchMessage): object | undefined {
    switch (kind) {
        case 'options':
            return {
                text,
                quick_replies: options?.map(({ label, value }) => ({
                    title: label,
                    payload: value,
                    content_type: 'text'
                }))
            };
        case 'image':
            return { attachment: { type: 'image', payload: { url: image?.src, altText: image?.alt } } };
        case 'card':
            return {
                attachment: {
                    type: 'template',
                    payload: {
                        template_type: 'generic',
                        elements: [
                            {
                                title: card?.title,
                                subtitle: card?.subtitle,
                                image_url: card?.image.src,
                                image_alt_text: card?.image.alt,
                                buttons: card?.buttons.map(({ label, url }) => ({ type: 'web_url', title: label, url }))
                            }
                        ]
                    }
                }
            };
        default:
            return undefined;
    }
}

export function botMessageOf(message: BenchMessage): BotMessage {
    const rich = webchatMessage(message);
    return {
        id: message.id,
        sentAt: new Date(message.ts).toISOString(),
        sender: message.role === 'user' ? 'customer' : 'bot',
        text: message.text ?? '',
        ...(rich ? { payload: JSON.stringify({ _cognigy: { _webchat: { message: rich } } }) } : {})
    };
}
