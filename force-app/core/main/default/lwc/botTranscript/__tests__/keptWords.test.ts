import * as fastCheck from 'fast-check';
import { toBlocks } from 'c/botTranscript';
import { likelyJson } from './likelyJson';
import { mutated } from '../../../../../../../tests/fixtures/mutate.ts';
import { ADAPTERS, shapeMessage, VENDOR_SHAPES, VENDORS } from '../../../../../../../tests/fixtures/vendor-shapes.ts';

/** What a message is or does, in no words for a reader. */
const SILENT =
    /^(?:type|custom_type|response_type|message_type|is_removed|updated_at|channels?|history|is_welcome_request)$/;

/** Whether any field holds words. */
function saysAnything(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) {
        return typeof value === 'string' && value.trim() !== '';
    }
    return Array.isArray(value)
        ? value.some(saysAnything)
        : Object.entries(value).some(([name, part]) => !SILENT.test(name) && saysAnything(part));
}

const CHANGES = ['remove', 'replace', 'wrap', 'repeat'] as const;
const SUBSTITUTES = [null, ['y'], { a: 'b' }];
const PLACES = 40;
const MEANT_TO_BE_SILENT = /"is_removed":true|"is_thinking":true|"response_type":"pause"/;

describe('a message without a text of its own, broken in one place', () => {
    it.each(VENDORS)('of %s is shown while any of its fields holds words', (adapter) => {
        const lost: string[] = [];
        let tried = 0;
        const shapes = VENDOR_SHAPES.filter((one) => one.adapter === adapter && one.payload !== undefined);
        for (const shape of shapes) {
            for (let place = 0; place < PLACES; place++) {
                for (const change of CHANGES) {
                    const [substitute] = SUBSTITUTES.slice(place % SUBSTITUTES.length);
                    const broken = mutated(shape.payload, place, change, substitute);
                    const payload = JSON.stringify(broken);
                    if (MEANT_TO_BE_SILENT.test(payload) || !saysAnything(broken)) {
                        continue;
                    }
                    tried++;
                    if (toBlocks({ ...shapeMessage(shape), text: '', payload }, adapter).length === 0) {
                        lost.push(`${shape.name}: ${payload.slice(0, 200)}`);
                    }
                }
            }
        }
        expect(tried).toBeGreaterThan(shapes.length * PLACES);
        expect(lost).toEqual([]);
    });
});

describe('any JSON without a text of its own', () => {
    it.each(ADAPTERS)('is shown by %s while any field holds words', (adapter) => {
        fastCheck.assert(
            fastCheck.property(
                fastCheck.oneof(fastCheck.object(), fastCheck.dictionary(fastCheck.string(), likelyJson), likelyJson),
                fastCheck.constantFrom('customer' as const, 'bot' as const, 'agent' as const, 'system' as const),
                (value, sender) => {
                    const payload = JSON.stringify(value) ?? 'null';
                    const parsed: unknown = JSON.parse(payload);
                    fastCheck.pre(!MEANT_TO_BE_SILENT.test(payload) && saysAnything(parsed));
                    const message = { id: '1', sentAt: null, sender, text: '', payload };
                    expect(toBlocks(message, adapter)).not.toHaveLength(0);
                }
            ),
            { numRuns: 2_000 }
        );
    });
});
