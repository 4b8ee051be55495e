import * as fastCheck from 'fast-check';
import {
    FIRST_LOOK,
    prepare,
    searchText,
    SHOW_ALL,
    toBlocks,
    type Block,
    type BotMessage,
    type Sender
} from 'c/botTranscript';
import { mutated } from '../../../../../../../tests/fixtures/mutate.ts';
import { processorTime } from '../../../../../../../tests/fixtures/processor-time.ts';
import { ADAPTERS, shapeMessage, VENDOR_SHAPES } from '../../../../../../../tests/fixtures/vendor-shapes.ts';
import { likelyJson, texts } from './likelyJson';

const KINDS = new Set(
    (
        'text options suggestions card carousel list grid table image video audio file link form search-results ' +
        'citations date-picker adaptive-card transfer event unknown'
    ).split(' ')
);

const USABLE = /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/]|mailto:|tel:|data:image\/)/;

/** Goes through everything that a component would read. */
function check(blocks: Block[]): void {
    const keys = new Set<string>();
    const problems: string[] = [];
    const visit = (value: unknown, name: string): void => {
        if (typeof value === 'string') {
            if (/\p{Surrogate}|\0/u.test(value)) {
                problems.push(`${name}: ill-formed text`);
            }
            if (name === 'key' && keys.has(value)) {
                problems.push(`key ${value} twice`);
            }
            keys.add(name === 'key' ? value : '');
        } else if (Array.isArray(value)) {
            value.forEach((part) => visit(part, ''));
        } else if (typeof value === 'object' && value !== null) {
            visitObject(value);
        } else if (!['number', 'boolean', 'undefined', 'object'].includes(typeof value) || Number.isNaN(value)) {
            problems.push(`${name}: ${String(value)}`);
        }
    };
    const visitObject = (value: object): void => {
        if ('kind' in value && !(KINDS.has(String(value.kind)) && 'key' in value)) {
            problems.push(`kind ${String(value.kind)}`);
        }
        if ('state' in value && 'href' in value) {
            const isUsable = USABLE.test(String(value.href));
            if (value.state === 'refused' ? value.href !== '' : !isUsable) {
                problems.push(`${String(value.state)} ${String(value.href)}`);
            }
        }
        Object.entries(value).forEach(([inner, part]) => visit(part, inner));
    };
    if (!Array.isArray(blocks) || !blocks.every((block) => 'kind' in block)) {
        problems.push('no blocks');
    }
    visit(blocks, '');
    expect(problems).toEqual([]);
}

/** The message is there: some block speaks, or holds the raw data. */
function isKept(blocks: Block[]): boolean {
    return blocks.length > 0;
}

const senders = fastCheck.constantFrom<Sender>('customer', 'bot', 'agent', 'system');
function message(text: string, payload: string, sender: Sender): BotMessage {
    return { id: '1', sentAt: null, sender, text, payload };
}

describe('any JSON', () => {
    it.each(ADAPTERS)('%s never throws and never loses a message', (adapter) => {
        fastCheck.assert(
            fastCheck.property(
                fastCheck.oneof(
                    fastCheck.json(),
                    likelyJson.map((value) => JSON.stringify(value) ?? 'null')
                ),
                texts,
                senders,
                (payload, text, sender) => {
                    const blocks = toBlocks(message(text, payload, sender), adapter);
                    check(blocks);
                    const isBlank = text.replaceAll('\0', '').trim() === '';
                    const mayBeEmpty = isBlank || /is_removed|pause|is_thinking/.test(payload);
                    expect(mayBeEmpty || isKept(blocks)).toBe(true);
                    expect(typeof searchText(message(text, payload, sender), adapter)).toBe('string');
                }
            ),
            { numRuns: 2_000 }
        );
    });

    it.each(ADAPTERS)('%s takes any text as a payload', (adapter) => {
        fastCheck.assert(
            fastCheck.property(fastCheck.string({ unit: 'binary' }), senders, (payload, sender) => {
                const blocks = toBlocks(message('', payload, sender), adapter);
                check(blocks);
                expect(isKept(blocks)).toBe(payload !== '' && payload !== '{}' && payload.trim() !== '{}');
            })
        );
    });

    it.each(ADAPTERS)('%s takes any message, whatever its fields hold', (adapter) => {
        const anything = fastCheck.anything();
        const broken = fastCheck.record({
            id: anything,
            sentAt: anything,
            sender: anything,
            senderName: anything,
            text: anything,
            payload: anything,
            relatesTo: anything
        });
        fastCheck.assert(
            fastCheck.property(fastCheck.array(broken, { maxLength: 5 }), (messages) => {
                const prepared = prepare(messages as unknown as BotMessage[], adapter, { timeZone: 'Nowhere/Atall' });
                prepared.entries.forEach((entry) => {
                    check(entry.blocks);
                    expect([typeof entry.dayKey, typeof entry.isFailure]).toEqual(['string', 'boolean']);
                });
                expect(new Set(prepared.entries.map((entry) => entry.id)).size).toBe(prepared.entries.length);
            })
        );
    });
});

describe('real payloads, broken in one place', () => {
    const changes = fastCheck.constantFrom('remove' as const, 'replace' as const, 'wrap' as const, 'repeat' as const);
    const shapes = VENDOR_SHAPES.filter((shape) => shape.payload !== undefined);

    it.each(shapes.map((shape) => [shape.adapter, shape.name, shape] as const))('%s %s', (adapter, _name, shape) => {
        fastCheck.assert(
            fastCheck.property(fastCheck.nat(200), changes, likelyJson, (place, change, substitute) => {
                const payload = JSON.stringify(mutated(shape.payload, place, change, substitute));
                const blocks = toBlocks({ ...shapeMessage(shape), payload }, adapter);
                check(blocks);
                const mayBeEmpty =
                    shape.shows.length === 0 || shape.text === '' || payload.includes('"is_removed":true');
                expect(mayBeEmpty || isKept(blocks)).toBe(true);
            }),
            { numRuns: 100 }
        );
    });
});

describe('too much', () => {
    const bot = { id: '1', sentAt: null, sender: 'bot' as const, text: '' };

    it('a text of 1 MB is cut, and whole on demand', () => {
        const text = 'word '.repeat(200_000);
        const [block] = toBlocks({ ...bot, text }, 'cognigy');
        expect(block).toMatchObject({ kind: 'text', cut: { shown: FIRST_LOOK.text, total: 1_000_000 } });
        const [whole] = toBlocks({ ...bot, text }, 'cognigy', { all: true });
        expect(whole).toMatchObject({ text });
        expect(whole).not.toHaveProperty('cut');
    });

    it('never cuts a character in two', () => {
        const text = `a${'😀'.repeat(FIRST_LOOK.text)}`;
        const [block] = toBlocks({ ...bot, text }, 'cognigy');
        check([block as Block]);
        expect(block).toMatchObject({ text: `a${'😀'.repeat(FIRST_LOOK.text / 2 - 1)}` });
    });

    it('a nested answer is cut, says so, and is whole on demand', () => {
        const items = Array.from({ length: 60 }, (_, n) => ({ part: `Part ${n}` }));
        const payload = JSON.stringify({ adaptivecards: { items } });
        const [block] = toBlocks({ ...bot, payload }, 'cognigy');
        expect(block).toMatchObject({ kind: 'form', cut: { shown: FIRST_LOOK.label } });
        expect(JSON.stringify(toBlocks({ ...bot, payload }, 'cognigy', { all: true }))).toContain('60 › part: Part 59');
    });

    it('10,000 options are cut, and whole on demand', () => {
        const options = Array.from({ length: 10_000 }, (_, n) => ({
            label: `Option ${n}`,
            value: { input: { text: `o${n}` } }
        }));
        const payload = JSON.stringify({ generic: [{ response_type: 'option', title: 'Many', options }] });
        const [block] = toBlocks({ ...bot, payload }, 'watsonx');
        expect(block).toMatchObject({ kind: 'options', cut: { shown: FIRST_LOOK.items, total: 10_000 } });
        const [whole] = toBlocks({ ...bot, payload }, 'watsonx', { all: true });
        expect(whole?.kind === 'options' && whole.options).toHaveLength(SHOW_ALL.items);
    });

    it.each([
        [
            'cognigy',
            (deep: string) => `{"_cognigy":{"_webchat":{"adaptiveCard":${deep}}}}`,
            '{"type":"AdaptiveCard","body":[',
            ']}'
        ],
        [
            'cognigy',
            (deep: string) => `{"_cognigy":{"_webchat":{"adaptiveCard":${deep}}}}`,
            '{"type":"Container","items":[',
            ']}'
        ],
        [
            'cognigy',
            (deep: string) => `{"_cognigy":{"_webchat":{"adaptiveCard":${deep}}}}`,
            '{"actions":[{"type":"Action.ShowCard","card":',
            '}]}'
        ],
        ['watsonx', (deep: string) => `{"generic":[${deep}]}`, '{"response_type":"card","body":[', ']}'],
        ['watsonx', (deep: string) => `{"generic":[${deep}]}`, '{"response_type":"carousel","items":[', ']}'],
        [
            'watsonx',
            (deep: string) => `{"generic":[${deep}]}`,
            '{"response_type":"grid","rows":[{"cells":[{"items":[',
            ']}]}]}'
        ],
        [
            'sendbird',
            (deep: string) => `{"extended_message_payload":{"message_template":${deep}}}`,
            '{"view_variables":{"a":[',
            ']}}'
        ],
        ['sendbird', (deep: string) => `{"data":${deep}}`, '[', ']'],
        ['cognigy', (deep: string) => `{"adaptivecards":${deep}}`, '{"a":', '}'],
        ['cognigy', (deep: string) => deep, '{"a":', '}']
    ] as const)('%s nested 20,000 deep stays usable', (adapter, around, open, close) => {
        const payload = around(`${open.repeat(20_000)}${open.endsWith(':') ? '1' : ''}${close.repeat(20_000)}`);
        const took = processorTime(() => {
            for (const all of [false, true]) {
                const blocks = toBlocks({ ...bot, payload }, adapter, { all });
                expect(isKept(blocks)).toBe(true);
                check(blocks);
            }
        });
        expect(took).toBeLessThan(2_000);
    });

    it('what lies too deep still says its words', () => {
        let card: object = { response_type: 'text', text: 'Innermost' };
        for (let depth = 0; depth < 12; depth++) {
            card = { response_type: 'card', body: [card, { response_type: 'text', text: `Level ${depth}` }] };
        }
        const blocks = toBlocks({ ...bot, payload: JSON.stringify({ generic: [card] }) }, 'watsonx');
        expect(JSON.stringify(blocks)).toContain('"text":"Innermost\\nLevel 0\\nLevel 1');
    });

    it('a message of very many parts says how many it leaves out', () => {
        const payload = JSON.stringify({
            generic: Array.from({ length: 3_000 }, (_, n) => ({ response_type: 'text', text: `Part ${n}` }))
        });
        const blocks = toBlocks({ ...bot, payload }, 'watsonx');
        expect(blocks).toHaveLength(FIRST_LOOK.blocks);
        expect(blocks.at(-1)?.cut).toEqual({ shown: FIRST_LOOK.blocks, total: 3_000 });
        expect(toBlocks({ ...bot, payload }, 'watsonx', { all: true })).toHaveLength(3_000);
    });

    it('lone surrogates and NUL never reach a component', () => {
        const payload = '{"generic":[{"response_type":"text","text":"a\\ud800b\\u0000c\\udc00"}]}';
        expect(toBlocks({ ...bot, payload }, 'watsonx')).toMatchObject([{ text: 'a\ufffdbc\ufffd' }]);
    });
});
