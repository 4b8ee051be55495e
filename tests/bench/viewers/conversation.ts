/**
 * The made-up conversation that every viewer shows: seeded, the same bytes on every machine.
 *
 * In each block of 20 messages: 12 short texts, 4 long Markdown texts (headings, lists, tables, code, links), 2 with
 * options, 1 picture, 1 card. Each holds a `ref-0000042` that can be seen, so that it can be counted what was shown.
 */

import { png } from './png.ts';

export type MessageKind = 'text' | 'markdown' | 'options' | 'image' | 'card';

export interface BenchMessage {
    id: string;
    role: 'user' | 'bot';
    /** Epoch milliseconds, strictly rising. */
    ts: number;
    kind: MessageKind;
    ref: string;
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

const SEED = 20240501;

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
function randomOf(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

const WORDS = (
    'account address agent amount answer apply balance bank before bill booking branch cancel card case change charge ' +
    'check claim close code collect confirm connect contract copy country credit customer data date day deliver detail ' +
    'device different discount document double early email employee end error euro every expect extra fail fee field file ' +
    'final find first flight form forward free full gate give group guest half help hold hotel hour invoice issue item ' +
    'keep label last later letter limit line list local lock look lost luggage mail make manage meet member message minute ' +
    'missing mobile month morning move name network next night note notice number offer office online open option order ' +
    'other outside package page parcel part pass payment period phone place plan please point policy print problem process ' +
    'product profile question quick quote rate reach read reason receipt record refund region reply report request reset ' +
    'return room route sale second send service set shipment short show sign start status step stop store street support ' +
    'switch system table team ticket time today tomorrow total track travel update upgrade urgent user value version visit ' +
    'voucher wait week window work wrong year'
).split(' ');
// A small share of text that is not plain ASCII, as real conversations have.
const OTHER = [
    'Grüße aus Köln, die Straße stimmt nicht',
    'merci beaucoup, ça marche très bien',
    '请帮我查一下订单的状态',
    'ご確認いただけますでしょうか',
    'مرحبا، أين طلبي؟',
    'thank you so much 🙏🎉'
];

/** @param code without it, the Markdown has no code blocks and no tables */
export function conversationOf(n: number, { code = true } = {}): BenchMessage[] {
    const rand = randomOf(SEED);
    const int = (lo: number, hi: number) => lo + Math.floor(rand() * (hi - lo + 1));
    const pick = <T>(list: readonly T[]): T => list[Math.floor(rand() * list.length)] as T;
    const cap = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);
    const words = (lo: number, hi: number) => Array.from({ length: int(lo, hi) }, () => pick(WORDS)).join(' ');
    const sentence = (lo: number, hi: number) => cap(words(lo, hi)) + pick(['.', '.', '.', '?', '!']);

    const images = Array.from({ length: 24 }, () => png(160, 100, rand));

    const markdown = (ref: string) => {
        const parts = [`### ${cap(words(3, 6))} ${ref}`];
        const blocks = int(3, 5);
        for (let b = 0; b < blocks; b++) {
            switch (code ? int(0, 5) : pick([0, 1, 4, 4])) {
                case 0:
                    parts.push(Array.from({ length: int(3, 6) }, () => `- ${sentence(5, 14)}`).join('\n'));
                    break;
                case 1:
                    parts.push(
                        Array.from(
                            { length: int(3, 5) },
                            (_, i) => `${i + 1}. **${cap(words(1, 3))}** - ${sentence(5, 12)}`
                        ).join('\n')
                    );
                    break;
                case 2:
                    parts.push(
                        '```json\n' +
                            JSON.stringify(
                                { [pick(WORDS)]: int(1, 9999), [pick(WORDS)]: words(2, 4), open: rand() < 0.5 },
                                null,
                                2
                            ) +
                            '\n```'
                    );
                    break;
                case 3: {
                    const rows = Array.from(
                        { length: int(2, 4) },
                        () => `| ${words(1, 2)} | ${int(1, 999)} | ${pick(WORDS)} |`
                    );
                    parts.push(['| Item | Amount | State |', '| --- | --- | --- |', ...rows].join('\n'));
                    break;
                }
                default:
                    parts.push(
                        `${sentence(12, 24)} ${sentence(8, 18)} See *${words(2, 4)}*, \`${pick(WORDS)}_${pick(WORDS)}\` or [${words(1, 3)}](https://example.com/${pick(WORDS)}). ${sentence(10, 22)}`
                    );
            }
        }
        return parts.join('\n\n');
    };

    const BLOCK: MessageKind[] = [
        ...Array<MessageKind>(12).fill('text'),
        ...Array<MessageKind>(4).fill('markdown'),
        'options',
        'options',
        'image',
        'card'
    ];
    const messages: BenchMessage[] = [];
    let ts = Date.UTC(2024, 4, 1, 8, 0, 0);
    let order: MessageKind[] = [];
    let user = true;
    for (let i = 0; i < n; i++) {
        if (!order.length) {
            order = BLOCK.slice();
            for (let k = order.length - 1; k > 0; k--) {
                const j = Math.floor(rand() * (k + 1));
                [order[k], order[j]] = [order[j] as MessageKind, order[k] as MessageKind];
            }
        }
        const kind = order.pop() as MessageKind;
        const ref = 'ref-' + String(i).padStart(7, '0');
        ts += int(2000, 90000);
        const message: BenchMessage = { id: `m${i}`, role: 'bot', ts, kind, ref };
        switch (kind) {
            case 'text':
                // Short texts alternate between the two sides, with a few repeats of one side.
                message.role = user ? 'user' : 'bot';
                if (rand() > 0.15) user = !user;
                message.text = (rand() < 0.08 ? pick(OTHER) + ' ' : '') + sentence(2, 16) + ` ${ref}`;
                break;
            case 'markdown':
                message.text = markdown(ref);
                break;
            case 'options':
                message.text = `${sentence(4, 12)} ${ref}`;
                message.options = Array.from({ length: int(2, 5) }, (_, k) => ({
                    label: cap(words(1, 3)),
                    value: `choice_${i}_${k}`
                }));
                break;
            case 'image':
                message.image = { src: pick(images), alt: `${cap(words(2, 4))} ${ref}`, width: 160, height: 100 };
                break;
            case 'card':
                message.card = {
                    title: `${cap(words(2, 4))} ${ref}`,
                    subtitle: sentence(6, 14),
                    image: { src: pick(images), alt: cap(words(2, 3)) },
                    buttons: Array.from({ length: int(1, 3) }, () => ({
                        label: cap(words(1, 2)),
                        url: `https://example.com/${pick(WORDS)}`
                    }))
                };
                break;
        }
        messages.push(message);
    }
    return messages;
}
