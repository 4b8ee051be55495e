import BotRaw from 'c/botRaw';
import { clearPage, find, mount, rendered } from '../../botMessageList/__tests__/helpers/page';

describe('raw data', () => {
    afterEach(clearPage);

    it('is one click away and only ever text', async () => {
        const raw = '{"a":"<img src=x onerror=alert(1)>"}';
        const element = await mount('c-bot-raw', BotRaw, { text: 'Content that can’t be shown', raw });
        const button = find<HTMLButtonElement>(element, 'button');
        expect([find(element, 'pre'), button?.textContent, button?.getAttribute('aria-expanded')]).toEqual([
            null,
            'Show raw data',
            'false'
        ]);
        button?.click();
        await rendered();
        expect(find(element, 'pre')?.textContent).toBe(raw);
        expect(find(element, 'img')).toBeNull();
        const data = find(element, '[tabindex]');
        expect([data?.getAttribute('role'), data?.getAttribute('aria-label')]).toEqual([
            'group',
            'Content that can’t be shown'
        ]);
        expect([button?.textContent, button?.getAttribute('aria-expanded')]).toEqual(['Hide raw data', 'true']);
        await expect(element).toBeAccessible();
    });
});
