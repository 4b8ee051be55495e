import { heightStyle, likelyListHeight } from '../listHeight';

describe('height of the list', () => {
    it.each([
        [300, 'max-height:300px'],
        [0, 'height:100%'],
        [undefined, 'max-height:clamp(240px,40vh,560px)']
    ])('%j as a style', (height, style) => {
        expect(heightStyle(height)).toBe(style);
    });

    it.each([
        [300, 900, 300],
        [0, 900, 900],
        [undefined, 900, 360],
        [undefined, 500, 240],
        [undefined, 2_000, 560]
    ])('%j in a window of %i pixels is likely %i', (height, windowHeight, likely) => {
        expect(likelyListHeight(height, windowHeight)).toBe(likely);
    });
});
