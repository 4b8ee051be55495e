import BotLatestButton from 'c/botLatestButton';
import { clearPage, find, mount, textIn } from '../../botMessageList/__tests__/helpers/page';

const button = (properties: object) => mount('c-bot-latest-button', BotLatestButton, properties);

describe('the way back to the newest message', () => {
    afterEach(clearPage);

    it.each([
        [0, 'Latest message', 'slds-assistive-text'],
        [1, '1 new message', ''],
        [1_200, '1,200 new messages', '']
    ])('with %s unread says "%s"', async (unread, text, textClass) => {
        const element = await button({ unread });
        expect(textIn(element)).toBe(text);
        expect(find(element, 'span')?.className).toBe(textClass);
        await expect(element).toBeAccessible();
    });

    it.each([
        [false, 'M8 3v10'],
        [true, 'M8 13V3']
    ])('points to where the newest message is (on top: %s)', async (isOnTop, arrow) => {
        const element = await button({ isOnTop });
        expect(find(element, 'path')?.getAttribute('d')).toContain(arrow);
        expect(find(element, '.chip_top') !== null).toBe(isOnTop);
    });
});
