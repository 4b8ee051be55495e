import { find } from '../../botMessageList/__tests__/helpers/page';
import { ask, everyTest, history, pass, shownIds } from './support';

const WINDOW = 'max-height:clamp(240px,40vh,560px)';

describe('settings', () => {
    everyTest();

    it.each([
        [300, 'max-height:300px'],
        ['300', 'max-height:300px'],
        [5, 'max-height:160px'],
        [90_000, 'max-height:2000px'],
        [-1, WINDOW],
        ['tall', WINDOW],
        ['', WINDOW],
        [null, WINDOW],
        [undefined, WINDOW],
        [0, WINDOW],
        [true, WINDOW],
        ['Infinity', WINDOW],
        ['fill', 'height:100%;max-height:100vh'],
        [' Fill', 'height:100%;max-height:100vh']
    ])('height %j', async (height, style) => {
        const element = await history({ height });
        expect(find(element, '.scroller')?.getAttribute('style')?.replace(/\s|;$/g, '')).toBe(style);
    });

    it.each([
        ['newest', 'm5'],
        ['Newest ', 'm5'],
        ['oldest', 'm1'],
        ['sideways', 'm1'],
        [null, 'm1']
    ])('order %j begins with %s', async (messageOrder, id) => {
        const element = await history({ messageOrder });
        expect(shownIds(element)[0]).toBe(id);
    });

    it.each([
        [true, true],
        ['true', true],
        [false, false],
        ['false', false],
        [null, false]
    ])('hide details %j', async (hideDetails, isHidden) => {
        const element = await history({ hideDetails });
        expect(find(element, '.details') === null).toBe(isHidden);
    });

    it.each([
        ['auto', 2],
        ['manual', 1],
        ['MANUAL', 1],
        ['often', 2],
        [null, 2]
    ])('refresh %j asks %i times in six seconds', async (refresh, calls) => {
        await history({ refresh });
        await pass(6_000);
        expect(ask).toHaveBeenCalledTimes(calls);
    });

    it('take effect at once, as in App Builder', async () => {
        const element = await history({ refresh: 'manual' });
        Object.assign(element, { messageOrder: 'newest', height: 200, hideDetails: true });
        await pass(10);
        expect(shownIds(element)[0]).toBe('m5');
        expect(find(element, '.scroller')?.getAttribute('style')).toContain('200px');
        expect(find(element, '.details')).toBeNull();
        await pass(10_000);
        expect(ask).toHaveBeenCalledTimes(1);
        Object.assign(element, { refresh: 'auto' });
        await pass(6_000);
        expect(ask).toHaveBeenCalledTimes(2);
        expect(find(element, 'img')).toBeNull();
        Object.assign(element, { mediaHosts: 'cdn.example.com' });
        await pass(10);
        expect(find(element, 'img')).not.toBeNull();
    });
});
