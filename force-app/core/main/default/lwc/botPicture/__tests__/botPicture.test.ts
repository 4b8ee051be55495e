import BotPicture from 'c/botPicture';
import type { CheckedUrl } from 'c/botTranscript';
import { clearPage, find, listen, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const OK: CheckedUrl = {
    state: 'ok',
    href: 'https://cdn.example.com/a.png',
    host: 'cdn.example.com',
    text: 'https://…'
};

const picture = (properties: object) => mount('c-bot-picture', BotPicture, properties);

describe('a picture of the bot', () => {
    afterEach(clearPage);

    it('loads when it comes near, in a space of its own, and opens large', async () => {
        const element = await picture({ url: OK, alt: 'A red chair' });
        const image = find<HTMLImageElement>(element, 'img');
        expect([image?.src, image?.getAttribute('loading')]).toEqual([OK.href, 'lazy']);
        const actions = listen(element, 'botaction');
        const button = find(element, 'button');
        expect(button?.getAttribute('aria-label')).toBe('Enlarge image: A red chair');
        button?.click();
        expect(actions).toEqual([{ name: 'enlarge', href: OK.href, alt: 'A red chair' }]);
        image?.dispatchEvent(new CustomEvent('load'));
        await rendered();
        expect(find(element, '.loaded')).not.toBeNull();
        await expect(element).toBeAccessible();
    });

    it('says so when it is broken', async () => {
        const element = await picture({ url: OK, alt: 'A red chair' });
        find(element, 'img')?.dispatchEvent(new CustomEvent('error'));
        await rendered();
        expect(find(element, 'img')).toBeNull();
        expect(textIn(element)).toContain('A red chair It couldn’t be loaded');
        expect(find<HTMLAnchorElement>(element, 'a')?.href).toBe(OK.href);
        await expect(element).toBeAccessible();
    });

    it('is not loaded from a host that is not allowed', async () => {
        const element = await picture({ url: { ...OK, state: 'foreign' }, alt: '' });
        expect(find(element, 'img')).toBeNull();
        expect(textIn(element)).toBe(
            'Image Not loaded from cdn.example.com Open at cdn.example.com opens in a new tab'
        );
        await expect(element).toBeAccessible();
    });

    it('shows a refused address as text', async () => {
        const url: CheckedUrl = { state: 'refused', href: '', host: '', text: 'javascript:alert(1)' };
        const element = await picture({ url, alt: 'X' });
        expect([find(element, 'a'), find(element, 'img')]).toEqual([null, null]);
        expect(textIn(element)).toBe('X javascript:alert(1) (not a safe link)');
    });

    it('says it in a tool tip where there is little space', async () => {
        const element = await picture({ url: { ...OK, state: 'foreign' }, alt: 'X', size: 'small' });
        expect(find(element, '[role="img"]')?.getAttribute('aria-label')).toBe('X: Not loaded from cdn.example.com');
        await expect(element).toBeAccessible();
    });
});
