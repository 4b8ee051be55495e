import BotOptions from 'c/botOptions';
import type { CheckedUrl, Option } from 'c/botTranscript';
import { clearPage, find, findAll, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const URL_OK: CheckedUrl = { state: 'ok', href: 'https://www.example.com/terms', host: 'www.example.com', text: '' };

function option(label: string, more: Partial<Option> = {}): Option {
    return { key: label, label, value: label, action: 'reply', isChosen: false, ...more };
}

const options = (list: Option[]) => mount('c-bot-options', BotOptions, { options: list });

describe('options', () => {
    afterEach(clearPage);

    it('show what could be chosen and mark what was, also without colour', async () => {
        const element = await options([option('Yes'), option('No', { isChosen: true })]);
        expect(findAll(element, 'li').map(textIn)).toEqual(['Yes', 'No Chosen']);
        expect(find(element, '.chosen .check')).not.toBeNull();
        expect(find(element, 'ul')?.getAttribute('aria-label')).toBe('Options offered');
        expect(findAll(element, 'button, a')).toHaveLength(0);
        await expect(element).toBeAccessible();
    });

    it('link where there is a checked address, with its host beside it', async () => {
        const element = await options([option('Terms', { action: 'link', url: URL_OK })]);
        const link = find<HTMLAnchorElement>(element, 'a');
        expect([link?.href, link?.target, link?.rel]).toEqual([URL_OK.href, '_blank', 'noopener noreferrer nofollow']);
        expect(textIn(link)).toBe('Terms www.example.com opens in a new tab');
        await expect(element).toBeAccessible();
    });

    it('leave what opens a program on the page, and say nothing of a tab', async () => {
        const url: CheckedUrl = { state: 'ok', href: 'tel:+4930123456', host: '+4930123456', text: '' };
        const element = await options([option('Call us', { action: 'call', url })]);
        expect(find(element, 'a')?.getAttribute('target')).toBeNull();
        expect(textIn(find(element, 'a'))).toBe('Call us +4930123456');
    });

    it('never link an address that was refused', async () => {
        const url: CheckedUrl = { state: 'refused', href: '', host: '', text: 'javascript:alert(1)' };
        const element = await options([option('Click', { action: 'link', url })]);
        expect(find(element, 'a')).toBeNull();
        expect(textIn(find(element, 'li'))).toBe('Click javascript:alert(1) (not a safe link)');
    });

    it('are not told twice where a picture is called like its option', async () => {
        const called = (imageAlt: string) => option('A product', { key: imageAlt, image: URL_OK, imageAlt });
        const element = await options([called('A product'), called(' a Product'), called('A red cup')]);
        expect(findAll<HTMLImageElement>(element, 'img').map(({ alt }) => alt)).toEqual(['', '', 'A red cup']);
    });

    it('show pictures from allowed hosts only, and none that is broken', async () => {
        const foreign: CheckedUrl = { ...URL_OK, state: 'foreign' };
        const element = await options([
            option('A', { image: URL_OK, imageAlt: 'apple' }),
            option('B', { image: foreign })
        ]);
        const pictures = findAll<HTMLImageElement>(element, 'img');
        expect(pictures.map((picture) => [picture.alt, picture.getAttribute('loading')])).toEqual([['apple', 'lazy']]);
        pictures[0]?.dispatchEvent(new CustomEvent('error'));
        await rendered();
        expect(pictures[0]?.hidden).toBe(true);
    });
});
