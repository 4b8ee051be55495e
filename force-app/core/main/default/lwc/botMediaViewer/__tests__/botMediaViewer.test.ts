import BotMediaViewer from 'c/botMediaViewer';
import {
    clearPage,
    FakeLayout,
    find,
    giveDialogs,
    mount,
    rendered,
    textIn
} from '../../botMessageList/__tests__/helpers/page';

type Viewer = HTMLElement & { open(href: string, alt: string): void };

async function viewer(href: string, alt: string): Promise<Viewer> {
    const element = (await mount('c-bot-media-viewer', BotMediaViewer, {})) as Viewer;
    element.open(href, alt);
    await rendered();
    return element;
}

describe('large view', () => {
    beforeAll(() => {
        new FakeLayout().install();
        giveDialogs();
    });
    afterEach(clearPage);

    it('shows a picture with its words and a way to the original', async () => {
        const element = await viewer('https://cdn.example.com/a.png', 'A red chair');
        expect(find<HTMLDialogElement>(element, 'dialog')?.open).toBe(true);
        expect(find(element, 'dialog')?.getAttribute('aria-label')).toBe('Large view: A red chair');
        expect(find<HTMLImageElement>(element, 'img')?.alt).toBe('A red chair');
        expect(find<HTMLAnchorElement>(element, 'a')?.href).toBe('https://cdn.example.com/a.png');
        expect(find<HTMLAnchorElement>(element, 'a')?.rel).toContain('noopener');
        await expect(element).toBeAccessible();
    });

    it('has no original for a picture that came with the message', async () => {
        const element = await viewer('data:image/png;base64,AAAA', '');
        expect(find(element, 'a')).toBeNull();
        expect(find<HTMLImageElement>(element, 'img')?.alt).toBe('Image');
        expect(textIn(element)).toBe('Close');
    });

    it('closes by its button and by a click beside the picture, and lets go of the picture', async () => {
        const element = await viewer('https://cdn.example.com/a.png', 'A');
        const dialog = find<HTMLDialogElement>(element, 'dialog');
        find(element, 'img')?.click();
        expect(dialog?.open).toBe(true);
        find(element, '.close')?.click();
        await rendered();
        expect([dialog?.open, find(element, 'img')]).toEqual([false, null]);
        element.open('https://cdn.example.com/b.png', 'B');
        dialog?.click();
        await rendered();
        expect(dialog?.open).toBe(false);
    });
});
