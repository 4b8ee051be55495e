import { heightStyle, likelyListHeight, type ListHeight } from '../listHeight';

describe('height of the list', () => {
    it.each<[ListHeight, string]>([
        [300, 'max-height:300px'],
        ['fill', 'height:100%;max-height:100vh'],
        [undefined, 'max-height:clamp(240px,40vh,560px)']
    ])('%j as a style', (height, style) => {
        expect(heightStyle(height)).toBe(style);
    });

    it.each<[ListHeight, number, number]>([
        [300, 900, 300],
        ['fill', 900, 900],
        [undefined, 900, 360],
        [undefined, 500, 240],
        [undefined, 2_000, 560]
    ])('%j in a window of %i pixels is likely %i', (height, windowHeight, likely) => {
        expect(likelyListHeight(height, windowHeight)).toBe(likely);
    });
});
