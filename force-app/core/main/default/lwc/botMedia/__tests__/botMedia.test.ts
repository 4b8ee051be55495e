import BotMedia from 'c/botMedia';
import type { AudioBlock, CheckedUrl, FileBlock, ImageBlock, LinkBlock, VideoBlock } from 'c/botTranscript';
import { clearPage, find, listen, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const OK: CheckedUrl = {
    state: 'ok',
    href: 'https://media.example.com/a',
    host: 'media.example.com',
    text: 'https://…'
};
const REFUSED: CheckedUrl = { state: 'refused', href: '', host: '', text: 'javascript:alert(1)' };
const VIDEO: VideoBlock = {
    kind: 'video',
    key: '1',
    url: OK,
    isPlayable: true,
    alt: '',
    title: 'Tour',
    description: ''
};
const AUDIO: AudioBlock = {
    kind: 'audio',
    key: '1',
    url: OK,
    isPlayable: true,
    alt: 'Greeting',
    title: '',
    description: ''
};
const FILE: FileBlock = {
    kind: 'file',
    key: '1',
    url: OK,
    name: 'invoice.pdf',
    mimeType: 'application/pdf',
    size: 12_300,
    scan: 'clean',
    media: null
};
const LINK: LinkBlock = { kind: 'link', key: '1', url: OK, title: 'Map', description: 'How to find us' };
const IMAGE: ImageBlock = {
    kind: 'image',
    key: '1',
    url: OK,
    alt: 'House',
    title: 'Our house',
    description: 'In May',
    buttons: []
};

const media = (block: object) => mount('c-bot-media', BotMedia, { block });

describe('media', () => {
    afterEach(clearPage);

    it.each([
        ['video', VIDEO, 'Load video'],
        ['audio', AUDIO, 'Load audio']
    ])('%s loads only when asked for', async (tag, block, label) => {
        const element = await media(block);
        expect(find(element, tag)).toBeNull();
        expect(find(element, 'button')?.textContent).toBe(label);
        await expect(element).toBeAccessible();
        find(element, 'button')?.click();
        await rendered();
        const player = find<HTMLMediaElement>(element, tag);
        expect([player?.src, player?.controls, player?.getAttribute('preload')]).toEqual([OK.href, true, 'metadata']);
        player?.dispatchEvent(new CustomEvent('error'));
        await rendered();
        expect(find(element, tag)).toBeNull();
        expect(textIn(element)).toContain('It couldn’t be loaded');
        expect(find<HTMLAnchorElement>(element, 'a')?.href).toBe(OK.href);
        await expect(element).toBeAccessible();
    });

    it('tells that it plays', async () => {
        const element = await media(VIDEO);
        find(element, 'button')?.click();
        await rendered();
        const told = listen<{ player: Element }>(element, 'botplay');
        const player = find(element, 'video');
        const reach: boolean[] = [];
        element.addEventListener('botplay', ({ bubbles, composed }) => reach.push(bubbles, composed));
        player?.dispatchEvent(new CustomEvent('play'));
        expect(told).toEqual([{ player }]);
        // The list hears it, which keeps its row on the page.
        expect(reach).toEqual([true, true]);
    });

    it.each([
        ['audio', AUDIO],
        ['video', VIDEO]
    ])('goes on where it was, asked for again after it had left the page: %s', async (tag, block) => {
        const load = async (time: number, ended = false) => {
            const element = await media({ ...block, url: { ...OK, href: `https://media.example.com/${tag}` } });
            find(element, 'button')?.click();
            await rendered();
            const player = find<HTMLMediaElement>(element, tag) as HTMLMediaElement;
            Object.defineProperties(player, { currentTime: { value: 0, writable: true }, ended: { value: ended } });
            player.dispatchEvent(new CustomEvent('loadedmetadata'));
            const began = player.currentTime;
            player.currentTime = time;
            element.remove();
            return began;
        };
        expect(await load(83)).toBe(0);
        expect(await load(120, true)).toBe(83);
        expect(await load(0)).toBe(0);
    });

    it('plays videos with their captions', async () => {
        const element = await media({ ...VIDEO, captions: { ...OK, href: 'https://media.example.com/a.vtt' } });
        find(element, 'button')?.click();
        await rendered();
        const track = find<HTMLTrackElement>(element, 'track');
        expect([track?.kind, track?.src, track?.label]).toEqual([
            'captions',
            'https://media.example.com/a.vtt',
            'Captions'
        ]);
    });

    const CAPTIONED = { ...VIDEO, captions: { ...OK, href: 'https://media.example.com/a.vtt' } };

    it('plays a video without captions where its host does not share it with other pages', async () => {
        const element = await media(CAPTIONED);
        find(element, 'button')?.click();
        await rendered();
        const first = find<HTMLVideoElement>(element, 'video');
        expect(first?.getAttribute('crossorigin')).toBe('anonymous');
        first?.dispatchEvent(new CustomEvent('error'));
        await rendered();
        const second = find<HTMLVideoElement>(element, 'video');
        expect([second?.src, second?.getAttribute('crossorigin'), find(element, 'track')]).toEqual([
            OK.href,
            null,
            null
        ]);
        expect(textIn(element)).toContain('Captions: It couldn’t be loaded');
        second?.dispatchEvent(new CustomEvent('error'));
        await rendered();
        expect(find(element, 'video')).toBeNull();
    });

    it('keeps playing where only the captions are broken', async () => {
        const element = await media(CAPTIONED);
        find(element, 'button')?.click();
        await rendered();
        find(element, 'track')?.dispatchEvent(new CustomEvent('error'));
        await rendered();
        expect(find(element, 'video')).not.toBeNull();
        expect(textIn(element)).toContain('Captions: It couldn’t be loaded');
    });

    it('says why captions of a foreign host are not there', async () => {
        const foreign = { state: 'foreign', href: 'https://c.example.com/a.vtt', host: 'c.example.com', text: '' };
        const element = await media({ ...VIDEO, captions: foreign });
        expect(textIn(element)).toContain('Captions: Not loaded from c.example.com');
        find(element, 'button')?.click();
        await rendered();
        expect(find(element, 'track')).toBeNull();
        expect(find(element, 'video')).not.toBeNull();
    });

    it.each([
        ['image', '[aria-label="Enlarge image: damage"]'],
        ['video', 'button'],
        ['audio', 'button']
    ] as const)('shows a file that is %s right here, unless it is infected', async (kind, selector) => {
        const file = { ...FILE, name: 'damage', mimeType: `${kind}/x`, media: kind };
        const element = await media(file);
        expect(find(element, selector)).not.toBeNull();
        expect(find<HTMLAnchorElement>(element, 'a')?.href).toBe(OK.href);
        await expect(element).toBeAccessible();
        clearPage();
        expect(find(await media({ ...file, scan: 'infected' }), 'button')).toBeNull();
        clearPage();
        const foreign = await media({ ...file, url: { ...OK, state: 'foreign' } });
        expect(find(foreign, 'button')).toBeNull();
        expect(textIn(find(foreign, '.facts'))).toContain('media.example.com');
    });

    it('plays a file that is a video', async () => {
        const element = await media({ ...FILE, mimeType: 'video/mp4', media: 'video' });
        find(element, 'button')?.click();
        await rendered();
        expect(find<HTMLVideoElement>(element, 'video')?.src).toBe(OK.href);
    });

    it('shows the picture of a linked page where it may be loaded', async () => {
        const element = await media({ ...LINK, image: OK });
        expect(find(element, '[aria-label="Enlarge image: Map"]')).not.toBeNull();
        clearPage();
        expect(find(await media({ ...LINK, image: { ...OK, state: 'foreign' } }), '.icon')).not.toBeNull();
    });

    it.each([
        [
            'from a host that is not allowed',
            { ...VIDEO, url: { ...OK, state: 'foreign' } },
            'Not loaded from media.example.com'
        ],
        ['that no player takes', { ...VIDEO, isPlayable: false }, 'media.example.com']
    ])('offers a video %s as a link', async (_, block, facts) => {
        const element = await media(block);
        expect(find(element, 'button')).toBeNull();
        expect(find<HTMLAnchorElement>(element, 'a')?.href).toBe(OK.href);
        expect(textIn(find(element, '.facts'))).toBe(facts);
    });

    it.each([
        ['clean', '12.3 kB · application/pdf · Checked, no virus found · media.example.com', true],
        ['unknown', '12.3 kB · application/pdf · Not checked for viruses · media.example.com', true],
        ['infected', '12.3 kB · application/pdf · Infected: blocked · media.example.com', false]
    ])('tells of a file whose scan is %s', async (scan, facts, hasLink) => {
        const element = await media({ ...FILE, scan });
        expect(textIn(find(element, '.facts')).replace(/\u00a0/g, ' ')).toBe(facts);
        expect(find(element, 'a') !== null).toBe(hasLink);
        await expect(element).toBeAccessible();
    });

    it('names a file that has no name, and shows a refused address as text', async () => {
        const element = await media({ ...FILE, name: '', size: null, mimeType: '', scan: 'unknown', url: REFUSED });
        expect(find(element, 'a')).toBeNull();
        expect(textIn(element)).toBe('File Not checked for viruses · javascript:alert(1) · not a safe link');
    });

    it('shows links with title, words and host', async () => {
        const element = await media(LINK);
        expect(textIn(element)).toBe('Map opens in a new tab How to find us media.example.com');
        await expect(element).toBeAccessible();
        clearPage();
        expect(textIn(await media({ ...LINK, url: REFUSED, title: '' }))).toContain('javascript:alert(1)');
    });

    it('says of no address for mail that it opens in a new tab', async () => {
        const url: CheckedUrl = { state: 'ok', href: 'mailto:kim@example.com', host: 'kim@example.com', text: '' };
        const element = await media({ ...LINK, url });
        expect(find(element, 'a')?.getAttribute('target')).toBeNull();
        expect(textIn(element)).toBe('Map How to find us kim@example.com');
    });

    it.each([
        ['parcel.png', 'parcel.png Not loaded'],
        ['', 'parcel.png Not loaded'],
        ['A dented box', 'parcel.png A dented box Not loaded']
    ])(
        'names a picture that may not be loaded once where its title is all that is said of it: "%s"',
        async (alt, said) => {
            const url: CheckedUrl = { ...OK, state: 'foreign' };
            const element = await media({ ...IMAGE, url, title: 'parcel.png', description: '', alt });
            expect(textIn(element).startsWith(`${said} from media.example.com Open`)).toBe(true);
        }
    );

    it('shows pictures with what is said about them', async () => {
        const element = await media(IMAGE);
        expect(textIn(element)).toBe('Our house In May');
        expect(find(element, '[aria-label="Enlarge image: House"]')).not.toBeNull();
        await expect(element).toBeAccessible();
    });
});
