import { toBlocks } from 'c/botTranscript';
import { ADAPTERS, shapeMessage, VENDOR_SHAPES } from '../../../../../../../tests/fixtures/vendor-shapes.ts';
import { XSS_URLS } from '../../../../../../../tests/fixtures/xss-vectors.ts';
import { shapeWith, vectorsInShapes } from '../../../../../../../tests/fixtures/xss/in-shapes.ts';

const policy = { mediaHosts: ['*'] };

/** Every address that a component might use. */
function addresses(blocks: unknown): string[] {
    const found: string[] = [];
    JSON.stringify(blocks, (name, value: unknown) => {
        if (name === 'href' && value !== '') {
            found.push(String(value));
        }
        return value;
    });
    return found;
}

describe('hostile values in every field of every shape', () => {
    it.each(ADAPTERS)('of %s leave no address to follow or load', (adapter) => {
        let messages = 0;
        const used = new Set<string>();
        for (const { message } of vectorsInShapes({ adapter })) {
            messages++;
            addresses(toBlocks(message, adapter, { policy })).forEach((address) => used.add(address));
        }
        expect(messages).toBeGreaterThan(900);
        // The host is one that the vector could name openly; nothing of the rest of the vector is in it unescaped.
        const bad = [...used].filter((address) => !/^https:\/\/example\.com\/[^"'<>`\s]*$/.test(address));
        expect(bad).toEqual([]);
    });

    it('really get into the addresses of the shapes', () => {
        const withUrls = VENDOR_SHAPES.filter(
            (shape) => addresses(toBlocks(shapeMessage(shape), shape.adapter, { policy })).length > 0
        );
        expect(withUrls.length).toBeGreaterThan(24);
        for (const shape of withUrls) {
            const replaced = toBlocks(shapeWith(shape, 'text', 'https://replaced.example.com/x'), shape.adapter, {
                policy
            });
            const own = addresses(replaced).filter((address) => !address.startsWith('tel:'));
            expect([shape.name, ...new Set(own)]).toEqual([
                shape.name,
                ...(own.length > 0 ? ['https://replaced.example.com/x'] : [])
            ]);
        }
    });

    it('are all refused but those that only look odd', () => {
        const shape = VENDOR_SHAPES.find(({ name }) => name === 'iframe');
        const passed = XSS_URLS.filter(
            (url) => shape && addresses(toBlocks(shapeWith(shape, 'text', url), shape.adapter, { policy })).length > 0
        );
        expect(passed).toEqual(['https://example.com/"onmouseover="xssRan()']);
    });
});
