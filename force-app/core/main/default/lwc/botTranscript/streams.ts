import type { Adapter, BotMessage } from './blocks';
import { streamedPiece, type StreamedPiece } from './cognigy';
import { isObject, textOf } from './json';
import { parsePayload } from './maker';

interface Piece extends StreamedPiece {
    message: BotMessage;
}

/**
 * The messages, each streamed text as one. Bots of Cognigy.AI may say theirs bit by bit, and each bit, a sentence or half
 * a word, is an entry; the vendor's client puts them together as they follow each other, where the first one stands
 * (https://github.com/Cognigy/Webchat, message-reducer.ts).
 */
export function withWholeStreams(messages: readonly BotMessage[], adapter: Adapter): readonly BotMessage[] {
    if (adapter !== 'cognigy') {
        return messages;
    }
    const streams = new Map<string, Map<string, Piece>>();
    const found: (BotMessage | Map<string, Piece>)[] = [];
    for (const message of messages) {
        const piece = pieceOf(message);
        if (piece === null) {
            found.push(message);
            continue;
        }
        const pieces = streams.get(piece.stream) ?? new Map<string, Piece>();
        if (pieces.size === 0) {
            streams.set(piece.stream, pieces);
            found.push(pieces);
        }
        // The newest version of each at the first one's place.
        pieces.set(textOf(message.id) || `#${pieces.size}`, piece);
    }
    return found.map((one) => (one instanceof Map ? [...one.values()].reduce(withNext).message : one));
}

function pieceOf(message: BotMessage): Piece | null {
    if (!isObject(message) || message.sender !== 'bot' || typeof message.payload !== 'string') {
        return null;
    }
    const payload = message.payload.includes('"_messageId"') ? parsePayload(message.payload) : null;
    const piece = isObject(payload) ? streamedPiece(payload) : null;
    return piece && { ...piece, message };
}

function withNext(whole: Piece, { message, isLast, isRated }: Piece): Piece {
    const [said, next] = [textOf(whole.message.text), textOf(message.text)];
    // What comes with the end may be what was said before.
    const text = isLast && said.endsWith(next) ? said : said + next;
    const payload = isRated ? message.payload : whole.message.payload;
    return { ...whole, message: { ...whole.message, text, payload } };
}
