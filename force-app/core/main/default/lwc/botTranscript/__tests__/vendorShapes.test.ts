import { toBlocks, type Block } from 'c/botTranscript';
import { ADAPTERS, shapeMessage, VENDOR_SHAPES, VENDORS } from '../../../../../../../tests/fixtures/vendor-shapes.ts';

const policy = { mediaHosts: ['*.example.com'] };

function kinds(blocks: Block[]): string[] {
    return blocks.map((block) => block.kind);
}

describe('every kind of content', () => {
    it.each(VENDOR_SHAPES.map((shape) => [shape.adapter, shape.name, shape] as const))(
        '%s %s',
        (adapter, _name, shape) => {
            const blocks = toBlocks(shapeMessage(shape), adapter, { policy });
            expect(kinds(blocks)).toEqual(shape.shows);
            expect(blocks).toMatchSnapshot();
        }
    );
});

describe('empty and broken payloads', () => {
    const message = { id: '1', sentAt: null, sender: 'bot' as const, text: 'Fallback' };

    it.each([...ADAPTERS, 'other', '__proto__', 'constructor'])('%s keeps the text', (adapter) => {
        for (const payload of [
            undefined,
            null,
            '',
            '{}',
            '[]',
            'null',
            '3',
            '"x"',
            '<html>',
            '{"a":',
            '{"generic":[]}'
        ]) {
            const blocks = toBlocks({ ...message, payload }, adapter);
            expect(blocks[0]).toMatchObject({ kind: 'text', text: 'Fallback' });
        }
    });

    it.each(VENDORS)('%s shows a payload that is no JSON as it came', (adapter) => {
        const [block] = toBlocks({ ...message, text: '', payload: '<html>502 Bad Gateway' }, adapter);
        expect(block).toMatchObject({ kind: 'unknown', raw: '<html>502 Bad Gateway' });
    });

    it.each(VENDORS)('%s shows an object of another kind as unknown', (adapter) => {
        const blocks = toBlocks({ ...message, text: '', payload: '{"hello":{"world":1}}' }, adapter);
        expect(blocks).toHaveLength(1);
        expect(blocks[0]).toMatchObject({ kind: 'unknown', raw: expect.stringContaining('"world": 1') as string });
    });
});
